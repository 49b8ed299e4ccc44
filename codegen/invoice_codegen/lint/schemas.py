"""Schemas: types, limits, codes, members, patterns."""

from __future__ import annotations

from collections.abc import Iterator

from .. import naming
from ..parse.definition import ApiDefinition
from ..parse.formats import FORMATS
from ..parse.schema import Schema
from ..parse.strict import JsonType
from ..problem import Problem
from ..runtime.jsontext.pointer import join
from .limits import KeywordMessage, limits
from .names import SAY_NAME, collisions
from .patterns import pattern_problem
from .unions import union_problems

_TYPES = set(JsonType.__args__)  # type: ignore[attr-defined]
_NEEDS_TYPE = {
    "string": {"min_length", "max_length", "pattern", "content_encoding"},
    "array": {"items", "min_items", "max_items"},
    "object": {"properties", "required", "additional_properties", "one_of", "any_of", "discriminator"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
}
_DOCUMENTATION = {"title", "description", "zh", "source", "examples"}
_PYTHON = {"string": str, "integer": int, "number": int, "boolean": bool}


class SchemaRules:
    """The rules for schemas as they are written: the target of a $ref is checked where it is defined."""

    def __init__(self, definition: ApiDefinition) -> None:
        self.definition = definition
        self.schemas = definition.schemas
        self.problem = definition.problem

    def components(self) -> Iterator[Problem]:
        """The problems of the named schemas."""
        for name, schema in self.schemas.items():
            yield from self.schema(join(["components", "schemas", name]), schema, named=True)

    def schema(self, pointer: str, schema: Schema, named: bool = False) -> Iterator[Problem]:
        """The problems of a schema and of everything that is written in it."""
        yield from self._use(pointer, schema)
        if named and schema.sdk_name is not None:
            yield self.problem(pointer, "x-sdk-name on a component", "move it to the members that use the component")
        if schema.ref:
            return
        yield from self._rules(pointer, schema, named)
        if schema.properties is not None:
            yield from self._members(pointer, schema, named)
        parts = (
            ("items", schema.items),
            ("additionalProperties", schema.values),
            ("contentSchema", schema.content_schema),
        )
        for keyword, part in parts:
            if part is not None:
                yield from self._beside_ref(f"{pointer}/{keyword}", part)
                yield from self.schema(f"{pointer}/{keyword}", part)

    def _rules(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        """The problems of types and values. Whether they contradict each other is asked where each is right."""
        problems = [
            self.problem(pointer + join([keyword] if keyword else []), *message)
            for keyword, message in (
                *_types(schema),
                *_pattern(schema),
                *self._content(schema),
                *union_problems(schema, self.schemas),
            )
        ]
        problems += self._values(pointer, schema, named)
        yield from problems
        for keyword, message in limits(schema) if not problems else ():
            yield self.problem(pointer + join([keyword] if keyword else []), *message)

    def _use(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        """The extensions that may stand beside a $ref too."""
        for item in schema.accept or []:
            if item.ledger not in self.definition.ledger_ids:
                message = f"x-sdk-accept: the ledger entry {item.ledger!r} does not exist"
                yield self.problem(pointer, message, "add the entry to ledger.yaml, or correct the id")
        yield from self._accepted(pointer, schema)
        if schema.accept and schema.sensitive:
            remedy = "remove one: a value of an accepted type can't be masked"
            yield self.problem(pointer, "x-sdk-accept beside x-sdk-sensitive", remedy)
        target = self.schemas[schema.component] if schema.ref else schema
        is_code = bool(target.enum or target.codes)
        if schema.own_limits and schema.own_limits.ledger not in self.definition.ledger_ids:
            message = f"x-sdk-limits: the ledger entry {schema.own_limits.ledger!r} does not exist"
            yield self.problem(pointer, message, "add the entry to ledger.yaml, or correct the id")
        if schema.identifier and not _can_be_identifier(schema, target):
            remedy = (
                "mark members of type string or integer without format (but int64), codes, encoding or accepted number"
            )
            yield self.problem(pointer, "x-sdk-identifier on a member that is no identifier of digits", remedy)
        if schema.sensitive and ("string" not in target.types or is_code or target.content_schema):
            message = "x-sdk-sensitive on a member that is not a plain string"
            yield self.problem(pointer, message, "mark the strings inside it; codes and numbers are not masked")

    def _accepted(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        """No accepted type lets content through that nobody validates."""
        whole = self._followed(self._followed(schema).logical)
        items = self._followed(whole.items) if whole.items else Schema()
        for name in (item.type for item in schema.accept or []):
            if name == "object" and items.properties:
                continue
            if name in ("object", "array"):
                remedy = "accept `object` where a list of objects is documented; else document what comes"
                yield self.problem(pointer, f"x-sdk-accept: the content of an {name} would not be validated", remedy)
            elif name != "null" and {"array", "object"} & set(whole.types):
                message = f"x-sdk-accept: a {name} in place of an {whole.types[0]} would hide its content"
                yield self.problem(pointer, message, "remove it, or document what comes")

    def _followed(self, schema: Schema) -> Schema:
        return self.schemas.get(schema.component, schema) if schema.ref else schema

    def _content(self, schema: Schema) -> Iterator[KeywordMessage]:
        keywords = {"content_encoding", "content_media_type", "content_schema"} & schema.model_fields_set
        if len(keywords) not in (0, 3):
            remedy = "use contentEncoding, contentMediaType and contentSchema together, or none of them"
            yield "", ("incomplete encoded content", remedy)
        if schema.content_schema is not None:
            content = schema.content_schema
            content = self.schemas.get(content.component, content) if content.ref else content
            if (
                content.is_any
                or "string" in content.types
                or any(item.type == "string" for item in schema.accept or [])
            ):
                remedy = "encode an object or a list: a string could be either form"
                yield "", ("the encoded content is itself a string", remedy)

    def _values(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        python_type = _PYTHON.get(next((name for name in schema.types if name != "null"), ""))
        remedy = "write the value with the JSON type that the service sends"
        if "const" in schema.model_fields_set and type(schema.const) is not python_type:
            message = f"the const {schema.const!r} is not of the type {schema.type!r}"
            yield self.problem(f"{pointer}/const", message, remedy)
        enum, rows = schema.enum or [], [code.value for code in schema.codes or []]
        if (enum or rows) and not named:
            yield self.problem(pointer, "a list of codes without a name", "make it a component, and use $ref")
        for value in (*enum, *rows):
            if type(value) is not python_type:
                yield self.problem(pointer, f"the code {value!r} is not of the type {schema.type!r}", remedy)
        for keyword, values in (("enum", enum), ("x-sdk-codes", rows)):
            if len(set(values)) != len(values):
                yield self.problem(pointer, f"duplicate value in {keyword}", "keep one")
        yield from self._code_names(pointer, schema, list(dict.fromkeys([*enum, *rows])))

    def _code_names(self, pointer: str, schema: Schema, values: list[str | int]) -> Iterator[Problem]:
        rows = {code.value: code.name for code in schema.codes or []}
        names = [rows[value] if value in rows else naming.code_name(value) for value in values]
        for name in names:
            if not naming.is_code(name):
                remedy = "add the code to x-sdk-codes with an UPPER_SNAKE_CASE name"
                yield self.problem(pointer, f"{name!a} can't be the name of a code", remedy)
        yield from collisions(self.definition, pointer, "codes", [str(value) for value in values], names)

    def _members(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        members = schema.properties or {}
        if not named:
            message = "an object with members but without a name"
            yield self.problem(pointer, message, "make it a component, and use $ref")
        for name, member in members.items():
            place = pointer + join(["properties", name])
            yield from self.wire_name(place, "member", name, member.sdk_name)
            yield from self.said_name(place, member.sdk_name)
            yield from self.schema(place, member)
        for name in schema.required or []:
            if name not in members:
                message = f"the required member {name!r} does not exist"
                yield self.problem(f"{pointer}/required", message, "add the member, or remove it from required")
        names = [naming.field_name(name, member.sdk_name) for name, member in members.items()]
        yield from collisions(self.definition, pointer, "members", members, names, SAY_NAME)

    def said_name(self, pointer: str, name: str | None) -> Iterator[Problem]:
        """A name that the contract says for Python is one that Python and the SDK leave free."""
        if name is not None and not naming.is_field(name):
            remedy = "use lower case words joined by underscores, and no word of Python, pydantic or the SDK"
            yield self.problem(pointer, f"x-sdk-name {name!a} can't be a name in Python", remedy)

    def wire_name(self, pointer: str, what: str, name: str, said: str | None) -> Iterator[Problem]:
        """Wire names are plain, or have a name in Python beside them."""
        if not naming.is_wire(name, said):
            remedy = "use 1 to 128 ASCII letters, digits and _ $ @ . : -; other printable names need an x-sdk-name"
            yield self.problem(pointer, f"unsupported {what} name {name!a}", remedy)

    def _beside_ref(self, pointer: str, part: Schema) -> Iterator[Problem]:
        """Lists document their items and encoded text its content; a class documents itself, not its uses."""
        if part.sdk_name is not None:
            yield self.problem(pointer, "x-sdk-name on items or content, which have no name", "move it to the member")
        if part.ref and (more := _DOCUMENTATION & part.model_fields_set):
            message = f"unsupported beside a $ref of items or content: {', '.join(Schema.aliases(more))}"
            yield self.problem(pointer, message, "move it to the member, or into the component")


def _types(schema: Schema) -> Iterator[KeywordMessage]:
    if schema.is_any:
        return
    types = [name for name in schema.types if name != "null"]
    if len(types) != 1 or types[0] not in _TYPES:
        message = "the type is missing" if schema.type is None else f"unsupported type {schema.type!r}"
        yield "", (message, "use exactly one JSON type, or [type, 'null']; for any value no word but documentation")
        return
    allowed = _NEEDS_TYPE.get(types[0], set())
    for keyword in Schema.aliases(set().union(*_NEEDS_TYPE.values()) & schema.model_fields_set - allowed):
        yield "", (f"{keyword!r} has no effect on the type {types[0]!r}", "remove one of the two")
    if schema.values is not None and (schema.properties is not None or schema.required is not None):
        remedy = "name the members and write additionalProperties: true, or describe the values alone"
        yield "", ("named members in a map", remedy)
    if types == ["array"] and schema.items is None:
        yield "", ("an array without items", "add items")
    if schema.format is not None and types[0] not in FORMATS.get(schema.format, {}):
        remedy = f"formats of the type {types[0]}: {', '.join(name for name, on in FORMATS.items() if types[0] in on) or 'none'}"
        yield "format", (f"unsupported format {schema.format!r} of the type {types[0]!r}", remedy)


def _can_be_identifier(schema: Schema, target: Schema) -> bool:
    """Whether a member is text or an integer without another meaning, and never a number with a fraction."""
    accepted = {item.type for item in [*(schema.accept or []), *(target.accept or [])]}
    is_plain = not (target.enum or target.codes or target.content_schema) and target.format in (None, "int64")
    return (
        is_plain
        and bool(target.types)
        and {"string", "integer"} >= set(target.types) - {"null"}
        and "number" not in accepted
    )


def _pattern(schema: Schema) -> Iterator[KeywordMessage]:
    if schema.pattern is not None and (flaw := pattern_problem(schema.pattern)):
        yield "pattern", flaw
