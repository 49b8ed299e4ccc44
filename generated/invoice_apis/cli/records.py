"""Records of a response as JSON, NDJSON or a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import jsontext
from ..i18n.message import Message
from ..i18n.printable import escape_unprintable
from ..jsontext.pointer import join
from ..models.base import Model, get_member
from ..models.wire import field_names, wire_names
from ..tables.cells import code_text
from .language import language

if TYPE_CHECKING:
    from ..tables.levels import Level

WIDEST = 32
"""Characters of a cell."""
NARROWEST = 8
"""Columns of the terminal for a column of the table, at least, and never less than its name has. With less room each record
is a table of its own."""
MASKED = "***"


class TableOptions(NamedTuple):
    """How a table is printed."""

    width: int | None = None
    """Columns of the terminal; None for any width."""
    show_values: bool = False
    """Whether sensitive and undocumented values are shown."""
    levels: Sequence[Level] = ()
    """The levels from the items that are given to the records, as those of an export; none where they are the same."""


def format_records(records: Iterable[Any], form: str, options: TableOptions) -> Iterator[bytes | str]:
    """Text with line breaks; JSON comes with each record."""
    if form == "table":
        return _table(records, options)
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


def _table(records: Iterable[Any], options: TableOptions) -> Iterator[str]:
    """A column for each member that any record has; lists and objects show only their size."""
    rows = [row for item in records for row in _rows(item, options, 0)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if names:
        yield from (f"{line}\n" for line in _lines(names, rows, options.width))


def _rows(item: Any, options: TableOptions, depth: int) -> Iterator[dict[str, str]]:
    """The records of an item, with the members of what is around them; the item itself where it has none."""
    here, *below = options.levels[depth:] or (None,)
    if here is None or not below or not isinstance(item, Model):
        yield dict(_cells(item, options.show_values))
        return
    inner = field_names(type(item)).get(below[0].names[0])
    cells = {f"{here.prefix}.{name}": cell for name, cell in _cells(item, options.show_values)}
    own = {name: cell for name, cell in cells.items() if inner is None or name != f"{here.prefix}.{inner}"}
    found = get_member(item, join(below[0].names))
    if not found:
        yield own or cells  # so that a list without records is seen
    for each in found or ():
        yield from ({**own, **row} for row in _rows(each, options, depth + 1))


def _lines(names: Sequence[str], rows: Sequence[dict[str, str]], width: int | None) -> Iterator[str]:
    from rich.cells import cell_len

    from .table import GAP, table

    cells = [list(names), *([row.get(name, "") for name in names] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    least = [max(cell_len(name), min(width, NARROWEST)) for name, width in zip(names, widths, strict=True)]
    room = sum(widths) if width is None else width - len(GAP) * (len(names) - 1)
    if sum(widths) <= room:
        yield from table(cells)
    elif sum(least) <= room:
        yield from table(cells, _fit(widths, least, room))
    else:
        yield from _one_by_one(rows, max(map(cell_len, names)) + len(GAP), width or 0)


def _fit(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths, the widest cut so that all fit."""
    for most in range(max(widths), NARROWEST - 1, -1):
        fitted = [max(low, min(width, most)) for width, low in zip(widths, least, strict=True)]
        if sum(fitted) <= room:
            return fitted
    return [*least]


def _one_by_one(rows: Sequence[dict[str, str]], names: int, width: int) -> Iterator[str]:
    """Each record as a table of its members, one in a line."""
    from .table import GAP, table

    names = min(names, width // 2)
    for number, row in enumerate(rows, 1):
        yield Message("record {number} of {count}", number=number, count=len(rows)).text(language())
        yield from table([(f"  {name}", cell) for name, cell in row.items()], [names, width - names - len(GAP)])


def _encode(record: Any) -> bytes:
    return record.to_json() if isinstance(record, Model) else jsontext.write(record)


def _cells(record: Any, show_values: bool) -> Iterator[tuple[str, str]]:
    if not isinstance(record, Model):
        yield "value", _cell(record)
        return
    contract = record._contract()
    for name, wire in wire_names(type(record)):
        if name in record.model_fields_set:
            value = getattr(record, name)
            is_hidden = (
                not show_values
                and bool(value)
                and contract.is_sensitive([wire], None if isinstance(value, Model) else value)
            )
            yield name, MASKED if is_hidden else _cell(value, _label(record, wire, value))
    for name, value in (record.model_extra or {}).items():
        yield escape_unprintable(name), _cell(value) if show_values or value is None else MASKED


def _label(record: Model, wire: str, value: Any) -> str:
    """The label of a code, after a space; empty where there is none."""
    if isinstance(value, Enum):
        value = value.value
    if not isinstance(value, (str, int, Decimal)):
        return ""
    label = record._contract().documentation.code_label(join([wire]), code_text(value), language())
    return f" {label}" if label else ""


def _cell(value: Any, label: str = "") -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, (dict, Model)):
        return "{…}"
    text = escape_unprintable(f"{value}{label}")
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
