"""JSON Schemas of the files of a contract, for editors: what the models that read them accept, as draft-07.

A schema says which words there are and what their values look like. Rules between words are those of `check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from .openapi import Document
from .vendor_page import Documented, Ledger

FILES: dict[str, type[BaseModel]] = {"openapi": Document, "documented": Documented, "ledger": Ledger}
"""The name of each file, without `.yaml`, and the model that reads it."""

_WRITTEN_BY_MODELS = {"title", "default"}
_HELP = {
    "x-sdk-env": "The environment variable that `from_env` reads this value from.",
    "x-sdk-from": "What the client fills in: a constructor argument, the time, a random id or a key that makes retries safe.",
    "x-sdk-identifier": "The digits are an identifier: they must not be rounded.",
    "x-sdk-name": "The name in Python, in place of the one that follows from the name on the wire.",
    "x-sdk-number-as-text": "The ledger entry by which text in place of any number of a response is drift.",
    "x-sdk-regions": "The regions that this server serves.",
    "x-sdk-safe": "The operation changes nothing, so that a retry does no harm.",
    "x-sdk-sensitive": "Personal or secret: reports, logs and errors don't show the value.",
    "x-sdk-cipher": "How the text is encrypted.",
    "x-sdk-zh": "The Chinese title and description; a text alone is the description.",
}
"""What an editor shows for words whose value has no model with a docstring."""


def editor_schema(name: str) -> dict[str, Any]:
    """The schema of one file of a contract."""
    model = FILES[name]
    schema = _converted(model.model_json_schema(by_alias=True))
    definitions = schema.get("definitions", {})
    for part in (schema, *definitions.values()):
        for word, value in part.get("properties", {}).items():
            _describe(word, value, definitions)
    _accept_short_forms(definitions)
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
    return converted


def _alternatives(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The alternatives without the text that pydantic allows for a Decimal, next to the number: strict models reject it."""
    types = [None, *(part.get("type") for part in parts)]
    return [
        part for before, part in zip(types, parts, strict=False) if (before, part.get("type")) != ("number", "string")
    ]


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for word in ("anyOf", "items"):
            for part in value[word] if isinstance(value.get(word), list) else [value.get(word)]:
                yield from _references(part)


def _describe(word: str, value: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Say what a word means, where an editor shows it: by the model of its value, or else by its own text."""
    described = (definitions[name].get("description") for name in _references(value))
    text = _HELP.get(word) or next((text for text in described if text), None)
    if text is None or "description" in value:
        return
    if "$ref" in value:  # draft-07 ignores what stands beside a reference
        value["allOf"] = [{"$ref": value.pop("$ref")}]
    value["description"] = text


def _accept_short_forms(definitions: dict[str, Any]) -> None:
    """Allow what the models convert or complete before they look at it."""
    for part in definitions.values():
        members = part.get("properties", {})
        zh = members.get("x-sdk-zh", {})
        if "Zh" in _references(zh):
            zh["anyOf"].insert(0, {"type": "string"})
        for word in ("x-sdk-source", "x-sdk-period"):
            if word in members:
                _or_one_item(members[word])
    if (scheme := definitions.get("SecurityScheme")) is not None:  # a scheme of OpenAPI's own needs no x-sdk-auth
        scheme["required"].remove("x-sdk-auth")
    if (contract := definitions.get("Schema")) is not None:
        codes = contract["properties"]["enum"]["anyOf"][0]
        codes["items"]["anyOf"].append({"type": "null"})


def _or_one_item(word: dict[str, Any]) -> None:
    """Allow one item in place of a list."""
    word.pop("minLength", None)
    lists = word["anyOf"] if "anyOf" in word else [{name: word.pop(name) for name in ("type", "items", "minItems")}]
    items = next(part["items"] for part in lists if "items" in part)
    word["anyOf"] = [*lists, items]
