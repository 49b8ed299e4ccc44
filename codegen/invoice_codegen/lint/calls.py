"""Operations: security, parameters and responses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .. import naming
from ..parse.arguments import body_arguments
from ..parse.definition import ApiDefinition, Call
from ..parse.openapi import Parameter
from ..parse.references import Reference
from ..parse.schema import Schema
from ..problem import Message, Problem
from ..runtime.jsontext.pointer import split
from .envelopes import by_status, envelope
from .forms import forms, style
from .limits import too_large
from .names import SAY_NAME, collisions
from .paging import paging
from .periods import periods
from .recursion import in_themselves
from .schemas import SchemaRules
from .servers import braces, header_problem, security_schemes, servers
from .unions import in_alternatives
from .wire import wire_texts


class CallRules:
    """The rules for the operations of one API, all references followed."""

    def __init__(self, definition: ApiDefinition) -> None:
        self.definition = definition
        self.problem = definition.problem
        self.schemas = SchemaRules(definition)

    def problems(self) -> Iterator[Problem]:
        """The problems of servers, security schemes and operations."""
        yield from servers(self.definition)
        yield from security_schemes(self.definition)
        yield from by_status(self.definition)
        for call in self.definition.calls:
            yield from self._parameters(call)
            for message, remedy in (
                *self._security(call),
                *_path_parameters(call),
                *encoded_items(call.bodies),
                *in_alternatives(call),
                *in_themselves(call),
                *_body(call),
                *_responses(call),
                *envelope(call),
                *forms(call),
                *wire_texts(self.definition, call),
                *paging(call),
                *too_large(call.bodies),
                *periods(call),
            ):
                yield self.problem(call.pointer, message, remedy)

    def _security(self, call: Call) -> Iterator[Message]:
        for name, scopes in (item for alternative in call.security for item in alternative.items()):
            if scopes:
                remedy = "write [], and document the permission in x-sdk-permission"
                yield f"unsupported: scopes of the security scheme {name!r}", remedy
            scheme = self.definition.security_schemes.get(name)
            if scheme is None:
                yield f"the security scheme {name!r} does not exist", "define it in components/securitySchemes"
                continue
            domain = scheme.auth.domain_parameter
            if domain and domain not in braces(call.path):
                message = f"domain-parameter of {name!r}: no path parameter {domain!r}"
                yield message, "use one that exists"

    def _parameters(self, call: Call) -> Iterator[Problem]:
        for index, parameter in enumerate(call.parameters):
            at = f"{call.pointer}/parameters/{index}"
            yield from self._parameter(at, parameter)
            written = self._written(call.operation.parameters[index])
            if written is not None and not written.ref:
                yield from self.schemas.schema(f"{at}/schema", written)
        for (place, wire), times in Counter((each.place, each.name) for each in call.parameters).items():
            if times > 1:
                yield self.problem(call.pointer, f"duplicate parameter {wire!r} in {place}", "keep one")
        own = {(each.place, each.name): naming.field_name(str(each.name), each.sdk_name) for each in call.parameters}
        pairs = [(str(wire), name) for (_, wire), name in own.items()]
        pairs += [(node.name, naming.field_name(node.name, node.schema.sdk_name)) for node in body_arguments(call)]
        for wire, name in pairs:
            if name in naming.CALL_NAMES:
                message = f"{wire!r} would be {name!r} in Python, which is an argument of every call"
                yield self.problem(call.pointer, message, "give it another name in Python with x-sdk-name")
        wires, names = [wire for wire, _ in pairs], [name for _, name in pairs]
        yield from collisions(self.definition, call.pointer, "parameters", wires, names, SAY_NAME)

    def _parameter(self, pointer: str, parameter: Parameter) -> Iterator[Problem]:
        value, name = parameter.value or Schema(), parameter.name or ""
        for message, remedy in _style(parameter, value):
            yield self.problem(pointer, message, remedy)
        yield from self.schemas.wire_name(pointer, "parameter", name, parameter.sdk_name)
        yield from self.schemas.said_name(pointer, parameter.sdk_name)
        if value.sdk_name is not None:
            yield self.problem(
                f"{pointer}/schema", "x-sdk-name in the schema of a parameter", "move it to the parameter"
            )
        if parameter.place == "header" and (flaw := header_problem(name)):
            yield self.problem(pointer, *flaw)
        if parameter.place == "path" and not parameter.required:
            yield self.problem(pointer, f"the path parameter {name!r} is not required", "add required: true")

    def _written(self, parameter: Parameter) -> Schema | None:
        """The schema of a parameter as it is written, references in it not followed."""
        components = self.definition.openapi.components.parameters
        return components[(parameter.ref or "").rpartition("/")[2]].value if parameter.ref else parameter.value


def _style(parameter: Parameter, value: Schema) -> Iterator[Message]:
    """Lists and objects stand in the query only."""
    what = f"the parameter {parameter.name!r}"
    if parameter.place == "query":
        yield from style(what, value, parameter.encoding)
        return
    inner = value.items if value.types == ["array"] and value.items else value
    if parameter.style or parameter.explode is not None:
        yield f"style or explode on {what}, which is not in the query", "remove them"
    if {"object", "array"} & set(inner.types) or inner.is_any:
        yield f"unsupported: {what} has structured values", "use a scalar, or in the query a list of scalars"
    elif inner is not value:
        message = f"unsupported: the {parameter.place} parameter {parameter.name!r} is a list"
        yield message, "use `type: string`, and describe how the values are joined"


def _path_parameters(call: Call) -> Iterator[Message]:
    described = {str(parameter.name) for parameter in call.parameters if parameter.place == "path"}
    used = {*braces(call.path)}
    for name in sorted(described - used):
        yield f"the path does not use the parameter {name!r}", "add {name} to the path, or remove the parameter"
    for name in sorted(used - described):
        yield f"the path parameter {name!r} is not described", "add it to parameters"


def encoded_items(schemas: Iterable[Schema]) -> Iterator[Message]:
    """Encoded members are decoded by pointer, and pointers do not pass through lists."""
    for root in schemas:
        for node in root.walk():
            if node.schema.content_schema is not None and "*" in split(node.pointer):
                message = f"unsupported: encoded content in a list or a map, {node.pointer}"
                yield message, "describe it as a string"


def _body(call: Call) -> Iterator[Message]:
    types = call.body.types if call.body else []
    if call.body and types not in (["object"], ["array"]):
        yield "the request body is neither an object nor a list", "describe an object or a list that is never null"


def _responses(call: Call) -> Iterator[Message]:
    if call.success is not None and call.success.types != ["object"]:
        yield from _whole_value(call, call.success)
    for schema in call.response_schemas:
        if schema.values is not None:
            message = f"unsupported: the names of the whole response {schema.component!r} are data"
            yield message, "use `additionalProperties: true`, and describe the values"
    for schema in (*([call.failure] if call.failure else []), *(failure.schema for failure in call.failures)):
        if schema.types != ["object"]:
            yield f"the failure {schema.component!r} is not an object", "describe an object"
    failure = (call.failure.properties if call.failure else None) or {}
    for name, member in ((call.success.properties if call.success else None) or {}).items():
        if name in failure and not _is_same(failure[name], member):
            message = f"success and failure have different schemas for the member {name!r}"
            yield message, "use one component for both, with the same members beside the $ref"


def _is_same(one: Schema, other: Schema) -> bool:
    """Whether two schemas are equal; one may be written out elsewhere in its whole."""
    is_component = bool(one.component) and one.component == other.component
    return one == other or (is_component and isinstance(one, Reference) != isinstance(other, Reference))


def _whole_value(call: Call, schema: Schema) -> Iterator[Message]:
    """A response that is a list or a scalar: HTTP status alone tells success from failure."""
    name, envelope = schema.component, call.operation.envelope
    if "null" in schema.types or schema.is_any:
        kind = "null" if schema.types else "any value"
        yield f"the response {name!r} may be {kind}", "describe the list or the scalar that comes"
    if schema.content_schema is not None:
        yield f"unsupported: the whole response {name!r} is encoded", "describe it as a string"
    if schema.accepts_single_item:
        yield f"x-sdk-accept: one item in place of the whole response {name!r}", "remove it: a response has one form"
    if envelope is not None and not envelope.by_status:
        remedy = "remove it: HTTP status tells success from failure; pointers lead through objects only"
        yield f"x-sdk-envelope beside a response that is no object, {name!r}", remedy
