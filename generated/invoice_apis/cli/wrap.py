"""Wrap text at a number of columns. Chinese characters take two columns and need no space at a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_PIECES = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）》」』】”’,.;:!?)]}")
"""Characters that never start a line."""


def fill(text: str, width: int, hanging: int = 0, cut: bool = True) -> list[str]:
    """Wrap one paragraph.

    Args:
        text: A text without line breaks; its indentation stays.
        width: Columns of a line.
        hanging: Spaces before all lines but the first.
        cut: Whether to cut words that are wider than a line.
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    lines = [indent]
    for piece in _pieces(text[len(indent) :], width - hanging if cut else None):
        if cell_len(lines[-1]) + cell_len(piece.rstrip()) > width and lines[-1].strip():
            lines.append(" " * hanging)
        lines[-1] += piece if lines[-1].strip() else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int | None) -> Iterator[str]:
    """Words, and single Chinese characters with the punctuation that follows; what is wider than `width` is cut."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and piece in _NOT_FIRST and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    for piece in pieces:
        while width is not None and cell_len(piece) > width and not piece.isspace():
            end = next(end for end in range(2, len(piece) + 1) if cell_len(piece[:end]) > width) - 1
            yield piece[:end]
            piece = piece[end:]
        yield piece
