"""What a table does not show as it came, counted for the end of an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..i18n.message import Message
from ..i18n.printable import shown

MOST = 20
"""Names in a note; the others are counted."""


class Notes:
    """Counts of values, by what happened to them and the column that they are in."""

    def __init__(self) -> None:
        self.unfit: Counter[str] = Counter()
        """Values that the type of their column can't hold; they are in the column `_unfit`."""
        self.digits: Counter[str] = Counter()
        """Numbers that are text in a spreadsheet, because it does not keep their digits."""
        self.odd: Counter[str] = Counter()
        """Values that are text in a spreadsheet, because they are not of the documented form."""
        self.times: Counter[str] = Counter()
        """Times that are text in a spreadsheet, because it has no such times."""
        self.epochs: Counter[str] = Counter()
        """Times that are numbers in CSV, because they came so."""
        self.cut: Counter[str] = Counter()
        """Texts that are too long for a cell of a spreadsheet."""
        self.unknown: Counter[str] = Counter()
        """Undocumented members without a column."""
        self.without_lines = self.rows_without_records = self.without_records = self.sheets = 0

    def messages(self, masked: Sequence[str], omitted: Sequence[str]) -> Iterator[Message]:
        """The notes, with the columns whose values are masked and the sensitive columns that are left out."""
        if masked:
            yield Message("masked: {names}; --sensitive show has their values", names=_names(masked))
        if omitted:
            yield Message("left out as sensitive: {names}", names=_names(omitted))
        for counts, template in (
            (self.unfit, "in the column _unfit, because their own column can't hold them: {names}"),
            (self.digits, "text in place of numbers, because a spreadsheet keeps 15 digits: {names}"),
            (self.odd, "text, because they have another form than documented: {names}"),
            (self.times, "text, because a sheet has times since 1901, to the millisecond: {names}"),
            (self.epochs, "times as numbers of milliseconds or seconds since 1970, as they came: {names}"),
            (self.cut, "cut at 32,767 characters, the most that a cell holds: {names}"),
            (self.unknown, "undocumented members without a column, which --unknown adds: {names}"),
        ):
            if counts:
                yield Message(template, names=_counted(counts))
        for number, template in (
            (self.without_lines, "rows of records without lines: {count}"),
            (self.rows_without_records, "rows of outer objects without records: {count}"),
            (self.without_records, "outer objects without records, which have no row: {count}"),
            (self.sheets if self.sheets > 1 else 0, "sheets, as one holds 1,048,576 rows: {count}"),
        ):
            if number:
                yield Message(template, count=f"{number:,}")


def _counted(counts: Counter[str]) -> list[str | Message]:
    return _names([f"{name} ({count:,})" for name, count in counts.items()])


def _names(names: Sequence[str]) -> list[str | Message]:
    found: list[str | Message] = [shown(name) for name in names[:MOST]]
    return [*found, Message("{count} more", count=len(names) - MOST)] if len(names) > MOST else found
