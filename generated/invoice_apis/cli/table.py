"""Rows in aligned columns and wrapped lines, where a Chinese character takes two columns.

`rich` measures the characters. Its own table is not used: it takes 2 s for a thousand records of 25 members, and
starts a line with a Chinese comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from .wrap import fill

GAP = "  "


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
    """Wrap the lines of a text; the continuation of an indented line is indented one step further."""
    lines = text.split("\n")
    return [part for line in lines for part in fill(line, width, _indent(line))]


def _indent(line: str) -> int:
    spaces = len(line) - len(line.lstrip(" "))
    return spaces + len(GAP) if spaces else 0
