"""Tables of figures with ratios and aims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Without figures it is a heading, or a `note` why nothing was measured."""

    label: str
    figures: tuple[str, ...] = ()
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None
    note: str = ""

    def cells(self, width: int) -> list[str]:
        """Texts of the row, with as many figures as the table has."""
        figures = (*self.figures, *[""] * width)[:width]
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        met = "" if self.met is None else "yes" if self.met else "NO"
        return [self.label, *figures, ratio, self.aim, met]


def at_most(label: str, figures: tuple[str, ...], ratio: float, limit: float) -> Row:
    """A row whose ratio has an upper limit."""
    return Row(label, figures, ratio, f"at most {limit:g}x", ratio <= limit)


def milliseconds(seconds: float) -> str:
    """Milliseconds with their unit."""
    return f"{seconds * 1e3:.1f} ms"


def microseconds(seconds: float) -> str:
    """Microseconds with their unit."""
    return f"{seconds * 1e6:.2f} us"


def megabytes(size: float) -> str:
    """Megabytes with their unit."""
    return f"{size / 1e6:.1f} MB"


def render_table(title: str, figures: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as text with aligned columns: text to the left, numbers to the right."""
    head = ["what", *figures, "ratio", "aim", "met"]
    lines = [head, *(row.cells(len(figures)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    notes = ["", *(row.note for row in rows)]
    return "\n".join([title, *(_line(cells, widths, note) for cells, note in zip(lines, notes, strict=True))])


def _line(cells: Sequence[str], widths: Sequence[int], note: str) -> str:
    label, *numbers, aim, met = cells
    right = [f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:-2], strict=True)]
    if note:
        right = [note]
    return "  ".join([f"  {label:<{widths[0]}}", *right, f"{aim:<{widths[-2]}}", met]).rstrip()
