"""Models of responses and webhooks, as wide as the compatible schema: a valid response always parses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from .. import ir, naming
from ..parse.definition import ApiDefinition, Webhook
from ..parse.formats import FORMATS
from ..parse.references import Reference
from ..parse.schema import Schema
from ..runtime.jsontext.pointer import split
from .texts import code_text, link, member_text, schema_text, webhook_text

Members = frozenset[tuple[str, str]]
"""Members by class and name on the wire."""

_PLAIN: dict[str, ir.Type] = {
    "string": ir.Plain("str"),
    "integer": ir.Value("Integer"),
    "number": ir.Value("DecimalNumber"),
    "boolean": ir.Plain("bool"),
    "array": ir.Value("JsonList"),
    "object": ir.Value("JsonObject"),
}


def models(definition: ApiDefinition) -> Iterator[ir.Model]:
    """Each response and webhook and the objects in it, each class once, parts before wholes."""
    seen: set[str] = set()
    needed = needed_members(definition)
    for call in definition.calls:
        if call.success is not None and call.response is not None:
            yield from _parts(call.response, definition, seen, needed)
            name = f"{call.id}Response"
            seen.add(name)
            text = schema_text(call.success)
            text = replace(text, en=text.en or f"Response of {call.id}.")
            page = link(call.operation.external_docs)
            is_root = call.response.types != ["object"]
            fields = (_root(call.response),) if is_root else _fields(call.response, name, needed)
            yield ir.Model(name, text, fields, f"{definition.name}/{call.id}.response", True, is_root, page)
        for failure in call.failures:
            yield from _part(failure.schema, definition, seen, needed)
    for webhook in definition.webhooks:
        yield from _parts(webhook.schema, definition, seen, needed)
        yield _webhook(definition.name, webhook, needed)


def _webhook(api: str, webhook: Webhook, needed: Members) -> ir.Model:
    """The model of a payload that the vendor sends."""
    name, text = f"{webhook.id}Webhook", webhook_text(webhook)
    text = replace(text, en=text.en or f"Webhook {webhook.id}.")
    fields, page = _fields(webhook.schema, name, needed), link(webhook.operation.external_docs)
    return ir.Model(name, text, fields, f"{api}/{webhook.id}.webhook", is_response=True, page=page, event=webhook.path)


def needed_members(definition: ApiDefinition) -> Members:
    """The lists and objects that every success has, by class and member.

    An object that stands in several places is left out: it may be needed in one of them only.
    """
    roots = [call.response for call in definition.calls if call.response is not None]
    roots += [webhook.schema for webhook in definition.webhooks]
    nodes = [node for root in roots for node in root.named("", False)]
    uses = Counter(node.schema.logical.component for node in nodes)
    found: set[tuple[str, str]] = set()
    for call in definition.calls:
        for pointer in call.envelope.needs if call.envelope and call.response else ():
            model, schema = f"{call.id}Response", call.response or Schema()
            for wire in split(pointer):
                member = (schema.properties or {})[wire]
                kinds = member_types(member)
                if len(kinds) == 1 and isinstance(kinds[0], (ir.ListOf, ir.ModelRef)):
                    found.add((model, wire))
                model, schema = member.logical.component, member.logical
                if uses[model] > 1:
                    break
    return frozenset(found)


def code_lists(definition: ApiDefinition) -> Iterator[ir.CodeList]:
    """Every list of codes in payloads, once, in the order of use."""
    seen: set[str] = set()
    replies = [
        [*call.request_schemas, *([call.response] if call.response else []), *(each.schema for each in call.failures)]
        for call in definition.calls
    ]
    for roots in [*replies, *(webhook.schemas for webhook in definition.webhooks)]:
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
    if schema.is_any:
        return ir.Value("JsonValue")
    name = next(name for name in schema.types if name != "null")
    if schema.is_code_list:
        return ir.CodeRef(schema.component)
    if union := schema.union:
        return ir.UnionOf(union.tag, tuple((code, part.component) for part, own in union.alternatives for code in own))
    if name == "object" and (schema.properties or isinstance(schema, Reference)):
        return ir.ModelRef(schema.component)
    if name == "array" and schema.items:
        return ir.ListOf(member_types(schema.items), "null" in schema.items.types)
    if schema.values is not None:
        return ir.MapOf(member_types(schema.values))
    if schema.sensitive:
        return ir.Value("SensitiveText")
    return _scalar(name, schema.format)


def _scalar(name: str, format: str | None) -> ir.Type:
    """The Python type of a JSON type with a format."""
    value_class = FORMATS.get(format or "", {}).get(name)
    return ir.Value(value_class) if value_class not in (None, "Decimal", "str") else _PLAIN[name]


def _parts(schema: Schema, definition: ApiDefinition, seen: set[str], needed: Members) -> Iterator[ir.Model]:
    members = [schema] if schema.items or schema.values else (schema.properties or {}).values()
    for member in members:
        target = member.logical
        while (inner := target.items or target.values) is not None:
            target = inner.logical
        for part in target.alternatives or [target]:
            yield from _part(part, definition, seen, needed)


def _part(schema: Schema, definition: ApiDefinition, seen: set[str], needed: Members) -> Iterator[ir.Model]:
    """The model of an object and those in it, unless they were made already."""
    name = schema.component
    if schema.properties and name not in seen:
        seen.add(name)
        yield from _parts(schema, definition, seen, needed)
        text = schema_text(definition.schemas[name])  # of the component, not of one use of it
        yield ir.Model(name, text, _fields(schema, name, needed), f"{definition.name}/{name}")


def _root(schema: Schema) -> ir.Field:
    """The field of a response that is a list or a scalar."""
    return ir.Field("root", "root", member_types(schema), ir.Text("The whole payload.", "整个报文。"))


def _fields(schema: Schema, model: str, needed: Members) -> tuple[ir.Field, ...]:
    return tuple(
        ir.Field(
            wire,
            naming.field_name(wire, member.sdk_name),
            member_types(member),
            member_text(member),
            member.accepts_single_item,
            (model, wire) in needed,
        )
        for wire, member in (schema.properties or {}).items()
    )


def _code_list(name: str, schema: Schema) -> ir.CodeList:
    codes = (
        ir.Code(row.name if row else naming.code_name(value), value, code_text(row) if row else ir.Text())
        for value, row in schema.code_rows
    )
    return ir.CodeList(name, "int" if "integer" in schema.types else "str", schema_text(schema), tuple(codes))
