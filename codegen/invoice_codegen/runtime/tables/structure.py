"""The documented structure of a payload: members of objects, and lists of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..validation.contract import Contract
from ..validation.references import followed, recursive

Schema = Mapping[str, Any]


class ListOfObjects(NamedTuple):
    """A list of objects below an object."""

    names: tuple[str, ...]
    """From the object to the list."""
    item: Schema


class Structure:
    """The documented schema of a success, without its references."""

    def __init__(self, contract: Contract) -> None:
        whole = contract.schema("documented")
        self._definitions = whole.get("$defs", {})
        self._recursive = recursive(self._definitions)
        self.payload: Schema = self._success(self.follow(whole))

    def _success(self, schema: Schema) -> Schema:
        """The schema without those of failures."""
        then = schema.get("then", {}).get("properties", {})
        own = schema.get("properties", {})
        merged = {name: {**own.get(name, {}), **then.get(name, {})} for name in {**own, **then}}
        return {**schema, "properties": merged} if merged else schema

    def follow(self, schema: Schema) -> Schema:
        """A schema with what its reference points to."""
        return followed(schema, self._definitions)

    def is_recursive(self, schema: Schema) -> bool:
        """Whether a schema refers to a definition that refers to itself."""
        return "$ref" in schema and schema["$ref"].rpartition("/")[2] in self._recursive

    def members(self, schema: Schema) -> Mapping[str, Schema]:
        """The members of an object that has columns for them; none for anything else."""
        schema = self.follow(schema)
        if "allOf" in schema:  # a tagged union: its alternatives have members of the same name and of several types
            return {}
        properties: Mapping[str, Schema] = schema.get("properties", {}) if types_of(schema) == ["object"] else {}
        return properties

    def inner_members(self, schema: Schema) -> Mapping[str, Schema]:
        """The same for an object inside of another one; those that contain themselves have no columns."""
        return {} if self.is_recursive(schema) else self.members(schema)

    def lists(self, schema: Schema, names: tuple[str, ...] = ()) -> Iterator[ListOfObjects]:
        """The lists of objects in an object, also those in objects inside of it."""
        for name, member in self.members(schema).items():
            if self.is_recursive(member):
                continue
            found = self.follow(member)
            if types_of(found) == ["array"] and self.members(found.get("items", {})):
                yield ListOfObjects((*names, name), found["items"])
            elif self.inner_members(member):
                yield from self.lists(member, (*names, name))


def types_of(schema: Schema) -> list[str]:
    """The JSON types of a schema, but for null."""
    types = schema.get("type", [])
    return [name for name in ([types] if isinstance(types, str) else types) if name != "null"]
