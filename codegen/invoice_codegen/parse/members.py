"""The members of a call by the paths of `documented.yaml`, each with what the contract documents of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..runtime.jsontext.pointer import join
from .definition import ApiDefinition, Call, Webhook
from .openapi import Parameter
from .schema import Node, Schema


@dataclass(frozen=True)
class Member:
    """What the contract documents of one member."""

    schema: Schema
    required: bool | None
    """None for credentials: `security` decides."""
    has_source: bool
    """Whether the member needs no row on a page."""
    texts: tuple[str, ...]
    place: str = ""
    """JSON Pointer into the contract."""


def members(definition: ApiDefinition, call: Call | Webhook) -> dict[str, Member]:
    """The members of a call or a webhook, by the paths of `documented.yaml`."""
    if isinstance(call, Webhook):
        return dict(_inner(call.schema, "webhook", False))
    found = _credentials(definition, call)
    for index, parameter in enumerate(call.parameters):
        value, written = parameter.value or Schema(), call.operation.parameters[index]
        texts = (parameter.description or "", *_texts(value))
        place, path = (written.ref or "")[1:] or f"{call.pointer}/parameters/{index}", _path(parameter)
        member = Member(value, bool(parameter.required), bool(parameter.source or value.source), texts, place)
        found[path] = member
        found |= {own: inner for own, inner in _inner(value, path, False) if own != path and not own.endswith("/*")}
    roots = [("request/body", call.body), ("response", call.failure), ("response", call.success)]
    roots += [(failure.direction, failure.schema) for failure in call.failures]
    for path, schema in roots:
        if schema is not None:
            needed = schema is call.body and bool(call.operation.request_body and call.operation.request_body.required)
            found |= dict(_inner(schema, path, needed))
    return found


def _credentials(definition: ApiDefinition, call: Call) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for name in (name for names in call.security for name in names):
        scheme, place = definition.security_schemes[name], join(["components", "securitySchemes", name])
        if scheme.place and scheme.name:
            path = f"request{join([scheme.place, scheme.name])}"
            has_source = bool(scheme.source) and (path not in found or found[path].has_source)
            found[path] = Member(Schema(type="string"), None, has_source, (scheme.description or "",), place)
        elif scheme.type != "apiKey":  # OpenAPI fixes the header, so a page need not show it
            text = (scheme.description or "",)
            found.setdefault("request/header/Authorization", Member(Schema(type="string"), None, True, text, place))
    return found


def _path(parameter: Parameter) -> str:
    return f"request{join([str(parameter.place), str(parameter.name)])}"


def _inner(schema: Schema, path: str, needed: bool) -> Iterator[tuple[str, Member]]:
    """A schema with all its members, by path."""
    inside: dict[str, str] = {}
    for node in schema.named(path, needed):
        place = _place(node, inside)
        inside[node.pointer] = _inside(node.schema, place)
        yield node.pointer, _member(node, node.pointer == path, place)


def _member(node: Node, is_root: bool, place: str) -> Member:
    has_source = is_root or node.is_item or node.is_alternative or bool(node.schema.source)
    return Member(node.schema.logical, node.required, has_source, _texts(node.schema), place)


def _place(node: Node, inside: dict[str, str]) -> str:
    """Where a schema is written; `inside` tells where the members and items of those around it are."""
    above, _, name = node.pointer.rpartition("/")
    if above not in inside or node.is_alternative:
        return _component(node.schema)
    return f"{inside[above]}/items" if name == "*" else f"{inside[above]}/properties/{name}"


def _inside(schema: Schema, place: str) -> str:
    """Where the members or items of a schema are written: in its component, or in place."""
    return _component(schema.logical) or (f"{place}/contentSchema" if schema.content_schema else place)


def _component(schema: Schema) -> str:
    return join(["components", "schemas", schema.component]) if schema.component else ""


def _texts(schema: Schema) -> tuple[str, ...]:
    zh = schema.zh
    examples = [str(example) for example in schema.examples or []]
    texts = [schema.title, schema.description, zh.title if zh else None, zh.description if zh else None]
    return (*(text for text in texts if text), *examples)
