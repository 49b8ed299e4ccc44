"""Parameters of an operation."""

from __future__ import annotations

import re
from typing import Any

from .. import naming
from ..lint.servers import header_problem
from ..runtime.client.http.protocol import OWN_HEADERS
from .document import Document, Node
from .forms import Forms
from .operations import Operation
from .part import Json, Part
from .schemas import Schemas
from .words import clean, distinct, pascal

_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
"""OpenAPI ignores header parameters of these names."""
_CLIENTS = "a header that the HTTP client sets"
_JOINED = {"$ref", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern"}
"""Limits of a list and its items, which the text of joined values can't have; a reference is one to codes."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Refused(Exception):
    """Why an operation can't be said, in few words and with the detail."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


class Parameters:
    """The parameters of one operation as a contract has them."""

    def __init__(self, document: Document, schemas: Schemas, operation: Operation, part: Part) -> None:
        self.document, self.schemas, self.operation, self.part = document, schemas, operation, part
        self.forms = Forms(schemas)
        self.examples: dict[tuple[str, str], Any] = {}
        """Examples of parameters, by place and name."""

    def all(self, body_names: set[str]) -> tuple[str, list[Json]]:
        """The path with its parameters' names, and the parameters. Raises Refused."""
        path, renamed = self._path()
        found = []
        for node in self._nodes():
            if (parameter := self._parameter(node, renamed)) is not None:
                found.append(parameter)
        found = self._without_brackets(found)
        described = {each["name"] for each in found if each["in"] == "path"}
        for name in _PLACEHOLDER.findall(path):
            if name not in described:
                found.append({"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
        keyed = [(index, each["name"], f"{each['in']}_{each['name']}") for index, each in enumerate(found)]
        for index, name in distinct(keyed, naming.CALL_NAMES | body_names).items():
            found[index]["x-sdk-name"] = name
        return path, found

    def _without_brackets(self, found: list[Json]) -> list[Json]:
        """Parameters without those that would be one text with a member of an object. Raises Refused."""
        deep = {each["name"] for each in found if each.get("style") == "deepObject"}
        kept = []
        for each in found:
            base = each["name"].partition("[")[0]
            if each["in"] != "query" or base == each["name"] or base not in deep:
                kept.append(each)
                continue
            detail = f"{each['name'][:60]}: a member of the object {base[:60]}"
            if each.get("required"):
                raise Refused("parameter", detail)
            self.part.lose("", "left out", "parameter", self.operation.node.place, detail)
        return kept

    def _path(self) -> tuple[str, dict[str, str]]:
        """The path, its placeholders renamed where a contract has no such name."""
        renamed: dict[str, str] = {}
        for name in _PLACEHOLDER.findall(self.operation.path):
            plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
            renamed[name] = plain if plain[:1].isalpha() or plain[:1] == "_" else f"p_{plain}"
        path = _PLACEHOLDER.sub(lambda found: f"{{{renamed[found[1]]}}}", self.operation.path)
        if not naming.is_path(path) or "#" in path or len(set(renamed.values())) < len(renamed):
            raise Refused("path", path[:200])
        return path, renamed

    def _nodes(self) -> list[Node]:
        """The parameters of the path and the operation; the operation's replace those of the path."""
        found: dict[tuple[str, str], Node] = {}
        for written in (
            *self.operation.item.child("parameters").list(),
            *self.operation.node.child("parameters").list(),
        ):
            node = self.document.follow(written)
            if node is None or not isinstance(node.value, dict):
                raise Refused("parameter", "a reference that leads nowhere")
            found[node.text("in"), node.text("name")] = node
        return list(found.values())

    def _parameter(self, node: Node, renamed: dict[str, str]) -> Json | None:
        name, place = node.text("name"), node.text("in")
        required = node.value.get("required") is True or place == "path"
        if place == "header" and name.lower() in _IGNORED_HEADERS:
            return None
        if place == "path":
            if name not in renamed:
                return None
            name = renamed[name]
        flaw = self._flaw(node, name, place)
        schema = None if flaw else self._schema(node, name, place)
        if schema is None:
            if required and flaw != _CLIENTS:
                raise Refused("parameter", f"{name[:60]} in {place}: {flaw or 'structured or untyped values'}")
            self.part.lose("", "left out", "parameter", node.place, f"{name[:60]}: {flaw or 'structured values'}")
            return None
        found: Json = {"name": name, "in": place}
        if required:
            found["required"] = True
        if text := self._text(node, schema):
            found["description"] = text
        if (example := self._example(node)) is not None:
            self.examples[place, name] = example
        words = self.forms.style(node, schema) if place == "query" else None
        return {**found, **(words or {}), "schema": schema}

    def _flaw(self, node: Node, name: str, place: str) -> str:
        if place not in ("path", "query", "header"):
            return f"in {place}"
        if not naming.is_wire(name, said=""):
            return "the name"
        if place == "header" and name.lower() in OWN_HEADERS:
            return _CLIENTS
        if place == "header" and header_problem(name):
            return "the name"
        return "content instead of schema" if "schema" not in node.value else ""

    def _schema(self, node: Node, name: str, place: str) -> Json | None:
        rel = f"/{place}/{name}".replace("~", "~0")
        inside = Part()
        hint = self.operation.id + pascal(name)
        is_deep = self.schemas.in_form = place == "query" and node.text("style") == "deepObject"
        schema = self.schemas.member(
            (node.child("schema"),), "request", hint, inside, rel, bool(node.value.get("required"))
        )
        self.schemas.in_form = False
        if schema is None or not {"type", "$ref"} & schema.keys():
            return None
        if place == "query" and self.forms.style(node, schema) is None:
            return None
        if _is(schema, "object") and not is_deep:
            return None
        if _is(schema, "array"):
            schema = self._list(node, schema, place, inside, rel)
        if schema is not None:
            self.part.losses += inside.losses
            self.part.size += inside.size if is_deep else 0
            schema = {**schema, "type": _without_null(schema["type"])} if "type" in schema else schema
        return schema if is_deep else self._target_without_null(schema)

    def _list(self, node: Node, schema: Json, place: str, part: Part, rel: str) -> Json | None:
        """A list in the query; elsewhere text, for the values are joined."""
        items = schema["items"]
        is_any = not {"type", "$ref"} & items.keys()
        is_structured = _is(items, "object") or _is(items, "array") or self._is_object(items)
        if is_any:
            return None
        if place == "query" and not is_structured:
            items = self._codes_without_null(items)
            items = {**items, "type": _without_null(items["type"])} if "type" in items else items
            return {**schema, "items": items}
        if is_structured:
            return schema if place == "query" else None
        for name in sorted((schema.keys() | items.keys()) & _JOINED):
            reason = "codes" if name == "$ref" else "rule"
            part.lose(rel, "degraded", reason, node.place, f"joined values{'' if name == '$ref' else f': {name}'}")
        text = f"{schema.get('description', '')} Values joined by commas.".strip()
        return {"type": "string", "description": text}

    def _is_object(self, schema: Json) -> bool:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return bool(name) and _is(self.schemas.components[name], "object")

    def _target_without_null(self, schema: Json | None) -> Json | None:
        """Objects are no parameters, and null can't be sent: a list of codes with null is one without."""
        if schema is None or "$ref" not in schema:
            return schema
        return None if self._is_object(schema) else self._codes_without_null(schema)

    def _codes_without_null(self, schema: Json) -> Json:
        """A list of codes that has null in the document, without it."""
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        target = self.schemas.components.get(name, {})
        if not isinstance(target.get("type"), list):
            return schema
        key = (name, "without null")
        if (known := self.schemas.known.get(key)) is None:
            known = self.schemas.known[key] = self.schemas.names.take(name, "Code")
            self.schemas.components[known] = {**target, "type": _without_null(target["type"])}
            self.schemas.parts[known] = Part()
        return {**schema, "$ref": f"#/components/schemas/{known}"}

    def _example(self, node: Node) -> Any:
        """The first example of a parameter or its schema; None if there is none."""
        first = next(
            (one.value.get("value") for _, one in node.child("examples").items() if isinstance(one.value, dict)), None
        )
        schema = self.document.follow(node.child("schema"))
        inner = schema.value.get("example") if schema and isinstance(schema.value, dict) else None
        return next((value for value in (node.value.get("example"), first, inner) if value is not None), None)

    def _text(self, node: Node, schema: Json) -> str:
        """The description of the parameter, and what the schema adds to it."""
        own, inner = clean(node.text("description")), schema.pop("description", "")
        return own if inner in own else " ".join(filter(None, (own, inner)))


def _is(schema: Json, kind: str) -> bool:
    types = schema.get("type")
    return kind == types or (isinstance(types, list) and kind in types)


def _without_null(types: Any) -> Any:
    return next(name for name in types if name != "null") if isinstance(types, list) else types
