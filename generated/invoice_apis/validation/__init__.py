"""Validate payloads against contracts, and explain the findings."""
