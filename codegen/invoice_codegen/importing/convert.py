"""The chosen operations of a document as one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .. import naming
from ..parse.follow import MAX_SCHEMAS, Follower
from ..parse.schema import Schema
from ..problem import ContractError, Problem
from ..runtime.jsontext.pointer import join
from .calls import Call, Calls
from .document import Document
from .flattener import Flattener
from .loss import Loss
from .operations import Operation
from .parameters import Refused
from .part import Json, content_schema, request_body
from .recursions import references, too_large, written_size
from .replies import contents
from .schemas import Schemas
from .security import Security, scheme_names, shared
from .servers import check_own_servers, servers
from .words import Names, clean

MAX_SIZE = MAX_SCHEMAS * 6 // 10
"""Schemas of a contract with its references followed; the rest is for what the reader of contracts counts besides."""


_ASIDE = {"tags", "deprecated", "externalDocs", "callbacks"}
_ASIDE_OF_WEBHOOKS = _ASIDE | {"responses", "security", "servers"}


@dataclass(frozen=True)
class Located:
    """A loss with its place in the logical request, response or failure of an operation."""

    side: str
    path: str
    """A JSON Pointer with `*` for every item of a list; "" for the whole."""
    loss: Loss


@dataclass(frozen=True)
class Draft:
    """A contract that was made of a document."""

    value: Json
    calls: tuple[Call, ...]
    refused: tuple[tuple[Operation, Refused], ...]
    losses: dict[str, list[Located]]
    """By operation."""
    aside: tuple[str, ...]
    """Words of the document that only document, and that no contract has."""

    def followed(self, schema: Json, is_reply: bool = False) -> Schema:
        """The schema of a body or a parameter with its references followed."""
        key = schema.get("$ref", id(schema)), is_reply
        if key not in self._known:
            self._known[key] = self._follower.whole("", Schema.model_validate(schema), is_reply)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[object, Schema]:
        return {}

    @cached_property
    def _follower(self) -> Follower:
        components = self.value["components"]["schemas"]
        return Follower({name: Schema.model_validate(schema) for name, schema in components.items()})


class Converter:
    """Makes drafts; the operations of one draft share their components."""

    def __init__(self, document: Document, api: str, roots: Sequence[Json], ids: Sequence[str]) -> None:
        self.document, self.roots = document, list(roots)
        client = naming.class_name(api)
        constants = {naming.constant_name(id) for id in ids}
        wholes = {f"{id}{what}" for id in ids for what in ("Response", "Webhook")}
        self.names = {client, f"Async{client}", *ids, *wholes, *constants}
        self.security = Security(document)
        self._begin(lambda use: False)

    def _begin(self, ends: Callable[[object], bool]) -> None:
        """Begin without components; `ends` tells which of them end where they come again inside themselves."""
        self.schemas = Schemas(Flattener(self.document), Names(self.names), ends)
        self.calls = Calls(self.document, self.schemas)

    def call(self, operation: Operation) -> tuple[Call, list[str]]:
        """An operation and its security schemes; a webhook has none. Raises Refused."""
        if operation.is_webhook:
            return self.calls.call(operation), []
        check_own_servers(operation, self.roots)
        names = self.security.of(operation)
        return self.calls.call(operation), names

    def draft(self, operations: Sequence[Operation], only_whole_client: bool = True) -> Draft:
        """The contract of these operations, as far as one client can call them."""
        draft = self._draft(operations, only_whole_client)
        large = self._too_large()
        for ends in (large.__contains__, lambda use: True):
            if self._too_large():
                self._begin(ends)
                draft = self._draft(operations, only_whole_client)
        return draft

    def _too_large(self) -> set[object]:
        """The uses of components that contain themselves and too much else."""
        large = too_large(self.schemas.components, self.schemas.parts)
        return {use for name, use in self.schemas.uses.items() if name in large}

    def _draft(self, operations: Sequence[Operation], only_whole_client: bool) -> Draft:
        found: list[tuple[Call, list[str]]] = []
        refused: list[tuple[Operation, Refused]] = []
        size = 0
        for operation in operations:
            try:
                call, names = self.call(operation)
                size += max(
                    call.size, written_size(references(call.value), self.schemas.components, self.schemas.parts)
                )
                if only_whole_client and size > MAX_SIZE:
                    raise Refused("too large", "with the operations before it; import it into a folder of its own")
            except Refused as reason:
                refused.append((operation, reason))
            else:
                found.append((call, names))
        schemes = shared([names for _, names in found])
        kept = []
        for call, names in found:
            if only_whole_client and names and not set(schemes) & set(names):
                detail = f"{names[0]}, while the other operations need {schemes[0]}"
                refused.append((call.operation, Refused("security", detail)))
            else:
                kept.append(call)
        for call in kept:
            self.security.leave_out(call.value, schemes)
        value = self._value(kept, schemes, {call.operation.id: names for call, names in found})
        losses = {call.operation.id: list(self._losses(call, schemes, value)) for call in kept}
        aside = {word for call in kept for word in _aside(call.operation)} | self.schemas.flattener.aside
        return Draft(value, tuple(kept), tuple(refused), losses, tuple(sorted(aside)))

    def _value(self, calls: Sequence[Call], schemes: list[str], needed: dict[str, list[str]]) -> Json:
        names = scheme_names(schemes)
        security: list[Json] = [{names[name]: []} for name in schemes]
        paths: Json = {}
        webhooks = {call.path: {"post": call.value} for call in calls if call.operation.is_webhook}
        for call in (call for call in calls if not call.operation.is_webhook):
            value = call.value if needed[call.operation.id] or not security else {**call.value, "security": []}
            paths.setdefault(call.path, {})[call.operation.method] = value
        components: Json = {}
        if security and any(needed[call.operation.id] for call in calls):
            components["securitySchemes"] = {names[name]: self.security.scheme(name) for name in schemes}
        else:
            security = []
        components["schemas"] = self._reached({**paths, "webhooks": webhooks})
        by_status = {"x-sdk-envelope": {"by-status": True}} if any(call.failures for call in calls) else {}
        return {
            "openapi": "3.1.0",
            "info": self._info(),
            **({"servers": self.roots} if paths else {}),
            **({"security": security} if security else {}),
            **by_status,
            **({"paths": paths} if paths else {}),
            **({"webhooks": webhooks} if webhooks else {}),
            "components": components,
        }

    def _info(self) -> Json:
        node = self.document.root.child("info")
        version = node.value.get("version") if isinstance(node.value, dict) else None
        found: Json = {"title": clean(node.text("title")) or "API", "version": clean(str(version or "1")) or "1"}
        for name in ("summary", "description"):
            if text := clean(node.text(name)):
                found[name] = text
        return found

    def _reached(self, paths: Json) -> Json:
        """The components that the operations reach, in the order of use."""
        found: Json = {}
        stack = references(paths)
        while stack:
            name = stack.pop(0)
            if name not in found:
                found[name] = self.schemas.components[name]
                stack += references(found[name])
        return found

    def _losses(self, call: Call, schemes: list[str], value: Json) -> Iterator[Located]:
        for side, part in call.parts.items():
            yield from (Located(side, path, loss) for path, loss in part.losses)
        seen: set[str] = set()
        for side, path, ref in _roots(call.value):
            yield from self._inside(side, path, ref, seen)
        for name in schemes:
            if name in self.security.losses and not call.operation.is_webhook and call.value.get("security") != []:
                yield Located("request", "", self.security.losses[name])

    def _inside(self, side: str, path: str, name: str, seen: set[str]) -> Iterator[Located]:
        """The losses of a component and its parts, where each is used first."""
        if (key := f"{side} {name}") in seen:
            return
        seen.add(key)
        for rel, loss in self.schemas.parts[name].losses:
            yield Located(side, path + rel, loss)
        for rel, schema in _members(self.schemas.components[name]):
            if "$ref" in schema:
                yield from self._inside(side, path + rel, schema["$ref"].rpartition("/")[2], seen)


def _aside(operation: Operation) -> Iterator[str]:
    """The words of an operation and of the path item around it that only document."""
    known = _ASIDE_OF_WEBHOOKS if operation.is_webhook else _ASIDE
    for word in (*operation.node.value, *operation.item.value):
        if word in known or word.startswith("x-"):
            yield word


def _members(schema: Json, rel: str = "") -> Iterator[tuple[str, Json]]:
    """The schemas written inside a schema, with their places in the payload."""
    for name, member in schema.get("properties", {}).items():
        yield from _members(member, rel + join([name]))
    for part in schema.get("oneOf", ()):
        yield from _members(part, rel + join([part["$ref"].rpartition("/")[2]]))
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from _members(schema[word], f"{rel}/*")
    if "$ref" in schema:
        yield rel, schema


def _roots(call: Json) -> Iterator[tuple[str, str, str]]:
    """The named schemas of an operation: side, place, component."""
    for parameter in call.get("parameters", ()):
        for rel, schema in _members(parameter["schema"]):
            yield "request", join([parameter["in"], parameter["name"]]) + rel, schema["$ref"].rpartition("/")[2]
    if body := request_body(call):
        yield "request", "/body", content_schema(body)["$ref"].rpartition("/")[2]
    for side, _, schema in contents(call):
        yield side, "", schema["$ref"].rpartition("/")[2]


def convert(document: Document, api: str, operations: Sequence[Operation], server: str | None = None) -> Draft:
    """The contract of these operations. Raises ContractError if there are any, and no server can be called."""
    roots = servers(document, server)
    if not roots and not all(operation.is_webhook for operation in operations):
        message = "the document names no server with scheme and host"
        raise ContractError([Problem(document.path, 1, "/servers", message, "give one: --server https://…")])
    ids = [operation.id for operation in operations]
    first = Converter(document, api, roots, ids).draft(operations)
    kept = [call.operation for call in first.calls]
    if len(kept) == len(operations):
        return first
    again = Converter(document, api, roots, [operation.id for operation in kept]).draft(kept)
    return replace(again, refused=(*first.refused, *again.refused))
