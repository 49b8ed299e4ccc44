"""Emitted Python in black's layout, proven to be Python."""

from __future__ import annotations

import ast
import unicodedata

LINE_LENGTH = 120


def formatted(text: str) -> str:
    """The text as black writes it. Raises SyntaxError for what is not Python.

    What we print is in black's layout already, unless a line is too long; only then black is asked, for importing and
    running it costs as much as everything else together. That black would change nothing is tested.
    """
    ast.parse(text)
    if all(_widest(line) <= LINE_LENGTH for line in text.split("\n")):
        return text
    import black

    return black.format_str(text, mode=black.Mode(line_length=LINE_LENGTH))


def _widest(line: str) -> int:
    """What black may measure at most: it knows a newer Unicode than Python may."""
    return len(line) if line.isascii() else len(line) + sum(not char.isascii() for char in line)


def columns(text: str) -> int:
    """The width of a text on a line, where Chinese characters take two columns."""
    return len(text) if text.isascii() else sum(2 if is_wide(char) else 1 for char in text)


def is_wide(char: str) -> bool:
    """Whether a character, if there is one, takes two columns."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF"
