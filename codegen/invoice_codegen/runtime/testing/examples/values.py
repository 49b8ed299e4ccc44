"""Values made from schemas: of several candidates, the likeliest first, the first that the schema allows."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...validation.formats import PARSERS
from . import words
from .patterns import matching
from .shapes import kinds

Schema = dict[str, Any]
DAY = 24 * 60 * 60 * 1000
SHANGHAI = 8 * 60 * 60 * 1000
GIVEN = 0.9
"""How often a member is there that may be left out."""


def made(schema: Schema, name: str, dice: random.Random, sparse: bool = False) -> Any:
    """A value that a schema allows, for a member of this name."""
    if "const" in schema:
        return schema["const"]
    kind = _kind(schema, dice)
    if "enum" in schema:
        return dice.choice([value for value in schema["enum"] if _is(value, kind) and _allowed(schema, value)])
    if kind == "object":
        return _object(schema, dice, sparse)
    if kind == "array":
        return _array(schema, name, dice, sparse)
    return _scalar(schema, kind, name, dice)


def _kind(schema: Schema, dice: random.Random) -> str:
    """One of the types of a schema; where it may be null, it seldom is."""
    named = kinds(schema) or ["object" if "properties" in schema else "string"]
    if "null" in named and (len(named) == 1 or dice.random() > GIVEN):
        return "null"
    return next(kind for kind in named if kind != "null")


def unique(schema: Schema, name: str, number: int) -> Any:
    """A value that no other number gets."""
    if {"integer", "number"} & set(kinds(schema)):
        return int(schema.get("minimum", 0)) + 1000 + number
    wide = f"{name[:2].upper()}{number:010}"
    return next((text for text in (wide, f"{number:06}", str(number)) if _allowed(schema, text)), wide)


def _object(schema: Schema, dice: random.Random, sparse: bool) -> dict[str, Any]:
    required = schema.get("required", ())
    chance = 0.0 if sparse else GIVEN
    return {
        name: made(part, name, dice, sparse)
        for name, part in schema.get("properties", {}).items()
        if name in required or dice.random() < chance
    }


def _array(schema: Schema, name: str, dice: random.Random, sparse: bool) -> list[Any]:
    least = schema.get("minItems", 0)
    most = min(schema.get("maxItems", least + 2), least + 2)
    count = least if sparse else dice.randint(max(least, min(1, most)), most)
    items = schema.get("items", {"type": "string"})
    return [made(items, name.removesuffix("s"), dice, sparse) for _ in range(count)]


def _scalar(schema: Schema, kind: str, name: str, dice: random.Random) -> Any:
    makers = {"string": _texts, "integer": _integers, "number": _numbers, "boolean": _booleans}
    if kind == "null":
        return None
    for value in makers[kind](schema, name, dice):
        if _allowed(schema, value):
            return value
    raise LookupError(f"no value for {name!r} can be made up from its schema")


def _texts(schema: Schema, name: str, dice: random.Random) -> Iterator[str]:
    least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
    if schema.get("format") in words.FORMATS:
        yield words.rate(dice) if "rate" in name.lower() else words.FORMATS[schema["format"]](dice)
    else:
        text = words.of(name, dice)
        yield text
        yield text[:most].ljust(least, "x")
    if "pattern" in schema:
        for turn in range(50):
            yield matching(schema["pattern"], dice, max(8 * turn, least))
    yield ""


def _integers(schema: Schema, name: str, dice: random.Random) -> Iterator[int]:
    low = int(schema.get("minimum", min(0, int(schema.get("maximum", 9)) - 9)))
    high = int(schema.get("maximum", low + 10**12))
    if schema.get("format") == "year-month":
        yield int(words.year_month(dice))
    elif schema.get("format") == "epoch-millis-shanghai":
        yield words.day(dice) * DAY - SHANGHAI
    elif name.lower().endswith("id"):
        yield dice.randrange(10**11, 10**18)
    yield dice.randint(low, min(high, low + 9))
    yield from (dice.randint(low, high) for _ in range(50))


def _numbers(schema: Schema, name: str, dice: random.Random) -> Iterator[Decimal]:
    low = Decimal(str(schema.get("minimum", 0)))
    high = Decimal(str(schema.get("maximum", max(low, Decimal(0)) + 10**4)))
    low = min(low, high)
    for _ in range(50):
        cents = dice.randint(int(low * 100), int(high * 100))
        yield Decimal(cents).scaleb(-2)
    yield low


def _booleans(schema: Schema, name: str, dice: random.Random) -> Iterator[bool]:
    first = dice.random() < 0.5
    yield from (first, not first)


def _is(value: Any, kind: str) -> bool:
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float, Decimal), "boolean": bool}
    if kind not in types:
        return value is None if kind == "null" else True
    return isinstance(value, types[kind]) and (kind == "boolean") == isinstance(value, bool)


def _allowed(schema: Schema, value: Any) -> bool:
    """Whether a scalar keeps to the limits of a schema."""
    banned = schema.get("not", {}).get("enum", ())
    if value in banned or (value is None and schema.get("not") == {"type": "null"}):
        return False
    if isinstance(value, str):
        return _allowed_text(schema, value)
    if isinstance(value, bool) or value is None:
        return True
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return bool(low <= value <= high)


def _allowed_text(schema: Schema, text: str) -> bool:
    parse = PARSERS.get(schema.get("format", ""))
    return (
        schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
        and ("pattern" not in schema or re.search(schema["pattern"], text) is not None)
        and (parse is None or text == "" or parse(text) is not None)
    )
