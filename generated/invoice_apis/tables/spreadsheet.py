"""Tables as sheets of an .xlsx file. Needs the extra `[xlsx]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..i18n.message import Lang, Message
from ..jsontext.pointer import MISSING
from .cells import UnfitTime, UnfitValue, digits, typed, zone_of
from .columns import Column, Kind
from .table import Row, Table
from .text_files import is_formula

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST = 32_767
"""UTF-16 code units of a text in a cell."""
DIGITS = 15
"""Of a number that a spreadsheet keeps and shows."""
FIRST_YEAR = 1901
"""Spreadsheets count a 29th of February in 1900, which there was not."""
NARROWEST: Mapping[Kind, int] = {"instant": 30, "local": 20, "decimal": 18, "integer": 17}
"""Characters of a column, at least: a number or time that is wider is shown as `###`."""
WIDEST = 40
"""At most."""
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Time that stands in each file, so that the same rows give the same bytes."""


_REFUSED = re.compile("[\ud800-\udfff\ufffe\uffff]")


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes every text as text."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        """XlsxWriter takes a text between `<r>` and `</r>` for XML that it wrote itself."""
        self._xml_inline_string(string, string != string.strip(), attributes)

    @staticmethod
    def _escape_control_characters(data: Any) -> Any:
        """Escape also what XML 1.0 refuses and XlsxWriter leaves: halves of surrogate pairs, U+FFFE and U+FFFF."""
        escaped = Worksheet._escape_control_characters(data)
        if not isinstance(escaped, str):  # the number of a boolean
            return escaped
        return _REFUSED.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)


def write_xlsx(table: Table, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write a workbook with one sheet, and further ones where the rows are more than a sheet holds."""
    if len(table.columns) > MOST_COLUMNS:
        raise ValueError(Message("a sheet holds {limit} columns", limit=f"{MOST_COLUMNS:,}"))
    with TemporaryDirectory() as folder:
        target: Any = _Target(file)
        book = Workbook(target, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            book.set_properties({"created": CREATED})
            _Writer(table, book).write(rows)
            _close(book)
        except BaseException:
            target.is_abandoned = True
            book.fileclosed = True  # else it is written when it is collected
            for sheet in book.worksheets():
                sheet._opt_close()
            raise


class _Target:
    """A file that takes nothing more after an error: ZipFile writes its end once more when it is collected."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._end, self.is_abandoned = file, 0, False

    def write(self, data: bytes) -> int:
        """Write, or do as if."""
        return len(data) if self.is_abandoned else self._file.write(data)

    def tell(self) -> int:
        """The position; after an error the last one that was asked for."""
        position = self._end if self.is_abandoned else self._file.tell()
        self._end = max(self._end, position)
        return position

    def seek(self, position: int, whence: int = 0) -> int:
        """Go to a position."""
        return position if self.is_abandoned else self._file.seek(position, whence)

    def flush(self) -> None:
        """Write what is buffered."""
        if not self.is_abandoned:
            self._file.flush()


def _close(book: Workbook) -> None:
    """Write the file. Raises OSError."""
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None


class _Writer:
    def __init__(self, table: Table, book: Workbook) -> None:
        self._table, self._book, self._notes = table, book, table.notes
        self._bold = book.add_format({"bold": True})
        self._plain = book.add_format({"quote_prefix": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._local = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._format = cache(self._number_format)
        self._zone = cache(self._zone_format)

    def write(self, rows: Iterable[Row]) -> None:
        """Write all rows."""
        sheet, line = self._add_sheet(), 1
        for row in rows:
            if line == MOST_ROWS:
                self._add_filter(sheet, line)
                sheet, line = self._add_sheet(), 1
            sheet.write_blank(line, 0, None, self._plain)  # so that a row without values is there, too
            for place, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
                if value is not MISSING and value is not None and value != "":
                    self._write(sheet, line, place, column, value)
            line += 1
        self._add_filter(sheet, line)

    def _add_filter(self, sheet: Worksheet, lines: int) -> None:
        if self._table.columns:
            sheet.autofilter(0, 0, lines - 1, len(self._table.columns) - 1)

    def _add_sheet(self) -> Worksheet:
        self._notes.sheets += 1
        lang: Lang = "zh" if self._table.options.headers == "zh" else "en"
        name = Message("Rows").text(lang)
        sheet = self._book.add_worksheet(name if self._notes.sheets == 1 else f"{name} {self._notes.sheets}", _Sheet)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._table.columns):
            width = max(cell_len(column.name) + 2, NARROWEST.get(column.kind, 12))
            sheet.set_column(place, place, min(width, WIDEST))
            sheet.write_string(0, place, column.name, self._bold)
        return sheet

    def _write(self, sheet: Worksheet, line: int, place: int, column: Column, value: Any) -> None:
        try:
            cell = typed(column, value)
        except UnfitValue as error:
            (self._notes.times if isinstance(error, UnfitTime) else self._notes.odd)[column.name] += 1
            cell = digits(value)
        if isinstance(cell, bool):
            sheet.write_boolean(line, place, cell)
        elif isinstance(cell, (int, Decimal)) and not column.is_identifier:
            self._write_number(sheet, line, place, column, Decimal(cell), value)
        elif isinstance(cell, date):
            self._write_time(sheet, line, place, column, cell, value)
        else:
            self._write_text(sheet, line, place, column, str(cell) if column.kind == "json" else digits(value))

    def _write_number(
        self, sheet: Worksheet, line: int, place: int, column: Column, number: Decimal, value: Any
    ) -> None:
        """A number where a double and a number format keep its digits; else its text."""
        _, own, exponent = number.as_tuple()
        scale = max(-int(exponent), 0)
        is_kept = len(own) <= DIGITS and scale <= DIGITS and number.adjusted() < DIGITS
        if is_kept and not (number.is_signed() and not number):
            sheet.write_number(line, place, float(number), self._format(scale))
            return
        self._notes.digits[column.name] += 1
        self._write_text(sheet, line, place, column, digits(value))

    def _write_time(self, sheet: Worksheet, line: int, place: int, column: Column, time: date, value: Any) -> None:
        """A time with milliseconds since 1900; else its text."""
        is_kept = not isinstance(time, datetime) or time.microsecond % 1000 == 0
        if time.year < FIRST_YEAR or not is_kept:
            self._notes.times[column.name] += 1
            self._write_text(sheet, line, place, column, digits(value))
        elif isinstance(time, datetime):
            form = self._local if column.kind == "local" else self._zone(zone_of(column).tzname(None))
            sheet.write_datetime(line, place, time.replace(tzinfo=None), form)
        else:
            sheet.write_datetime(line, place, datetime(time.year, time.month, time.day), self._day)

    def _write_text(self, sheet: Worksheet, line: int, place: int, column: Column, text: str) -> None:
        units = text.encode("utf-16-le", "surrogatepass") if len(text) > LONGEST // 2 else b""
        if len(units) > 2 * LONGEST:
            self._notes.cut[column.name] += 1
            text = units[: 2 * LONGEST].decode("utf-16-le", "ignore")
        sheet.write_string(line, place, text, self._plain if is_formula(text) else None)

    def _number_format(self, scale: int) -> Format:
        return self._book.add_format({"num_format": f"0.{'0' * scale}" if scale else "0"})

    def _zone_format(self, name: str) -> Format:
        """A time with the name of its zone: spreadsheets know none."""
        return self._book.add_format({"num_format": f'yyyy-mm-dd hh:mm:ss" {name}"'})
