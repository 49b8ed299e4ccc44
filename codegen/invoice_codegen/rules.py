"""Does the contract make sense? Names, types, patterns, formats, and whether every pointer of a word leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic_core import SchemaError, SchemaValidator, core_schema

from . import naming
from .openapi import Parameter, Schema
from .problem import ContractError, Problem
from .resolve import Call, Resolved
from .runtime.pointer import join, split
from .vocabulary import AUTH_OPTIONS, FORMATS, JsonType

_TYPES = set(JsonType.__args__)  # type: ignore[attr-defined]
_NEEDS_TYPE = {
    "string": {"min_length", "max_length", "pattern", "sensitive", "content_encoding"},
    "array": {"items", "min_items", "max_items"},
    "object": {"properties", "required", "additional_properties"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
}
_UNPORTABLE = re.compile(r"\\[A-Za-z0-9]|\(\?(?!:)|\(\*|(?<!\\)\$(?!$)|(?<![\[\\])(?!^)\^")
_PYTHON = {"string": str, "integer": int}


def judge(resolved: Resolved) -> None:
    """Raise ContractError with everything that does not make sense."""
    problems = list(_Judge(resolved).problems())
    if problems:
        raise ContractError(problems)


class _Judge:
    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self.document = resolved.checked.openapi
        self.problem = resolved.checked.source.openapi.problem
        self.ledger = {entry.id for entry in resolved.checked.ledger.entries}

    def problems(self) -> Iterator[Problem]:
        name = self.resolved.checked.source.name
        if not naming.is_api(name):
            yield self.problem("", f"{name!r} can't be a package", "name the folder in lower case: words_like_this")
        yield from self.names()
        for component, schema in self.document.components.schemas.items():
            yield from self.schema(join(["components", "schemas", component]), schema, named=True)
        for scheme in self.document.components.security_schemes:
            yield from self.scheme(scheme)
        for call in self.resolved.calls:
            yield from self.call(call)
        yield from self.entries()

    def names(self) -> Iterator[Problem]:
        for component in self.document.components.schemas:
            if not naming.is_class(component):
                remedy = "use an ASCII PascalCase name that is not one of Python's or the SDK's own"
                yield self.problem(
                    join(["components", "schemas", component]), f"{component!r} can't be a class", remedy
                )
        for call in self.resolved.calls:
            if not naming.is_class(call.id):
                yield self.problem(
                    call.pointer, f"the operationId {call.id!r} can't be a name", "use PascalCase, ASCII"
                )
            if not naming.is_path(call.path):
                yield self.problem(
                    call.pointer, f"the path {call.path!r} is not plain", "plain segments, no dots or escapes"
                )
        methods = [naming.method_name(call.id) for call in self.resolved.calls]
        yield from self.collisions("/paths", "operations", [call.id for call in self.resolved.calls], methods)

    def collisions(self, pointer: str, what: str, wires: Iterable[str], names: Iterable[str]) -> Iterator[Problem]:
        pairs = list(zip(wires, names, strict=True))
        for name, times in Counter(name for _, name in pairs).items():
            if times > 1:
                same = ", ".join(repr(wire) for wire, python in pairs if python == name)
                yield self.problem(pointer, f"the {what} {same} would all be {name!r} in Python", "rename all but one")

    def schema(self, pointer: str, schema: Schema, named: bool = False) -> Iterator[Problem]:
        if schema.ref:
            yield from self.accepted(pointer, schema)
            return
        yield from self.types(pointer, schema)
        yield from self.values(pointer, schema, named)
        yield from self.accepted(pointer, schema)
        if schema.pattern is not None:
            yield from self.pattern(f"{pointer}/pattern", schema.pattern)
        if schema.properties is not None:
            yield from self.members(pointer, schema, named)
        if schema.items is not None:
            yield from self.schema(f"{pointer}/items", schema.items)
        if schema.content_schema is not None:
            yield from self.schema(f"{pointer}/contentSchema", schema.content_schema)

    def types(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        types = [name for name in schema.types if name != "null"]
        if len(types) != 1 or types[0] not in _TYPES:
            yield self.problem(pointer, f"the type is {schema.type!r}", "give exactly one JSON type, or [type, 'null']")
            return
        allowed = {word for name in types for word in _NEEDS_TYPE.get(name, ())}
        for word in sorted(set().union(*_NEEDS_TYPE.values()) & schema.model_fields_set - allowed):
            yield self.problem(pointer, f"{word!r} says nothing about the type {types[0]!r}", "remove one of the two")
        if types == ["array"] and schema.items is None:
            yield self.problem(pointer, "an array without items", "say what its items are")
        if schema.format is not None and types[0] not in FORMATS.get(schema.format, {}):
            remedy = "formats: " + ", ".join(f"{name} ({', '.join(on)})" for name, on in FORMATS.items())
            yield self.problem(f"{pointer}/format", f"the format {schema.format!r} is unknown on {types[0]}", remedy)
        encoded = {"content_encoding", "content_media_type", "content_schema"} & schema.model_fields_set
        if len(encoded) not in (0, 3):
            yield self.problem(pointer, "encoded content is told by three words", "write all content… words, or none")

    def values(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        listed = [*(schema.enum or []), *(code.value for code in schema.codes or [])]
        if listed and not named:
            yield self.problem(pointer, "a code list without a name", "make it a component and point to it with $ref")
        kind = _PYTHON.get(next(iter(schema.types), ""))
        for value in listed:
            if type(value) is not kind:
                yield self.problem(
                    pointer, f"the code {value!r} is not of the type {schema.type!r}", "write it as it comes"
                )
        rows = {code.value: code.name for code in schema.codes or []}
        values = list(dict.fromkeys(listed))
        names = [rows.get(value) or naming.code_name(value) for value in values]
        for name in names:
            if not naming.is_code(name):
                yield self.problem(pointer, f"{name!r} can't name a code", "use x-sdk-codes with an UPPER_SNAKE name")
        for what, repeated in (
            ("enum", schema.enum or []),
            ("x-sdk-codes", [code.value for code in schema.codes or []]),
        ):
            if len(set(repeated)) != len(repeated):
                yield self.problem(pointer, f"a value stands twice in {what}", "keep one")
        yield from self.collisions(pointer, "codes", [str(value) for value in values], names)

    def members(self, pointer: str, schema: Schema, named: bool) -> Iterator[Problem]:
        members = schema.properties or {}
        if not named:
            yield self.problem(pointer, "an object with members but without a name", "make it a component and use $ref")
        for name, member in members.items():
            place = pointer + join(["properties", name])
            if not naming.WIRE.fullmatch(name):
                yield self.problem(
                    place, f"the member name {name!r} is not plain", "letters, digits and _ $ @ . : - only"
                )
            yield from self.schema(place, member)
        for name in schema.required or []:
            if name not in members:
                yield self.problem(
                    f"{pointer}/required", f"the required member {name!r} does not exist", "add or drop it"
                )
        names = [naming.field_name(name) for name in members]
        yield from self.collisions(pointer, "members", members, names)

    def accepted(self, pointer: str, schema: Schema) -> Iterator[Problem]:
        for item in schema.accept or []:
            if item.ledger not in self.ledger:
                remedy = "add the entry to ledger.yaml, or correct the id"
                yield self.problem(
                    pointer, f"x-sdk-accept names the ledger entry {item.ledger!r}, which is not there", remedy
                )
        if schema.accept and schema.sensitive:
            yield self.problem(
                pointer, "x-sdk-accept beside x-sdk-sensitive", "an accepted other type could not be masked"
            )

    def pattern(self, pointer: str, pattern: str) -> Iterator[Problem]:
        if not (pattern.startswith("^") and pattern.endswith("$")) or _UNPORTABLE.search(pattern):
            remedy = "anchor it with ^ and $, use [0-9] and the like; no look-around, back-references or class escapes"
            yield self.problem(pointer, f"the pattern {pattern!r} does not mean the same everywhere", remedy)
        try:
            SchemaValidator(core_schema.str_schema(pattern=pattern))
        except SchemaError:
            yield self.problem(pointer, f"pydantic's engine refuses the pattern {pattern!r}", "write a simpler pattern")

    def scheme(self, name: str) -> Iterator[Problem]:
        scheme = self.document.components.security_schemes[name]
        pointer = join(["components", "securitySchemes", name])
        needed, optional = AUTH_OPTIONS[scheme.auth.scheme]
        given = scheme.auth.model_fields_set - {"scheme"}
        for option in sorted(needed - given):
            yield self.problem(pointer, f"{scheme.auth.scheme!r} needs the option {option!r}", "add it to x-sdk-auth")
        for option in sorted(given - needed - optional):
            yield self.problem(pointer, f"{scheme.auth.scheme!r} has no option {option!r}", "remove it from x-sdk-auth")
        if scheme.type == "apiKey" and not (scheme.name and scheme.place):
            yield self.problem(pointer, "an apiKey scheme needs name and in", "say where the key goes")

    def call(self, call: Call) -> Iterator[Problem]:
        for alternative in call.security:
            for name in alternative:
                if name not in self.document.components.security_schemes:
                    yield self.problem(call.pointer, f"the security scheme {name!r} does not exist", "define it")
        yield from self.parameters(call)
        yield from self.replies(call)
        yield from self.envelope(call)
        yield from self.paging(call)

    def parameters(self, call: Call) -> Iterator[Problem]:
        named = {parameter.name for parameter in call.parameters if parameter.place == "path"}
        braces = set(re.findall(r"\{([^{}]*)\}", call.path))
        for name in sorted(str(name) for name in named ^ braces):
            yield self.problem(
                call.pointer, f"{name!r} is a path parameter or in the path, not both", "make them agree"
            )
        for index, parameter in enumerate(call.parameters):
            yield from self.parameter(f"{call.pointer}/parameters/{index}", parameter)
        names = [str(parameter.name) for parameter in call.parameters]
        yield from self.collisions(call.pointer, "parameters", names, map(naming.field_name, names))

    def parameter(self, pointer: str, parameter: Parameter) -> Iterator[Problem]:
        value, name = parameter.value or Schema(), parameter.name or ""
        inner = value.items if value.types == ["array"] and value.items else value
        if {"object", "array"} & set(inner.types):
            yield self.problem(pointer, f"unsupported construct: the parameter {name!r} is structured", "use a scalar")
        if not naming.WIRE.fullmatch(name):
            yield self.problem(
                pointer, f"the parameter name {name!r} is not plain", "letters, digits and _ $ @ . : - only"
            )
        if parameter.place == "path" and not parameter.required:
            yield self.problem(pointer, f"the path parameter {name!r} is not required", "add required: true")
        if not value.ref:
            yield from self.schema(f"{pointer}/schema", value)

    def replies(self, call: Call) -> Iterator[Problem]:
        for schema in (call.success, call.failure):
            if schema is not None and schema.ref and schema.types != ["object"]:
                yield self.problem(
                    call.pointer, f"the response {schema.component!r} is not an object", "describe an object"
                )
        failure = (call.failure.properties if call.failure else None) or {}
        for name, member in (call.success.properties or {}).items():
            if name in failure and failure[name] != member:
                remedy = "a member of both has one schema: point both to one component, with the same words beside it"
                yield self.problem(call.pointer, f"success and failure disagree on the member {name!r}", remedy)

    def envelope(self, call: Call) -> Iterator[Problem]:
        envelope = call.envelope
        if envelope is None:
            if call.failure is not None:
                remedy = "say with x-sdk-envelope how they are told apart"
                yield self.problem(call.pointer, "success and failure have no test", remedy)
            return
        tests = [test.pointer for test in (*envelope.success, *envelope.failure)]
        for pointer in [*tests, *envelope.code, *envelope.message, *envelope.request_id]:
            if all(member(schema, pointer) is None for schema in (call.success, call.failure)):
                yield self._lost(call, "x-sdk-envelope", pointer)
        for pointer in envelope.needs:
            if member(call.success, pointer) is None:
                yield self._lost(call, "x-sdk-envelope needs", pointer)
        if envelope.payload and member(call.body, envelope.payload) is None:
            yield self._lost(call, "x-sdk-envelope payload", envelope.payload)

    def paging(self, call: Call) -> Iterator[Problem]:
        paging = call.operation.paging
        if paging is None:
            return
        query = {parameter.name for parameter in call.parameters if parameter.place == "query"}
        for name in (paging.page, paging.size):
            if name not in query:
                yield self.problem(call.pointer, f"x-sdk-paging: no query parameter {name!r}", "name one that exists")
        items = member(call.success, paging.items)
        if items is None or items.logical.items is None:
            yield self._lost(call, "x-sdk-paging items (a list)", paging.items)
        elif paging.key and member(items.logical.items, paging.key) is None:
            yield self._lost(call, "x-sdk-paging key", paging.key)
        if paging.total and member(call.success, paging.total) is None:
            yield self._lost(call, "x-sdk-paging total", paging.total)

    def _lost(self, call: Call, word: str, pointer: str) -> Problem:
        return self.problem(call.pointer, f"{word}: the pointer {pointer!r} leads nowhere", "name a member that exists")

    def entries(self) -> Iterator[Problem]:
        ids = Counter(entry.id for entry in self.resolved.checked.ledger.entries)
        for index, entry in enumerate(self.resolved.checked.ledger.entries):
            if ids[entry.id] > 1:
                problem = self.resolved.checked.source.ledger.problem
                yield problem(f"/{index}/id", f"the ledger id {entry.id!r} stands twice", "give each entry its own id")


def member(schema: Schema | None, pointer: str) -> Schema | None:
    """The schema of the member at a pointer through objects (and `*` through lists), or None."""
    for part in split(pointer):
        if schema is None:
            return None
        logical = schema.logical
        schema = logical.items if part == "*" else (logical.properties or {}).get(part)
    return schema
