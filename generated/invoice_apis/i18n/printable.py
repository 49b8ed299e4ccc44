"""Text for terminals and logs."""

from __future__ import annotations


def escape_unprintable(text: str) -> str:
    """Text with everything that does not print as itself written as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
