"""The members of a call by the paths of `documented.yaml`, each with what the contract documents of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..runtime.jsontext.pointer import join
from .definition import ApiDefinition, Call
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


def members(definition: ApiDefinition, call: Call) -> dict[str, Member]:
    """The members of a call, by the paths of `documented.yaml`."""
    found = _credentials(definition, call)
    for parameter in call.parameters:
        value = parameter.value or Schema()
        texts = (parameter.description or "", *_texts(value))
        member = Member(value, bool(parameter.required), bool(parameter.source or value.source), texts)
        place = f"request{join([str(parameter.place), str(parameter.name)])}"
        found[place] = member
        inner = islice(value.walk(place, content=False), 1, None)
        found |= {node.pointer: _member(node, False) for node in inner if not node.is_item}
    for path, schema in (("request/body", call.body), ("response", call.failure), ("response", call.success)):
        if schema is not None:
            needed = schema is call.body and bool(call.operation.request_body and call.operation.request_body.required)
            nodes = schema.walk(path, needed, content=False)
            found |= {node.pointer: _member(node, node.pointer == path) for node in nodes}
    return found


def _credentials(definition: ApiDefinition, call: Call) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for scheme in (definition.security_schemes[name] for names in call.security for name in names):
        if scheme.place and scheme.name:
            path = f"request{join([scheme.place, scheme.name])}"
            has_source = bool(scheme.source) and (path not in found or found[path].has_source)
            found[path] = Member(Schema(type="string"), None, has_source, (scheme.description or "",))
        elif scheme.type != "apiKey":  # OpenAPI fixes the header, so a page need not show it
            text = (scheme.description or "",)
            found.setdefault("request/header/Authorization", Member(Schema(type="string"), None, True, text))
    return found


def _member(node: Node, is_root: bool) -> Member:
    has_source = is_root or node.is_item or bool(node.schema.source)
    return Member(node.schema.logical, node.required, has_source, _texts(node.schema))


def _texts(schema: Schema) -> tuple[str, ...]:
    zh = schema.zh
    examples = [str(example) for example in schema.examples or []]
    texts = [schema.title, schema.description, zh.title if zh else None, zh.description if zh else None]
    return (*(text for text in texts if text), *examples)
