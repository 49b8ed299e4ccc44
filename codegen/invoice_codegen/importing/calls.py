"""One operation of a document as an operation of a contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import naming
from ..runtime.client.forms import MEDIA_TYPE
from .document import Document, Node
from .forms import Forms, form_content
from .loss import Loss
from .operations import Operation
from .parameters import Parameters, Refused
from .part import Json, Part, content_schema
from .schemas import Schemas
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
    size: int = 0
    examples: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Examples of parameters, by place and name."""


class Calls:
    """Makes calls."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas, self.forms = document, schemas, Forms(schemas)

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
        call.value["responses"] = {"200": self._success(operation, call.response)}
        call.size = call.request.size + call.response.size + len(found)
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

    def _success(self, operation: Operation, part: Part) -> Json:
        node, status = self._response(operation)
        media = json_content(node.child("content").items(), is_request=False)
        if media is None:
            kinds = ", ".join(name[:60] for name, _ in node.child("content").items()[:3])
            raise Refused("response", kinds or f"{status} without content")
        schema = self.schemas.root((media.child("schema"),), "response", f"{operation.id}Result", part)
        if schema is None:
            flat = self.schemas.flattener.flat(self.schemas.flattener.use((media.child("schema"),)))
            raise Refused("response", f"the whole is {flat.type or 'any value'}, not an object")
        if status != "200":
            part.lose("", "degraded", "status", node.place, status)
        self._failures(operation, part)
        return {
            "description": clean(node.text("description")) or "Success.",
            "content": {_JSON: {"schema": schema}},
        }

    def _response(self, operation: Operation) -> tuple[Node, str]:
        """The first successful response with content, else the first one."""
        found: list[tuple[Node, str]] = []
        for status, written in operation.node.child("responses").items():
            node = self.document.follow(written)
            if node is not None and isinstance(node.value, dict) and status.upper().startswith("2"):
                found.append((node, status))
        found.sort(key=lambda pair: (not pair[0].child("content").items(), pair[1] != "200"))
        if not found:
            raise Refused("response", "no successful status")
        return found[0]

    def _failures(self, operation: Operation, part: Part) -> None:
        """Failures with a body of their own are left out."""
        node = operation.node.child("responses")
        for status, written in node.items():
            response = self.document.follow(written)
            has_body = (
                response is not None and json_content(response.child("content").items(), is_request=False) is not None
            )
            if not status.upper().startswith("2") and has_body:
                part.losses.append(("", Loss("left out", "failures", node.place)))
                return


def json_content(contents: list[tuple[str, Node]], is_request: bool) -> Node | None:
    """The JSON content with a schema."""
    for name, media in contents:
        kind = name.partition(";")[0].strip().lower()
        is_json = kind == _JSON or (not is_request and (kind.endswith("+json") or kind in ("*/*", "text/json")))
        if is_json and isinstance(media.value, dict) and "schema" in media.value:
            return media
    return None
