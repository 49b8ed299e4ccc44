"""Payloads that may tell two contracts apart: examples of one, changed where the schemas of the two differ.

The schemas only say where to look. Whether a payload makes a difference, the contracts say themselves.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ..lint import regex
from ..lower.scan.automaton import automaton
from ..lower.scan.shape import Unsupported
from ..lower.scan.text import FORMATS as FORMAT_PATTERNS
from ..runtime.jsontext import pointer
from ..runtime.testing.examples.drift import SAMPLE_VALUES
from ..runtime.testing.examples.generate import example, usual_outcome
from ..runtime.testing.examples.nodes import replace_at
from ..runtime.testing.examples.schemas import outcome_schemas, type_names
from ..runtime.testing.examples.texts import FORMATS
from ..runtime.testing.examples.values import generate
from ..runtime.validation.contract import Contract
from ..runtime.validation.engine import END
from ..runtime.validation.report import Outcome

Schema = dict[str, Any]
Path = tuple[str | int, ...]
SEEDS = 10
WORDS = {"title", "description", "examples"}
"""Keywords that accept and refuse nothing."""
_ANY_TEXT = regex.Repeat(regex.Chars(((0, 0x10FFFF),)), 0, None)


class Place(NamedTuple):
    """A place of a payload where the schemas of two contracts differ."""

    path: Path
    own: Schema
    other: Schema


def trials(own: Contract, other: Contract) -> Iterator[Any]:
    """Logical payloads of a contract, most of them documented, on which another one may judge differently."""
    for outcome in _outcomes(own):
        bases = list(_bases(own, outcome))
        yield from bases
        for place in _differing(_schema(own, outcome), _schema(other, outcome), ()):
            yield from _changed(bases, place)
        for period in other.rules.get("periods", ()):
            yield from (_swapped(base, period) for base in bases[:1])


def _outcomes(contract: Contract) -> tuple[Outcome, ...]:
    return ("success", "failure") if "if" in contract.schema("documented") else (usual_outcome(contract),)


def _bases(contract: Contract, outcome: Outcome) -> Iterator[Any]:
    for seed in range(SEEDS):
        try:
            yield example(contract, seed, outcome, required_only=seed == SEEDS - 1)
        except LookupError:
            return


def _schema(contract: Contract, outcome: Outcome) -> Schema:
    """What both profiles say of an outcome; the compatible one by the types that it adds."""
    return _with_tolerated(outcome_schemas(contract, outcome)[0], contract.schema("compatible"))


def _with_tolerated(documented: Schema, compatible: Schema) -> Schema:
    node = {**documented, "tolerated": sorted({*type_names(compatible)} - {*type_names(documented), "null"})}
    parts, tolerated = documented.get("properties", {}), compatible.get("properties", {})
    if parts:
        node["properties"] = {name: _with_tolerated(part, tolerated.get(name, {})) for name, part in parts.items()}
    if "items" in documented:
        node["items"] = _with_tolerated(documented["items"], compatible.get("items", {}))
    if isinstance(values := documented.get("additionalProperties"), dict):
        node["additionalProperties"] = _with_tolerated(values, compatible.get("additionalProperties", {}))
    return node


def _differing(own: Schema, other: Schema, path: Path) -> Iterator[Place]:
    """The innermost places that differ, and those around them."""
    if own == other:
        return
    yield Place(path, own, other)
    members = other.get("properties", {})
    for name, part in own.get("properties", {}).items():
        if name in members:
            yield from _differing(part, members[name], (*path, name))
    if "items" in own and "items" in other:
        yield from _differing(own["items"], other["items"], (*path, 0))


def _changed(bases: list[Any], place: Place) -> Iterator[Any]:
    """A payload with other values at a place, which the first one that has it gets."""
    at = pointer.join(place.path)
    base = next((base for base in bases if pointer.find(base, at) is not pointer.MISSING), None)
    for value in () if base is None else _values(place, pointer.find(base, at)):
        yield replace_at(base, place.path, value)


def _values(place: Place, value: Any) -> Iterator[Any]:
    """Values in place of one, near to what either schema allows."""
    own, other = place.own, place.other
    rng = random.Random(str(place.path))
    yield from (code for schema in (own, other) for code in schema.get("enum", ()))
    yield from (schema["const"] for schema in (own, other) if "const" in schema)
    yield from (SAMPLE_VALUES[name] for name in [*type_names(own), *own["tolerated"]])
    for name in type_names(own):
        if name not in ("object", "array", "null"):
            yield from (generate(own, name, random.Random(seed)) for seed in range(SEEDS))
    if isinstance(value, dict):
        yield from ({name: value[name] for name in value if name != left_out} for left_out in value)
        yield {**value, "addedLater": "new"}
    if isinstance(value, list) and value:
        yield from (value[:1] * count for count in _edges(own, other, "minItems", "maxItems") if 0 <= count <= 2000)
    if "string" in [*type_names(own), *own["tolerated"]]:
        yield from _texts(own, other, rng)
    if {"integer", "number"} & {*type_names(own), *own["tolerated"]}:
        yield from _edges(own, other, "minimum", "maximum")
        yield from (Decimal("0.5"), 10**17 + 1, 123456789012345678900)


def _edges(own: Schema, other: Schema, *words: str) -> list[Any]:
    """The limits of both schemas, and the values beside them."""
    limits = [schema[word] for schema in (own, other) for word in words if word in schema]
    return [limit + beside for limit in limits for beside in (0, -1, 1)]


def _texts(own: Schema, other: Schema, rng: random.Random) -> Iterator[str]:
    for length in _edges(own, other, "minLength", "maxLength"):
        if length >= 0:
            yield "x" * length
            yield "1" * length
    for schema in (own, other):
        if schema.get("format") in FORMATS:
            yield from (FORMATS[schema["format"]](rng) for _ in range(SEEDS))
    yield from ("", "0", "1", "1.0", "1.50", "-1", "unheard of", "2024-02-29", "2024-02-29 10:00:00", "202402")
    yield from ("2024-02-29T10:00:00Z", "2024-02-29T10:00:00+08:00", "é", "中文", "a b")
    if "pattern" in other and own.get("pattern") != other["pattern"]:
        yield from _told_apart(own, other["pattern"])


def _told_apart(own: Schema, other: str) -> Iterator[str]:
    """A shortest text that has the pattern and the format of a schema and not the other pattern, if there is one."""
    sure = FORMAT_PATTERNS.get(own.get("format", ""), (None,))[0]
    try:
        patterns = [regex.parse(f"^{sure}$") if sure else _ANY_TEXT, _parsed(own.get("pattern")), _parsed(other)]
        machine = automaton(patterns, lambda matching: int(matching == {0, 1}))
    except (Unsupported, regex.Unportable):
        return
    ways: dict[int, bytes] = {0: b""}
    for state in (todo := [0]):  # which grows
        if machine.verdicts[state]:
            yield ways[state].decode()
            return
        for byte in (*range(0x20, 0x100), *range(0x20)):
            then = machine.next[state][machine.classes[byte]]
            if then not in ways:
                ways[then] = ways[state] + bytes([byte])
                todo.append(then)


def _parsed(pattern: str | None) -> regex.Node:
    return regex.parse(f"{pattern.removesuffix(END)}$") if pattern else _ANY_TEXT


def _swapped(base: Any, period: dict[str, str]) -> Any:
    """A period whose start is after its end."""
    start, end = (pointer.get(base, period[word]) for word in ("start", "end"))
    if pointer.MISSING in (start, end):
        return base
    return pointer.set_path(pointer.set_path(base, period["start"], end), period["end"], start)
