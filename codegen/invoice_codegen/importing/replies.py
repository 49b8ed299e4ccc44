"""The responses of an operation: its successes, and the failures that their HTTP status tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..parse.definition import by_schema, is_success
from ..parse.documents import JSON, is_document
from .document import Document, Node
from .operations import Operation
from .parameters import Refused
from .part import Json, Part, content_schema, is_webhook
from .schemas import Schemas
from .words import clean

_STATUS = re.compile("[1-5]([0-9][0-9]|XX)|DEFAULT")
_CONTENT = JSON


class Replies:
    """Makes responses; failures with the same members share a component."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas = document, schemas
        self.shapes: dict[str, str] = {}
        self.failures: dict[str, Json] = {}
        """The schema of a failure by its shape."""

    def all(self, operation: Operation, success: Part, failures: dict[str, Part]) -> Json:
        """The responses by status, successes first; what is lost is noted in the parts. Raises Refused."""
        found = self._successes(operation, success)
        schemas: dict[str, str] = {}
        parts: dict[str, Part] = {}
        for status, node in statuses(self.document, operation):
            if not is_success(status):
                part = parts[status] = Part()
                found[status] = _described(node, "The call failed.")
                if schema := self._failure(operation, node, status, part):
                    found[status]["content"] = {_CONTENT: {"schema": schema}}
                    schemas[status] = schema["$ref"]
        failures |= {direction: parts[group[0]] for direction, group, _ in by_schema(schemas)}
        success.losses += [loss for status, part in parts.items() if status not in schemas for loss in part.losses]
        return found

    def _successes(self, operation: Operation, part: Part) -> Json:
        nodes = {status: node for status, node in statuses(self.document, operation) if is_success(status)}
        if not nodes:
            raise Refused("response", "no successful status")
        with_content = {status: node for status, node in nodes.items() if node.child("content").items()}
        first = min(with_content, key=lambda status: _rank(status, nodes[status]), default=None)
        content = self._success(operation, with_content[first], part) if first else None
        found: Json = {}
        for status, node in nodes.items():
            found[status] = _described(node, "Success.")
            if status == first:
                found[status]["content"] = content
            elif status in with_content:
                if same := self._same(operation, node, content or {}):
                    found[status]["content"] = same
                else:
                    part.lose("", "left out", "successes", node.place, status)
                    del found[status]
        return found

    def _same(self, operation: Operation, node: Node, content: Json) -> Json | None:
        """The content of another success, if a call can return it too."""
        if _CONTENT not in content:
            return _documents(node) or None
        schema = self._object(node, f"{operation.id}Result", Part())
        return content if schema and self.shape(schema) == self.shape(content[_CONTENT]["schema"]) else None

    def _success(self, operation: Operation, node: Node, part: Part) -> Json:
        media = json_content(node.child("content").items(), is_request=False)
        if media is None and (documents := _documents(node)):
            return documents
        if media is None:
            raise Refused("response", ", ".join(name[:60] for name, _ in node.child("content").items()[:3]))
        schema = self.schemas.root((media.child("schema"),), "response", f"{operation.id}Result", part)
        if schema is None:
            flat = self.schemas.flattener.flat(self.schemas.flattener.use((media.child("schema"),)))
            raise Refused("response", f"the whole is {flat.type or 'any value'}")
        return {_CONTENT: {"schema": schema}}

    def _object(self, node: Node, hint: str, part: Part) -> Json | None:
        media = json_content(node.child("content").items(), is_request=False)
        return self.schemas.root((media.child("schema"),), "response", hint, part) if media else None

    def _failure(self, operation: Operation, node: Node, status: str, part: Part) -> Json | None:
        """The schema of a failure; None if it has no content, or none that is an object."""
        if not _is_json(node):
            return None
        schema = self._object(node, f"{operation.id}Failure", part)
        if schema is None or self.schemas.target(schema).get("type") != "object":
            part.losses.clear()
            part.lose("", "left out", "failures", node.place, status)
            return None
        return self.failures.setdefault(self.shape(schema), schema)

    def shape(self, schema: Any) -> str:
        """What a schema says without its texts; equal shapes take the same values."""
        return json.dumps(self._shaped(schema), sort_keys=True, default=str)

    def _shaped(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._shaped(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        ref = schema.get("$ref")
        if isinstance(ref, str):
            if ref not in self.shapes:
                self.shapes[ref] = ref  # what contains itself has its own name inside
                self.shapes[ref] = self.shape(self.schemas.target(schema))
            return self.shapes[ref]
        texts = ("description", "title")
        return {
            name: (
                {own: self._shaped(each) for own, each in part.items()} if name == "properties" else self._shaped(part)
            )
            for name, part in schema.items()
            if name not in texts
        }


def statuses(document: Document, operation: Operation) -> Iterator[tuple[str, Node]]:
    """The responses by status, as a contract writes it."""
    seen: set[str] = set()
    for written, reference in operation.node.child("responses").items():
        node, status = document.follow(reference), written.upper()
        if node is not None and isinstance(node.value, dict) and _STATUS.fullmatch(status) and status not in seen:
            seen.add(status)
            yield "default" if status == "DEFAULT" else status, node


def contents(call: Json) -> Iterator[tuple[str, tuple[str, ...], Json]]:
    """Direction, statuses and schema of each content that comes from the vendor, of an operation of the contract."""
    if is_webhook(call):
        yield "webhook", (), content_schema(call["requestBody"])
        return
    schemas = {
        status: response["content"][_CONTENT]["schema"]
        for status, response in call["responses"].items()
        if _CONTENT in response.get("content", ())
    }
    successes = {status: schema for status, schema in schemas.items() if is_success(status)}
    if successes:
        yield "response", tuple(successes), next(iter(successes.values()))
    yield from by_schema({status: schema for status, schema in schemas.items() if status not in successes})


def json_content(contents: list[tuple[str, Node]], is_request: bool) -> Node | None:
    """The JSON content with a schema."""
    for name, media in contents:
        kind = name.partition(";")[0].strip().lower()
        is_json = kind == "application/json" or (
            not is_request and (kind.endswith("+json") or kind in ("*/*", "text/json"))
        )
        if is_json and isinstance(media.value, dict) and "schema" in media.value:
            return media
    return None


def _documents(node: Node) -> Json:
    """The content types of a document."""
    names = (name.partition(";")[0].strip().lower() for name, _ in node.child("content").items())
    return {name: {} for name in names if is_document(name)}


def _rank(status: str, node: Node) -> tuple[bool, bool, bool]:
    """The success that a contract is about comes first: 200, and of others one in JSON."""
    return not (_is_json(node) or _documents(node)), status != "200", not _is_json(node)


def _is_json(node: Node) -> bool:
    return json_content(node.child("content").items(), is_request=False) is not None


def _described(node: Node, otherwise: str) -> Json:
    return {"description": clean(node.text("description")) or otherwise}
