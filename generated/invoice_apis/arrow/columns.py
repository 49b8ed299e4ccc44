"""The Arrow column of each documented member, and how a JSON value stands in it: exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation
from typing import Any

import pyarrow as pa

from .. import jsontext

MONEY = pa.decimal128(38, 18)
"""No page documents a scale. 20 digits before the point and 18 behind it hold what invoices say, and are what Spark
itself takes for decimals of an unknown scale."""
TIME = pa.timestamp("us", "UTC")
MILLIS = range(-62_135_596_800_000, 253_402_300_800_000)
"""The years 1 to 9999."""
INT64 = range(-(2**63), 2**63)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")
_SCALE = Decimal(1).scaleb(-MONEY.scale)
_EXACT = Context(prec=MONEY.precision, traps=[Inexact, InvalidOperation])


class Misfit(Exception):
    """A value that a column can't hold exactly."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of single values. `held` gives what stands in it for a JSON value, or raises Misfit."""

    type: pa.DataType
    held: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Items:
    """A column of lists."""

    item: Column

    @property
    def type(self) -> pa.DataType:
        """The type of the column."""
        return pa.list_(self.item.type)


@dataclass(frozen=True, slots=True)
class Members:
    """A column of objects, by the wire names of their members."""

    members: Mapping[str, Column]
    words: Mapping[str, Mapping[str, str]]
    """Title and format of members, as documented."""

    @property
    def type(self) -> pa.DataType:
        """The type of the column."""
        return pa.struct(self.fields)

    @property
    def fields(self) -> list[pa.Field]:
        """The members as Arrow fields, all nullable."""
        return [pa.field(name, column.type, metadata=self.words[name]) for name, column in self.members.items()]


Column = Leaf | Items | Members


def column_of(node: Mapping[str, Any]) -> Column:
    """The column for a documented schema."""
    kinds = node.get("type", [])
    kinds = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    if kinds == ["object"] and node.get("properties"):
        return members_of(node["properties"])
    if kinds == ["array"] and "items" in node:
        return Items(column_of(node["items"]))
    kind = kinds[0] if len(kinds) == 1 else ""
    return _FORMATS.get((kind, node.get("format", "")), _KINDS.get(kind, JSON))


def members_of(properties: Mapping[str, Mapping[str, Any]]) -> Members:
    """The columns of an object's documented members."""
    words = {
        name: {word: node[word] for word in ("title", "format") if word in node} for name, node in properties.items()
    }
    return Members({name: column_of(node) for name, node in properties.items()}, words)


def _text(value: Any) -> str:
    """Text as it is; a number where text is documented as its own digits."""
    if isinstance(value, str):
        return value
    return str(_number(value))


def _number(value: Any) -> int | Decimal:
    """A number; text where a number is documented when it is one, as JSON spells it."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    raise Misfit


def _whole(value: Any) -> int:
    number = _number(value)
    whole = int(number)
    if whole != number or whole not in INT64:
        raise Misfit
    return whole


def _money(value: Any) -> Decimal:
    try:
        return _EXACT.quantize(Decimal(_number(value)), _SCALE)
    except DecimalException:
        raise Misfit from None


def _time(value: Any) -> int:
    millis = _whole(value)
    if millis not in MILLIS:
        raise Misfit
    return millis * 1000


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Misfit
    return value


def json_text(value: Any) -> str:
    """A value as JSON text, numbers with their own digits."""
    return jsontext.write(value).decode()


JSON = Leaf(pa.string(), json_text)
"""What has no single documented type, or members that nobody documents."""
_KINDS: dict[str, Column] = {
    "string": Leaf(pa.string(), _text),
    "integer": Leaf(pa.int64(), _whole),
    "number": Leaf(MONEY, _money),
    "boolean": Leaf(pa.bool_(), _truth),
}
_FORMATS: dict[tuple[str, str], Column] = {("integer", "epoch-millis-shanghai"): Leaf(TIME, _time)}
