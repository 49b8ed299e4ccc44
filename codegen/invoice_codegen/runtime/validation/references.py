"""References in schemas of a contract, which point to its `$defs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def followed(schema: Schema, definitions: Schema) -> dict[str, Any]:
    """A schema with what its own references point to."""
    if "$ref" not in schema:
        return dict(schema)
    found: dict[str, Any] = {word: part for word, part in schema.items() if word not in ("$ref", "allOf")}
    found = _joined(definitions[schema["$ref"].rpartition("/")[2]], found)
    for rule in schema.get("allOf", ()):
        found = _joined(found, definitions[rule["$ref"].rpartition("/")[2]])
    return found


def names(value: Any) -> list[str]:
    """The names of the definitions that a schema refers to, at any depth, in order and each once."""
    found: dict[str, None] = {}
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, Mapping):
            own = part.get("$ref")  # which may be the name of a member, too
            found |= {own.rpartition("/")[2]: None} if isinstance(own, str) else {}
            left += reversed([*part.values()])
        elif isinstance(part, list):
            left += reversed(part)
    return [*found]


def recursive(definitions: Schema) -> frozenset[str]:
    """The names of the definitions that refer to themselves, directly or through others."""
    uses = {name: {*names(schema)} for name, schema in definitions.items()}
    found = set()
    for start in uses:
        seen, left = set[str](), [start]
        while left:
            new = uses[left.pop()] - seen
            seen |= new
            left += new
        found |= {start} & seen
    return frozenset(found)


def _joined(one: Schema, other: Schema) -> dict[str, Any]:
    """Two schemas for the same place."""
    both = {word: _joined(one[word], part) for word, part in other.items() if isinstance(one.get(word), dict)}
    return {**one, **other, **both}
