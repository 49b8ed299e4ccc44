"""Schemas of a contract, resolved for one outcome, and lists in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ...jsontext.pointer import join, split
from ...operation import Operation
from ...validation.contract import Contract, contract
from .references import unfolded

Schema = dict[str, Any]
_NULL = {"type": "null"}


@cache
def outcome_schemas(contract: Contract, outcome: str) -> tuple[Schema, ...]:
    """The documented schemas of an outcome, without `if`: one for a success, one per condition for a failure."""
    schema = unfolded(contract.schema("documented"))
    if "if" not in schema:
        return (schema,)
    if outcome == "success":
        success = schema["then"]
        for condition in [*schema["if"]["allOf"], *contract.schema("compatible")["then"].get("allOf", [])]:
            success = _with_condition(success, condition)
        return (success,)
    failure = {keyword: part for keyword, part in schema["else"].items() if keyword != "anyOf"}
    return tuple(_with_condition(failure, condition) for condition in schema["else"]["anyOf"])


def records_pointer(operation: Operation) -> str | None:
    """Pointer of the list that an operation returns; None if it returns none."""
    if operation.paging:
        return operation.paging.items
    needs = operation.envelope.needs if operation.envelope else ()
    return find_list(contract(f"{operation.id}.response"), needs[0] if needs else "")


def find_list(contract: Contract, start: str) -> str | None:
    """Pointer of the nearest list at or below a pointer, breadth first; None if there is none."""
    schema: Any = outcome_schemas(contract, "success")[0]
    for name in split(start):
        schema = schema.get("properties", {}).get(name, {})
    level = [(start, schema)]
    while level:
        for place, node in level:
            if "array" in type_names(node):
                return place
        level = [
            (place + join([name]), part) for place, node in level for name, part in node.get("properties", {}).items()
        ]
    return None


def set_member(value: Any, path: Sequence[str], member: Any) -> Any:
    """Copy of a value with the member at a path replaced. Missing objects are created."""
    if not path:
        return member
    value = value if isinstance(value, dict) else {}
    return {**value, path[0]: set_member(value.get(path[0]), path[1:], member)}


def tagged(schema: Schema) -> list[Schema]:
    """The alternatives of a tagged union, each a test and what holds then; none for another schema."""
    return [part for part in schema.get("allOf", ()) if "if" in part and "properties" in part["if"]]


def type_names(schema: Schema) -> list[str]:
    """The JSON types of a schema."""
    names: str | list[str] = schema.get("type", [])
    return [names] if isinstance(names, str) else names


def _with_condition(schema: Schema, condition: Schema) -> Schema:
    """Merge the schema with a condition on the outcome."""
    properties = dict(schema.get("properties", {}))
    for name, part in condition.get("properties", {}).items():
        if part == _NULL:
            properties.pop(name, None)
        else:
            properties[name] = _with_condition(properties.get(name, {}), part)
    merged = {**schema, "properties": properties} if properties else dict(schema)
    required = [*schema.get("required", []), *condition.get("required", [])]
    merged |= {"required": list(dict.fromkeys(required))} if required else {}
    if "type" in merged and "type" in condition:
        merged["type"] = [name for name in type_names(merged) if name in type_names(condition)]
    if "enum" in condition:
        allowed = schema.get("enum") or condition["enum"]
        merged["enum"] = [value for value in condition["enum"] if value in allowed]
    if "not" in condition:
        merged["not"] = condition["not"]
    return merged
