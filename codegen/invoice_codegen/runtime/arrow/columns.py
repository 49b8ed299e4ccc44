"""Arrow columns for documented members, and the exact conversion of JSON values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation
from typing import Any

import pyarrow as pa

from .. import jsontext
from ..validation.references import followed

DECIMAL = pa.decimal128(38, 18)
"""No page documents a scale. 20 digits before the point and 18 after it hold the amounts of invoices, and are Spark's own
default for decimals of unknown scale."""
TIMESTAMP = pa.timestamp("us", "UTC")
MILLIS = range(-62_135_596_800_000, 253_402_300_800_000)
"""The years 1 to 9999."""
INT64 = range(-(2**63), 2**63)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")
_SCALE = Decimal(1).scaleb(-DECIMAL.scale)
_EXACT = Context(prec=DECIMAL.precision, traps=[Inexact, InvalidOperation])


class UnfitValue(Exception):
    """A value that a column can't hold exactly."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of single values. `convert` returns the column's value for a JSON value, or raises UnfitValue."""

    type: pa.DataType
    convert: Callable[[Any], Any]


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
    metadata: Mapping[str, Mapping[str, str]]
    """The documented title and format of members."""

    @property
    def type(self) -> pa.DataType:
        """The type of the column."""
        return pa.struct(self.fields)

    @property
    def fields(self) -> list[pa.Field]:
        """The members as Arrow fields, all nullable."""
        return [pa.field(name, column.type, metadata=self.metadata[name]) for name, column in self.members.items()]


@dataclass(frozen=True, slots=True)
class Values:
    """A column of maps: objects whose names are data."""

    value: Column

    @property
    def type(self) -> pa.DataType:
        """The type of the column."""
        return pa.map_(pa.string(), self.value.type)


Column = Leaf | Items | Members | Values


@dataclass(frozen=True, slots=True)
class Definitions:
    """The `$defs` of a documented schema, and the names of those that refer to themselves, which are JSON text in columns."""

    schemas: Mapping[str, Any]
    recursive: frozenset[str]


def create_column(schema: Mapping[str, Any], definitions: Definitions) -> Column:
    """The column for a documented schema."""
    if "$ref" in schema:
        if schema["$ref"].rpartition("/")[2] in definitions.recursive:
            return JSON
        schema = followed(schema, definitions.schemas)
    types = schema.get("type", [])
    types = [name for name in ([types] if isinstance(types, str) else types) if name != "null"]
    if "allOf" in schema:
        return JSON  # a tagged union: its alternatives have members of the same name and of several types
    if types == ["object"] and schema.get("properties"):
        return create_members(schema["properties"], definitions)
    if types == ["object"] and isinstance(schema.get("additionalProperties"), dict):
        return Values(create_column(schema["additionalProperties"], definitions))
    if types == ["array"] and "items" in schema:
        return Items(create_column(schema["items"], definitions))
    name = types[0] if len(types) == 1 else ""
    return _BY_FORMAT.get((name, schema.get("format", "")), _BY_TYPE.get(name, JSON))


def create_members(properties: Mapping[str, Mapping[str, Any]], definitions: Definitions) -> Members:
    """The columns for the documented members of an object."""
    metadata = {
        name: {key: schema[key] for key in ("title", "format") if key in schema} for name, schema in properties.items()
    }
    return Members({name: create_column(schema, definitions) for name, schema in properties.items()}, metadata)


def _text(value: Any) -> str:
    """Text as it is; a number by its own digits."""
    if isinstance(value, str):
        return value
    return str(_number(value))


def _number(value: Any) -> int | Decimal:
    """A number, or text that spells one as JSON does."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    raise UnfitValue


def _integer(value: Any) -> int:
    number = _number(value)
    integer = int(number)
    if integer != number or integer not in INT64:
        raise UnfitValue
    return integer


def fit_decimal(value: Any) -> Decimal:
    """A number as a value of the type DECIMAL. Raises UnfitValue where that would round it."""
    try:
        return _EXACT.quantize(Decimal(_number(value)), _SCALE)
    except DecimalException:
        raise UnfitValue from None


def _timestamp(value: Any) -> int:
    millis = _integer(value)
    if millis not in MILLIS:
        raise UnfitValue
    return millis * 1000


def _seconds(value: Any) -> int:
    return _timestamp(1000 * _integer(value))


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitValue
    return value


def json_text(value: Any) -> str:
    """A value as JSON text, numbers with their own digits."""
    return jsontext.write(value).decode()


JSON = Leaf(pa.string(), json_text)
"""For members of several types, and for objects and lists with undocumented content."""
_BY_TYPE: dict[str, Column] = {
    "string": Leaf(pa.string(), _text),
    "integer": Leaf(pa.int64(), _integer),
    "number": Leaf(DECIMAL, fit_decimal),
    "boolean": Leaf(pa.bool_(), _boolean),
}
_BY_FORMAT: dict[tuple[str, str], Column] = {
    ("integer", "epoch-millis-shanghai"): Leaf(TIMESTAMP, _timestamp),
    ("integer", "epoch-seconds"): Leaf(TIMESTAMP, _seconds),
}
