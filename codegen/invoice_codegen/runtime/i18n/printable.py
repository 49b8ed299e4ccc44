"""Escape text for terminals and logs."""

from __future__ import annotations


def escape_unprintable(text: str) -> str:
    """The text with unprintable characters, such as controls and direction marks, as `\\uXXXX`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
