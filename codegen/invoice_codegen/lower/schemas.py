"""Contract schemas to JSON Schemas: documented, compatible and fast.

`documented` says all that the page says. `compatible` keeps what makes an error: types and structure, wide enough for
a null on any member. `fast` accepts only what `compatible` accepts and stays right when a reader rounds numbers, because
it is judged by draft 4, where 1.0 is no integer, and because its unknown members are scalars, so that depth is bounded.
All references are written out: then a place in a schema is also the place in the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..parse.extensions import Envelope, Test
from ..parse.openapi import Schema
from ..runtime.jsontext.pointer import join, split

Json = dict[str, Any]
Node = Callable[[Schema, str], Json]

LIMITS = ("min_length", "max_length", "minimum", "maximum", "min_items", "max_items")
_POSITIVE, _NEGATIVE = {"minimum": 0, "exclusiveMinimum": True}, {"maximum": 0, "exclusiveMaximum": True}
_NO_FLOAT_ZERO: Json = {"anyOf": [_POSITIVE, {"type": "integer"}, _NEGATIVE]}
"""A reader that rounds makes 0.0 of any small fraction, also of one whose exponent no decimal can hold."""
_SCALAR: Json = {"type": ["string", "number", "boolean", "null"], **_NO_FLOAT_ZERO}
END = "(?![\\s\\S])"
"""The end of the text: in Python `$` also matches before a final newline."""


def union(success: Schema, failure: Schema | None) -> Schema:
    """All members of success and failure in one schema."""
    if failure is None:
        return success
    members = {**(success.properties or {}), **(failure.properties or {})}
    return success.model_copy(update={"properties": members})


def documented(schema: Schema, pointer: str, needs: Iterable[str] = ()) -> Json:
    """All that is documented of a schema; `needs` are pointers of members that must be there."""
    schema, needs = schema.logical, tuple(needs)
    kinds = schema.types
    node: Json = {"type": kinds[0] if len(kinds) == 1 else kinds}
    node |= {word: text for word in ("title", "description") if (text := getattr(schema, word))}
    if schema.enum is not None:
        node["enum"] = list(schema.enum)
    if "const" in schema.model_fields_set:
        node["const"] = schema.const
    node |= {camel(limit): getattr(schema, limit) for limit in LIMITS if getattr(schema, limit) is not None}
    if schema.pattern is not None:
        node["pattern"] = schema.pattern.removesuffix("$") + END
    if schema.format is not None:
        node["format"] = schema.format
    if schema.items is not None:
        node["items"] = documented(schema.items, f"{pointer}/*", needs)
    if schema.properties is not None:
        places = {name: pointer + join([name]) for name in schema.properties}
        required = [
            name for name in schema.properties if name in (schema.required or []) or _needed(places[name], needs)
        ]
        node["properties"] = {
            name: documented(member, places[name], needs) for name, member in schema.properties.items()
        }
        node |= {"required": required} if required else {}
        node |= {} if schema.additional_properties else {"additionalProperties": False}
    return node


def compatible(schema: Schema, member: bool = False) -> Json:
    """What makes an error: JSON types and structure."""
    schema, tolerated = schema.logical, schema.tolerated
    kinds = list(dict.fromkeys([*schema.types, *tolerated, *(["null"] if member else [])]))
    node: Json = {"type": kinds[0] if len(kinds) == 1 else kinds}
    if schema.items is not None:
        node["items"] = compatible(schema.items)
    if schema.properties is not None:
        node["properties"] = {name: compatible(part, member=True) for name, part in schema.properties.items()}
    return node


def fast(schema: Schema, member: bool = False) -> Json:
    """As `compatible`, but narrower: what it refuses must be judged again."""
    schema, tolerated = schema.logical, [name for name in schema.tolerated if name not in ("array", "object")]
    kinds = list(dict.fromkeys([*schema.types, *tolerated, *(["null"] if member else [])]))
    node: Json = {"type": kinds[0] if len(kinds) == 1 else kinds}
    node |= _NO_FLOAT_ZERO if "number" in kinds else {}
    if "array" in kinds:
        node["items"] = fast(schema.items) if schema.items else _SCALAR
    if "object" in kinds:
        node["properties"] = {name: fast(part, member=True) for name, part in (schema.properties or {}).items()}
        node["additionalProperties"] = _SCALAR
    return node


def told_apart(envelope: Envelope, success: Json, failure: Json) -> Json:
    """`success` when all tests of success hold, else `failure` and one of its tests."""
    return {
        "type": "object",
        "if": success_test(envelope),
        "then": success,
        "else": {**failure, "anyOf": [_test(test) for test in envelope.failure]},
    }


def told_apart_fast(envelope: Envelope, whole: Json, needed: Json) -> Json:
    """The same without if and else, which draft 4 does not have."""
    test = success_test(envelope)
    failures = [_test(item) for item in envelope.failure]
    return {"allOf": [whole, {"anyOf": [{"allOf": [test, needed]}, {"not": test, "anyOf": failures}]}]}


def success_test(envelope: Envelope) -> Json:
    """The schema of a success, as far as the envelope tells."""
    return {"type": "object", "allOf": [_test(test) for test in envelope.success]}


def needed(schema: Schema, pointers: Iterable[str]) -> Json:
    """That members are there, not null, with a type that is documented or accepted."""
    return {"allOf": [_inside(pointer, {}, schema) for pointer in pointers]} if pointers else {}


def _test(test: Test) -> Json:
    if test.absent:
        return _inside(test.pointer, {"type": "null"}, None, required=False)
    if test.present:
        return _inside(test.pointer, {"not": {"type": "null"}}, None)
    if test.one_of is not None:
        return _inside(test.pointer, {"enum": test.one_of}, None)
    return _inside(test.pointer, {"not": {"enum": [*(test.none_of or []), None]}}, None)


def _inside(pointer: str, leaf: Json, schema: Schema | None, required: bool = True) -> Json:
    """A schema for the member at a pointer; with `schema`, each member on the way has its documented type."""
    node = leaf
    for depth in range(len(split(pointer)), 0, -1):
        *above, name = split(pointer)[:depth]
        if schema is not None:
            node = {"type": _held(_down(schema, [*above, name])), **node}
        node = {"required": [name], "properties": {name: node}} if required else {"properties": {name: node}}
    return node


def _down(schema: Schema, names: list[str]) -> Schema:
    for name in names:
        schema = (schema.logical.properties or {})[name]
    return schema


def _held(schema: Schema) -> list[str]:
    return [kind for kind in dict.fromkeys([*schema.logical.types, *schema.tolerated]) if kind != "null"]


def _needed(pointer: str, needs: tuple[str, ...]) -> bool:
    return any(need == pointer or need.startswith(f"{pointer}/") for need in needs)


def camel(name: str) -> str:
    """The JSON Schema word of an attribute."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def encoded(schema: Schema | None, pointer: str = "") -> list[str]:
    """Pointers of the members that are encoded text on the wire."""
    if schema is None:
        return []
    here = [pointer] if schema.content_schema else []
    members = (schema.logical.properties or {}).items()
    return here + [place for name, member in members for place in encoded(member, pointer + join([name]))]


def sensitive(schema: Schema | None, pointer: str = "") -> list[str]:
    """Pointer patterns of the members whose values are masked."""
    if schema is None:
        return []
    schema = schema.logical
    below = [
        place for name, part in (schema.properties or {}).items() for place in sensitive(part, pointer + join([name]))
    ]
    return ([pointer] if schema.sensitive else []) + below + sensitive(schema.items, f"{pointer}/*")
