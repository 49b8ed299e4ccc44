"""Generate values from schemas: candidates in order of plausibility, the first allowed one is taken."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...validation.formats import PARSERS
from . import texts
from .patterns import generate_match
from .schemas import tagged, type_names

Schema = dict[str, Any]
DAY = 24 * 60 * 60 * 1000
SHANGHAI = 8 * 60 * 60 * 1000
PRESENT = 0.9
"""Probability that an optional member is present."""
RARE = 2_000
"""Matches of a pattern that are tried, at least, for one with a length or a format that few matches have."""


def generate(schema: Schema, name: str, rng: random.Random, required_only: bool = False) -> Any:
    """Generate a value for a member of this name."""
    if "const" in schema:
        return schema["const"]
    type_name = _choose_type(schema, rng)
    if "enum" in schema:
        return rng.choice(
            [value for value in schema["enum"] if _has_type(value, type_name) and _is_allowed(schema, value)]
        )
    if type_name == "object":
        return _object(schema, rng, required_only)
    if type_name == "array":
        return _array(schema, name, rng, required_only)
    return _scalar(schema, type_name, name, rng)


def _choose_type(schema: Schema, rng: random.Random) -> str:
    """One of the types of the schema; rarely null."""
    named = type_names(schema) or ["object" if "properties" in schema else "string"]
    if "null" in named and (len(named) == 1 or rng.random() > PRESENT):
        return "null"
    return next(type_name for type_name in named if type_name != "null")


def unique(schema: Schema, name: str, number: int) -> Any:
    """A value that differs for each number."""
    if {"integer", "number"} & set(type_names(schema)):
        return int(schema.get("minimum", 0)) + 1000 + number
    wide = f"{name[:2].upper()}{number:010}"
    return next((text for text in (wide, f"{number:06}", str(number)) if _is_allowed(schema, text)), wide)


def _object(schema: Schema, rng: random.Random, required_only: bool) -> dict[str, Any]:
    if alternatives := tagged(schema):
        return _alternative(rng.choice(alternatives), rng, required_only)
    required = schema.get("required", ())
    probability = 0.0 if required_only else PRESENT
    members = schema.get("properties", {})
    if isinstance(values := schema.get("additionalProperties"), dict):
        names = [] if required_only else [f"key{number}" for number in range(1, rng.randint(2, 3))]
        return {name: generate(values, name, rng) for name in names}
    chosen = [name for name in members if name in required or rng.random() < probability]
    if not chosen and {"anyOf", "minProperties"} & schema.keys():  # some documented member is needed
        chosen = list(members)[:1]
        if not members:
            return {"key": texts.text_for("key", rng)}
    return {name: generate(members[name], name, rng, required_only) for name in chosen}


def _alternative(part: Schema, rng: random.Random, required_only: bool) -> dict[str, Any]:
    """An object of one alternative of a union, with one of its codes."""
    value = _object(part["then"], rng, required_only)
    for tag, codes in part["if"]["properties"].items():
        value[tag] = value[tag] if value[tag] in codes["enum"] else rng.choice(codes["enum"])
    return value


def _array(schema: Schema, name: str, rng: random.Random, required_only: bool) -> list[Any]:
    minimum = schema.get("minItems", 0)
    maximum = min(schema.get("maxItems", minimum + 2), minimum + 2)
    count = minimum if required_only else rng.randint(max(minimum, min(1, maximum)), maximum)
    items = schema.get("items", {"type": "string"})
    return [generate(items, name.removesuffix("s"), rng, required_only) for _ in range(count)]


def _scalar(schema: Schema, type_name: str, name: str, rng: random.Random) -> Any:
    makers = {"string": _texts, "integer": _integers, "number": _numbers, "boolean": _booleans}
    if type_name == "null":
        return None
    for value in makers[type_name](schema, name, rng):
        if _is_allowed(schema, value):
            return value
    raise LookupError(f"can't generate a value for {name!r} from its schema")


def _texts(schema: Schema, name: str, rng: random.Random) -> Iterator[str]:
    minimum, maximum = schema.get("minLength", 0), schema.get("maxLength", 10_000)
    if schema.get("format") in texts.FORMATS:
        yield texts.rate(rng) if "rate" in name.lower() else texts.FORMATS[schema["format"]](rng)
    else:
        text = texts.text_for(name, rng)
        yield text
        yield text[:maximum].ljust(minimum, "x")
    if "pattern" in schema:
        for attempt in range(50):
            yield generate_match(schema["pattern"], rng, max(8 * attempt, minimum))
        longest = max(8, minimum)
        for attempt in range(max(RARE, 8 * longest)):
            yield generate_match(schema["pattern"], rng, longest, attempt % (longest + 1) / longest)
    yield ""


def _integers(schema: Schema, name: str, rng: random.Random) -> Iterator[int]:
    low = int(schema.get("minimum", min(0, int(schema.get("maximum", 9)) - 9)))
    high = int(schema.get("maximum", low + 10**12))
    if schema.get("format") == "year-month":
        yield int(texts.year_month(rng))
    elif schema.get("format") == "epoch-millis-shanghai":
        yield texts.day(rng) * DAY - SHANGHAI
    elif schema.get("format") == "epoch-seconds":
        yield texts.day(rng) * DAY // 1000 + rng.randrange(DAY // 1000)
    elif name.lower().endswith("id"):
        yield rng.randrange(10**11, 10**18) | 1  # one that ends in zeros looks rounded
    yield rng.randint(low, min(high, low + 9))
    yield from (rng.randint(low, high) for _ in range(50))


def _numbers(schema: Schema, name: str, rng: random.Random) -> Iterator[Decimal]:
    low = Decimal(str(schema.get("minimum", 0)))
    high = Decimal(str(schema.get("maximum", max(low, Decimal(0)) + 10**4)))
    low = min(low, high)
    for _ in range(50):
        cents = rng.randint(int(low * 100), int(high * 100))
        yield Decimal(cents).scaleb(-2)
    yield low


def _booleans(schema: Schema, name: str, rng: random.Random) -> Iterator[bool]:
    first = rng.random() < 0.5
    yield from (first, not first)


def _has_type(value: Any, type_name: str) -> bool:
    types: dict[str, Any] = {"string": str, "integer": int, "number": (int, float, Decimal), "boolean": bool}
    if type_name not in types:
        return value is None if type_name == "null" else True
    return isinstance(value, types[type_name]) and (type_name == "boolean") == isinstance(value, bool)


def _is_allowed(schema: Schema, value: Any) -> bool:
    """Whether a scalar satisfies the schema."""
    banned = schema.get("not", {}).get("enum", ())
    if value in banned or (value is None and schema.get("not") == {"type": "null"}):
        return False
    if isinstance(value, str):
        return _is_allowed_text(schema, value)
    if isinstance(value, bool) or value is None:
        return True
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return bool(low <= value <= high)


def _is_allowed_text(schema: Schema, text: str) -> bool:
    parse = PARSERS.get(schema.get("format", ""))
    return (
        schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
        and ("pattern" not in schema or re.search(schema["pattern"], text) is not None)
        and (parse is None or text == "" or parse(text) is not None)
    )
