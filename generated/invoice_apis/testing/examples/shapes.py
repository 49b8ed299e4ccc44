"""The shapes that a payload of one outcome may have: the documented schema with the tests of that outcome put in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ...jsontext.pointer import join, split
from ...operation import Operation
from ...validation.contract import Contract, contract

Schema = dict[str, Any]
_NULL = {"type": "null"}


@cache
def branches(contract: Contract, outcome: str) -> tuple[Schema, ...]:
    """The schemas of an outcome, each without `if`; one is enough for a success, a failure has one for each test."""
    schema = contract.schema("documented")
    if "if" not in schema:
        return (schema,)
    if outcome == "success":
        shape = schema["then"]
        for test in [*schema["if"]["allOf"], *contract.schema("compatible")["then"].get("allOf", [])]:
            shape = _tested(shape, test)
        return (shape,)
    failure = {word: part for word, part in schema["else"].items() if word != "anyOf"}
    return tuple(_tested(failure, test) for test in schema["else"]["anyOf"])


def records_of(operation: Operation) -> str | None:
    """The pointer of the list that an operation gives; None when it gives none."""
    if operation.paging:
        return operation.paging.items
    needs = operation.envelope.needs if operation.envelope else ()
    return list_below(contract(f"{operation.id}.response"), needs[0] if needs else "")


def list_below(contract: Contract, place: str) -> str | None:
    """The pointer of the first list at a place or below it, the nearest first."""
    shape: Any = branches(contract, "success")[0]
    for name in split(place):
        shape = shape.get("properties", {}).get(name, {})
    level = [(place, shape)]
    while level:
        for here, node in level:
            if "array" in kinds(node):
                return here
        level = [
            (here + join([name]), part) for here, node in level for name, part in node.get("properties", {}).items()
        ]
    return None


def within(value: Any, parts: Sequence[str], member: Any) -> Any:
    """A copy of `value` with a member at the end of a way; objects that the way lacks are made."""
    if not parts:
        return member
    value = value if isinstance(value, dict) else {}
    return {**value, parts[0]: within(value.get(parts[0]), parts[1:], member)}


def kinds(schema: Schema) -> list[str]:
    """The JSON types that a schema names."""
    named: str | list[str] = schema.get("type", [])
    return [named] if isinstance(named, str) else named


def _tested(schema: Schema, test: Schema) -> Schema:
    """A schema that also demands what a test of the outcome demands."""
    properties = dict(schema.get("properties", {}))
    for name, part in test.get("properties", {}).items():
        if part == _NULL:
            properties.pop(name, None)
        else:
            properties[name] = _tested(properties.get(name, {}), part)
    both = {**schema, "properties": properties} if properties else dict(schema)
    required = [*schema.get("required", []), *test.get("required", [])]
    both |= {"required": list(dict.fromkeys(required))} if required else {}
    if "type" in both and "type" in test:
        both["type"] = [kind for kind in kinds(both) if kind in kinds(test)]
    if "enum" in test:
        own = schema.get("enum") or test["enum"]
        both["enum"] = [value for value in test["enum"] if value in own]
    if "not" in test:
        both["not"] = test["not"]
    return both
