"""JSON Schemas of the files of a contract, for editors: what the models that read them accept, as draft-07.

A schema says which words there are and what their values look like. Rules between words are those of `check`.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from .aside import aside_words, open_maps
from .openapi import Document
from .vendor_page import Documented, Ledger

FILES: dict[str, type[BaseModel]] = {"openapi": Document, "documented": Documented, "ledger": Ledger}
"""The name of each file, without `.yaml`, and the model that reads it."""

_WRITTEN_BY_MODELS = {"title", "default"}
KINDS = {
    "document": ("",),
    "info": ("Info",),
    "server": ("Server",),
    "variable": ("ServerVariable",),
    "path": ("PathItem",),
    "operation": ("Operation",),
    "webhook item": ("WebhookItem",),
    "webhook": ("WebhookOperation",),
    "webhook body": ("WebhookBody",),
    "parameter": ("Parameter",),
    "body": ("RequestBody",),
    "response": ("Response",),
    "media type": ("MediaType", "FormType", "Content"),
    "components": ("Components",),
    "security scheme": ("SecurityScheme",),
    "schema": ("Schema",),
    "request schema": ("Schema",),
}
"""The definitions of each kind of object in which words are set aside; `""` is the document."""
_OTHERS = {"^x-(?!sdk-)": True}
"""The words of other tools."""


def editor_schema(name: str) -> dict[str, Any]:
    """The schema of one file of a contract."""
    model = FILES[name]
    schema = _converted(model.model_json_schema(by_alias=True))
    definitions = schema.get("definitions", {})
    _accept_short_forms(definitions)
    if name == "openapi":
        _or_one_item(schema["properties"]["x-sdk-source"])
        _set_aside({"": schema, **definitions})
    if name == "documented":
        schema["properties"]["pages"]["type"] = ["array", "null"]
    if name == "ledger":  # the file is the list that the model calls `entries`
        schema = {**schema["properties"]["entries"], "description": schema["description"], "definitions": definitions}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"{name}.yaml of a contract", **schema}


def schema_text(name: str) -> str:
    """The schema of one file of a contract, as JSON text."""
    return json.dumps(editor_schema(name), indent=1, ensure_ascii=False) + "\n"


def _converted(schema: Any) -> Any:
    """A schema of pydantic in the words of draft-07, without the titles and defaults that it makes of Python's."""
    if not isinstance(schema, dict):
        return schema
    kept = {word: value for word, value in schema.items() if word not in _WRITTEN_BY_MODELS}
    converted: dict[str, Any] = {}
    for word, value in kept.items():
        if word in ("properties", "$defs"):
            parts = {name: _converted(part) for name, part in value.items()}
            converted["definitions" if word == "$defs" else word] = parts
        elif word == "anyOf":
            converted[word] = [_converted(part) for part in _alternatives(value)]
        elif word == "$ref":
            converted[word] = value.replace("#/$defs/", "#/definitions/")
        else:
            converted[word] = _converted(value)
    if "$ref" in converted and len(converted) > 1:  # draft-07 ignores what stands beside a reference
        return {"type": "object", "allOf": [{"$ref": converted.pop("$ref")}], **converted}  # every model is an object
    return converted


def _alternatives(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The alternatives without the text that pydantic allows for a Decimal, next to the number: strict models reject it."""
    types = [None, *(part.get("type") for part in parts)]
    return [
        part for before, part in zip(types, parts, strict=False) if (before, part.get("type")) != ("number", "string")
    ]


def _set_aside(definitions: dict[str, Any]) -> None:
    """Allow what is set aside before the models look at it."""
    for kind, words in aside_words().items():
        for name in KINDS[kind]:
            definitions[name]["properties"] |= dict.fromkeys(words, True)
            definitions[name]["patternProperties"] = _OTHERS
    for kind, word in open_maps():
        for name in KINDS[kind]:
            definitions[name]["properties"][word]["patternProperties"] = _OTHERS


def _accept_short_forms(definitions: dict[str, Any]) -> None:
    """Allow what the models convert or complete before they look at it."""
    for part in definitions.values():
        members = part.get("properties", {})
        zh = members.get("x-sdk-zh", {})
        if "allOf" in zh:
            members["x-sdk-zh"] = {"anyOf": [{"type": "string"}, *zh["allOf"]], "description": zh["description"]}
        for word in ("x-sdk-source", "x-sdk-period"):
            if word in members:
                _or_one_item(members[word])
    if (scheme := definitions.get("SecurityScheme")) is not None:  # a scheme of OpenAPI's own needs no x-sdk-auth
        scheme["required"].remove("x-sdk-auth")
    if (contract := definitions.get("Schema")) is not None:
        contract["properties"]["enum"]["items"]["anyOf"].append({"type": "null"})


def _or_one_item(word: dict[str, Any]) -> None:
    """Allow one item in place of a list."""
    several = {name: word.pop(name) for name in ("type", "items", "minItems") if name in word}
    word.pop("minLength", None)
    word["anyOf"] = [several, several["items"]]
