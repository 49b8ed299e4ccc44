"""Tables of figures: what was measured, the figure, its ratio to the reference, the aim, and whether it is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line. Without figures it is a heading, with a note instead of them something that could not be measured."""

    what: str
    figures: tuple[str, ...] = ()
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None
    note: str = ""

    def cells(self, width: int) -> list[str]:
        """The texts of the line, with as many figures as the table has."""
        figures = (*self.figures, *[""] * width)[:width]
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        met = "" if self.met is None else "yes" if self.met else "NO"
        return [self.what, *figures, ratio, self.aim, met]


def at_most(what: str, figures: tuple[str, ...], ratio: float, limit: float) -> Row:
    """A line whose ratio has an aim."""
    return Row(what, figures, ratio, f"at most {limit:g}x", ratio <= limit)


def milliseconds(seconds: float) -> str:
    """A time for people."""
    return f"{seconds * 1e3:.1f} ms"


def microseconds(seconds: float) -> str:
    """A short time for people."""
    return f"{seconds * 1e6:.2f} us"


def megabytes(size: float) -> str:
    """A size for people."""
    return f"{size / 1e6:.1f} MB"


def drawn(title: str, figures: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as text, columns aligned: words to the left, numbers to the right."""
    head = ["what", *figures, "ratio", "aim", "met"]
    lines = [head, *(row.cells(len(figures)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    notes = ["", *(row.note for row in rows)]
    return "\n".join([title, *(_line(cells, widths, note) for cells, note in zip(lines, notes, strict=True))])


def _line(cells: Sequence[str], widths: Sequence[int], note: str) -> str:
    what, *numbers, aim, met = cells
    right = [f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:-2], strict=True)]
    if note:
        right = [note]
    return "  ".join([f"  {what:<{widths[0]}}", *right, f"{aim:<{widths[-2]}}", met]).rstrip()
