"""Operations: servers, security, parameters, replies, and the pointers of envelopes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import naming
from ..parse.extensions import AUTH_OPTIONS, Auth
from ..parse.openapi import Parameter, Schema, Server
from ..parse.resolve import Call, Resolved
from ..problem import Problem
from ..runtime.jsontext.pointer import join, split
from .arguments import body_arguments, member_at
from .names import collisions
from .paging import paging
from .schemas import SchemaRules

_BRACES = re.compile(r"\{([^{}]*)\}")


class CallRules:
    """The rules for the operations of one API, all references followed."""

    def __init__(self, resolved: Resolved, schemas: SchemaRules) -> None:
        self.contract = resolved.checked.openapi
        self.calls = resolved.calls
        self.schemas = schemas
        self.document = resolved.checked.source.openapi
        self.problem = self.document.problem

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with servers, security schemes and operations."""
        for index, server in enumerate(self.contract.servers):
            yield from self._server(f"/servers/{index}", server)
        for name in self.contract.components.security_schemes:
            yield from self._scheme(name)
        for call in self.calls:
            yield from self._security(call)
            yield from self._parameters(call)
            yield from self._encoded(call)
            yield from self._replies(call)
            yield from self._envelope(call)
            for message, remedy in paging(call):
                yield self.problem(call.pointer, message, remedy)

    def _server(self, pointer: str, server: Server) -> Iterator[Problem]:
        variables, named = server.variables or {}, _BRACES.findall(server.url)
        if set("{}") & set(_BRACES.sub("", server.url)):
            yield self.problem(f"{pointer}/url", f"a brace of {server.url!r} has no partner", "write {name}")
        for name in sorted(set(named) - variables.keys()):
            yield self.problem(f"{pointer}/url", f"the url has {{{name}}}, which is no variable", "add it to variables")
        for name, variable in variables.items():
            place = pointer + join(["variables", name])
            if name not in named:
                yield self.problem(place, f"the url has no {{{name}}}", "put it there or remove the variable")
            if variable.enum and variable.default not in variable.enum:
                message = f"the default {variable.default!r} is not among enum"
                yield self.problem(f"{place}/default", message, "choose one of enum, or add it there")

    def _scheme(self, name: str) -> Iterator[Problem]:
        scheme = self.contract.components.security_schemes[name]
        pointer, signs = join(["components", "securitySchemes", name]), scheme.auth.scheme
        needed, optional = AUTH_OPTIONS[signs]
        given = scheme.auth.model_fields_set - {"scheme", "env", "refusals"}
        for option in Auth.spelled(needed - given):
            yield self.problem(pointer, f"{signs!r} needs the option {option!r}", "add it to x-sdk-auth")
        for option in Auth.spelled(given - needed - optional):
            yield self.problem(pointer, f"{signs!r} has no option {option!r}", "remove it from x-sdk-auth")
        wanted = ("http", "basic") if signs == "basic" else ("apiKey", None)
        if (scheme.type, scheme.scheme) != wanted:
            remedy = "write type: http, scheme: basic" if signs == "basic" else "write type: apiKey"
            yield self.problem(pointer, f"{signs!r} does not go with the type {scheme.type!r}", remedy)
        if scheme.type == "apiKey" and not (scheme.name and scheme.place):
            yield self.problem(pointer, "an apiKey scheme needs name and in", "say where the key goes")

    def _security(self, call: Call) -> Iterator[Problem]:
        for name, scopes in (item for alternative in call.security for item in alternative.items()):
            if scopes:
                message = f"unsupported construct: scopes of the security scheme {name!r}"
                yield self.problem(call.pointer, message, "write [] and say in x-sdk-permission what a caller needs")
            scheme = self.contract.components.security_schemes.get(name)
            if scheme is None:
                yield self.problem(call.pointer, f"the security scheme {name!r} does not exist", "define it")
                continue
            carried = scheme.auth.domain_parameter
            if carried and carried not in _BRACES.findall(call.path):
                message = f"domain-parameter of {name!r}: no path parameter {carried!r}"
                yield self.problem(call.pointer, message, "name one that exists")

    def _parameters(self, call: Call) -> Iterator[Problem]:
        named = {parameter.name for parameter in call.parameters if parameter.place == "path"}
        for name in sorted(str(name) for name in named ^ {*_BRACES.findall(call.path)}):
            message = f"{name!r} is a path parameter or in the path, not both"
            yield self.problem(call.pointer, message, "make them agree")
        for index, parameter in enumerate(call.parameters):
            yield from self._parameter(f"{call.pointer}/parameters/{index}", parameter)
        names = [*(str(parameter.name) for parameter in call.parameters), *body_arguments(call).values()]
        for name in names:
            if naming.field_name(name) in naming.CALL_NAMES:
                message = f"unsupported construct: the parameter {name!r}, whose name every call has for itself"
                yield self.problem(call.pointer, message, "leave it out, and say so in the description")
        yield from collisions(self.document, call.pointer, "parameters", names, map(naming.field_name, names))

    def _parameter(self, pointer: str, parameter: Parameter) -> Iterator[Problem]:
        value, name = parameter.value or Schema(), parameter.name or ""
        inner = value.items if value.types == ["array"] and value.items else value
        if {"object", "array"} & set(inner.types):
            yield self.problem(pointer, f"unsupported construct: the parameter {name!r} is structured", "use a scalar")
        yield from self.schemas.wire(pointer, "parameter", name)
        if parameter.place == "path" and not parameter.required:
            yield self.problem(pointer, f"the path parameter {name!r} is not required", "add required: true")
        if not value.ref:
            yield from self.schemas.schema(f"{pointer}/schema", value)

    def _encoded(self, call: Call) -> Iterator[Problem]:
        """Encoded members are opened by pointer, and pointers do not go through lists."""
        for root in (call.body, call.success, call.failure):
            for place in _encoded_items(root):
                yield self.problem(
                    call.pointer, f"unsupported construct: encoded content in a list, {place}", "describe the text"
                )

    def _replies(self, call: Call) -> Iterator[Problem]:
        for schema in (call.success, call.failure):
            if schema is not None and schema.types != ["object"]:
                message = f"the response {schema.component!r} is not an object"
                yield self.problem(call.pointer, message, "describe an object")
        failure = (call.failure.properties if call.failure else None) or {}
        for name, member in (call.success.properties or {}).items():
            if name in failure and failure[name] != member:
                remedy = "a member of both has one schema: point both to one component, with the same words beside it"
                yield self.problem(call.pointer, f"success and failure disagree on the member {name!r}", remedy)

    def _envelope(self, call: Call) -> Iterator[Problem]:
        envelope = call.envelope
        if envelope is None:
            if call.failure is not None:
                remedy = "say with x-sdk-envelope how they are told apart"
                yield self.problem(call.pointer, "success and failure have no test", remedy)
            return
        tests = [test.pointer for test in (*envelope.success, *envelope.failure)]
        for pointer in [*tests, *envelope.code, *envelope.message, *envelope.request_id]:
            if all(member_at(schema, pointer) is None for schema in (call.success, call.failure)):
                yield self._lost(call, "x-sdk-envelope", pointer)
        for pointer in envelope.needs:
            if member_at(call.success, pointer) is None:
                yield self._lost(call, "x-sdk-envelope needs", pointer)
        payload = member_at(call.body, envelope.payload or "") or Schema()
        if envelope.payload and not payload.logical.properties:
            yield self._lost(call, "x-sdk-envelope payload (an object)", envelope.payload)
        elif len(split(envelope.payload or "")) > 1:
            message = f"unsupported construct: a payload inside of another member, {envelope.payload}"
            yield self.problem(call.pointer, message, "the payload is a member of the body itself")

    def _lost(self, call: Call, word: str, pointer: str) -> Problem:
        return self.problem(call.pointer, f"{word}: the pointer {pointer!r} leads nowhere", "name a member that exists")


def _encoded_items(schema: Schema | None, place: str = "", in_list: bool = False) -> Iterator[str]:
    if schema is None:
        return
    if in_list and schema.content_schema is not None:
        yield place
    logical = schema.logical
    for name, member in (logical.properties or {}).items():
        yield from _encoded_items(member, place + join([name]), in_list)
    yield from _encoded_items(logical.items, f"{place}/*", True)
