"""Models of responses, as wide as the compatible schema: a valid response always parses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir, naming
from ..parse.definition import ApiDefinition
from ..parse.extensions import FORMATS
from ..parse.schema import Schema
from .texts import code_text, link, member_text, schema_text

_PLAIN: dict[str, ir.Type] = {
    "string": ir.Plain("str"),
    "integer": ir.Value("Integer"),
    "number": ir.Plain("Decimal"),
    "boolean": ir.Plain("bool"),
    "array": ir.Value("JsonList"),
    "object": ir.Value("JsonObject"),
}


def models(definition: ApiDefinition) -> Iterator[ir.Model]:
    """The response of each call and the objects in it, each class once, parts before wholes."""
    seen: set[str] = set()
    for call in definition.calls:
        yield from _parts(call.response, definition, seen)
        name = f"{call.id}Response"
        seen.add(name)
        text = schema_text(call.success)
        text = replace(text, en=text.en or f"Response of {call.id}.")
        page = link(call.operation.external_docs)
        yield ir.Model(name, text, _fields(call.response), f"{definition.name}/{call.id}.response", True, page)


def code_lists(definition: ApiDefinition) -> Iterator[ir.CodeList]:
    """Every list of codes in requests and responses, once, in the order of use."""
    seen: set[str] = set()
    for call in definition.calls:
        roots = [*call.request_schemas, call.response]
        for schema in (node.schema for root in roots for node in root.walk()):
            if schema.component not in seen and schema.is_code_list:
                seen.add(schema.component)
                yield _code_list(schema.component, definition.schemas[schema.component])


def member_types(schema: Schema) -> tuple[ir.Type, ...]:
    """The Python types of a member: the documented one first, then those that the ledger tolerates; bool is the last.

    Of several types that a value can be converted to, pydantic takes the first: the number 1 would become True.
    """
    if schema.accepts_single_item:
        return (_type(schema),)
    tolerated = [_scalar(name, schema.format) for name in schema.tolerated if name != "null"]
    return tuple(sorted(dict.fromkeys([_type(schema), *tolerated]), key=lambda kind: kind == _PLAIN["boolean"]))


def _type(schema: Schema) -> ir.Type:
    schema = schema.logical
    name = next(name for name in schema.types if name != "null")
    if schema.is_code_list:
        return ir.CodeRef(schema.component)
    if name == "object" and schema.properties:
        return ir.ModelRef(schema.component)
    if name == "array" and schema.items:
        return ir.ListOf(member_types(schema.items), "null" in schema.items.types)
    if schema.sensitive:
        return ir.Value("SensitiveText")
    return _scalar(name, schema.format)


def _scalar(name: str, format: str | None) -> ir.Type:
    """The Python type of a JSON type with a format."""
    value_class = FORMATS.get(format or "", {}).get(name)
    return ir.Value(value_class) if value_class and value_class != "Decimal" else _PLAIN[name]


def _parts(schema: Schema, definition: ApiDefinition, seen: set[str]) -> Iterator[ir.Model]:
    for member in (schema.properties or {}).values():
        target = member.logical
        while target.items is not None:
            target = target.items.logical
        if target.properties and target.component not in seen:
            seen.add(target.component)
            yield from _parts(target, definition, seen)
            text = schema_text(definition.schemas[target.component])  # of the component, not of one use of it
            yield ir.Model(target.component, text, _fields(target), f"{definition.name}/{target.component}")


def _fields(schema: Schema) -> tuple[ir.Field, ...]:
    return tuple(
        ir.Field(
            wire,
            naming.field_name(wire, member.sdk_name),
            member_types(member),
            member_text(member),
            member.accepts_single_item,
        )
        for wire, member in (schema.properties or {}).items()
    )


def _code_list(name: str, schema: Schema) -> ir.CodeList:
    codes = (
        ir.Code(row.name if row else naming.code_name(value), value, code_text(row) if row else ir.Text())
        for value, row in schema.code_rows
    )
    return ir.CodeList(name, "int" if "integer" in schema.types else "str", schema_text(schema), tuple(codes))
