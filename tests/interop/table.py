"""Tables of outcomes, with differences from the expected ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `mismatch` is the expected outcome if it differs."""

    cells: tuple[str, ...]
    mismatch: str = ""


def render_table(title: str, head: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as text with aligned columns. Differences follow their row."""
    lines = [tuple(head), *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    texts = ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    notes = ["", *(f"\n    WRONG, expected {row.mismatch}" if row.mismatch else "" for row in rows)]
    return "\n".join([title, *(f"  {text}{note}" for text, note in zip(texts, notes, strict=True))])
