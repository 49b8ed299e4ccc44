"""Rows in aligned columns and wrapped lines, where a Chinese character takes two columns.

`rich` measures the characters. Its own table is not used: it takes 2 s for a thousand records of 25 members, and
starts a line with a Chinese comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

GAP = "  "
_PIECES = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）》」』】”’,.;:!?)")
"""Characters that never start a line."""


def table(rows: Sequence[Sequence[str]], widths: Sequence[int] | None = None, right: bool = False) -> Iterator[str]:
    """Lines of a table.

    Args:
        rows: Cells. Their line breaks are kept where `widths` are given.
        widths: Columns to wrap the cells to; by default that of the widest cell.
        right: Align all cells but the first of a row to the right.
    """
    if widths is None:
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        wrapped = [[[cell] for cell in row] for row in rows]
    else:
        wrapped = [[wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    for row in wrapped:
        for number in range(max(map(len, row))):
            line = [cell[number] if number < len(cell) else "" for cell in row]
            padding = [" " * (width - cell_len(text)) for text, width in zip(line, widths, strict=True)]
            cells = zip(line, padding, strict=True)
            yield GAP.join(
                space + text if right and column else text + space for column, (text, space) in enumerate(cells)
            ).rstrip()


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces and between Chinese characters; line breaks stay.

    The continuation of an indented line is indented one step further.
    """
    return [line for paragraph in text.split("\n") for line in _wrap_line(paragraph, width)]


def _wrap_line(text: str, width: int) -> list[str]:
    indent = text[: len(text) - len(text.lstrip(" "))]
    hanging = indent + GAP if indent else ""
    lines = [indent]
    for piece in _pieces(text[len(indent) :], width - len(hanging)):
        if cell_len(lines[-1]) + cell_len(piece.rstrip()) > width:
            lines.append(hanging)
        lines[-1] += piece if lines[-1].strip() else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Words, and single Chinese characters with the punctuation that follows; what is wider than a line is cut."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and piece in _NOT_FIRST and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    for piece in pieces:
        while cell_len(piece) > width and not piece.isspace():
            end = next(end for end in range(2, len(piece) + 1) if cell_len(piece[:end]) > width) - 1
            yield piece[:end]
            piece = piece[end:]
        yield piece
