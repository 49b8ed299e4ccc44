"""What goes to standard output: JSON for programs, or a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .. import jsontext
from ..i18n.printable import escape_unprintable
from ..models.base import Model
from .columns import GAP, columns, padded

WIDEST = 32


def printed(records: Iterable[Any], form: str) -> Iterator[bytes | str]:
    """Lines for records, in one of the `FORMS`; JSON is bytes, because it is UTF-8 whatever the terminal takes."""
    if form == "table":
        yield from table(list(records))
    else:
        yield from (array if form == "json" else ndjson)(records)


def array(records: Iterable[Any]) -> Iterator[bytes]:
    """One JSON array, a line for each record; it stays open when the records break off, so nobody takes it for whole."""
    before = b"["
    for record in records:
        yield before + _json(record)
        before = b","
    yield b"[]" if before == b"[" else b"]"


def ndjson(records: Iterable[Any]) -> Iterator[bytes]:
    """JSON lines, each as soon as its record is there."""
    return map(_json, records)


def table(records: list[Any]) -> Iterator[str]:
    """A column for each member that any record has; of lists and objects only their size."""
    rows = [dict(_cells(record)) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    widths = [max(map(columns, column)) for column in zip(*lines, strict=True)]
    for line in lines if rows else []:
        yield GAP.join(padded(text, width) for text, width in zip(line, widths, strict=True)).rstrip()


def _json(record: Any) -> bytes:
    return record.to_json() if isinstance(record, Model) else jsontext.write(record)


def _cells(record: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(record, Model):
        yield "value", _cell(record)
        return
    for name in type(record).model_fields:
        if name in record.model_fields_set:
            yield name, _cell(getattr(record, name))
    for name, value in (record.model_extra or {}).items():
        yield escape_unprintable(name), _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, (dict, Model)):
        return "{…}"
    text = escape_unprintable(str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
