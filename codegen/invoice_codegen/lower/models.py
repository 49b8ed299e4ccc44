"""Response schemas to models: as wide as the compatible schema, so that whatever passes the gate builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import ir
from .. import naming as names
from ..parse.extensions import FORMATS
from ..parse.openapi import Schema
from ..parse.resolve import Resolved
from .schemas import union
from .texts import code_text, link, member_text, schema_text

_PLAIN: dict[str, ir.Type] = {
    "string": ir.Plain("str"),
    "integer": ir.Value("Integer"),
    "number": ir.Plain("Decimal"),
    "boolean": ir.Plain("bool"),
    "array": ir.Value("JsonList"),
    "object": ir.Value("JsonObject"),
}


Components = Mapping[str, Schema]
"""The components as they are written: a class says of itself what its component says, not what one use of it says."""


def models(resolved: Resolved) -> Iterator[ir.Model]:
    """The reply of each call and the objects in it, each class once, parts before wholes."""
    api, components = resolved.checked.source.name, resolved.checked.openapi.components.schemas
    seen: set[str] = set()
    for call in resolved.calls:
        reply = union(call.success, call.failure)
        yield from _parts(reply, components, seen)
        seen.add(call.id + "Response")
        text = schema_text(call.success)
        text = replace(text, en=text.en or f"Response of {call.id}.")
        page = link(call.operation.external_docs)
        yield ir.Model(f"{call.id}Response", text, _fields(reply), f"{api}/{call.id}.response", page)


def code_lists(resolved: Resolved) -> Iterator[ir.CodeList]:
    """Every code list that responses or requests use, once, in the order of use."""
    components = resolved.checked.openapi.components.schemas
    seen: set[str] = set()
    for call in resolved.calls:
        parameters = [parameter.value for parameter in call.parameters if parameter.value]
        for schema in (*parameters, call.body, union(call.success, call.failure)):
            for used in _below(schema):
                if used.component not in seen and used.is_code_list:
                    seen.add(used.component)
                    yield _code_list(used.component, components[used.component])


def member_types(schema: Schema) -> tuple[ir.Type, ...]:
    """The Python types of a member: the documented one, then those that the ledger tolerates."""
    tolerated = [_scalar(name, schema.format) for name in schema.tolerated if name != "null"]
    return tuple(dict.fromkeys([_type(schema), *tolerated]))


def _type(schema: Schema) -> ir.Type:
    schema = schema.logical
    name = next(kind for kind in schema.types if kind != "null")
    if schema.is_code_list:
        return ir.CodeRef(schema.component)
    if name == "object" and schema.properties:
        return ir.ModelRef(schema.component)
    if name == "array" and schema.items:
        return ir.ListOf(member_types(schema.items), "null" in schema.items.types)
    if schema.sensitive:
        return ir.Value("SensitiveText")
    return _scalar(name, schema.format)


def _scalar(name: str, meaning: str | None) -> ir.Type:
    """The Python type of a JSON type with a format."""
    view = FORMATS.get(meaning or "", {}).get(name)
    return ir.Value(view) if view and view != "Decimal" else _PLAIN[name]


def _parts(schema: Schema, components: Components, seen: set[str]) -> Iterator[ir.Model]:
    for member in (schema.properties or {}).values():
        target = member.logical
        while target.items is not None:
            target = target.items.logical
        if target.properties and target.component not in seen:
            seen.add(target.component)
            yield from _parts(target, components, seen)
            yield ir.Model(target.component, schema_text(components[target.component]), _fields(target))


def _fields(schema: Schema) -> tuple[ir.Field, ...]:
    return tuple(
        ir.Field(wire, names.field_name(wire), member_types(member), member_text(member))
        for wire, member in (schema.properties or {}).items()
    )


def _below(schema: Schema | None) -> Iterator[Schema]:
    if schema is None:
        return
    yield schema
    for part in (*(schema.properties or {}).values(), schema.items, schema.content_schema):
        yield from _below(part)


def _code_list(name: str, schema: Schema) -> ir.CodeList:
    rows = {row.value: row for row in schema.codes or []}
    values = list(dict.fromkeys([*(schema.enum or []), *rows]))
    codes = tuple(
        (
            ir.Code(rows[value].name, value, code_text(rows[value]))
            if value in rows
            else ir.Code(names.code_name(value), value, ir.Text())
        )
        for value in values
    )
    return ir.CodeList(name, "int" if "integer" in schema.types else "str", schema_text(schema), codes)
