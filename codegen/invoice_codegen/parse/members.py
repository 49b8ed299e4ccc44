"""The places of a call, as `documented.yaml` names them, each with what the contract says of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..runtime.jsontext.pointer import join
from .openapi import Schema
from .resolve import Call, Resolved


@dataclass(frozen=True)
class Member:
    """What the contract says of one place of a call."""

    schema: Schema
    required: bool | None
    """None where `security` tells it."""
    sourced: bool
    texts: tuple[str, ...]


def members(resolved: Resolved, call: Call) -> dict[str, Member]:
    """The places of a call, in the paths of `documented.yaml`."""
    found = _credentials(resolved, call)
    for parameter in call.parameters:
        value = parameter.value or Schema()
        texts = (parameter.description or "", *_texts(value))
        sourced = bool(parameter.source or value.source)
        member = Member(value, bool(parameter.required), sourced, texts)
        found[f"request{join([str(parameter.place), str(parameter.name)])}"] = member
    for path, schema in (("request/body", call.body), ("response", call.failure), ("response", call.success)):
        if schema is not None:
            found |= {path: Member(schema, False, True, _texts(schema)), **_below(schema, path)}
    return found


def _credentials(resolved: Resolved, call: Call) -> dict[str, Member]:
    found: dict[str, Member] = {}
    schemes = resolved.checked.openapi.components.security_schemes
    for scheme in (schemes[name] for names in call.security for name in names):
        if scheme.place and scheme.name:
            path = f"request{join([scheme.place, scheme.name])}"
            sourced = bool(scheme.source) and (path not in found or found[path].sourced)
            found[path] = Member(Schema(type="string"), None, sourced, (scheme.description or "",))
    return found


def _below(schema: Schema, path: str) -> dict[str, Member]:
    found: dict[str, Member] = {}
    logical = schema.logical
    if logical.items is not None:
        found[f"{path}/*"] = Member(logical.items.logical, False, True, _texts(logical.items))
        found |= _below(logical.items, f"{path}/*")
    for name, part in (logical.properties or {}).items():
        place = path + join([name])
        required = name in (logical.required or [])
        found[place] = Member(part.logical, required, bool(part.source), _texts(part))
        found |= _below(part, place)
    return found


def _texts(schema: Schema) -> tuple[str, ...]:
    zh = schema.zh
    examples = [str(example) for example in schema.examples or []]
    words = [schema.title, schema.description, zh.title if zh else None, zh.description if zh else None]
    return (*(word for word in words if word), *examples)
