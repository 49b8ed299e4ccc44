"""What the schemas of one place say together: the constraints of a conjunction, keyword by keyword."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]

LARGEST = 10**18 - 1
"""Codes of more digits are left to the full validation."""
TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description"}
_LIMITS = {"enum", "const", "minLength", "maxLength", "minimum", "maximum", "pattern", "format"}
_STRUCTURE = {
    "type",
    "allOf",
    "anyOf",
    "items",
    "minItems",
    "maxItems",
    "properties",
    "required",
    "additionalProperties",
}


class Unsupported(Exception):
    """A constraint that the scanner can't check; the full validation does."""


@dataclass
class Shape:
    """The constraints of one place."""

    types: frozenset[str] = TYPES
    codes: list[list[Any]] = field(default_factory=list)
    """Each list of codes; a value must be in all of them."""
    limits: dict[str, list[Any]] = field(default_factory=dict)
    """The values of each other keyword that limits scalars or the length of lists."""
    items: list[Json] = field(default_factory=list)
    properties: dict[str, list[Json]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    closed: frozenset[str] | None = None
    """The names that an object may have; None where it may have others."""
    some: set[frozenset[str]] = field(default_factory=set)
    """Sets of names of which an object must have at least one each."""

    @property
    def limits_scalars(self) -> bool:
        """Whether more than the type of a scalar counts."""
        return bool(self.codes or self.limits.keys() & _LIMITS)

    def largest(self, keyword: str, default: int) -> int:
        """The largest value of a keyword. Raises Unsupported."""
        return max(map(_integer, self.limits.get(keyword, ())), default=default)

    def smallest(self, keyword: str, default: int) -> int:
        """The smallest value of a keyword. Raises Unsupported."""
        return min(map(_integer, self.limits.get(keyword, ())), default=default)

    def knows(self, name: str) -> bool:
        """Whether an object may have a member of this name."""
        return self.closed is None or name in self.closed

    def admits(self, code: Any) -> bool:
        """Whether a code is in all lists of codes."""
        return all(any(is_same(code, each) for each in codes) for codes in self.codes)

    def common_codes(self, kind: type) -> list[Any]:
        """The codes of a type that are in all lists."""
        return [code for code in self.codes[0] if type(code) is kind and self.admits(code)] if self.codes else []


def references(schema: Json) -> list[str]:
    """The names of the definitions that a schema refers to at its own place."""
    parts = [schema, *schema.get("allOf", ())] if isinstance(schema, dict) else []
    return [part["$ref"].rpartition("/")[2] for part in parts if "$ref" in part]


def followed(schemas: Iterable[Json], definitions: Mapping[str, Json]) -> list[Json]:
    """Schemas of a place, and the definitions that they refer to."""
    found: list[Json] = []
    for schema in schemas:
        own = {word: part for word, part in schema.items() if word != "$ref"}
        if "allOf" in own:
            own["allOf"] = [part for part in own["allOf"] if "$ref" not in part]
        found += [own, *(definitions[name] for name in references(schema))]
    return found


def shape_of(schemas: Iterable[Json]) -> Shape:
    """The constraints of schemas that all hold. Raises Unsupported."""
    shape = Shape()
    for schema in _flat(schemas):
        if unknown := schema.keys() - _ANNOTATIONS - _LIMITS - _STRUCTURE:
            raise Unsupported(f"keywords {sorted(unknown)}")
        _add(shape, schema)
    return shape


def _flat(schemas: Iterable[Json]) -> Iterator[Json]:
    for schema in schemas:
        if not isinstance(schema, dict):
            raise Unsupported("a schema that is true or false")
        yield schema
        yield from _flat(schema.get("allOf", ()))


def _add(shape: Shape, schema: Json) -> None:
    if "type" in schema:
        kinds = schema["type"]
        shape.types = _common([kinds] if isinstance(kinds, str) else kinds, shape.types)
    shape.codes += [schema["enum"]] if "enum" in schema else []
    shape.codes += [[schema["const"]]] if "const" in schema else []
    for keyword in (*(_LIMITS - {"enum", "const"}), "minItems", "maxItems"):
        if keyword in schema:
            shape.limits.setdefault(keyword, []).append(schema[keyword])
    shape.items += [schema["items"]] if "items" in schema else []
    for name, part in schema.get("properties", {}).items():
        shape.properties.setdefault(name, []).append(part)
    shape.required |= set(schema.get("required", ()))
    additional = schema.get("additionalProperties", True)
    if additional is False:
        names = frozenset(schema.get("properties", ()))
        shape.closed = names if shape.closed is None else shape.closed & names
    elif additional is not True:
        raise Unsupported("a schema for further members")
    if "anyOf" in schema:
        shape.some.add(_some_of(schema["anyOf"]))


def _common(kinds: Iterable[str], others: frozenset[str]) -> frozenset[str]:
    """The types in both; an integer is a number."""
    kinds = frozenset(kinds)
    both = set(kinds & others)
    if ("integer" in kinds and "number" in others) or ("number" in kinds and "integer" in others):
        both.add("integer")
    return frozenset(both)


def _some_of(alternatives: Iterable[Json]) -> frozenset[str]:
    """The names of which one must be there."""
    names = set()
    for each in alternatives:
        if each == {"maxProperties": 0}:
            continue  # an empty object, which is rare, is left to the full validation: both schemas have this word
        if each.keys() != {"required"} or len(each["required"]) != 1:
            raise Unsupported("alternatives that are more than the name of a member")
        names.add(each["required"][0])
    return frozenset(names)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or value != int(value):
        raise Unsupported("a limit with a fraction")
    return int(value)


def is_same(one: Any, other: Any) -> bool:
    """Whether two codes are equal as JSON values: true is not 1."""
    return bool(isinstance(one, bool) == isinstance(other, bool) and one == other)
