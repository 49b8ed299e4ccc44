"""Calls: options, requests, responses, retries and pagination, for blocking and async clients."""
