"""Validate NDJSON archives of any size: in constant memory, by one process or several."""
