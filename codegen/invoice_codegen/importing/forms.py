"""Form bodies, and objects and joined lists in the query: which style the document gives each value."""

from __future__ import annotations

from ..runtime.client.forms import MEDIA_TYPE
from ..runtime.jsontext.pointer import join
from .document import Node
from .part import Json, Part
from .schemas import Schemas

_DELIMITED = ("spaceDelimited", "pipeDelimited")


class Forms:
    """Styles of the values of one contract."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas

    def style(self, node: Node, schema: Json) -> Json | None:
        """The words about the style of a parameter or an encoding; None if the value has no text in that style."""
        style, explode = node.text("style") or "form", _explode(node)
        items = schema.get("items")
        if style == "deepObject" and explode is not False and (items or self._is_object(schema)):
            return {"style": "deepObject", "explode": True}
        if self._is_object(schema) or (items and (self._is_object(items) or "items" in items)):
            return None
        if not items:
            return {}
        if style in _DELIMITED:
            return {} if explode else {"style": style, "explode": False}
        return {"explode": False} if style == "form" and explode is False else {}

    def body(self, media: Node, schema: Json, hint: str, part: Part) -> tuple[Json, Json, list[str]]:
        """The schema of a form, the styles of its members, and the members that it leaves out."""
        encoding: Json = {}
        lost: list[str] = []
        for wire, member in self.schemas.target(schema)["properties"].items():
            words = self.style(media.child("encoding").child(wire), member)
            if words is None:
                lost.append(wire)
            elif words:
                encoding[wire] = words
        deep = {wire for wire, words in encoding.items() if words.get("style") == "deepObject"}
        for wire in self.schemas.target(schema)["properties"]:
            if wire not in lost and wire.partition("[")[0] in deep - {wire}:
                lost.append(wire)
                encoding.pop(wire, None)
        return (self._without(schema, lost, media, hint, part) if lost else schema), encoding, lost

    def _without(self, schema: Json, lost: list[str], media: Node, hint: str, part: Part) -> Json:
        """A component of its own without some members: other forms may have them."""
        old = schema["$ref"].rpartition("/")[2]
        name = self.schemas.names.take(f"{hint} form", "Input")
        target, inner = self.schemas.components[old], self.schemas.parts[old]
        members = {wire: member for wire, member in target["properties"].items() if wire not in lost}
        self.schemas.components[name] = {**target, "properties": members, "additionalProperties": True}
        kept = [loss for loss in inner.losses if loss[0].split("/")[1:2] not in [[wire] for wire in lost]]
        self.schemas.parts[name] = Part(kept, inner.size, inner.weight)
        for wire in lost:
            self.schemas.parts[name].lose(join([wire]), "left out", "form", media.place, wire[:60])
        return {"$ref": f"#/components/schemas/{name}"}

    def _is_object(self, schema: Json) -> bool:
        target = self.schemas.target(schema) if "$ref" in schema else schema
        return target.get("type") in ("object", ["object", "null"])


def form_content(contents: list[tuple[str, Node]]) -> Node | None:
    """The form with a schema."""
    for name, media in contents:
        is_form = name.partition(";")[0].strip().lower() == MEDIA_TYPE
        if is_form and isinstance(media.value, dict) and "schema" in media.value:
            return media
    return None


def _explode(node: Node) -> bool | None:
    value = node.value.get("explode") if isinstance(node.value, dict) else None
    return value if isinstance(value, bool) else None
