"""References in schemas of a contract: records that contain records of their own kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...validation.references import followed, recursive

Schema = dict[str, Any]
TURNS = 1
"""How many records of their own kind records in examples contain, one in the other."""


def unfolded(whole: Schema) -> Schema:
    """The schema of a payload without references: the innermost records contain none of their kind."""
    definitions = whole.get("$defs")
    return whole if definitions is None else _Unfolding(definitions).schema(whole, TURNS) or whole


class _Unfolding:
    """Follows references for some turns; then only those of members that must be there."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self.definitions, self.recursive = definitions, recursive(definitions)

    def schema(self, schema: Schema, turns: int, is_needed: bool = True) -> Schema | None:
        """A schema without references; None for a part that can be left out and is, because no turn is left."""
        is_turn = "$ref" in schema and schema["$ref"].rpartition("/")[2] in self.recursive
        if turns <= 0 and not is_needed and (turns < 0 or is_turn) and _is_container(schema):
            return None
        if is_turn and turns <= 0 and "null" in schema["type"]:
            return {"type": "null"}
        if "$ref" in schema:
            schema, turns = followed(schema, self.definitions), turns - is_turn
        found = {word: part for word, part in schema.items() if word != "$defs"}
        for word in found.keys() & {"then", "else"}:
            found[word] = self.schema(found[word], turns)
        if "allOf" in found:
            found["allOf"] = [self.schema(part, turns) for part in found["allOf"]]
        if "properties" in found:
            found["properties"] = dict(self._members(found, turns))
            if "anyOf" in found and not found["properties"] and not is_needed:
                return None
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
