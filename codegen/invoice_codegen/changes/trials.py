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
from ..runtime.testing.examples.generate import MAX_ATTEMPTS, example, usual_outcome
from ..runtime.testing.examples.nodes import replace_at
from ..runtime.testing.examples.schemas import outcome_schemas, tagged, type_names
from ..runtime.testing.examples.texts import FORMATS
from ..runtime.testing.examples.values import generate
from ..runtime.validation.contract import Contract
from ..runtime.validation.engine import END
from ..runtime.validation.periods import in_order
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
        theirs = _schemas(other, outcome)
        for index, schema in enumerate(_schemas(own, outcome)):
            bases = list(_bases(own, outcome, index))
            yield from bases
            yield from _where_they_differ(schema, theirs[index if index < len(theirs) else 0], (), bases)
            for period in other.rules.get("periods", ()):
                yield from (_swapped(base, period) for base in bases[:1])


def _outcomes(contract: Contract) -> tuple[Outcome, ...]:
    return ("success", "failure") if "if" in contract.schema("documented") else (usual_outcome(contract),)


def _bases(contract: Contract, outcome: Outcome, index: int) -> Iterator[Any]:
    """Examples of one of the schemas of an outcome."""
    for seed in range(SEEDS):
        try:
            if index == 0:
                yield example(contract, seed, outcome, required_only=seed == SEEDS - 1)
            else:
                yield _example(contract, seed, outcome, outcome_schemas(contract, outcome)[index])
        except LookupError:
            return


def _example(contract: Contract, seed: int, outcome: Outcome, schema: Schema) -> Any:
    """An example of one schema. Raises LookupError if there is none of this outcome."""
    rng = random.Random(f"{contract.id} {seed}")
    for _ in range(MAX_ATTEMPTS):
        value = in_order(contract.rules.get("periods", ()), generate(schema, "", rng, seed == SEEDS - 1))
        if contract.outcome(value) == outcome:
            return value
    raise LookupError(contract.id)


def _schemas(contract: Contract, outcome: Outcome) -> list[Schema]:
    """What both profiles say of an outcome; the compatible one by the types that it adds."""
    compatible = contract.schema("compatible")
    return [_with_tolerated(schema, compatible) for schema in outcome_schemas(contract, outcome)]


def _with_tolerated(documented: Schema, compatible: Schema) -> Schema:
    node = {**documented, "tolerated": sorted({*type_names(compatible)} - {*type_names(documented), "null"})}
    parts, tolerated = documented.get("properties", {}), compatible.get("properties", {})
    if parts:
        node["properties"] = {name: _with_tolerated(part, tolerated.get(name, {})) for name, part in parts.items()}
    if "items" in documented:
        node["items"] = _with_tolerated(documented["items"], compatible.get("items", {}))
    if isinstance(values := documented.get("additionalProperties"), dict):
        node["additionalProperties"] = _with_tolerated(values, compatible.get("additionalProperties", {}))
    if alternatives := tagged(documented):
        pairs = zip(alternatives, tagged(compatible), strict=True)
        node["allOf"] = [{**part, "then": _with_tolerated(part["then"], same["then"])} for part, same in pairs]
    return node


def _where_they_differ(own: Schema, other: Schema, path: Path, bases: list[Any]) -> Iterator[Any]:
    """Payloads with other values at the innermost places that differ, and at those around them."""
    if own == other:
        return
    yield from _changed(bases, Place(path, own, other))
    members, tags = other.get("properties", {}), _tags(own) | _tags(other)
    for name, part in own.get("properties", {}).items():
        if name in members and name not in tags:  # another code alone makes an object that nobody sends
            yield from _where_they_differ(part, members[name], (*path, name), bases)
    if "items" in own and "items" in other:
        yield from _where_they_differ(own["items"], other["items"], (*path, 0), bases)
    values, theirs = own.get("additionalProperties"), other.get("additionalProperties")
    if isinstance(values, dict) and isinstance(theirs, dict):
        maps = [{"key": generate(values, "key", random.Random(seed))} for seed in range(SEEDS)]
        yield from _where_they_differ(values, theirs, (*path, "key"), _filled(bases, path, maps))
    for part in tagged(own):
        yield from _of_alternative(part, other, path, bases)
    for part in tagged(other):
        yield from _filled(bases, path, list(_objects(part)))


def _tags(schema: Schema) -> set[str]:
    return {tag for part in tagged(schema) for tag in part["if"]["properties"]}


def _objects(part: Schema) -> Iterator[Any]:
    """Objects of an alternative, with each of its codes."""
    ((tag, codes),) = part["if"]["properties"].items()
    for seed in range(SEEDS):
        value = generate(part["then"], "", random.Random(seed), seed == SEEDS - 1)
        yield from ({**value, tag: code} for code in codes["enum"])


def _of_alternative(part: Schema, other: Schema, path: Path, bases: list[Any]) -> Iterator[Any]:
    """Payloads with one alternative of a union, and with other values in it where it differs."""
    ((tag, codes),) = part["if"]["properties"].items()
    filled = _filled(bases, path, list(_objects(part)))
    yield from filled
    for same in tagged(other):
        if {*codes["enum"]} & {*same["if"]["properties"].get(tag, {}).get("enum", ())}:
            yield from _where_they_differ(part["then"], same["then"], path, filled)


def _filled(bases: list[Any], path: Path, values: list[Any]) -> list[Any]:
    """The payloads with each of the values at a place that one of them has."""
    base = next((base for base in bases if pointer.find(base, pointer.join(path)) is not pointer.MISSING), None)
    return [] if base is None else [replace_at(base, path, value) for value in values]


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
