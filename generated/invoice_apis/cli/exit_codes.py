"""Exit codes that several commands have."""

USAGE_ERROR = 2
"""Wrong arguments, or a file that can't be read or written."""
