"""The contracts of requests and responses: schemas, encoded and sensitive members, known drift, documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from .. import ir
from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.openapi import Parameter
from ..parse.references import described_at
from ..parse.schema import Schema
from ..parse.vendor_page import Entry
from ..runtime.jsontext.pointer import join
from . import schemas
from .definitions import definitions
from .documentation import part_documentation, request_documentation, response_documentation, webhook_documentation
from .forms import with_text
from .outcomes import outcomes, success_or_failure
from .texts import sources

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_GROUPS: tuple[Literal["path", "query", "header"], ...] = ("path", "query", "header")
Side = Literal["response", "failure", "webhook"]
"""What the vendor sends."""
_NO_DOTS = {"not": {"enum": [".", ".."]}}
_SEGMENT = "^[^/]+"


def request_contract(definition: ApiDefinition, call: Call) -> ir.Contract:
    """The contract of a request, `{path, query, header, body}` in logical types; all its findings are errors."""
    groups: dict[str, Any] = {}
    required: list[str] = []
    for place in _GROUPS:
        parameters = [parameter for parameter in call.parameters if parameter.place == place]
        if parameters:
            groups[place] = _group(place, parameters)
            required += [place] if "required" in groups[place] else []
    if call.body is not None:
        groups["body"] = schemas.documented(call.body, "/body")
        if call.is_form:
            groups["body"] = with_text(groups["body"])
        required += ["body"] if call.operation.request_body and call.operation.request_body.required else []
    id = f"{definition.name}/{call.id}.request"
    root = {"type": "object", "properties": groups, "additionalProperties": False}
    root |= {"required": required} if required else {}
    root |= definitions(root, "documented", [call.body])
    return ir.Contract(
        id=id,
        documented=named(id, "documented", root),
        compatible=named(id, "compatible", root),
        encoded=tuple(schemas.encoded(call.body, "/body")),
        sensitive=(*schemas.sensitive(call.body, "/body"), *_parameter_pointers(call, schemas.sensitive)),
        single_items=(),
        maps=(*(call.body.maps("/body") if call.body else ()),),
        described_at=described_at(call.body, "/body"),
        is_form=call.is_form,
        identifiers=(*schemas.identifiers(call.body, "/body"), *_parameter_pointers(call, schemas.identifiers)),
        own_limits=tuple(schemas.own_limits(call.body, "/body")),
        known=(),
        periods=tuple(_periods(call)),
        codes=(),
        outcomes={"en": "", "zh": ""},
        documentation=request_documentation(call, definition.ledger),
        sources=_request_sources(call),
    )


def _group(place: str, parameters: list[Parameter]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for parameter in parameters:
        node = schemas.documented(parameter.value or Schema(), "")
        node |= {"description": parameter.description} if parameter.description else {}
        if place == "path":
            node = {"pattern": _SEGMENT + schemas.END, **node, **_NO_DOTS}
        members[str(parameter.name)] = node
    required = [str(parameter.name) for parameter in parameters if parameter.required]
    group: dict[str, Any] = {"type": "object", "properties": members, "additionalProperties": False}
    return group | ({"required": required} if required else {})


def _parameter_pointers(call: Call, find: Callable[[Schema | None, str], list[str]]) -> list[str]:
    places = ((parameter.value, join([str(parameter.place), str(parameter.name)])) for parameter in call.parameters)
    return [pointer for value, place in places for pointer in find(value, place)]


def _periods(call: Call) -> Iterator[dict[str, str]]:
    for period in call.operation.periods or []:
        member = call.request_member(period.start) or Schema()
        yield {"start": period.start, "end": period.end, "format": member.format or ""}


def response_contracts(definition: ApiDefinition, call: Call) -> Iterator[ir.Contract]:
    """The contract of a response with content, and those of failures that their status tells."""
    if call.success is not None and call.response is not None:
        yield _response_contract(definition, call, call.success, call.response)
    codes = call.envelope.code if call.envelope else []
    for failure in call.failures:
        id, schema = f"{definition.name}/{call.id}.{failure.direction}", failure.schema
        documentation = part_documentation(schema, definition.ledger, "failure")
        own = tuple(code for code in codes if schema.at(code) is not None)
        yield _payload_contract(definition, id, schema, "failure", documentation, own)


def webhook_contract(definition: ApiDefinition, webhook: Webhook) -> ir.Contract:
    """The contract of a payload that the vendor sends."""
    documentation = webhook_documentation(webhook, definition.ledger)
    return _payload_contract(
        definition, f"{definition.name}/{webhook.id}.webhook", webhook.schema, "webhook", documentation
    )


def _response_contract(definition: ApiDefinition, call: Call, success: Schema, response: Schema) -> ir.Contract:
    """The contract of a response: success and failure in one, distinguished by the envelope."""
    id, envelope = f"{definition.name}/{call.id}.response", call.envelope
    needs = tuple(envelope.needs) if envelope else ()
    rules = schemas.records(success, needs)
    documented = schemas.joined(schemas.documented(success, "", needs), rules)
    compatible = schemas.compatible(response)
    if envelope is None or envelope.by_status:
        compatible = schemas.joined(compatible, schemas.needed(success, needs) if needs else rules)
    else:
        failure = schemas.documented(call.failure or success, "")
        documented = success_or_failure(envelope, documented, failure)
        compatible |= success_or_failure(envelope, schemas.needed(success, needs), {})
    return ir.Contract(
        id=id,
        documented=whole(id, "documented", documented, [success, call.failure]),
        compatible=whole(id, "compatible", compatible, [success, call.failure]),
        known=tuple(known_drift(definition.ledger, "response")),
        codes=tuple(envelope.code) if envelope and not envelope.by_status else (),
        outcomes=outcomes(envelope),
        documentation=response_documentation(call, response, definition.ledger),
        **_parts(response),
    )


def _payload_contract(
    definition: ApiDefinition,
    id: str,
    schema: Schema,
    side: Side,
    documentation: dict[str, Any],
    codes: tuple[str, ...] = (),
) -> ir.Contract:
    """The contract of a payload with one schema: a failure that its status tells, or a webhook."""
    rules = schemas.records(schema)
    return ir.Contract(
        id=id,
        documented=whole(id, "documented", schemas.joined(schemas.documented(schema, ""), rules), [schema]),
        compatible=whole(id, "compatible", schemas.joined(schemas.compatible(schema), rules), [schema]),
        known=tuple(known_drift(definition.ledger, side)),
        codes=codes,
        outcomes={"en": "", "zh": ""},
        documentation=documentation,
        **_parts(schema),
    )


def _parts(schema: Schema) -> dict[str, Any]:
    """What the contract of a reply says of members beside its schemas."""
    return {
        "encoded": tuple(schemas.encoded(schema)),
        "sensitive": tuple(schemas.sensitive(schema)),
        "single_items": tuple(schema.single_items()),
        "maps": tuple(schema.maps()),
        "described_at": described_at(schema),
        "identifiers": tuple(schemas.identifiers(schema)),
        "own_limits": tuple(schemas.own_limits(schema)),
        "periods": (),
        "sources": member_sources(schema),
    }


def _request_sources(call: Call) -> dict[str, tuple[ir.Source, ...]]:
    found = member_sources(call.body, "/body") if call.body is not None else {}
    for parameter in call.parameters:
        own = sources([*(parameter.source or ()), *((parameter.value or Schema()).source or ())])
        found |= {join([str(parameter.place), str(parameter.name)]): own} if own else {}
    return found


def member_sources(schema: Schema, pointer: str = "") -> dict[str, tuple[ir.Source, ...]]:
    """The sources of the members that name some."""
    found: dict[str, tuple[ir.Source, ...]] = {}
    for node in schema.everywhere(pointer):
        own = sources(node.schema.source or node.schema.logical.source or ())
        found |= {node.pointer: own} if own and node.pointer not in found else {}
    return found


def named(id: str, profile: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with dialect, id and title."""
    return {"$schema": DIALECT, "$id": f"urn:invoice-apis:{id.replace('/', ':')}:{profile}", "title": id, **schema}


def whole(id: str, profile: str, schema: dict[str, Any], roots: list[Schema | None]) -> dict[str, Any]:
    """The schema of a payload with all that it refers to; `roots` are what it was made from."""
    return named(id, profile, schema | definitions(schema, profile, roots))


def known_drift(ledger: Iterable[Entry], within: Side) -> Iterator[dict[str, Any]]:
    """The effects of ledger entries."""
    for entry in ledger:
        if entry.effect is not None and entry.within == within:
            values = [entry.effect.value] if entry.effect.values is None else entry.effect.values
            for pointer in entry.pointers:
                for value in values:
                    yield {"id": entry.id, "pointer": pointer, "keyword": entry.effect.keyword, "value": value}
