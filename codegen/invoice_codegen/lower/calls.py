"""Operations: what a client must know of them, and the contracts of their requests and responses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from .. import ir
from .. import naming as names
from ..parse.extensions import Envelope, Permission, Test
from ..parse.openapi import Parameter, Schema
from ..parse.resolve import Call
from ..parse.vendor_page import Entry
from ..runtime import operation as descriptors
from ..runtime.jsontext.pointer import join
from . import schemas
from .clients import cipher, pages, refusals, walk
from .guide import request_guide, response_guide
from .texts import link, member_text, merged, parameter_text, schema_text, text_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PYTHON: dict[str, Any] = {
    "string": "str",
    "integer": "int",
    "number": "Decimal",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
}
_GROUPS: tuple[Literal["path", "query", "header"], ...] = ("path", "query", "header")
_NO_DOTS = {"not": {"enum": [".", ".."]}}
_SEGMENT = "^[^/]+$"


def operation(api: str, call: Call) -> ir.Operation:
    """What a client must know of a call."""
    source = call.operation
    parameters = [*map(_parameter, call.parameters), *_body_parameters(call.body, "/body", call)]
    descriptor = descriptors.Operation(
        id=f"{api}/{call.id}",
        name=names.method_name(call.id),
        method=call.method,
        path=call.path.partition("#")[0],
        parameters=tuple(parameter for parameter, _ in parameters),
        security=tuple(tuple(alternative) for alternative in call.security),
        reply=f"{call.id}Response",
        safe=bool(source.safe) or call.method == "GET",
        encoded=tuple(schemas.encoded(call.body, "/body")),
        cipher=cipher(call.body),
        envelope=_envelope(call.envelope) if call.envelope else None,
        paging=descriptors.Paging(**source.paging.model_dump(exclude={"walk"})) if source.paging else None,
        walk=walk(call),
    )
    return ir.Operation(
        descriptor=descriptor,
        constant=names.constant_name(call.id),
        text=text_of(source, source.summary),
        page=link(source.external_docs),
        parameters=tuple(text for _, text in parameters),
        body=tuple(_body(call, {parameter.pointer for parameter, _ in parameters})),
        permission=tuple(_permission(source.permission)) if source.permission else (),
        responses=tuple(ir.Response(status, text_of(response)) for status, response in call.responses.items()),
        failure=schema_text(call.failure) if call.failure else ir.Text(),
        pages=pages(call),
    )


_Argument = tuple[descriptors.Parameter, ir.Text]


def _parameter(parameter: Parameter) -> _Argument:
    schema, name, place = parameter.value or Schema(), parameter.name or "", parameter.place or "query"
    filled_by = parameter.filled_by or schema.filled_by
    argument = _argument(schema, name, place, join([place, name]), bool(parameter.required), filled_by)
    return argument, parameter_text(parameter, schema)


def _body_parameters(schema: Schema | None, pointer: str, call: Call) -> Iterator[_Argument]:
    """The members of the body, and those of the business payload in their place."""
    payload = "/body" + call.envelope.payload if call.envelope and call.envelope.payload else None
    for name, member in ((schema.logical.properties or {}) if schema else {}).items():
        place = pointer + join([name])
        if place == payload:
            yield from _body_parameters(member, place, call)
        else:
            required = name in ((schema.logical.required if schema else None) or [])
            yield _argument(member, name, "body", place, required, member.filled_by), _request_words(member)


def _request_words(schema: Schema) -> ir.Text:
    """What a part of a request says; no class says anything of what is in it."""
    inner = schema.content_schema
    return merged(member_text(schema), schema_text(inner)) if inner and inner.ref else member_text(schema)


def _body(call: Call, arguments: set[str]) -> Iterator[ir.Part]:
    """The places in the body that say something and are no arguments."""
    if call.body is not None and call.operation.request_body is not None:
        yield ir.Part("/body", merged(text_of(call.operation.request_body), _request_words(call.body)))
        for pointer, schema in _places(call.body, "/body"):
            text = _request_words(schema)
            if text and pointer not in arguments:
                yield ir.Part(pointer, text)


def _places(schema: Schema, pointer: str) -> Iterator[tuple[str, Schema]]:
    """Everything below a schema; items that are no component are told by their list."""
    for name, member in (schema.logical.properties or {}).items():
        yield pointer + join([name]), member
        yield from _places(member, pointer + join([name]))
    if schema.logical.items is not None:
        if schema.logical.items.ref:
            yield f"{pointer}/*", schema.logical.items
        yield from _places(schema.logical.items, f"{pointer}/*")


def _permission(permission: Permission) -> Iterator[tuple[str, ir.Text]]:
    """The rows of the vendor's table; the Chinese text is that of the note."""
    rows = permission.model_dump(exclude_unset=True, exclude={"note", "zh"})
    yield from ((name, ir.Text(value)) for name, value in rows.items() if value)
    if permission.note or permission.zh:
        yield "note", ir.Text(permission.note or "", permission.zh or "")


