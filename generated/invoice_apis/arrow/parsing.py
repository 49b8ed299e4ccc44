"""Payloads into columns, one for each documented member; what no column can hold exactly stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from ..i18n.message import Lang
from ..jsontext.pointer import join
from ..validation.contract import Contract, contract
from .columns import Column, Items, Leaf, Members, Misfit, json_text, members_of
from .payloads import each, payloads
from .verdicts import FINDINGS, decode, findings

_PLACES = pa.map_(pa.string(), pa.string())
BESIDE = pa.schema([("_extra", _PLACES), ("_unfit", _PLACES), ("_findings", FINDINGS)])

Place = tuple[str | int, ...]


class Beside(NamedTuple):
    """What of a payload stands in no column of its own: JSON texts by JSON Pointer."""

    extra: dict[str, str]
    """Members that the contract does not document."""
    unfit: dict[str, str]
    """Documented members whose value the column can't hold exactly."""


class Row(NamedTuple):
    """One payload, taken apart."""

    members: dict[str, Any] | None
    beside: Beside | None
    findings: list[dict[str, Any]] | None


def arrow_schema(contract_id: str) -> pa.Schema:
    """The columns of a contract's logical payload: success and failure in one, names as on the wire, all nullable.

    | documented | column |
    |---|---|
    | string, whatever its format: ids, codes, times and decimals in text | string, as it came |
    | integer: ids, codes, counts, months as yyyyMM | int64 |
    | integer that is milliseconds since 1970 | timestamp in UTC, to the microsecond |
    | number | decimal128(38, 18) |
    | boolean | bool |
    | object, array | struct, list |
    | several types, or an object or array whose contents are not documented | string with the JSON text |

    The metadata of fields holds the documented title and format. Raises LookupError for an unknown contract.
    """
    return pa.schema(_columns(contract_id).fields)


def parse_arrow(contract_id: str, batch: pa.RecordBatch, column: str = "value", *, lang: Lang = "en") -> pa.RecordBatch:
    """Take a column of payloads apart: the columns of `arrow_schema`, and three with what could not be read into them.

    One row for each row of the batch, in its order. A value stands in its column exactly or not at all: nothing is
    rounded, cut or wrapped. A number in text where the page has a number, and a number where it has text, are read.

    | column | holds |
    |---|---|
    | _extra | members that are not documented: JSON Pointer to JSON text; null when there are none |
    | _unfit | documented members whose value their column can't hold: JSON Pointer to JSON text; null when there are none |
    | _findings | for a refused payload all findings, as `check_arrow` gives them: then all other columns are null; else null |

    A null and an absent member are both null here. Raises as `check_arrow`.
    """
    judging, values = contract(contract_id), payloads(batch, column)
    rows = [_row(judging, raw, lang) for raw in each(values)]
    whole = _columns(contract_id)
    members = pa.array([row.members for row in rows], whole.type)
    beside = [
        _places(row.beside and row.beside.extra for row in rows),
        _places(row.beside and row.beside.unfit for row in rows),
    ]
    return pa.record_batch(
        [*members.flatten(), *beside, pa.array([row.findings for row in rows], FINDINGS)],
        schema=pa.schema([*whole.fields, *BESIDE]),
    )


@cache
def _columns(contract_id: str) -> Members:
    schema = contract(contract_id).schema("documented")
    branches = [schema, schema.get("then", {}), schema.get("else", {})]
    return members_of({name: node for branch in branches for name, node in branch.get("properties", {}).items()})


def _row(judging: Contract, raw: bytes | None, lang: Lang) -> Row:
    decoded = decode(judging, raw)
    if not judging.accepts_decoded(decoded):
        return Row(None, None, findings(judging, decoded, lang))
    beside = Beside({}, {})
    return Row(_object(_columns(judging.id), decoded.value, (), beside), beside, None)


def _object(column: Members, value: dict[str, Any], place: Place, beside: Beside) -> dict[str, Any]:
    held = {}
    for name, member in value.items():
        if name not in column.members:
            beside.extra[join((*place, name))] = json_text(member)
        elif member is not None:
            held[name] = _held(column.members[name], member, (*place, name), beside)
    return held


def _held(column: Column, value: Any, place: Place, beside: Beside) -> Any:
    """A value as it stands in its column; None, and a word on it beside, when that can't hold it."""
    if value is None:
        return None
    if isinstance(column, Leaf):
        try:
            return column.held(value)
        except Misfit:
            pass
    elif isinstance(column, Items) and isinstance(value, list):
        return [_held(column.item, item, (*place, index), beside) for index, item in enumerate(value)]
    elif isinstance(column, Members) and isinstance(value, dict):
        return _object(column, value, place, beside)
    beside.unfit[join(place)] = json_text(value)
    return None


def _places(found: Iterable[dict[str, str] | None]) -> pa.Array:
    return pa.array([list(places.items()) if places else None for places in found], _PLACES)
