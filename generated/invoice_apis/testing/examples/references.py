"""References in schemas of a contract: records that contain records of their own kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
MAX_ITEMS = 2**53
TURNS = 1
"""How many records of their own kind records in examples contain, one in the other."""


def unfolded(whole: Schema) -> Schema:
    """The schema of a payload without references: the innermost records contain none of their kind."""
    definitions = whole.get("$defs")
    return whole if definitions is None else _unfolded(whole, definitions, TURNS) or whole


def followed(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """A schema with what its own references point to."""
    if "$ref" not in schema:
        return schema
    found = {word: part for word, part in schema.items() if word not in ("$ref", "allOf")}
    for reference in (schema, *schema.get("allOf", ())):
        found = _joined(definitions[reference["$ref"].rpartition("/")[2]], found)
    return found


def _unfolded(schema: Schema, definitions: Mapping[str, Schema], turns: int) -> Schema | None:
    """A schema with its references followed for some turns; None where a value would need more."""
    if "$ref" in schema:
        if not turns:
            return {"type": "null"} if "null" in schema["type"] else None
        schema, turns = followed(schema, definitions), turns - 1
    found = {word: part for word, part in schema.items() if word != "$defs"}
    for word in found.keys() & {"then", "else"}:
        found[word] = _unfolded(found[word], definitions, turns) or {}
    if "allOf" in found:
        found["allOf"] = [_unfolded(part, definitions, turns) or {} for part in found["allOf"]]
    if "properties" in found:
        members = {name: _unfolded(part, definitions, turns) for name, part in found["properties"].items()}
        found["properties"] = {name: member for name, member in members.items() if member is not None}
        if not found["properties"].keys() >= members.keys() & set(found.get("required", ())):
            return None
    if isinstance(found.get("additionalProperties"), dict):
        found["additionalProperties"] = _unfolded(found["additionalProperties"], definitions, turns) or True
    if "items" in found and (items := _unfolded(found["items"], definitions, turns)):
        found["items"] = items
    elif "items" in found:
        found["maxItems"] = 0
    return None if found.get("minItems", 0) > found.get("maxItems", MAX_ITEMS) else found


def _joined(one: Schema, other: Schema) -> Schema:
    """Two schemas for the same place."""
    both = {word: _joined(one[word], part) for word, part in other.items() if isinstance(one.get(word), dict)}
    return {**one, **other, **both}
