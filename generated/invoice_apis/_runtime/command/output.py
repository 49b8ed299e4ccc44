"""Records on standard output: JSON lines as they are read, or a table for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Model
from ..pointer import visible

WIDEST = 32


def printed(records: Iterable[Model], form: str) -> Iterator[str]:
    """Lines for records: `ndjson` (also for `json`), or `table`."""
    if form == "table":
        yield from table(list(records))
    else:
        yield from (record.to_json().decode() for record in records)


def table(records: list[Model]) -> Iterator[str]:
    """A column for each member that any record has; of lists and objects only their size."""
    rows = [dict(_cells(record)) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    widths = [max(map(_columns, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(_padded(text, width) for text, width in zip(line, widths, strict=True)).rstrip()


def _cells(record: Model) -> Iterator[tuple[str, str]]:
    for name in type(record).model_fields:
        if name in record.model_fields_set:
            yield name, _cell(getattr(record, name))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, (dict, Model)):
        return "{…}"
    text = visible(str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))
