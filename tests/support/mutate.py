"""Payloads for tests: valid ones made from a schema, and valid or damaged ones made by changing others."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Json = Any
Path = tuple[str | int, ...]

TEXTS = [
    "",
    "x",
    "0",
    "1",
    "2",
    "8",
    "10.50",
    "-0.10",
    "004",
    "2024-02-30",
    "2018-09-07 15:26:20",
    "2019-12-28T07:02:03Z",
]
TEXTS += [
    "202413",
    "202002",
    "٣",
    "12\n",
    "a" * 1100,
    "中文",
    "🧾",
    "\u0000",
    "\u202e",
    "null",
    "Success",
    "W10=",
    "not base64!",
]
NUMBERS = [0, 1, -1, 2, 99, 10**30, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**300, 202002, 1629043200000]
FRACTIONS = [
    "1.0",
    "0.0",
    "-0.0",
    "0.10",
    "102.0",
    "1E+2",
    "1E-7",
    "1.00000000000000000000001",
    "1E-400",
    "0E-10",
    "1.7E+308",
]
SCALARS: list[Json] = [None, True, False, *TEXTS, *NUMBERS, *map(Decimal, FRACTIONS)]
ONE_OF_EACH: list[Json] = [
    None,
    True,
    7,
    Decimal("7.5"),
    Decimal("7.0"),
    Decimal("7.00000000000000000000001"),
    "seven",
    [],
    {},
    [None],
    {"x": None},
]


def dumps(value: Json) -> str:
    """JSON text, numbers with their digits; written apart from the runtime's own writer."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{dumps(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumps, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def places(value: Json, path: Path = ()) -> Iterator[Path]:
    """The path of every value below the root."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from places(part, (*path, name))


def at(value: Json, path: Path) -> Json:
    """The value at a path."""
    for part in path:
        value = value[part]
    return value


def replaced(value: Json, path: Path, part: Json) -> Json:
    """A copy with another value at a path."""
    if not path:
        return part
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], part)
    return copy


def removed(value: Json, path: Path) -> Json:
    """A copy without what is at a path."""
    parent = at(value, path[:-1])
    rest = {name: part for name, part in parent.items() if name != path[-1]} if isinstance(parent, dict) else None
    return replaced(value, path[:-1], rest if rest is not None else [x for i, x in enumerate(parent) if i != path[-1]])


def full(schema: Json) -> Json:
    """A payload with every member that a schema names, each with a valid value."""
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if kind == "object" and "if" in (union := schema.get("allOf", [{}])[-1]):
        return full(union["then"]) | {tag: part["enum"][0] for tag, part in union["if"]["properties"].items()}
    if kind == "object":
        return {name: full(part) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [full(schema.get("items", {"type": "string"}))]
    if kind == "string":
        return "x" * max(1, schema.get("minLength", 1)) if "pattern" not in schema else "2019-01-28T11:48:41Z"
    if kind == "integer":
        return schema.get("minimum", 7)
    return {"number": Decimal("7.50"), "boolean": True, "null": None}[kind]


def changed_once(value: Json) -> Iterator[Json]:
    """Every payload that differs in one place: another type there, another scalar, a new member, or nothing."""
    for path in [(), *places(value)]:
        for other in [*ONE_OF_EACH, "", "a/b", "a" * 1200, "2", 99, -1, 10**6]:
            yield replaced(value, path, other)
        if path:
            yield removed(value, path)
        here = at(value, path)
        if isinstance(here, dict):
            yield replaced(value, path, {**here, "unheardOf": 1})


def changed(value: Json, rng: random.Random) -> Json:
    """A payload with one random change."""
    spots = list(places(value))
    path = rng.choice(spots) if spots and rng.random() > 0.02 else ()
    here = at(value, path)
    roll = rng.random()
    if roll < 0.25:
        return replaced(value, path, _alike(here, rng))
    if roll < 0.45:
        return replaced(value, path, rng.choice(SCALARS))
    if roll < 0.55:
        return replaced(value, path, _grown(rng, 3))
    if roll < 0.7 and path:
        return removed(value, path)
    if roll < 0.85 and isinstance(here, dict):
        return replaced(
            value, path, {**here, rng.choice(["unheardOf", "to_json", "request_id", "", "名"]): _grown(rng, 3)}
        )
    if isinstance(here, list):
        return replaced(value, path, here + here[-1:] if rng.random() < 0.7 else [])
    return replaced(value, path, _flipped(here))


def _alike(here: Json, rng: random.Random) -> Json:
    """Another value of the same JSON type."""
    if isinstance(here, bool):
        return not here
    if isinstance(here, str):
        return rng.choice(TEXTS)
    if isinstance(here, int):
        return rng.choice(NUMBERS)
    if isinstance(here, Decimal):
        return Decimal(rng.choice(FRACTIONS))
    return here


def _flipped(here: Json) -> Json:
    """The same content as another JSON type."""
    if isinstance(here, bool):
        return int(here)
    if isinstance(here, (int, Decimal)):
        return str(here)
    if isinstance(here, str) and here.isascii() and here.isdigit() and len(here) < 30:
        return int(here)
    return [here]


def _grown(rng: random.Random, depth: int) -> Json:
    """A small random tree."""
    roll = rng.random()
    if depth == 0 or roll < 0.5:
        return rng.choice(SCALARS)
    if roll < 0.75:
        return [_grown(rng, depth - 1) for _ in range(rng.randrange(3))]
    return {rng.choice("abc"): _grown(rng, depth - 1) for _ in range(rng.randrange(3))}


def encoded_as(value: Json) -> str:
    """A value as base64 text of its JSON."""
    return base64.b64encode(dumps(value).encode()).decode()
