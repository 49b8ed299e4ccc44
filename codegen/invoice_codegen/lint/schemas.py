"""Schemas: types, limits, code lists, members, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pydantic_core import SchemaError, SchemaValidator, core_schema

from .. import naming
from ..parse.extensions import FORMATS, JsonType
from ..parse.openapi import Schema
from ..parse.resolve import Resolved
from ..problem import Problem
from ..runtime.jsontext.pointer import join
from .names import collisions

_TYPES = set(JsonType.__args__)  # type: ignore[attr-defined]
_NEEDS_TYPE = {
    "string": {"min_length", "max_length", "pattern", "content_encoding"},
    "array": {"items", "min_items", "max_items"},
    "object": {"properties", "required", "additional_properties"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
}
_DOCUMENTATION = {"title", "description", "zh", "source", "examples"}
_PYTHON = {"string": str, "integer": int, "number": int, "boolean": bool}
_UNPORTABLE = re.compile(
    r"\\[A-Za-z0-9]|\(\?(?!:)|\(\*|(?<!\\)\$(?!$)|(?<![\[\\])(?!^)\^"  # escapes, flags and look-around, inner anchors
    r"|(?<!\\)[*+?}]\+|\{,"  # possessive in some engines, text in others
)
_ODD_SET = re.compile(r"\[\^?\]|\[[^\]]*(\[|&&|--|~~|\|\|)")
"""Sets that start with `]`, hold a set, or compute with sets: each engine has its own opinion on them."""
_GROUP, _ENDLESS = re.compile(r"\((?:\?:)?([^()]*)\)([*+{]?)"), re.compile(r"[*+]|\{[0-9]+,\}")
_ANCHORED = re.compile(r"\^.*(?<!\\)(\\\\)*\$", re.DOTALL)


class SchemaRules:
    """The rules for the schemas of one API, as they are written: a $ref is judged where it leads."""

    def __init__(self, resolved: Resolved) -> None:
        self.schemas = resolved.checked.openapi.components.schemas
        self.document = resolved.checked.source.openapi
        self.problem = self.document.problem
        self.ledger = {entry.id for entry in resolved.checked.ledger.entries}

    def components(self) -> Iterator[Problem]:
        """What is wrong with the named schemas."""
        for name, schema in self.schemas.items():
            yield from self.schema(join(["components", "schemas", name]), schema, named=True)

    def schema(self, pointer: str, schema: Schema, named: bool = False) -> Iterator[Problem]:
        """What is wrong with a schema and everything written below it."""
        yield from self._accepted(pointer, schema)
        if schema.ref:
            return
        yield from self._types(pointer, schema)
        yield from self._limits(pointer, schema)
        yield from self._values(pointer, schema, named)
        if schema.pattern is not None:
            yield from self._pattern(f"{pointer}/pattern", schema.pattern)
        if schema.properties is not None:
            yield from self._members(pointer, schema, named)
        for word, part in (("items", schema.items), ("contentSchema", schema.content_schema)):
            if part is not None:
                yield from self._beside_ref(f"{pointer}/{word}", part)
                yield from self.schema(f"{pointer}/{word}", part)

    def _followed(self, schema: Schema | None) -> Schema:
        """The component that a schema refers to, else itself."""
        schema = schema or Schema()
        return self.schemas.get(schema.component, schema) if schema.ref else schema

    def _types(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        types = [name for name in schema.types if name != "null"]
        if len(types) != 1 or types[0] not in _TYPES:
            message = "the type is missing" if schema.type is None else f"the type is {schema.type!r}"
            yield self.problem(pointer, message, "give exactly one JSON type, or [type, 'null']")
            return
        allowed = {word for name in types for word in _NEEDS_TYPE.get(name, ())}
        for word in Schema.spelled(set().union(*_NEEDS_TYPE.values()) & schema.model_fields_set - allowed):
            yield self.problem(pointer, f"{word!r} says nothing about the type {types[0]!r}", "remove one of the two")
        if types == ["array"] and schema.items is None:
            yield self.problem(pointer, "an array without items", "say what its items are")
        if schema.format is not None and types[0] not in FORMATS.get(schema.format, {}):
            remedy = "formats: " + ", ".join(f"{name} ({', '.join(on)})" for name, on in FORMATS.items())
            yield self.problem(f"{pointer}/format", f"the format {schema.format!r} is unknown on {types[0]}", remedy)
        encoded = {"content_encoding", "content_media_type", "content_schema"} & schema.model_fields_set
        if len(encoded) not in (0, 3):
            yield self.problem(pointer, "encoded content is told by three words", "write all content… words, or none")
        content = self._followed(schema.content_schema)
        texts = "string" in content.types or any(item.type == "string" for item in schema.accept or [])
        if schema.content_schema is not None and texts:
            remedy = "encode an object or a list: a text could be either form"
            yield self.problem(pointer, "encoded content that is itself text", remedy)

    def _limits(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        for word in ("minimum", "maximum"):
            if not _is_portable(getattr(schema, word)):
                message = f"the {word} {getattr(schema, word)} is not exactly a double"
                yield self.problem(
                    f"{pointer}/{word}", message, "other tools would round it; say it in the description"
                )

    def _values(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        kind = _PYTHON.get(next((name for name in schema.types if name != "null"), ""))
        if "const" in schema.model_fields_set and type(schema.const) is not kind:
            message = f"the const {schema.const!r} is not of the type {schema.type!r}"
            yield self.problem(f"{pointer}/const", message, "write it as it comes")
        listed = [*(schema.enum or []), *(code.value for code in schema.codes or [])]
        if listed and not named:
            yield self.problem(pointer, "a code list without a name", "make it a component and point to it with $ref")
        for value in listed:
            if type(value) is not kind:
                message = f"the code {value!r} is not of the type {schema.type!r}"
                yield self.problem(pointer, message, "write it as it comes")
        for what, values in (("enum", schema.enum or []), ("x-sdk-codes", [code.value for code in schema.codes or []])):
            if len(set(values)) != len(values):
                yield self.problem(pointer, f"a value stands twice in {what}", "keep one")
        yield from self._code_names(pointer, schema, list(dict.fromkeys(listed)))

    def _code_names(self, pointer: str, schema: Schema, values: list[str | int]) -> Iterator[Problem]:
        rows = {code.value: code.name for code in schema.codes or []}
        names = [rows[value] if value in rows else naming.code_name(value) for value in values]
        for name in names:
            if not naming.is_code(name):
                yield self.problem(pointer, f"{name!a} can't name a code", "use x-sdk-codes with an UPPER_SNAKE name")
        yield from collisions(self.document, pointer, "codes", [str(value) for value in values], names)

    def _members(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        members = schema.properties or {}
        if not named:
            yield self.problem(pointer, "an object with members but without a name", "make it a component and use $ref")
        for name, member in members.items():
            place = pointer + join(["properties", name])
            yield from self.wire(place, "member", name)
            yield from self.schema(place, member)
        for name in schema.required or []:
            if name not in members:
                message = f"the required member {name!r} does not exist"
                yield self.problem(f"{pointer}/required", message, "add or drop it")
        yield from collisions(self.document, pointer, "members", members, map(naming.field_name, members))

    def wire(self, pointer: str, what: str, name: str) -> Iterator[Problem]:
        """A name that goes over the wire is plain, so that it looks like what it is."""
        if not naming.WIRE.fullmatch(name):
            yield self.problem(pointer, f"the {what} name {name!a} is not plain", "ASCII letters, digits, _ $ @ . : -")

    def _accepted(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        for item in schema.accept or []:
            if item.ledger not in self.ledger:
                message = f"x-sdk-accept names the ledger entry {item.ledger!r}, which is not there"
                yield self.problem(pointer, message, "add the entry to ledger.yaml, or correct the id")
        if schema.accept and schema.sensitive:
            message = "x-sdk-accept beside x-sdk-sensitive"
            yield self.problem(pointer, message, "an accepted other type could not be masked")
        target = self.schemas[schema.component] if schema.ref else schema
        is_code = bool(target.enum or target.codes)
        if schema.sensitive and ("string" not in target.types or is_code or target.content_schema):
            message = "x-sdk-sensitive on something else than plain text"
            yield self.problem(pointer, message, "mark the strings inside it; codes and numbers are not masked")

    def _beside_ref(self, pointer: str, part: Schema) -> Iterator[Problem]:
        """A list tells of its items and encoded text of its content; a class tells of itself, not of its uses."""
        if part.ref and (more := _DOCUMENTATION & part.model_fields_set):
            message = f"unsupported beside a $ref of items or content: {', '.join(Schema.spelled(more))}"
            yield self.problem(pointer, message, "move it to the member, or into the component")

    def _pattern(self, pointer: str, pattern: str) -> Iterator[Problem]:
        if not _ANCHORED.fullmatch(pattern) or _UNPORTABLE.search(pattern) or not _is_plain(pattern):
            remedy = "anchor it with ^ and $, use [0-9] and the like; no look-around, \\d, flags or nested repetition"
            yield self.problem(pointer, f"the pattern {pattern!r} does not mean the same everywhere", remedy)
            return
        try:
            SchemaValidator(core_schema.str_schema(pattern=pattern))
        except SchemaError:
            yield self.problem(pointer, f"pydantic's engine refuses the pattern {pattern!r}", "write a simpler pattern")


def _is_plain(pattern: str) -> bool:
    """Whether sets hold just characters and ranges, repetitions are not nested, and no `|` stands outside of groups.

    Outside of groups an anchor holds for one branch only; nested repetitions keep backtracking engines busy for ever.
    """
    rest = re.sub(r"\\.", "x", pattern)
    if _ODD_SET.search(rest):
        return False
    rest = re.sub(r"\[[^\]]*\]", "x", rest)
    while group := _GROUP.search(rest):
        is_endless = bool(_ENDLESS.search(group[1]))
        if is_endless and group[2]:
            return False
        rest = f"{rest[:group.start()]}{'x+' if is_endless else 'x'}{group[2]}{rest[group.end():]}"
    return "|" not in rest


def _is_portable(limit: int | Decimal | None) -> bool:
    """Whether a limit keeps its value in a JSON Schema, where tools read fractions as doubles."""
    if not isinstance(limit, Decimal):
        return True
    return Decimal(repr(float(limit))) == limit
