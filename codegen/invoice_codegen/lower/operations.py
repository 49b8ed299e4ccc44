"""Calls: the descriptor that the client works from, and the texts beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from .. import ir, naming
from ..parse.arguments import body_arguments
from ..parse.definition import Call, Failure
from ..parse.extensions import Condition, Envelope, Permission
from ..parse.openapi import Encoding, Parameter
from ..parse.schema import Node, Schema
from ..runtime import operation as descriptors
from ..runtime.jsontext.pointer import join
from .clients import cipher, pages, paging_of, refusals
from .schemas import encoded
from .texts import link, member_text, merged, parameter_text, schema_text, text_of

NEW_KEY = ir.Text(
    "Default: a new UUID for each call, which its retries repeat.", "缺省为每次调用新生成的 UUID，重试时沿用同一个。"
)
_PYTHON: dict[str, Any] = {
    "string": "str",
    "integer": "int",
    "number": "Decimal",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
    "any value": "Any",
}

_TIMES: dict[str, Any] = {
    "date-time": "datetime",
    "date": "date",
    "epoch-seconds": "epoch-seconds",
    "ms-json-date": "ms-json-date",
}
"""Types of arguments that are a day or a time, by format."""


def operation(api: str, call: Call) -> ir.Operation:
    """One operation."""
    source, paging = call.operation, call.operation.paging
    arguments = [*map(_parameter, call.parameters), *(_body_argument(call, node) for node in body_arguments(call))]
    descriptor = descriptors.Operation(
        id=f"{api}/{call.id}",
        name=naming.method_name(call.id),
        method=call.method,
        path=call.path.partition("#")[0],
        parameters=tuple(argument.parameter for argument in arguments),
        security=tuple(tuple(alternative) for alternative in call.security),
        reply=f"{call.id}Response" if call.success else "",
        safe=bool(source.safe) or call.method == "GET" or any(_is_idempotency_key(own) for own in arguments),
        encoded=tuple(encoded(call.body, "/body")),
        is_form=call.is_form,
        cipher=cipher(call.body),
        envelope=_envelope(call.envelope) if call.envelope else None,
        paging=paging_of(paging) if paging else None,
        walk=naming.iterator_name(paging.items, paging.walk) if paging else None,
        statuses=tuple(status for status, response in call.successes.items() if response.content),
        no_content=tuple(status for status, response in call.successes.items() if not response.content),
        download=call.download,
        failures=tuple(map(_failure, call.failures)),
    )
    return ir.Operation(
        descriptor=descriptor,
        constant=naming.constant_name(call.id),
        text=text_of(source, source.summary),
        page=link(source.external_docs),
        parameters=tuple(argument.text for argument in arguments),
        code_lists=tuple(argument.code_list for argument in arguments),
        body=tuple(_body_parts(call, {argument.parameter.pointer for argument in arguments})),
        permission=tuple(_permission(source.permission)) if source.permission else (),
        responses=tuple(ir.Response(status, text_of(response)) for status, response in call.responses.items()),
        failure=schema_text(call.failure) if call.failure else ir.Text(),
        pages=pages(call),
    )


def _failure(failure: Failure) -> descriptors.StatusFailure:
    model = failure.schema.component if failure.schema.properties else ""
    return descriptors.StatusFailure(failure.direction, failure.statuses, model)


class _Argument(NamedTuple):
    parameter: descriptors.Parameter
    text: ir.Text
    code_list: str


def _is_idempotency_key(argument: _Argument) -> bool:
    """Whether the service knows a repeated call by this argument, so that repeating it does no harm."""
    return argument.parameter.filled_by == descriptors.IDEMPOTENCY_KEY


def _parameter(parameter: Parameter) -> _Argument:
    schema, name, place = parameter.value or Schema(), parameter.name or "", parameter.place or "query"
    filled_by = parameter.filled_by or schema.filled_by
    said = naming.field_name(name, parameter.sdk_name)
    descriptor = _descriptor(
        schema, said, name, place, join([place, name]), bool(parameter.required), filled_by, parameter.encoding
    )
    text = parameter_text(parameter, _as_argument(schema))
    return _Argument(descriptor, _with_default(descriptor, text), _code_list(schema))


def _body_argument(call: Call, node: Node) -> _Argument:
    schema, pointer, encoding = node.schema, f"/body{node.pointer}", call.encodings.get(node.name, Encoding())
    said = naming.field_name(node.name, schema.sdk_name)
    descriptor = _descriptor(schema, said, node.name, "body", pointer, node.required, schema.filled_by, encoding)
    return _Argument(descriptor, _with_default(descriptor, _request_text(_as_argument(schema))), _code_list(schema))


def _with_default(parameter: descriptors.Parameter, text: ir.Text) -> ir.Text:
    """The text of an argument, with what the client takes where the caller gives none."""
    return merged(text, NEW_KEY) if parameter.filled_by == descriptors.IDEMPOTENCY_KEY else text


def _as_argument(schema: Schema) -> Schema:
    """The schema that documents an argument: a datetime has no length."""
    is_time = schema.format == "date-time"
    return schema.model_copy(update={"min_length": None, "max_length": None}) if is_time else schema


def _code_list(schema: Schema) -> str:
    """The name of the list of codes that an argument, or each item of it, is from; empty for another one."""
    inner = schema.logical.items or schema.logical
    return inner.component if inner.is_code_list else ""


def _descriptor(
    schema: Schema, name: str, wire: str, place: Any, pointer: str, required: bool, filled_by: Any, encoding: Encoding
) -> descriptors.Parameter:
    style, explode = encoding.effective
    json_type = next((name for name in schema.logical.types if name != "null"), "any value")
    return descriptors.Parameter(
        name=name,
        wire=wire,
        place=place,
        pointer=pointer,
        type=_TIMES.get(schema.format or "", _PYTHON[json_type]),
        required=required and filled_by != descriptors.IDEMPOTENCY_KEY,
        is_null_sent=required and place == "body" and not filled_by and "null" in schema.logical.types,
        const=schema.const,
        filled_by=filled_by,
        style=style,
        explode=explode,
    )


def _body_parts(call: Call, arguments: set[str]) -> Iterator[ir.Part]:
    """The places in the body that have texts and are not arguments."""
    if call.body is None or call.operation.request_body is None:
        return
    yield ir.Part("/body", merged(text_of(call.operation.request_body), _request_text(call.body)))
    for node in islice(call.body.walk("/body", content=False), 1, None):
        is_documented_by_list = node.is_item and not node.schema.ref
        text = _request_text(node.schema)
        if text and not is_documented_by_list and node.pointer not in arguments:
            yield ir.Part(node.pointer, text)


def _request_text(schema: Schema) -> ir.Text:
    """The text of a part of a request, with that of its component: requests have no classes to document it."""
    inner = schema.content_schema
    return merged(member_text(schema), schema_text(inner)) if inner and inner.ref else member_text(schema)


def _permission(permission: Permission) -> Iterator[tuple[str, ir.Text]]:
    """The rows of the vendor's table; the Chinese text belongs to the note."""
    rows = permission.model_dump(exclude_unset=True, exclude={"note", "zh"})
    yield from ((name, ir.Text(value)) for name, value in rows.items() if value)
    if permission.note or permission.zh:
        yield "note", ir.Text(permission.note or "", permission.zh or "")


def _envelope(envelope: Envelope) -> descriptors.Envelope:
    return descriptors.Envelope(
        success=tuple(map(_condition, envelope.success)),
        failure=tuple(map(_condition, envelope.failure)),
        needs=tuple(envelope.needs),
        code=tuple(envelope.code),
        message=tuple(envelope.message),
        request_id=tuple(envelope.request_id),
        request_id_headers=tuple(envelope.request_id_headers),
        retryable=tuple(envelope.retryable),
        retry_after_ms_headers=tuple(envelope.retry_after_ms_headers),
        refusals=refusals(envelope.refusals),
    )


def _condition(condition: Condition) -> descriptors.Condition:
    if condition.one_of is not None:
        return descriptors.Condition(condition.pointer, "in", tuple(condition.one_of))
    if condition.none_of is not None:
        return descriptors.Condition(condition.pointer, "not-in", tuple(condition.none_of))
    return descriptors.Condition(condition.pointer, "absent" if condition.absent else "present")