def _argument(
    schema: Schema, name: str, place: Any, pointer: str, required: bool, filled_by: Any
) -> descriptors.Parameter:
    kind = next(kind for kind in schema.logical.types if kind != "null")
    return descriptors.Parameter(
        name=names.field_name(name),
        wire=name,
        place=place,
        pointer=pointer,
        type="datetime" if schema.format == "date-time" else _PYTHON[kind],
        required=required,
        const=schema.const,
        filled_by=filled_by,
    )


def _envelope(envelope: Envelope) -> descriptors.Envelope:
    return descriptors.Envelope(
        success=tuple(map(_test, envelope.success)),
        failure=tuple(map(_test, envelope.failure)),
        needs=tuple(envelope.needs),
        code=tuple(envelope.code),
        message=tuple(envelope.message),
        request_id=tuple(envelope.request_id),
        request_id_headers=tuple(envelope.request_id_headers),
        retryable=tuple(envelope.retryable),
        retry_after_ms_headers=tuple(envelope.retry_after_ms_headers),
        refusals=refusals(envelope.refusals),
    )


def _test(test: Test) -> descriptors.Condition:
    if test.one_of is not None:
        return descriptors.Condition(test.pointer, "in", tuple(test.one_of))
    if test.none_of is not None:
        return descriptors.Condition(test.pointer, "not-in", tuple(test.none_of))
    return descriptors.Condition(test.pointer, "absent" if test.absent else "present")


# Contracts --------------------------------------------------------------------------------------------------------


def request_contract(api: str, call: Call, entries: Sequence[Entry]) -> ir.Contract:
    """The contract of a request: `{path, query, header, body}` in logical types. All of it makes errors."""
    groups: dict[str, Any] = {}
    for place in _GROUPS:
        parameters = [parameter for parameter in call.parameters if parameter.place == place]
        if parameters:
            groups[place] = _group(place, parameters)
    if call.body is not None:
        groups["body"] = schemas.documented(call.body, "/body")
    body_required = {"body"} if call.operation.request_body and call.operation.request_body.required else set()
    required = [
        place for place in groups if (groups[place].get("required") and place != "body") or place in body_required
    ]
    id = f"{api}/{call.id}.request"
    root = {"type": "object", "properties": groups, "additionalProperties": False}
    root |= {"required": required} if required else {}
    marks = [*schemas.sensitive(call.body, "/body"), *_sensitive_parameters(call)]
    return ir.Contract(
        id=id,
        documented=_named(id, "documented", root),
        compatible=_named(id, "compatible", root),
        fast=None,
        encoded=tuple(schemas.encoded(call.body, "/body")),
        sensitive=tuple(marks),
        known=(),
        outcomes={"en": "", "zh": ""},
        guide=request_guide(call, entries),
    )


