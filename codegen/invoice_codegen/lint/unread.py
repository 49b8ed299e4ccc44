"""What stands in the contract and would say nothing: parts that no operation uses, words where nothing reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..parse.openapi import Operation, Schema
from ..parse.resolve import Call, Resolved
from ..problem import Problem
from ..runtime.jsontext.pointer import join, split
from .arguments import body_arguments


def unread(resolved: Resolved) -> Iterator[Problem]:
    """Everything that would be left out."""
    yield from _components(resolved)
    yield from _overridden(resolved)
    for call in resolved.calls:
        yield from _requests(resolved, call)
        yield from _responses(resolved, call)


def _components(resolved: Resolved) -> Iterator[Problem]:
    components, calls = resolved.checked.openapi.components, resolved.calls
    parameters = (parameter.ref for call in calls for parameter in call.operation.parameters)
    responses = (response.ref for call in calls for response in call.operation.responses.values())
    schemes = {name for call in calls for alternative in call.security for name in alternative}
    sections: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("schemas", components.schemas, {name for call in calls for name in _schemas(call)}),
        ("parameters", components.parameters, set(_names(parameters))),
        ("responses", components.responses, set(_names(responses))),
        ("securitySchemes", components.security_schemes, schemes),
    )
    for section, defined, used in sections:
        for name in defined:
            if name not in used:
                message, place = f"the component {name!r} is used by no operation", join(["components", section, name])
                yield resolved.checked.source.openapi.problem(place, message, "use it or remove it")


def _overridden(resolved: Resolved) -> Iterator[Problem]:
    document, problem = resolved.checked.openapi, resolved.checked.source.openapi.problem
    operations: list[Operation] = [call.operation for call in resolved.calls]
    if operations and document.envelope and all(operation.envelope for operation in operations):
        yield problem("/x-sdk-envelope", "every operation has an x-sdk-envelope of its own", "remove this one")
    if operations and document.security and all(operation.security is not None for operation in operations):
        yield problem("/security", "every operation has a security of its own", "remove this one")


def _requests(resolved: Resolved, call: Call) -> Iterator[Problem]:
    problem, arguments = resolved.checked.source.openapi.problem, body_arguments(call)
    for index, parameter in enumerate(call.parameters):
        place, value = f"{call.pointer}/parameters/{index}", parameter.value or Schema()
        for pointer, part in parts(value):
            yield from _accepted(resolved, call, f"{parameter.name}{pointer}", part)
            if part.filled_by and (pointer or parameter.filled_by):
                message = f"x-sdk-from inside of the parameter {parameter.name!r}"
                yield problem(place, message, "say it once, beside the parameter's name")
    for pointer, part in parts(call.body):
        yield from _accepted(resolved, call, f"body{pointer}", part)
        if part.filled_by and pointer not in arguments:
            message = f"x-sdk-from on body{pointer}, which is no argument of the call"
            yield problem(call.pointer, message, "put it on a member of the body or of its payload")


def _accepted(resolved: Resolved, call: Call, place: str, schema: Schema) -> Iterator[Problem]:
    if schema.accept:
        message = f"x-sdk-accept in a request, on {place}"
        remedy = "remove it: a request is sent as documented; give the request a component of its own"
        yield resolved.checked.source.openapi.problem(call.pointer, message, remedy)


def _responses(resolved: Resolved, call: Call) -> Iterator[Problem]:
    for root in (call.success, call.failure):
        for pointer, part in parts(root):
            if part.filled_by:
                message = f"x-sdk-from in a response, on {pointer or '(the whole)'}"
                remedy = "remove it: a client fills requests; give the response a component of its own"
                yield resolved.checked.source.openapi.problem(call.pointer, message, remedy)


def _schemas(call: Call) -> Iterator[str]:
    for root in (call.body, call.success, call.failure, *(parameter.value for parameter in call.parameters)):
        yield from (part.component for _, part in parts(root) if part.ref)


def parts(schema: Schema | None, pointer: str = "") -> Iterator[tuple[str, Schema]]:
    """A schema and everything in it, with the places in the payload."""
    if schema is None:
        return
    yield pointer, schema
    for name, member in (schema.properties or {}).items():
        yield from parts(member, pointer + join([name]))
    yield from parts(schema.items, f"{pointer}/*")
    yield from parts(schema.content_schema, pointer)


def _names(refs: Iterable[str | None]) -> Iterator[str]:
    yield from (split(ref[1:])[-1] for ref in refs if ref)
