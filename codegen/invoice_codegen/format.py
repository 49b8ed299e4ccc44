"""Emitted Python in black's layout, proven to be Python."""

from __future__ import annotations

import ast

LINE_LENGTH = 120


def formatted(text: str) -> str:
    """The text as black writes it. Raises SyntaxError for what is not Python.

    What we print is in black's layout already, unless a line is too long; only then black is asked, for importing and
    running it costs as much as everything else together. That black would change nothing is tested.
    """
    ast.parse(text)
    if all(len(line) <= LINE_LENGTH for line in text.split("\n")):
        return text
    import black

    return black.format_str(text, mode=black.Mode(line_length=LINE_LENGTH))
