"""The contracts of models: one for each object in a response, so that a record is validated without its response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import ir
from ..parse.definition import ApiDefinition, Call
from ..parse.schema import Schema
from . import schemas
from .contracts import known_drift, named
from .documentation import response_documentation


def record_contracts(definition: ApiDefinition) -> Iterator[ir.Contract]:
    """A contract `<api>/<Model>` for each model but those of responses; the items of lists are public."""
    places: dict[str, list[tuple[Call, str]]] = {}
    objects: dict[str, Schema] = {}
    for call in definition.calls:
        for node in call.response.walk():
            if node.pointer and node.schema.properties:
                objects.setdefault(node.schema.component, node.schema)
                places.setdefault(node.schema.component, []).append((call, node.pointer))
    for name, schema in objects.items():
        yield _record_contract(definition, name, schema, places[name])


def _record_contract(
    definition: ApiDefinition, name: str, schema: Schema, places: list[tuple[Call, str]]
) -> ir.Contract:
    id = f"{definition.name}/{name}"
    call, first = places[0]
    is_public = any(schemas.is_item(place) for _, place in places)
    rules = schemas.records(schema) | (schemas.some_member(schema) if is_public else {})
    return ir.Contract(
        id=id,
        documented=named(id, "documented", schemas.joined(schemas.documented(schema, ""), rules)),
        compatible=named(id, "compatible", schemas.joined(schemas.compatible(schema), rules)),
        encoded=tuple(schemas.encoded(schema)),
        sensitive=tuple(schemas.sensitive(schema)),
        single_items=tuple(schema.single_items()),
        maps=tuple(schema.maps()),
        identifiers=tuple(schemas.identifiers(schema)),
        own_limits=tuple(schemas.own_limits(schema)),
        known=tuple(_known_in_record(definition, [place for _, place in places])),
        periods=(),
        codes=(),
        outcomes={"en": "", "zh": ""},
        documentation=_part(response_documentation(call, definition.ledger), first),
        is_public=is_public,
    )


def _known_in_record(definition: ApiDefinition, places: list[str]) -> Iterator[dict[str, Any]]:
    """Known drift in a record, by pointers into the record; the same at several places comes once."""
    seen: list[dict[str, Any]] = []
    for effect in known_drift(definition.ledger):
        for place in places:
            part = {**effect, "pointer": effect["pointer"].removeprefix(place)}
            if effect["pointer"].startswith(f"{place}/") and part not in seen:
                seen.append(part)
    yield from seen


def _part(documentation: dict[str, Any], place: str) -> dict[str, Any]:
    """The documentation of the members at and below a pointer."""
    members = {
        pointer.removeprefix(place): member
        for pointer, member in documentation["members"].items()
        if pointer == place or pointer.startswith(f"{place}/")
    }
    ids = {id for member in members.values() for id in member.get("ledger", ())}
    return {"members": members, "ledger": {id: entry for id, entry in documentation["ledger"].items() if id in ids}}
