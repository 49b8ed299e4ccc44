"""Text in columns of a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

GAP = "  "
_PIECES = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）》」』】”’,.;:!?)")
"""What never begins a line."""


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(_wide, text))


def padded(text: str, width: int) -> str:
    """Text with spaces behind it up to a width in columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` columns: broken at spaces and between wide characters.

    What is indented stays so, and goes on a step further in.
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    hanging = indent + GAP if indent else ""
    lines = [indent]
    for piece in _unbroken(text[len(indent) :], width - len(hanging)):
        if columns(lines[-1]) + columns(piece.rstrip()) > width:
            lines.append(hanging)
        lines[-1] += piece if lines[-1].strip() else piece.lstrip()
    return [line.rstrip() for line in lines]


def rows(cells: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a table: each cell is wrapped in its column, and keeps the line breaks it has."""
    for row in cells:
        parts = [
            [line for part in cell.split("\n") for line in wrapped(part, width)]
            for cell, width in zip(row, widths, strict=True)
        ]
        for number in range(max(map(len, parts))):
            line = [part[number] if number < len(part) else "" for part in parts]
            yield GAP.join(padded(text, width) for text, width in zip(line, widths, strict=True)).rstrip()


def _unbroken(text: str, width: int) -> Iterator[str]:
    """What stays together: words, single wide characters with the punctuation behind them; too long ones are cut."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and piece in _NOT_FIRST and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    for piece in pieces:
        while columns(piece) > width and not piece.isspace():
            head = _head(piece, width)
            yield head
            piece = piece[len(head) :]
        yield piece


def _head(text: str, width: int) -> str:
    """As much of a text as fits, but at least one character."""
    taken = 1
    while taken < len(text) and columns(text[: taken + 1]) <= width:
        taken += 1
    return text[:taken]


def _wide(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
