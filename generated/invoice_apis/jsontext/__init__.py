"""Exact JSON text: read and write numbers digit for digit, and address values by JSON Pointer.

The profile: UTF-8 without a byte order mark, one JSON value and nothing after it, no NaN or Infinity, no number that
overflows a double, at most 200 levels and 64 MiB.
"""

from .duplicates import duplicate_keys, has_duplicate_keys, is_surely_unique
from .plain import has_members, is_finite, no_json, plain
from .profile import EXACT, MAX_BYTES, MAX_DEPTH, TOO_DEEP, Unreadable, too_long
from .reader import ParsedText, is_deeper, parse, read
from .writer import write

__all__ = [
    "EXACT",
    "MAX_BYTES",
    "MAX_DEPTH",
    "ParsedText",
    "TOO_DEEP",
    "Unreadable",
    "duplicate_keys",
    "has_duplicate_keys",
    "has_members",
    "is_deeper",
    "is_finite",
    "is_surely_unique",
    "parse",
    "no_json",
    "plain",
    "read",
    "too_long",
    "write",
]
