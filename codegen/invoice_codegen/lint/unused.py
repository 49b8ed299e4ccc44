"""Parts of a contract that nothing would read: unused components, and extensions where they have no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..parse.arguments import body_arguments
from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.openapi import Parameter
from ..parse.schema import Schema
from ..problem import Message, Problem
from ..runtime.jsontext.pointer import join, split


def unused(definition: ApiDefinition) -> Iterator[Problem]:
    """All parts without effect."""
    yield from _components(definition)
    yield from _overridden(definition)
    names = set(_names_in_responses(definition.exchanges))
    for call in definition.calls:
        for index, parameter in enumerate(call.parameters):
            for message, remedy in _parameter(parameter):
                yield definition.problem(f"{call.pointer}/parameters/{index}", message, remedy)
        for message, remedy in _body(call, names):
            yield definition.problem(call.pointer, message, remedy)
    for each in definition.exchanges:
        for message, remedy in _responses(each):
            yield definition.problem(each.pointer, message, remedy)


def _components(definition: ApiDefinition) -> Iterator[Problem]:
    calls, components = definition.calls, definition.openapi.components
    schemas = {node.schema.component for each in definition.exchanges for root in each.schemas for node in root.walk()}
    parameters = (parameter.ref for call in calls for parameter in call.operation.parameters)
    responses = (response.ref for call in calls for response in call.operation.responses.values())
    schemes = {name for call in calls for alternative in call.security for name in alternative}
    sections: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("schemas", components.schemas, schemas),
        ("parameters", components.parameters, _names(parameters)),
        ("responses", components.responses, _names(responses)),
        ("securitySchemes", components.security_schemes, schemes),
    )
    for section, defined, used in sections:
        for name in defined:
            if name not in used:
                pointer = join(["components", section, name])
                yield definition.problem(pointer, f"no operation uses the component {name!r}", "use it or remove it")


def _names(refs: Iterable[str | None]) -> set[str]:
    return {split(ref[1:])[-1] for ref in refs if ref}


def _overridden(definition: ApiDefinition) -> Iterator[Problem]:
    document, operations = definition.openapi, [call.operation for call in definition.calls]
    if operations and document.envelope and all(operation.envelope for operation in operations):
        yield definition.problem("/x-sdk-envelope", "every operation overrides x-sdk-envelope", "remove it here")
    elif operations and document.envelope and not any(call.envelope for call in definition.calls):
        yield definition.problem("/x-sdk-envelope", "no response is an object that x-sdk-envelope tests", "remove it")
    if operations and document.security and all(operation.security is not None for operation in operations):
        yield definition.problem("/security", "every operation overrides security", "remove it here")


def _parameter(parameter: Parameter) -> Iterator[Message]:
    for node in (parameter.value or Schema()).walk():
        yield from _accept_in_request(node.schema, f"{parameter.name}{node.pointer}")
        if node.schema.filled_by and (node.pointer or parameter.filled_by):
            message = f"x-sdk-from inside the schema of the parameter {parameter.name!r}"
            yield message, "write it once, beside the parameter's name"


def _names_in_responses(calls: Iterable[Call | Webhook]) -> Iterator[tuple[str, str | None]]:
    for root in (root for call in calls for root in call.response_schemas):
        yield from ((node.name, node.schema.sdk_name) for node in root.walk() if node.pointer)


def _body(call: Call, names: set[tuple[str, str | None]]) -> Iterator[Message]:
    """The body is no class, so only its arguments have names; but its components may be classes of a response."""
    arguments = {node.pointer for node in body_arguments(call)}
    for node in call.body.walk() if call.body else ():
        yield from _accept_in_request(node.schema, f"body{node.pointer}")
        if node.schema.filled_by and node.pointer not in arguments:
            message = f"x-sdk-from on body{node.pointer}, which is not an argument of the call"
            yield message, "move it to a member of the body or of its payload"
        is_named = node.pointer in arguments or (bool(node.pointer) and (node.name, node.schema.sdk_name) in names)
        if node.schema.sdk_name and not is_named:
            message = f"x-sdk-name on body{node.pointer}, which is not an argument of the call"
            yield message, "remove it: callers give the value as JSON, with the names of the service"


def _accept_in_request(schema: Schema, where: str) -> Iterator[Message]:
    if schema.accept:
        remedy = "remove it: requests are sent as documented; give the request its own component"
        yield f"x-sdk-accept in a request, on {where}", remedy


def _responses(call: Call | Webhook) -> Iterator[Message]:
    for root in call.response_schemas:
        if root.sdk_name:
            yield "x-sdk-name on a whole response", "remove it: the operationId names its class"
        for node in root.walk():
            if node.schema.filled_by:
                remedy = "remove it: clients fill in requests only; give the response its own component"
                yield f"x-sdk-from in a response, on {node.pointer or '(the whole)'}", remedy
