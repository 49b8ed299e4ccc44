"""One webhook of a document as a webhook of a contract: its payload alone."""

from __future__ import annotations

from .document import Document
from .operations import Operation
from .parameters import Refused
from .part import Json, Part
from .replies import json_content
from .schemas import Schemas
from .words import clean

_JSON = "application/json"


class Webhooks:
    """Makes webhooks."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas = document, schemas

    def value(self, operation: Operation, part: Part) -> Json:
        """The webhook; what is lost is noted in the part. Raises Refused."""
        if operation.method != "post":
            raise Refused("method", operation.method)
        if not operation.path or clean(operation.path) != operation.path:
            raise Refused("name", "the name of the webhook is not plain text")
        found: Json = {"operationId": operation.id}
        for name in ("summary", "description"):
            if text := clean(operation.node.text(name) or operation.item.text(name)):
                found[name] = text
        found["requestBody"] = self._body(operation, part)
        self._lose_parameters(operation, part)
        return found

    def _body(self, operation: Operation, part: Part) -> Json:
        node = self.document.follow(operation.node.child("requestBody"))
        contents = node.child("content").items() if node else []
        media = json_content(contents, is_request=False)
        if node is None or media is None:
            raise Refused("webhook", ", ".join(name[:60] for name, _ in contents[:3]) or "no payload")
        schema = self.schemas.root((media.child("schema"),), "response", f"{operation.id}Event", part)
        if schema is None or self.schemas.target(schema).get("type") != "object":
            flat = self.schemas.flattener.flat(self.schemas.flattener.use((media.child("schema"),)))
            raise Refused("webhook", f"the payload is {flat.type or 'any value'}")
        about = clean(node.text("description"))
        return {**({"description": about} if about else {}), "content": {_JSON: {"schema": schema}}}

    def _lose_parameters(self, operation: Operation, part: Part) -> None:
        for around in (operation.item, operation.node):
            for written in around.child("parameters").list():
                node = self.document.follow(written)
                name = f"{node.text('in')} {node.text('name')}"[:80] if node else ""
                part.lose("", "left out", "webhook parameter", written.place, name.strip())
