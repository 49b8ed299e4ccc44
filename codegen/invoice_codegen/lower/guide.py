"""What the vendor documents of each member, as data for people: what `runtime/guide.py` reads.

Places are pointer patterns into the logical payload. What is empty is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..parse.extensions import Code
from ..parse.openapi import Parameter, RequestBody, Schema, Words
from ..parse.resolve import Call
from ..parse.vendor_page import Entry
from ..runtime.jsontext.pointer import join, split
from .schemas import LIMITS, camel, union

Json = dict[str, Any]
Places = Iterator[tuple[str, Json]]


def request_guide(call: Call, entries: Sequence[Entry]) -> Json:
    """The guide to a request: `{path, query, header, body}`."""
    members: Json = {"": _told(call.operation, call.operation.summary) | {"types": ["object"]}}
    for parameter in call.parameters:
        group = f"/{parameter.place}"
        members.setdefault(group, {"types": ["object"]})
        members[group] |= {"required": True} if parameter.required else {}
        members |= _parameter(parameter, group)
    if call.body is not None:
        body = call.operation.request_body or RequestBody(content={})
        members |= _members(call.body, "/body", bool(body.required))
        members["/body"] = _merged(members["/body"], _told(body))
    return _guide(members, entries, "request")


def response_guide(call: Call, entries: Sequence[Entry]) -> Json:
    """The guide to a response: the members of success and failure."""
    needs = tuple(call.envelope.needs) if call.envelope else ()
    members = dict(_members(union(call.success, call.failure), "", False))
    for need in needs:
        parts = split(need)
        for depth in range(len(parts)):
            members[join(parts[: depth + 1])]["required"] = True
    return _guide(members, entries, "response")


def _guide(members: Json, entries: Sequence[Entry], direction: str) -> Json:
    """Members with the ids of the entries on them, and what those entries say."""
    mine = [(entry, place) for entry in entries if entry.within in (direction, "page") for place in entry.places]
    for entry, place in mine:
        if place not in members and place.rpartition("/")[0] in members and entry.within == direction:
            members[place] = {}  # what no page shows, and the ledger explains
        if place in members:
            ids = members[place].setdefault("ledger", [])
            ids += [] if entry.id in ids else [entry.id]
    named = {id for member in members.values() for id in member.get("ledger", ())}
    return {
        "members": members,
        "ledger": {
            entry.id: _filled(conflict=entry.conflict, decision=entry.decision, zh=entry.zh)
            for entry in entries
            if entry.id in named
        },
    }


def _parameter(parameter: Parameter, group: str) -> Json:
    place = group + join([str(parameter.name)])
    members = dict(_members(parameter.value or Schema(), place, bool(parameter.required)))
    members[place] = _merged(members[place], _told(parameter))
    return members


def _members(schema: Schema, place: str, is_required: bool) -> Places:
    """A schema and everything below it."""
    yield place, _member(schema, is_required)
    schema = schema.logical
    for name, part in (schema.properties or {}).items():
        yield from _members(part, place + join([name]), name in (schema.required or []))
    if schema.items is not None:
        yield from _members(schema.items, f"{place}/*", False)


def _member(schema: Schema, is_required: bool) -> Json:
    logical = schema.logical
    told = _merged(_told(logical, logical.title), _told(schema, schema.title))
    limits = {camel(name): value for name in LIMITS if (value := getattr(logical, name)) is not None}
    limits |= {"const": logical.const} if "const" in logical.model_fields_set else {}
    return told | _filled(
        types=logical.types,
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
    """Values that the page lists in its order, then those that are only known; each with its labels."""
    rows = {row.value: row for row in schema.codes or []}
    values = list(dict.fromkeys([*(schema.enum or []), *rows]))
    return [_code(value, rows.get(value), value in (schema.enum or [])) for value in values]


def _code(value: str | int, row: Code | None, is_documented: bool) -> Json:
    labels = (
        _filled(name=row.name, label=_filled(en=row.en, zh=row.zh), source=row.source, conflict=row.conflict)
        if row
        else {}
    )
    return {"value": value, **({"documented": True} if is_documented else {}), **labels}


def _told(words: Words, title: str | None = None) -> Json:
    """Title and description in both languages."""
    zh = words.zh
    return _filled(
        title=_filled(en=title, zh=zh.title if zh else None),
        description=_filled(en=words.description, zh=zh.description if zh else None),
    )


def _merged(wide: Json, narrow: Json) -> Json:
    """What the narrower place says goes first, language by language."""
    words = {name: wide.get(name, {}) | narrow.get(name, {}) for name in ("title", "description")}
    return {**_filled(**words), **{name: value for name, value in wide.items() if name not in words}}


def _filled(**parts: Any) -> Json:
    return {name: value for name, value in parts.items() if value not in (None, False, "", [], {})}
