"""One operation of a document as an operation of a contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import naming
from .document import Document
from .operations import Operation
from .parameters import Parameters, Refused
from .part import Json, Part
from .replies import Replies, json_content
from .schemas import Schemas
from .words import clean

_METHODS = {"get", "post", "put", "patch", "delete"}


@dataclass
class Call:
    """An operation of the contract, and what was lost outside its components."""

    operation: Operation
    path: str
    value: Json
    request: Part = field(default_factory=Part)
    response: Part = field(default_factory=Part)
    failures: dict[str, Part] = field(default_factory=dict)
    """By direction."""
    size: int = 0
    examples: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Examples of parameters, by place and name."""


class Calls:
    """Makes calls."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas = document, schemas
        self.replies = Replies(document, schemas)

    def call(self, operation: Operation) -> Call:
        """The operation without its security. Raises Refused."""
        if operation.method not in _METHODS:
            raise Refused("method", operation.method)
        call = Call(operation, operation.path, {"operationId": operation.id})
        for name in ("summary", "description"):
            if text := clean(operation.node.text(name)):
                call.value[name] = text
        body = self._body(operation, call.request)
        parameters = Parameters(self.document, self.schemas, operation, call.request)
        call.path, found = parameters.all(self._names(body))
        call.examples = parameters.examples
        if found:
            call.value["parameters"] = found
        if body:
            call.value["requestBody"] = body
        call.value["responses"] = self.replies.all(operation, call.response, call.failures)
        parts = (call.request, call.response, *call.failures.values())
        call.size = sum(part.size for part in parts) + len(found)
        return call

    def _body(self, operation: Operation, part: Part) -> Json | None:
        written = operation.node.child("requestBody")
        node = self.document.follow(written) if isinstance(written.value, dict) else None
        if node is None:
            return None
        contents = node.child("content").items()
        if not contents or operation.method in ("get", "delete"):
            if contents and node.value.get("required") is True:
                raise Refused("request body", f"of {operation.method}")
            return None
        media = json_content(contents, is_request=True)
        if media is None:
            raise Refused("request body", ", ".join(sorted(name[:60] for name, _ in contents)[:3]))
        schema = self.schemas.root((media.child("schema"),), "request", f"{operation.id}Request", part)
        if schema is None:
            raise Refused("request body", "neither an object with members nor a list")
        flat = self.schemas.flattener.flat(self.schemas.flattener.use((media.child("schema"),)))
        for wire in flat.required:
            is_lost = wire in flat.properties and wire not in self.schemas.target(schema)["properties"]
            if is_lost and not self.schemas.is_of_other_side(flat.properties[wire], "request"):
                raise Refused("request body", f"the required member {wire[:60]} can have any value")
        found: Json = {"content": {"application/json": {"schema": schema}}}
        if node.value.get("required") is True:
            found = {"required": True, **found}
        if text := clean(node.text("description")):
            found = {"description": text, **found}
        return found

    def _names(self, body: Json | None) -> set[str]:
        """The names in Python of the members of a body."""
        if body is None:
            return set()
        target = self.schemas.target(body["content"]["application/json"]["schema"])
        if "items" in target:
            return {"body"}
        members = target["properties"]
        return {naming.field_name(wire, member.get("x-sdk-name")) for wire, member in members.items()}
