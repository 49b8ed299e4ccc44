"""Parse payloads into columns, one for each documented member, with columns for all other values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from ..i18n.message import Lang
from ..jsontext.pointer import join
from ..validation.contract import Contract
from ..validation.contract import contract as find_contract
from ..validation.references import recursive
from .columns import Column, Definitions, Items, Leaf, Members, UnfitValue, Values, create_members, json_text
from .payloads import iter_values, payload_column
from .verdicts import FINDINGS, Records, decode, findings

_JSON_BY_POINTER = pa.map_(pa.string(), pa.string())
REMAINDER = pa.schema([("_extra", _JSON_BY_POINTER), ("_unfit", _JSON_BY_POINTER), ("_findings", FINDINGS)])
ROW = "_row"
ROOT = "root"
"""The column of a payload, or of an item of a list, that is no object."""

Path = tuple[str | int, ...]


class Remainder(NamedTuple):
    """The parts of a payload without a column of their own: JSON texts by JSON Pointer."""

    extra: dict[str, str]
    """Undocumented members."""
    unfit: dict[str, str]
    """Documented members whose column can't hold the value exactly."""


class Row(NamedTuple):
    """One parsed payload, or an item of one that is a list; a rejected payload has only findings."""

    members: dict[str, Any] | None
    remainder: Remainder | None
    findings: Records | None


def arrow_schema(contract_id: str) -> pa.Schema:
    """The columns of a contract's logical payload: success and failure together, wire names, all nullable.

    | documented | column |
    |---|---|
    | string of any format: ids, codes, times and decimals in text | string, as it came |
    | integer: ids, codes, counts, months as yyyyMM | int64 |
    | integer in milliseconds since 1970 | timestamp in UTC, in microseconds |
    | number | decimal128(38, 18) |
    | boolean | bool |
    | object, array | struct, list |
    | object whose names are data | map from string |
    | any value, several types, or an object or array with undocumented content | string with the JSON text |

    Where the whole payload is a list, the columns are those of its items. An item, or a whole payload, that is no object is
    the column `root`. The metadata of fields has the documented title and format.

    Raises:
        LookupError: The contract is unknown.
    """
    return pa.schema(_columns(contract_id).fields)


def parse_arrow(contract_id: str, batch: pa.RecordBatch, column: str = "value", *, lang: Lang = "en") -> pa.RecordBatch:
    """Parse a column of payloads into the columns of `arrow_schema` and three more.

    The result has one row for each row of the batch, in its order. A column holds a value exactly or not at all: nothing
    is rounded, cut or wrapped. A number in text is accepted where a number is documented, and the reverse; one item that
    came in place of its list is a list of one.

    | column | holds |
    |---|---|
    | _extra | undocumented members, JSON text by JSON Pointer; null when there are none |
    | _unfit | documented members whose column can't hold the value, JSON text by JSON Pointer; null when there are none |
    | _findings | all findings on a rejected payload, as in `check_arrow`, with null in all other columns; else null |

    Where the whole payload is a list, the result has a row for each of its items and none for an empty list. A column
    `_row` before these has the number of the row in the batch. A null and an absent member are both null. Arguments and exceptions are those of `check_arrow`.
    """
    contract, values = find_contract(contract_id), payload_column(batch, column)
    parsed = [list(_rows(contract, raw, lang)) for raw in iter_values(values)]
    rows = [row for found in parsed for row in found]
    whole = _columns(contract_id)
    members = pa.array([row.members for row in rows], whole.type)
    numbers = pa.array([number for number, found in enumerate(parsed) for _ in found], pa.int64())
    remainder = [
        _maps(row.remainder and row.remainder.extra for row in rows),
        _maps(row.remainder and row.remainder.unfit for row in rows),
    ]
    added = [numbers] if is_list(contract_id) else []
    return pa.record_batch(
        [*members.flatten(), *added, *remainder, pa.array([row.findings for row in rows], FINDINGS)],
        schema=pa.schema([*whole.fields, *([(ROW, pa.int64())] if added else []), *REMAINDER]),
    )


@cache
def is_list(contract_id: str) -> bool:
    """Whether the whole payload is a list."""
    return bool(find_contract(contract_id).schema("documented").get("type") == "array")


@cache
def _in_root(contract_id: str) -> dict[str, Any] | None:
    """The schema of the column `root`; None where rows are objects."""
    schema = find_contract(contract_id).schema("documented")
    schema = schema["items"] if is_list(contract_id) else schema
    return None if "object" in schema.get("type", "object") else schema


@cache
def _columns(contract_id: str) -> Members:
    schema = find_contract(contract_id).schema("documented")
    schemas = schema.get("$defs", {})
    definitions = Definitions(schemas, recursive(schemas))
    if (own := _in_root(contract_id)) is not None:
        return create_members({ROOT: own}, definitions)
    schema = schema["items"] if is_list(contract_id) else schema
    branches = [schema, schema.get("then", {}), schema.get("else", {})]
    members = {name: node for branch in branches for name, node in branch.get("properties", {}).items()}
    return create_members(members, definitions)


def _rows(contract: Contract, raw: bytes | None, lang: Lang) -> Iterator[Row]:
    """One row; for a payload that is a list one for each item."""
    decoded = decode(contract, raw)
    if not contract.accepts_decoded(decoded):
        yield Row(None, None, findings(contract, decoded, lang))
    elif is_list(contract.id):
        yield from (_row(contract, item, (index,)) for index, item in enumerate(decoded.value))
    else:
        yield _row(contract, decoded.value, ())


def _row(contract: Contract, value: Any, path: Path) -> Row:
    remainder, columns = Remainder({}, {}), _columns(contract.id)
    if _in_root(contract.id) is not None:
        return Row({ROOT: _convert(columns.members[ROOT], value, path, remainder)}, remainder, None)
    return Row({} if value is None else _object(columns, value, path, remainder), remainder, None)


def _object(column: Members, value: dict[str, Any], path: Path, remainder: Remainder) -> dict[str, Any]:
    converted = {}
    for name, member in value.items():
        if name not in column.members:
            remainder.extra[join((*path, name))] = json_text(member)
        elif member is not None:
            converted[name] = _convert(column.members[name], member, (*path, name), remainder)
    return converted


def _convert(column: Column, value: Any, path: Path, remainder: Remainder) -> Any:
    """The column's value for a JSON value; None, and an entry in the remainder, where it does not fit."""
    if value is None:
        return None
    if isinstance(column, Leaf):
        try:
            return column.convert(value)
        except UnfitValue:
            pass
    elif isinstance(column, Items) and isinstance(value, list):
        return [_convert(column.item, item, (*path, index), remainder) for index, item in enumerate(value)]
    elif isinstance(column, Items) and isinstance(value, dict):  # one item, where the contract accepts it for its list
        return [_convert(column.item, value, path, remainder)]
    elif isinstance(column, Values) and isinstance(value, dict):
        return [(name, _convert(column.value, part, (*path, name), remainder)) for name, part in value.items()]
    elif isinstance(column, Members) and isinstance(value, dict):
        return _object(column, value, path, remainder)
    remainder.unfit[join(path)] = json_text(value)
    return None


def _maps(found: Iterable[dict[str, str] | None]) -> pa.Array:
    return pa.array([list(texts.items()) if texts else None for texts in found], _JSON_BY_POINTER)
