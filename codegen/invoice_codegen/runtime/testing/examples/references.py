"""References in schemas of a contract: records that contain records of their own kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = dict[str, Any]
TURNS = 1
"""How many records of their own kind records in examples contain, one in the other."""


def unfolded(whole: Schema) -> Schema:
    """The schema of a payload without references: the innermost records contain none of their kind."""
    definitions = whole.get("$defs")
    return whole if definitions is None else _Unfolding(definitions).schema(whole, TURNS) or whole


def followed(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """A schema with what its own references point to."""
    if "$ref" not in schema:
        return schema
    found = {word: part for word, part in schema.items() if word not in ("$ref", "allOf")}
    for reference in (schema, *schema.get("allOf", ())):
        found = _joined(definitions[reference["$ref"].rpartition("/")[2]], found)
    return found


class _Unfolding:
    """Follows references for some turns; then only those of members that must be there."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self.definitions = definitions

    def schema(self, schema: Schema, turns: int, is_needed: bool = True) -> Schema | None:
        """A schema without references; None for a part that can be left out and is, because no turn is left."""
        if turns <= 0 and not is_needed and (turns < 0 or "$ref" in schema) and _is_container(schema):
            return None
        if "$ref" in schema:
            if turns <= 0 and "null" in schema["type"]:
                return {"type": "null"}
            schema, turns = followed(schema, self.definitions), turns - 1
        found = {word: part for word, part in schema.items() if word != "$defs"}
        for word in found.keys() & {"then", "else"}:
            found[word] = self.schema(found[word], turns)
        if "allOf" in found:
            found["allOf"] = [self.schema(part, turns) for part in found["allOf"]]
        if "properties" in found:
            found["properties"] = dict(self._members(found, turns))
        if isinstance(found.get("additionalProperties"), dict):
            found["additionalProperties"] = self.schema(found["additionalProperties"], turns, is_needed=False) or True
        if "items" in found:
            items = self.schema(found["items"], turns, is_needed=bool(found.get("minItems")))
            found |= {"maxItems": 0} if items is None else {"items": items}
        return found

    def _members(self, schema: Schema, turns: int) -> Iterator[tuple[str, Schema]]:
        for name, part in schema["properties"].items():
            member = self.schema(part, turns, name in schema.get("required", ()))
            if member is not None:
                yield name, member


def _is_container(schema: Schema) -> bool:
    types = schema.get("type", ())
    return bool({"object", "array"} & ({types} if isinstance(types, str) else set(types)))


def _joined(one: Schema, other: Schema) -> Schema:
    """Two schemas for the same place."""
    both = {word: _joined(one[word], part) for word, part in other.items() if isinstance(one.get(word), dict)}
    return {**one, **other, **both}
