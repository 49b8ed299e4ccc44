"""Schemas of a contract as those of OpenAPI, with descriptions in one language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...parse.schema import Schema
from ...parse.union import Union, union_of
from ...parse.vendor_page import Effect, Entry
from ...runtime import jsontext
from ...runtime.i18n.message import Lang
from ..schemas import LIMITS, Json, camel
from . import texts
from .places import Places, target

_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", type(None): "null"}
_LENGTHS = {"minLength": len, "maxLength": len}


class Writer:
    """Writes the schemas of one contract in one language."""

    def __init__(self, lang: Lang, places: Places, components: dict[str, Schema], ledger: Iterable[Entry]) -> None:
        self.lang = lang
        self.places = places
        self.components = components
        self.ledger = {entry.id: entry for entry in ledger}
        self.decoded: dict[int, Any] = {}
        """Decoded samples of encoded members, by the identity of the member's schema."""

    def schema(self, schema: Schema) -> Json:
        """A schema. A use of a component says all that the component says, as soon as it says anything of its own."""
        if not schema.ref:
            return self._written(schema, [schema])
        chain = self._chain(schema)
        whole = self.whole(schema)
        if any(self.places.effects.get(id(part)) for part in chain[:-1]):
            return self._written(whole, chain)
        node: Json = {"$ref": f"#/components/schemas/{schema.component}"}
        own = schema.model_fields_set - {"ref", "sdk_name", "filled_by", "env", "source"}
        return node | (self._about(whole, chain) if own or self.entries(schema) else {})

    def _chain(self, schema: Schema) -> list[Schema]:
        """A use of a component, and what it leads to."""
        chain = [schema]
        while chain[-1].ref:
            chain.append(self.components[chain[-1].component])
        return chain

    def whole(self, schema: Schema) -> Schema:
        """A component with what its use says of it."""
        found = target(self.components, schema)
        update = {name: getattr(schema, name) for name in schema.model_fields_set - {"ref"}}
        if schema.zh and found.zh:
            update["zh"] = found.zh.model_copy(update=schema.zh.model_dump(exclude_none=True))
        return found.model_copy(update=update)

    def entries(self, *parts: object) -> list[Entry]:
        """The entries of the ledger at some parts, each once."""
        found = [entry for part in parts for entry in self.places.entries.get(id(part), ())]
        return list({entry.id: entry for entry in found}.values())

    def notes(self, *parts: object) -> list[str]:
        """Those entries as paragraphs."""
        return [texts.entry_text(entry, self.lang) for entry in self.entries(*parts)]

    def _about(self, whole: Schema, chain: list[Schema]) -> Json:
        """Title, description and examples."""
        accepted = [self.ledger[item.ledger] for item in whole.accept or [] if item.ledger in self.ledger]
        noted = {entry.id: entry for entry in (*self.entries(*chain), *accepted)}
        parts = [texts.description(whole, self.lang), texts.union_rule(self._union(whole), self.lang)]
        parts += texts.rules(whole, self.lang)
        for part in chain:
            if encoded := self.places.encoded.get(id(part)):
                sample = self.decoded.get(id(part))
                text = "" if sample is None else jsontext.write(sample, indent=True).decode()
                parts += texts.decoded(encoded, text, self.lang)
                break
        parts += [texts.entry_text(entry, self.lang) for entry in noted.values()]
        node: Json = {}
        if title := texts.title(whole, whole.title, self.lang):
            node["title"] = title
        if description := texts.paragraphs(parts):
            node["description"] = description
        return node | ({"examples": whole.examples} if whole.examples else {})

    def _written(self, schema: Schema, chain: list[Schema]) -> Json:
        node = self._about(schema, chain)
        if schema.types:
            node = {"type": schema.types[0] if len(schema.types) == 1 else list(schema.types)} | node
        node |= self._limits(schema)
        if schema.properties is not None:
            node["properties"] = {name: self.schema(part) for name, part in schema.properties.items()}
            node |= {"required": schema.required} if schema.required else {}
        if schema.items is not None:
            node["items"] = self.schema(schema.items)
        if schema.additional_properties is not None:
            node["additionalProperties"] = self.schema(schema.values) if schema.values is not None else True
        node |= self._alternatives(schema) | self._content(schema, chain)
        for effect in (effect for part in chain for effect in self.places.effects.get(id(part), ())):
            _widen(node, effect)
        return node

    def _limits(self, schema: Schema) -> Json:
        node: Json = {camel(name): value for name in LIMITS if (value := getattr(schema, name)) is not None}
        node |= {name: value for name in ("pattern", "format") if (value := getattr(schema, name)) is not None}
        if schema.enum is not None:
            node["enum"] = [*schema.enum, *([None] if "null" in schema.types else [])]
        if "const" in schema.model_fields_set:
            node["const"] = schema.const
        return node

    def _content(self, schema: Schema, chain: list[Schema]) -> Json:
        if schema.content_schema is None:
            return {}
        content = self.schema(schema.content_schema)
        samples = [self.decoded[id(part)] for part in chain if id(part) in self.decoded][:1]
        return {
            "contentEncoding": "base64",
            "contentMediaType": "application/json",
            "contentSchema": content | ({"examples": samples} if samples else {}),
        }

    def _alternatives(self, schema: Schema) -> Json:
        node: Json = {}
        for name, several in (("oneOf", schema.one_of), ("anyOf", schema.any_of)):
            if several:
                node[name] = [self.schema(part) for part in several]
        union = self._union(schema)
        if union and all(part.ref for part in schema.alternatives):
            mapping = {
                str(code): f"#/components/schemas/{part.component}"
                for part, codes in union.alternatives
                for code in codes
            }
            node["discriminator"] = {"propertyName": union.tag, "mapping": mapping}
        return node

    def _union(self, schema: Schema) -> Union | None:
        """The union that a written schema is: its alternatives and their members are looked up, and no more."""
        if not schema.alternatives:
            return None
        parts = [self.whole(part).model_copy(update={"ref": part.ref}) for part in schema.alternatives]
        shallow = [
            part.model_copy(
                update={"properties": {name: self.whole(own) for name, own in (part.properties or {}).items()}}
            )
            for part in parts
        ]
        return union_of(shallow, schema.discriminator)


def _widen(node: Json, effect: Effect) -> None:
    """Admit what the ledger knows to come, so that a sample with it is an example."""
    values = [effect.value] if effect.values is None else effect.values
    for value in values:
        _admit(node, effect.keyword, value)


def _admit(node: Json, keyword: str, value: Any) -> None:
    if keyword == "type" and "type" in node:
        types = node["type"] if isinstance(node["type"], list) else [node["type"]]
        more = _TYPES.get(type(value), "number")
        node["type"] = [*types, *([] if more in types else [more])]
        if value is None and "enum" in node:
            node["enum"] = [*node["enum"], None]
    elif keyword in ("enum", "const") and keyword in node:
        known = node["enum"] if keyword == "enum" else [node.pop("const")]
        node["enum"] = [*known, *([] if value in known else [value])]
    elif keyword in ("pattern", "format"):
        node.pop(keyword, None)
    elif keyword in node:
        choose = min if keyword.startswith("min") else max
        node[keyword] = choose(node[keyword], _LENGTHS[keyword](value) if keyword in _LENGTHS else value)
