"""References followed: every call with its parameters, bodies and rules in hand, every schema whole.

A resolved schema keeps in `ref` which component it came from, because components become classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..problem import Problem
from ..runtime.jsontext.pointer import join
from .check import Checked
from .extensions import Envelope
from .openapi import Operation, Parameter, Response, Schema, Security

BESIDE_REF = frozenset(
    {"ref", "title", "description", "zh", "source", "accept", "sensitive", "filled_by", "env", "examples"}
)
"""What may stand beside a $ref: words about this use of the component."""

METHODS = ("get", "post", "put", "patch", "delete")

MAX_DEPTH = 64
MAX_SCHEMAS = 20_000
"""Limits on what the references of one API may unfold to: components that use each other twice double at each step."""


@dataclass(frozen=True)
class Call:
    """One operation with everything it refers to."""

    pointer: str
    path: str
    method: str
    operation: Operation
    parameters: tuple[Parameter, ...]
    body: Schema | None
    success: Schema
    failure: Schema | None
    responses: dict[str, Response]
    envelope: Envelope | None
    security: Security

    @property
    def id(self) -> str:
        """The operationId."""
        return self.operation.operation_id

    @property
    def statuses(self) -> tuple[str, ...]:
        """What stands in `responses`, in its order."""
        return tuple(self.responses)


@dataclass(frozen=True)
class Resolved:
    """An API with all references followed; with problems, calls lack what could not be."""

    checked: Checked
    calls: tuple[Call, ...]
    problems: tuple[Problem, ...]


def resolve(checked: Checked) -> Resolved:
    """Follow all references. What is wrong with them is told by `judge`, beside all else that makes no sense."""
    resolver = _Resolver(checked)
    try:
        calls = tuple(resolver.calls())
    except _Endless:
        calls = ()
    return Resolved(checked, calls, tuple(resolver.problems))


class _Endless(Exception):
    """The references unfold to more than any contract needs."""


class _Resolver:
    def __init__(self, checked: Checked) -> None:
        self.document = checked.openapi
        self.places = checked.source.openapi
        self.problems: list[Problem] = []
        self.count = 0

    def complain(self, pointer: str, message: str, remedy: str) -> None:
        self.problems.append(self.places.problem(pointer, message, remedy))

    def calls(self) -> Iterator[Call]:
        for path, item in self.document.paths.items():
            for method in METHODS:
                operation: Operation | None = getattr(item, method)
                if operation is not None:
                    yield self.call(join(["paths", path, method]), path, method, operation)

    def call(self, pointer: str, path: str, method: str, operation: Operation) -> Call:
        responses = {
            status: self.response(f"{pointer}/responses/{status}", response)
            for status, response in operation.responses.items()
        }
        replies = {status: self.reply(place, response) for status, (place, response) in responses.items()}
        if "200" not in replies:
            self.complain(f"{pointer}/responses", "there is no response '200'", "the response '200' is the success")
        failures = [schema for status, schema in replies.items() if status != "200"]
        if any(schema != failures[0] for schema in failures):
            remedy = "let all responses but '200' use one component, with the same words beside it"
            self.complain(f"{pointer}/responses", "the failures have different schemas", remedy)
        return Call(
            pointer=pointer,
            path=path,
            method=method.upper(),
            operation=operation,
            parameters=tuple(self.parameters(pointer, operation)),
            body=self.body(pointer, operation),
            success=replies.get("200", Schema()),
            failure=failures[0] if failures else None,
            responses={status: response for status, (_, response) in responses.items()},
            envelope=operation.envelope or self.document.envelope,
            security=self.document.security if operation.security is None else operation.security,
        )

    def response(self, pointer: str, response: Response) -> tuple[str, Response]:
        """Where a response is written, and what stands there."""
        if not response.ref:
            return pointer, response
        self.alone(pointer, response)
        return response.ref[1:], self.document.components.responses[response.ref.rpartition("/")[2]]

    def reply(self, pointer: str, response: Response) -> Schema:
        body = response.content["application/json"].body if response.content else None
        if body is None or not body.ref:
            remedy = "give it content application/json with a $ref to a component"
            self.complain(pointer, "the response has no named schema", remedy)
            return Schema()
        return self.schema(f"{pointer}/content/application~1json/schema", body)

    def body(self, pointer: str, operation: Operation) -> Schema | None:
        if operation.request_body is None:
            return None
        place = f"{pointer}/requestBody/content/application~1json/schema"
        content = operation.request_body.content.get("application/json")
        if content is None or not content.body.ref:
            remedy = "give it content application/json with a $ref to a component"
            self.complain(place, "the request body has no named schema", remedy)
            return Schema()
        return self.schema(place, content.body)

    def parameters(self, pointer: str, operation: Operation) -> Iterator[Parameter]:
        for index, parameter in enumerate(operation.parameters):
            place = f"{pointer}/parameters/{index}"
            if parameter.ref:
                self.alone(place, parameter)
                place = parameter.ref[1:]
                parameter = self.document.components.parameters[place.rpartition("/")[2]]
            yield parameter.model_copy(update={"value": self.schema(f"{place}/schema", parameter.value or Schema())})

    def alone(self, pointer: str, use: Parameter | Response) -> None:
        """A reference to a parameter or a response says nothing else."""
        if more := use.model_fields_set - {"ref"}:
            message = f"unsupported beside a $ref: {', '.join(use.spelled(more))}"
            self.complain(pointer, message, "move it into the component")

    def schema(self, pointer: str, schema: Schema, above: tuple[str, ...] = (), depth: int = 0) -> Schema:
        """The schema with all references below it followed."""
        self.bound(pointer, depth)
        if schema.ref:
            schema, pointer, above = self.component(pointer, schema, above)
        parts: dict[str, object] = {}
        if schema.properties is not None:
            parts["properties"] = {
                name: self.schema(pointer + join(["properties", name]), member, above, depth + 1)
                for name, member in schema.properties.items()
            }
        if schema.items is not None:
            parts["items"] = self.schema(f"{pointer}/items", schema.items, above, depth + 1)
        if schema.content_schema is not None:
            parts["content_schema"] = self.schema(f"{pointer}/contentSchema", schema.content_schema, above, depth + 1)
        return schema.model_copy(update=parts)

    def bound(self, pointer: str, depth: int) -> None:
        """Give up at once on what would not end."""
        self.count += 1
        if self.count > MAX_SCHEMAS or depth > MAX_DEPTH:
            what = f"more than {MAX_SCHEMAS} schemas" if depth <= MAX_DEPTH else f"deeper than {MAX_DEPTH} levels"
            self.complain(pointer, f"with its references followed the contract is {what}", "make it simpler")
            raise _Endless

    def component(self, pointer: str, use: Schema, above: tuple[str, ...]) -> tuple[Schema, str, tuple[str, ...]]:
        target = self.document.components.schemas[use.component]
        if use.component in above:
            message = f"unsupported construct: the component {use.component!r} contains itself"
            self.complain(pointer, message, "write it without")
            return Schema(), pointer, above
        if more := use.model_fields_set - BESIDE_REF:
            remedy = "move it into the component; only titles, descriptions and x-sdk- words stand beside a $ref"
            self.complain(pointer, f"unsupported beside a $ref: {', '.join(Schema.spelled(more))}", remedy)
        words = {name: getattr(use, name) for name in use.model_fields_set}
        if use.zh and target.zh:
            words["zh"] = target.zh.model_copy(update=use.zh.model_dump(exclude_none=True))
        return target.model_copy(update=words), (use.ref or "")[1:], (*above, use.component)
