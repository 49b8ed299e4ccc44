"""The contracts of models: one for each object in a response, so that a record is validated without its response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from .. import ir
from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.references import Reference, as_whole, described_at, recursive_components
from ..parse.schema import Schema
from ..parse.vendor_page import Entry
from . import schemas
from .contracts import Side, known_drift, member_sources, whole
from .documentation import part_documentation, response_documentation, webhook_documentation


def record_contracts(definition: ApiDefinition) -> Iterator[ir.Contract]:
    """A contract `<api>/<Model>` for each model but those of responses and webhooks; the items of lists are public."""
    places: dict[str, list[_Place]] = {}
    objects: dict[str, Schema] = {}
    items: set[str] = set()
    for exchange in definition.exchanges:
        for root in _roots(exchange):
            for node in root.schema.walk():
                if schemas.is_item(node.pointer):
                    items.add(node.schema.component)
                if (node.pointer or root.side == "failure") and node.schema.properties:
                    objects.setdefault(node.schema.component, node.schema)
                    place = replace(root, pointer=node.pointer, alternative=node.schema if node.is_inside else None)
                    places.setdefault(node.schema.component, []).append(place)
    wholes, once = _Wholes(definition.ledger), recursive_components(definition.schemas)
    for root in (root for exchange in definition.exchanges for root in _roots(exchange)):
        once |= {node.schema.component for node in root.schema.walk() if isinstance(node.schema, Reference)}
    for name, schema in objects.items():
        yield _record_contract(definition, name, as_whole(schema, once), places[name], wholes, name in items)


@dataclass(frozen=True)
class _Place:
    """Where a model stands: in a response, a failure that its status tells, or a webhook."""

    owner: Call | Webhook
    schema: Schema
    side: Side
    pointer: str = ""
    alternative: Schema | None = None
    """The model, where it stands in a union: there the documentation of the whole is that of all alternatives."""

    def documentation(self, ledger: Sequence[Entry]) -> dict[str, Any]:
        """The documentation of the whole."""
        if isinstance(self.owner, Webhook):
            return webhook_documentation(self.owner, ledger)
        if self.side == "failure":
            return part_documentation(self.schema, ledger, self.side)
        return response_documentation(self.owner, self.schema, ledger)


def _roots(owner: Call | Webhook) -> Iterator[_Place]:
    if isinstance(owner, Webhook):
        yield _Place(owner, owner.schema, "webhook")
        return
    if owner.response is not None:
        yield _Place(owner, owner.response, "response")
    yield from (_Place(owner, failure.schema, "failure") for failure in owner.failures)


class _Wholes:
    """What is known of the wholes in which models stand, each made once."""

    def __init__(self, ledger: Sequence[Entry]) -> None:
        self.ledger = ledger
        self._known: dict[tuple[int, int], tuple[dict[str, Any], dict[str, str]]] = {}

    def of(self, place: _Place) -> tuple[dict[str, Any], dict[str, str]]:
        """The documentation of the whole, and which of its places are described at others."""
        key = (id(place.owner), id(place.schema))
        if key not in self._known:
            self._known[key] = place.documentation(self.ledger), described_at(place.schema)
        return self._known[key]


def _record_contract(
    definition: ApiDefinition, name: str, schema: Schema, places: list[_Place], wholes: _Wholes, is_public: bool
) -> ir.Contract:
    id = f"{definition.name}/{name}"
    rules = schemas.records(schema) | (schemas.some_member(schema) if is_public else {})
    return ir.Contract(
        id=id,
        documented=whole(id, "documented", schemas.joined(schemas.documented(schema, ""), rules), [schema]),
        compatible=whole(id, "compatible", schemas.joined(schemas.compatible(schema), rules), [schema]),
        encoded=tuple(schemas.encoded(schema)),
        sensitive=tuple(schemas.sensitive(schema)),
        single_items=tuple(schema.single_items()),
        maps=tuple(schema.maps()),
        described_at=described_at(schema),
        sources=member_sources(schema),
        identifiers=tuple(schemas.identifiers(schema)),
        own_limits=tuple(schemas.own_limits(schema)),
        known=tuple(_known_in_record(definition, places)),
        periods=(),
        codes=(),
        outcomes={"en": "", "zh": ""},
        documentation=_record_documentation(places[0], schema, wholes),
        is_public=is_public,
    )


def _record_documentation(place: _Place, schema: Schema, wholes: _Wholes) -> dict[str, Any]:
    """That of the whole at the place; of its own where the whole has that of several, or has parts of it elsewhere."""
    documentation, homes = wholes.of(place)
    is_split = any(_inside(at, place.pointer) and not _inside(home, place.pointer) for at, home in homes.items())
    if place.alternative is not None or is_split:
        return part_documentation(schema, (), place.side)
    return _part(documentation, place.pointer)


def _known_in_record(definition: ApiDefinition, places: list[_Place]) -> Iterator[dict[str, Any]]:
    """Known drift in a record, by pointers into the record; the same at several places comes once."""
    seen: list[dict[str, Any]] = []
    effects = [
        (effect, [place.pointer for place in places if place.side == side])
        for side in get_args(Side)
        for effect in known_drift(definition.ledger, side)
    ]
    for effect, pointers in effects:
        for place in pointers:
            part = {**effect, "pointer": effect["pointer"].removeprefix(place)}
            if effect["pointer"].startswith(f"{place}/") and part not in seen:
                seen.append(part)
    yield from seen


def _part(documentation: dict[str, Any], place: str) -> dict[str, Any]:
    """The documentation of the members at and below a pointer."""
    members = {
        pointer.removeprefix(place): _moved(member, place)
        for pointer, member in documentation["members"].items()
        if _inside(pointer, place)
    }
    ids = {id for member in members.values() for id in member.get("ledger", ())}
    return {"members": members, "ledger": {id: entry for id, entry in documentation["ledger"].items() if id in ids}}


def _moved(member: dict[str, Any], place: str) -> dict[str, Any]:
    return member | {"members_of": member["members_of"].removeprefix(place)} if "members_of" in member else member


def _inside(pointer: str, place: str) -> bool:
    """Whether a pointer leads to a place or into it."""
    return pointer == place or pointer.startswith(f"{place}/")
