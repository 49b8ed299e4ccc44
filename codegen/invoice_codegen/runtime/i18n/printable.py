"""Escape text for terminals and logs."""

from __future__ import annotations

LONGEST = 200
"""Characters of a name or pointer in a message."""


def escape_unprintable(text: str) -> str:
    """The text with unprintable characters, such as controls and direction marks, as `\\uXXXX`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def shown(text: str, longest: int = LONGEST) -> str:
    """A name or pointer for a message: unprintable characters escaped, and the middle of a long one left out."""
    text = escape_unprintable(text)
    if len(text) <= longest:
        return text
    tail = longest // 2
    return f"{text[: longest - tail - 1]}…{text[-tail:]}"
