"""Records of a response as JSON, NDJSON or a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .. import jsontext
from ..i18n.printable import escape_unprintable
from ..models.base import Model

WIDEST = 32
"""Characters of a cell."""


def format_records(records: Iterable[Any], form: str) -> Iterator[bytes | str]:
    """Text with line breaks; JSON comes with each record."""
    if form == "table":
        return _table(records)
    return _json(records) if form == "json" else _ndjson(records)


def _json(records: Iterable[Any]) -> Iterator[bytes]:
    """One array, one line per record. When reading fails it stays open, so nobody takes it for complete."""
    before = b"["
    for record in records:
        yield before + _encode(record) + b"\n"
        before = b","
    yield b"[]\n" if before == b"[" else b"]\n"


def _ndjson(records: Iterable[Any]) -> Iterator[bytes]:
    return (_encode(record) + b"\n" for record in records)


def _table(records: Iterable[Any]) -> Iterator[str]:
    """A column for each member that any record has; lists and objects show only their size."""
    from .table import table

    rows = [dict(_cells(record)) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if rows:
        yield from (f"{line}\n" for line in table([names, *([row.get(name, "") for name in names] for row in rows)]))


def _encode(record: Any) -> bytes:
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
