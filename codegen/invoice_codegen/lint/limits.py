"""Limits: none contradicts another rule of its schema, and an example that keeps them all is no burden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from random import Random
from typing import Any

from ..parse.schema import Schema
from ..problem import Message
from ..runtime.testing.examples.values import generate
from ..runtime.validation.engine import compile_schema
from .automaton import Automaton
from .patterns import pattern_problem
from .regex import parse

MOST_IN_EXAMPLE = 100_000
"""Values and characters of a whole example."""
MOST_NEEDED = {"minLength": 1_000, "minItems": 1_000}
_PAIRS = (("minLength", "maxLength"), ("minItems", "maxItems"), ("minimum", "maximum"))
_BESIDE_CODES = {"minLength", "maxLength", "minimum", "maximum", "pattern", "format"}
_RULES = {"type", "enum", "const", "pattern", "format", "minimum", "maximum"}
_RULES |= {"min_length", "max_length", "min_items", "max_items"}
_ROW = "correct one of the two; what the page itself contradicts is explained in ledger.yaml"
KeywordMessage = tuple[str, Message]
"""The keyword that a message is about, or ""."""


def limits(schema: Schema) -> Iterator[KeywordMessage]:
    """The problems of the limits of a schema whose types, codes and pattern are right."""
    found = [*_inexact(schema), *_backwards(schema), *_exhausting(schema)]
    yield from found or [*_lengths(schema), *_codes(schema)] or _without_example(schema)


def too_large(schemas: Iterable[Schema]) -> Iterator[Message]:
    """The lists that make an example of one of these schemas too large, innermost first."""
    for root in schemas:
        for node in root.walk():
            size = _size(node.schema)
            if size > MOST_IN_EXAMPLE >= max((_size(child.schema) for child in node.children()), default=0):
                message = f"an example would hold {size:,} values and characters at {node.pointer or '(the whole)'}"
                yield message, f"lower the limits, at most {MOST_IN_EXAMPLE:,} are allowed; document more in descriptions"


def _size(schema: Schema) -> int:
    """Values and characters of the largest example; a list has two items more than it needs.

    A single limit that is too high counts as the highest that is allowed: `limits` reports it where it stands.
    """
    schema = schema.logical
    if schema.items is not None:
        count = min(schema.min_items or 0, MOST_NEEDED["minItems"]) + 2
        return 1 + min(count, count if schema.max_items is None else schema.max_items) * _size(schema.items)
    if schema.properties is not None:
        return 1 + sum(map(_size, schema.properties.values()))
    if schema.values is not None:
        return 1 + 2 * _size(schema.values)
    if schema.alternatives:
        return 1 + max(map(_size, schema.alternatives))
    return 1 + max(
        min(schema.min_length or 0, MOST_NEEDED["minLength"]), _shortest(schema.pattern) if schema.pattern else 0
    )


def _inexact(schema: Schema) -> Iterator[KeywordMessage]:
    for keyword in ("minimum", "maximum"):
        limit = getattr(schema, keyword)
        if isinstance(limit, Decimal) and Decimal(repr(float(limit))) != limit:
            remedy = "other tools would round it; document it in the description"
            yield keyword, (f"the {keyword} {limit} is not exact as a double", remedy)


def _backwards(schema: Schema) -> Iterator[KeywordMessage]:
    rules = _rules(schema)
    for lower, upper in _PAIRS:
        if lower in rules and upper in rules:
            low, high = Decimal(rules[lower]), Decimal(rules[upper])
            if "integer" in schema.types:
                low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
            if low > high:
                yield lower, (f"no value has {lower} {rules[lower]} and {upper} {rules[upper]}", _ROW)


def _exhausting(schema: Schema) -> Iterator[KeywordMessage]:
    for keyword, most in MOST_NEEDED.items():
        if (least := _rules(schema).get(keyword, 0)) > most:
            remedy = "document it in the description: every example and every test would hold as much"
            yield keyword, (f"{keyword} {least} is more than {most:,}", remedy)


def _lengths(schema: Schema) -> Iterator[KeywordMessage]:
    if schema.pattern is None:
        return
    least, most = schema.min_length or 0, schema.max_length
    if not Automaton(parse(schema.pattern)).has_length(least, most):
        window = f"{least} to {most}" if most is not None else f"{least} or more"
        yield "pattern", (f"no text of {window} characters matches the pattern {schema.pattern!r}", _ROW)


def _codes(schema: Schema) -> Iterator[KeywordMessage]:
    rules = _rules(schema)
    beside = compile_schema({keyword: rules[keyword] for keyword in _BESIDE_CODES & rules.keys()})
    for keyword, values in (("enum", schema.enum or []), ("const", [schema.const] if "const" in rules else [])):
        for value in values:
            for error in beside.iter_errors(value):
                yield keyword, (f"{value!r} in {keyword} breaks {error.kind.name} of the same schema", _ROW)
    if schema.enum and "const" in rules and schema.const not in schema.enum:
        yield "const", (f"the const {schema.const!r} is not in enum", _ROW)


def _without_example(schema: Schema) -> Iterator[KeywordMessage]:
    """Rules that exclude each other in a way that only the search for a value shows: format and pattern."""
    rules = _rules(schema)
    if "string" in schema.types and "format" in rules:
        rules["minLength"] = max(1, rules.get("minLength", 0))  # empty text, which has every format, is no example
    if {"string", "integer", "number"} & set(schema.types) and not {"enum", "const"} & rules.keys():
        try:
            generate(rules, "", Random(0))
        except LookupError:
            names = ", ".join(sorted(_rules(schema).keys() - {"type"}))
            yield "", (f"no value was found that keeps all of {names}", _ROW)


def _rules(schema: Schema) -> dict[str, Any]:
    """The keywords that restrict one value, as in JSON Schema."""
    return schema.model_dump(by_alias=True, exclude_unset=True, include=_RULES)


@cache
def _shortest(pattern: str) -> int:
    return 0 if pattern_problem(pattern) else Automaton(parse(pattern)).shortest
