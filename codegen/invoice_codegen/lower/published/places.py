"""Where in a written contract the entries of its ledger and its encoded members stand.

Payload pointers lead through references, so a component that stands at several places has the entries of all of them.
Schemas are known by identity: two members are two schemas, even if they are written alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...parse.definition import ApiDefinition, Call, Webhook
from ...parse.openapi import Operation, Parameter
from ...parse.schema import Schema
from ...parse.vendor_page import Effect, Entry
from ...runtime.jsontext.pointer import split
from ...runtime.validation.documentation import Documentation
from ..documentation import request_documentation, response_documentation
from ..schemas import encoded

Root = Parameter | Schema
Roots = list[tuple[str, str, Root]]
"""Direction, pointer and what is written there."""


@dataclass(frozen=True)
class Encoded:
    """A member that is encoded text on the wire: the documentation of its payload, and its pointer there."""

    owner: str
    """The operationId."""
    direction: str
    documentation: Documentation
    pointer: str


@dataclass
class Places:
    """What is to be said at which parameter, schema or operation, by identity; the rest concerns the whole API."""

    entries: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    effects: dict[int, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    encoded: dict[int, Encoded] = field(default_factory=dict)
    rest: list[Entry] = field(default_factory=list)


def places(definition: ApiDefinition) -> Places:
    """The places of all entries and encoded members."""
    return _Finder(definition).places


def parameters(definition: ApiDefinition, operation: Operation) -> Iterator[Parameter]:
    """The parameters as they are written, their own references followed."""
    for parameter in operation.parameters:
        known = definition.openapi.components.parameters
        yield known[parameter.ref.rpartition("/")[2]] if parameter.ref else parameter


def target(components: dict[str, Schema], schema: Schema) -> Schema:
    """The schema behind a reference."""
    while schema.ref:
        schema = components[schema.component]
    return schema


class _Finder:
    def __init__(self, definition: ApiDefinition) -> None:
        self.components = definition.schemas
        self.places = Places()
        owners = [(exchange, list(self._roots(definition, exchange))) for exchange in definition.exchanges]
        for entry in definition.ledger:
            found = [self._place(entry, pointer, *owner) for pointer in entry.pointers for owner in owners]
            if not any(found):
                self.places.rest.append(entry)
        for exchange, roots in owners:
            if isinstance(exchange, Call):
                self._encoded(definition, exchange, roots)

    def _roots(self, definition: ApiDefinition, owner: Call | Webhook) -> Iterator[tuple[str, str, Root]]:
        if isinstance(owner, Webhook):
            yield from (("webhook", "", media.body) for media in owner.operation.request_body.content.values())
            return
        for parameter in parameters(definition, owner.operation):
            yield "request", f"/{parameter.place}/{parameter.name}", parameter
        body = owner.operation.request_body
        yield from (("request", "/body", media.body) for media in (body.content.values() if body else ()))
        own = {status for failure in owner.failures for status in failure.statuses}
        for status, response in owner.responses.items():
            if response.json_body and response.json_body.body:
                yield "failure" if status in own else "response", "", response.json_body.body

    def _place(self, entry: Entry, pointer: str, owner: Call | Webhook, roots: Roots) -> bool:
        """Note an entry at everything that its pointer leads to in a payload; whether there is such a payload."""
        mine = [(start, root) for side, start, root in roots if entry.within in (side, "page")]
        if not pointer and (mine or entry.within == "request"):
            self._note(owner.operation, entry)
            return True
        found = [part for start, root in mine for part in self._from(start, root, pointer)]
        above = pointer.rpartition("/")[0]
        for part in found or [part for start, root in mine for part in self._from(start, root, above)]:
            self._note(part, entry)
            if entry.effect and found:
                self.places.effects[id(part)].append(entry.effect)
        return bool(found) or any(self._from(start, root, above) for start, root in mine)

    def _note(self, part: object, entry: Entry) -> None:
        known = self.places.entries[id(part)]
        known += [] if entry in known else [entry]

    def _from(self, start: str, root: Root, pointer: str) -> list[Root]:
        """What a pointer leads to from a root that stands at `start`."""
        if pointer != start and not pointer.startswith(f"{start}/"):
            return []
        rest = split(pointer[len(start) :])
        if isinstance(root, Parameter):
            return [*self._at([root.value or Schema()], rest)] if rest else [root]
        return [*self._at([root], rest)]

    def _at(self, schemas: Sequence[Schema], parts: Sequence[str]) -> Sequence[Schema]:
        for part in parts:
            schemas = [inner for schema in schemas for inner in self._below(schema, part)]
        return schemas

    def _below(self, schema: Schema, part: str) -> Iterator[Schema]:
        schema = target(self.components, schema)
        for inside in (*([schema.content_schema] if schema.content_schema else []), *schema.alternatives):
            yield from self._below(inside, part)
        if part in (schema.properties or {}):
            yield (schema.properties or {})[part]
        elif part == "*":
            yield from (inner for inner in (schema.items, schema.values) if inner is not None)

    def _encoded(self, definition: ApiDefinition, call: Call, roots: Roots) -> None:
        """The encoded members of a call, each with the documentation of the payload that it is in."""
        response = call.response
        if pointers := encoded(call.body, "/body"):
            guide = Documentation(request_documentation(call, definition.ledger))
            self._keep([Encoded(call.id, "request", guide, pointer) for pointer in pointers], roots)
        if response is not None and (pointers := encoded(response)):
            guide = Documentation(response_documentation(call, response, definition.ledger))
            self._keep([Encoded(call.id, "response", guide, pointer) for pointer in pointers], roots)

    def _keep(self, members: Sequence[Encoded], roots: Roots) -> None:
        for member in members:
            for start, root in ((start, root) for side, start, root in roots if side == member.direction):
                for part in self._from(start, root, member.pointer):
                    self.places.encoded.setdefault(id(part), member)
