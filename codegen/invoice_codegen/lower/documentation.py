"""The documentation of every member as data, which `runtime/validation/documentation.py` reads.

Keys are pointer patterns into the logical payload; empty values are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..parse.definition import Call, Webhook
from ..parse.extensions import Code
from ..parse.openapi import Parameter, RequestBody
from ..parse.references import described_at
from ..parse.schema import Described, Schema
from ..parse.vendor_page import Entry
from ..runtime.jsontext.pointer import join, split
from ..runtime.validation.documentation import ANY_VALUE
from .schemas import LIMITS, Json, camel
from .texts import union_texts


def request_documentation(call: Call, entries: Sequence[Entry]) -> Json:
    """The documentation of a request: `{path, query, header, body}`."""
    members: Json = {"": _texts(call.operation, call.operation.summary) | {"types": ["object"]}}
    for parameter in call.parameters:
        group = f"/{parameter.place}"
        members.setdefault(group, {"types": ["object"]})
        members[group] |= {"required": True} if parameter.required else {}
        members |= _parameter(parameter, group)
    if call.body is not None:
        body = call.operation.request_body or RequestBody(content={})
        members |= _members(call.body, "/body", bool(body.required))
        members["/body"] = _merged(members["/body"], _texts(body))
    return _documentation(members, entries, "request")


def response_documentation(call: Call, response: Schema, entries: Sequence[Entry]) -> Json:
    """The documentation of a response: the members of success and failure."""
    needs = tuple(call.envelope.needs) if call.envelope else ()
    members = dict(_members(response))
    for need in needs:
        parts = split(need)
        for depth in range(len(parts)):
            members[join(parts[: depth + 1])]["required"] = True
    return _documentation(members, entries, "response")


def part_documentation(schema: Schema, entries: Sequence[Entry], direction: str) -> Json:
    """The documentation of a payload with one schema, such as a failure that its status tells."""
    return _documentation(dict(_members(schema)), entries, direction)


def webhook_documentation(webhook: Webhook, entries: Sequence[Entry]) -> Json:
    """The documentation of a payload that the vendor sends; the texts of the webhook are those of the whole."""
    members = dict(_members(webhook.schema))
    texts = _merged(_texts(webhook.operation.request_body), _texts(webhook.operation, webhook.operation.summary))
    members[""] = _merged(members[""], texts)
    return _documentation(members, entries, "webhook")


def _documentation(members: Json, entries: Sequence[Entry], direction: str) -> Json:
    """Members with the ids of their ledger entries, and those entries."""
    mine = [(entry, place) for entry in entries if entry.within in (direction, "page") for place in entry.pointers]
    for entry, place in mine:
        if place not in members and place.rpartition("/")[0] in members and entry.within == direction:
            members[place] = {}  # no page shows it, the ledger explains it
        if place in members:
            ids = members[place].setdefault("ledger", [])
            ids += [] if entry.id in ids else [entry.id]
    named = {id for member in members.values() for id in member.get("ledger", ())}
    return {
        "members": members,
        "ledger": {
            entry.id: _not_empty(conflict=entry.conflict, decision=entry.decision, zh=entry.zh)
            for entry in entries
            if entry.id in named
        },
    }


def _parameter(parameter: Parameter, group: str) -> Json:
    place = group + join([str(parameter.name)])
    members = dict(_members(parameter.value or Schema(), place, bool(parameter.required)))
    members[place] = _merged(members[place], _texts(parameter))
    return members


def _members(schema: Schema, pointer: str = "", required: bool = False) -> Iterator[tuple[str, Json]]:
    """The documentation of each place; of the same member in several alternatives what they have in common."""
    found: Json = {}
    for node in schema.walk(pointer, required, content=False):
        found[node.pointer] = _member(node.schema, node.required)
    for node in schema.everywhere(pointer):
        if node.is_inside:
            own = _member(node.schema, False)
            found[node.pointer] = _common(found[node.pointer], own) if node.pointer in found else own
    for place, home in described_at(schema, pointer).items():
        found[place]["members_of"] = home
    for node in schema.everywhere(pointer):
        if union := node.schema.logical.union:
            tag = found[node.pointer + join([union.tag])]
            tag.setdefault("codes", [{"value": code, "documented": True} for code in union.codes])
    yield from found.items()


def _common(one: Json, other: Json) -> Json:
    """What two alternatives say of one member: types and codes of both, else only what is equal."""
    both = {name: part for name, part in one.items() if other.get(name) == part}
    if one.get("codes") and other.get("codes"):
        both["codes"] = [*one["codes"], *(code for code in other["codes"] if code not in one["codes"])]
    return both | {"types": list(dict.fromkeys([*one.get("types", []), *other.get("types", [])]))}


def _member(schema: Schema, is_required: bool) -> Json:
    logical = schema.logical
    texts = _merged(_texts(logical, logical.title), _texts(schema, schema.title))
    if union := logical.union:
        texts["description"] = union_texts(union, texts.get("description", {}))
    limits = {camel(name): value for name in LIMITS if (value := getattr(logical, name)) is not None}
    limits |= {"const": logical.const} if "const" in logical.model_fields_set else {}
    return texts | _not_empty(
        types=logical.types or [ANY_VALUE],
        required=is_required,
        limits=limits,
        pattern=logical.pattern,
        format=logical.format,
        encoded=schema.content_schema is not None,
        sensitive=bool(schema.sensitive or logical.sensitive),
        codes=_codes(logical),
        ledger=list(dict.fromkeys(item.ledger for item in schema.accept or [])),
    )


def _codes(schema: Schema) -> list[Json]:
    return [_code(value, row, value in (schema.enum or [])) for value, row in schema.code_rows]


def _code(value: str | int, row: Code | None, is_documented: bool) -> Json:
    labels = (
        _not_empty(name=row.name, label=_not_empty(en=row.en, zh=row.zh), source=row.source, conflict=row.conflict)
        if row
        else {}
    )
    return {"value": value, **({"documented": True} if is_documented else {}), **labels}


def _texts(part: Described, title: str | None = None) -> Json:
    """Title and description in both languages."""
    zh = part.zh
    return _not_empty(
        title=_not_empty(en=title, zh=zh.title if zh else None),
        description=_not_empty(en=part.description, zh=zh.description if zh else None),
    )


def _merged(wide: Json, narrow: Json) -> Json:
    """The texts of the narrower part win, language by language."""
    texts = {name: wide.get(name, {}) | narrow.get(name, {}) for name in ("title", "description")}
    return {**_not_empty(**texts), **{name: value for name, value in wide.items() if name not in texts}}


def _not_empty(**parts: Any) -> Json:
    return {name: value for name, value in parts.items() if value not in (None, False, "", [], {})}
