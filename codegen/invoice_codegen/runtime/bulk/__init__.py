"""Validate NDJSON archives of any size in constant memory, in one process or several."""
