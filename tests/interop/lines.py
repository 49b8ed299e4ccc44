"""Tables of what was found, and whether it is what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `wrong` says what was expected instead, for what was not found as it should be."""

    cells: tuple[str, ...]
    wrong: str = ""


def drawn(title: str, head: Sequence[str], lines: Sequence[Line]) -> str:
    """The table as text, columns aligned; what is wrong stands below its line."""
    rows = [tuple(head), *(line.cells for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    texts = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    notes = ["", *(f"\n    WRONG: {line.wrong}" if line.wrong else "" for line in lines)]
    return "\n".join([title, *(f"  {text}{note}" for text, note in zip(texts, notes, strict=True))])