def _group(place: str, parameters: list[Parameter]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for parameter in parameters:
        node = schemas.documented(parameter.value or Schema(), "")
        node |= {"description": parameter.description} if parameter.description else {}
        if place == "path":
            node = {"pattern": _SEGMENT.removesuffix("$") + schemas.END, **node, **_NO_DOTS}
        members[str(parameter.name)] = node
    required = [str(parameter.name) for parameter in parameters if parameter.required]
    group: dict[str, Any] = {"type": "object", "properties": members, "additionalProperties": False}
    return group | ({"required": required} if required else {})


def _sensitive_parameters(call: Call) -> list[str]:
    places = ((parameter.value, join([str(parameter.place), str(parameter.name)])) for parameter in call.parameters)
    return [pointer for value, place in places for pointer in schemas.sensitive(value, place)]


def response_contract(api: str, call: Call, entries: Sequence[Entry]) -> ir.Contract:
    """The contract of a response: success and failure in one, told apart by the envelope."""
    id, envelope = f"{api}/{call.id}.response", call.envelope
    whole = schemas.union(call.success, call.failure)
    flat, quick = schemas.compatible(whole), schemas.fast(whole)
    if envelope is None:
        all_of_it, wide = schemas.documented(whole, ""), flat
    else:
        success = schemas.documented(call.success, "", envelope.needs)
        failure = schemas.documented(call.failure or call.success, "")
        all_of_it = schemas.told_apart(envelope, success, failure)
        needed = schemas.needed(call.success, envelope.needs)
        wide = flat | schemas.told_apart(envelope, needed, {})
        quick = schemas.told_apart_fast(envelope, quick, needed)
    return ir.Contract(
        id=id,
        documented=_named(id, "documented", all_of_it),
        compatible=_named(id, "compatible", wide),
        fast=quick,
        encoded=tuple(schemas.encoded(whole)),
        sensitive=tuple(schemas.sensitive(whole)),
        known=tuple(_known(entries)),
        outcomes=_outcomes(envelope),
        guide=response_guide(call, entries),
    )


def _named(id: str, profile: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:invoice-apis:{id.replace('/', ':')}:{profile}", "title": id, **schema}


def _known(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.effect is not None and entry.within == "response":
            places = entry.at if isinstance(entry.at, list) else [entry.at]
            values = [entry.effect.value] if entry.effect.values is None else entry.effect.values
            for place in places:
                for value in values:
                    yield {"id": entry.id, "pointer": place, "keyword": entry.effect.keyword, "value": value}


def _outcomes(envelope: Envelope | None) -> dict[str, str]:
    """How success and failure are told apart, in words of both languages."""
    if envelope is None:
        return {"en": "every response is a success", "zh": "所有响应均为成功"}
    success = " and ".join(_told(test) for test in envelope.success)
    failure = " or ".join(_told(test) for test in envelope.failure)
    en = f"a success has {success}; a failure has {failure}"
    zh_success = " 且 ".join(_told_in_chinese(test) for test in envelope.success)
    zh_failure = " 或 ".join(_told_in_chinese(test) for test in envelope.failure)
    return {"en": en, "zh": f"成功的响应：{zh_success}；失败的响应：{zh_failure}"}


def _told(test: Test) -> str:
    if test.one_of is not None:
        return f"{test.pointer} = {_values(test.one_of, ' or ')}"
    if test.none_of is not None:
        return f"{test.pointer} other than {_values(test.none_of, ' and ')}"
    return f"no {test.pointer}" if test.absent else f"a {test.pointer}"


def _told_in_chinese(test: Test) -> str:
    if test.one_of is not None:
        return f"{test.pointer} 为 {_values(test.one_of, ' 或 ')}"
    if test.none_of is not None:
        return f"{test.pointer} 不为 {_values(test.none_of, '、')}"
    return f"没有 {test.pointer}" if test.absent else f"有 {test.pointer}"


def _values(values: Sequence[Any], between: str) -> str:
    return between.join(json.dumps(value, default=str) for value in values)
