"""Typed payloads: base classes of models, value types and open enumerations."""
