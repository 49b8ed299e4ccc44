"""One operation of a document as an operation of a contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import naming
from ..runtime.client.forms import MEDIA_TYPE
from .document import Document, Node
from .forms import Forms, form_content
from .operations import Operation
from .parameters import Parameters, Refused
from .part import Json, Part, content_schema
from .replies import Replies, json_content
from .schemas import Schemas
from .webhooks import Webhooks
from .words import clean

_JSON = "application/json"
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

    @property
    def parts(self) -> dict[str, Part]:
        """What was lost, by side."""
        if self.operation.is_webhook:
            return {"webhook": self.response}
        return {"request": self.request, "response": self.response, **self.failures}


class Calls:
    """Makes calls."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas, self.forms = document, schemas, Forms(schemas)
        self.replies = Replies(document, schemas)
        self.webhooks = Webhooks(document, schemas)

    def call(self, operation: Operation) -> Call:
        """The operation without its security, or the webhook. Raises Refused."""
        if operation.is_webhook:
            call = Call(operation, operation.path, {})
            call.value = self.webhooks.value(operation, call.response)
            call.size = call.response.size
            return call
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
        call.size = sum(part.size for part in call.parts.values()) + len(found)
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
        form = form_content(contents) if media is None else None
        used = media or form
        if used is None:
            raise Refused("request body", ", ".join(sorted(name[:60] for name, _ in contents)[:3]))
        flat = self.schemas.flattener.flat(self.schemas.flattener.use((used.child("schema"),)))
        if form and not flat.properties and self._is_empty(form) and node.value.get("required") is not True:
            return None
        self.schemas.in_form = form is not None
        schema = self.schemas.root((used.child("schema"),), "request", f"{operation.id}Request", part)
        self.schemas.in_form = False
        if schema is None or (form and "properties" not in self.schemas.target(schema)):
            detail = "a form without members" if form else "neither an object with members nor a list"
            raise Refused("request body", detail)
        for wire in flat.required:
            is_lost = wire in flat.properties and wire not in self.schemas.target(schema)["properties"]
            if is_lost and not self.schemas.is_of_other_side(flat.properties[wire], "request"):
                raise Refused("request body", f"the required member {wire[:60]} can have any value")
        found: Json = {"content": self._form(form, schema, operation, part) if form else {_JSON: {"schema": schema}}}
        if node.value.get("required") is True:
            found = {"required": True, **found}
        if text := clean(node.text("description")):
            found = {"description": text, **found}
        return found

    def _is_empty(self, form: Node) -> bool:
        """Whether a form is said to have no members, and not only said to be an object."""
        schema = self.document.follow(form.child("schema"))
        return schema is not None and isinstance(schema.value, dict) and schema.value.get("properties") == {}

    def _form(self, form: Node, schema: Json, operation: Operation, part: Part) -> Json:
        """The content of a form. Raises Refused."""
        required = self.schemas.target(schema).get("required", [])
        schema, encoding, lost = self.forms.body(form, schema, operation.id, part)
        if needed := [wire for wire in lost if wire in required]:
            raise Refused("request body", f"the required member {needed[0][:60]} has no text in a form")
        return {MEDIA_TYPE: {"schema": schema, **({"encoding": encoding} if encoding else {})}}

    def _names(self, body: Json | None) -> set[str]:
        """The names in Python of the members of a body."""
        if body is None:
            return set()
        target = self.schemas.target(content_schema(body))
        if "items" in target:
            return {"body"}
        members = target["properties"]
        return {naming.field_name(wire, member.get("x-sdk-name")) for wire, member in members.items()}
