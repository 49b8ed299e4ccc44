"""Tables as CSV (RFC 4180) and as NDJSON. Both have the digits of the payload."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from .. import jsontext
from ..jsontext.pointer import MISSING
from .cells import digits, is_number, is_time
from .columns import EPOCHS, Column
from .notes import Notes
from .table import Row, Table

BYTE_ORDER_MARK = "\ufeff".encode()
"""Spreadsheets take a CSV file for UTF-8 by it; pandas, polars and DuckDB skip it."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a text a formula in some spreadsheet."""
_NUMBERS = ("integer", "decimal", "instant")


def write_csv(table: Table, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write CSV: numbers, true and false without quotes, texts and ids in quotes, nothing for null and absent members."""
    file.write(BYTE_ORDER_MARK)
    file.write(_line([quoted(column.name) for column in table.columns]))
    for row in rows:
        file.write(_line(_cell(column, value, table.notes) for column, value in zip(table.columns, row, strict=True)))


def write_ndjson(table: Table, rows: Iterable[Row], file: BinaryIO) -> None:
    """Write NDJSON: values as they came, and absent members absent."""
    names = [column.name for column in table.columns]
    for row in rows:
        members = {name: value for name, value in zip(names, row, strict=True) if value is not MISSING}
        file.write(jsontext.write(members) + b"\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula. A negative number is none."""
    return text.startswith(FORMULA) and not is_number(text)


def quoted(text: str) -> str:
    """A text in quotes. One that may be a formula gets an apostrophe before it, and so does one that begins with one."""
    text = f"'{text}" if text.startswith("'") or is_formula(text) else text
    return '"' + text.replace('"', '""') + '"'


def _cell(column: Column, value: Any, notes: Notes) -> str:
    if value is MISSING or value is None:
        return ""
    if column.format in EPOCHS and is_time(column, value):
        notes.epochs[column.name] += 1
    if isinstance(value, bool) or not isinstance(value, (str, dict, list)):
        is_text = column.kind in ("text", "json") or column.is_identifier
        return quoted(digits(value)) if is_text else digits(value)
    if isinstance(value, str) and column.kind in _NUMBERS and not column.is_identifier and is_number(value):
        return value
    return quoted(digits(value) if column.kind != "json" else jsontext.write(value).decode())


def _line(cells: Iterable[str]) -> bytes:
    line = ",".join(cells)
    return ((line or '""') + "\r\n").encode("utf-8", "replace")  # readers skip an empty line
