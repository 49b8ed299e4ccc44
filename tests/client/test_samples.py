"""Documented requests and responses over HTTP, sent and parsed by the emitted clients."""

from __future__ import annotations

import base64
import json
import re
from fnmatch import fnmatchcase
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import (
    OPERATIONS,
    Kind,
    arguments_for,
    case_id,
    credentials,
    decode,
    documented_call,
    documented_requests,
    documented_response,
    documented_responses,
    open_client,
    operation_of,
    path,
    schemes,
)
from support.emitted import Payload, encoded, payloads, reply_class
from support.mutate import at, replaced
from support.service import CannedResponse, ReceivedRequest, ScriptedServer

from .conftest import Clients

REQUESTS, SUCCESSES, FAILURES = documented_requests(), documented_responses("success"), documented_responses("failure")
WIRE = [payload for payload in REQUESTS if ".wire" in payload.file.name]
BAD = [case for case in payloads("cases") if case.is_bad and case.contract.direction == "response"]


def received_value(operation: Operation, seen: ReceivedRequest) -> Any:
    """The received request in the form of documented requests."""
    found: dict[str, Any] = {"body": seen.json} if seen.body else {}
    for parameter in operation.parameters:
        if parameter.place == "path":
            found.setdefault("path", {})[parameter.wire] = path_argument(operation, seen, parameter.wire)
        if parameter.place == "query" and parameter.wire in seen.query:
            text = seen.query[parameter.wire]
            found.setdefault("query", {})[parameter.wire] = int(text) if parameter.type == "int" else text
        if parameter.place == "header" and parameter.required:
            found.setdefault("header", {})[parameter.wire] = seen.headers[parameter.wire.lower()]
    for pointer in encoded(ia.contract(f"{operation.id}.request")):
        place = tuple(pointer.split("/")[1:])
        found = replaced(found, place, json.loads(base64.b64decode(at(found, place), validate=True)))
    return found


def path_argument(operation: Operation, seen: ReceivedRequest, name: str) -> str:
    before, _, after = operation.path.partition("{" + name + "}")
    assert seen.path.startswith(before)
    assert seen.path.endswith(after)
    return seen.path[len(before) : len(seen.path) - len(after)]


def own_ids(operation: Operation) -> list[tuple[str, ...]]:
    """Paths of generated ids."""
    return [path(parameter) for parameter in operation.parameters if parameter.filled_by == "now-ms"]


def with_id(value: Any, place: tuple[str, ...]) -> Any:
    *above, name = place
    return replaced(value, tuple(above), {**at(value, tuple(above)), name: "made up"})


def value_or_none(value: Any, place: tuple[str, ...]) -> Any:
    try:
        return at(value, place)
    except KeyError:
        return None


@pytest.mark.parametrize("sample", REQUESTS, ids=str)
def test_a_documented_request_arrives_as_documented(service: ScriptedServer, clients: Clients, sample: Payload) -> None:
    operation, documented = operation_of(sample), decode(sample)
    call = arguments_for(operation, documented)
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with clients.with_values(operation, call.values) as caller:
        caller(operation, **call.arguments)
    (seen,) = service.requests
    found = received_value(operation, seen)
    for place in own_ids(operation):
        assert re.fullmatch(r"[0-9]{16}", at(found, place))
        found, documented = with_id(found, place), with_id(documented, place)
    assert seen.method == operation.method
    assert found == documented


@pytest.mark.parametrize("sample", WIRE, ids=str)
def test_a_wire_sample_arrives_byte_for_byte(service: ScriptedServer, clients: Clients, sample: Payload) -> None:
    """Except for its id, which is new for each call."""
    operation, body = operation_of(sample), json.loads(sample.raw)["body"]
    call = arguments_for(operation, decode(sample))
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with clients.with_values(operation, call.values) as caller:
        caller(operation, **call.arguments)
    (seen,) = service.requests
    for _, *place in own_ids(operation):
        body = replaced(body, tuple(place), at(seen.json, tuple(place)))
    assert seen.body == json.dumps(body, separators=(",", ":")).encode()


@pytest.mark.parametrize("sample", SUCCESSES, ids=str)
def test_a_documented_response_is_read_exactly(service: ScriptedServer, clients: Clients, sample: Payload) -> None:
    operation = operation_of(sample)
    service.respond_with(CannedResponse(200, sample.raw, headers={"X-Trace": "made-up"}))
    reply = clients.get(operation)(operation, **documented_call(operation).arguments)
    assert reply == reply_class(sample.contract).from_json(sample.raw)
    assert reply.report == sample.contract.check(sample.raw)
    assert reply.http.status == 200
    assert reply.http.headers["x-trace"] == "made-up"
    assert reply.http.elapsed > 0


@pytest.mark.parametrize("sample", [sample for sample in SUCCESSES if sample.file.parent.name == "samples"], ids=str)
def test_a_documented_sample_has_known_findings_only(
    service: ScriptedServer, clients: Clients, sample: Payload
) -> None:
    operation = operation_of(sample)
    service.respond_with(CannedResponse(body=sample.raw))
    report = clients.get(operation)(operation, **documented_call(operation).arguments).report
    assert report.findings == report.known


def first(value: Any, pointers: tuple[str, ...]) -> str | None:
    """The first text or number at these pointers."""
    for pointer in pointers:
        found = value_or_none(value, tuple(pointer.split("/")[1:])) if isinstance(value, dict) else None
        if isinstance(found, (str, int)) and found != "":
            return str(found)
    return None


@pytest.mark.parametrize("status", [200, 400, 429, 500])
@pytest.mark.parametrize("sample", FAILURES, ids=str)
def test_a_documented_failure_raises_api_error_with_all_fields(
    service: ScriptedServer, clients: Clients, sample: Payload, status: int
) -> None:
    operation, body = operation_of(sample), json.loads(sample.raw)
    envelope = operation.envelope
    assert envelope is not None
    headers = dict.fromkeys(envelope.request_id_headers, "id-from-a-header")
    service.respond_with(CannedResponse(status, sample.raw, headers=headers))
    with pytest.raises(ia.ApiError) as raised:
        clients.get(operation)(operation, **documented_call(operation).arguments)
    error = raised.value
    assert (error.status, error.code) == (status, first(body, envelope.code))
    assert error.message == first(body, envelope.message)
    assert error.request_id == (first(body, envelope.request_id) or next(iter(headers.values()), None))
    by_code = any(fnmatchcase(error.code or "", pattern) for pattern in envelope.retryable)
    assert error.retryable is (by_code or status in (429, 500))
    assert error.retry_after is None
    assert len(service.requests) == 1


@pytest.mark.parametrize("sample", BAD, ids=str)
def test_a_response_that_breaks_its_contract_is_invalid(
    service: ScriptedServer, clients: Clients, sample: Payload
) -> None:
    operation = operation_of(sample)
    service.respond_with(CannedResponse(body=sample.raw))
    with pytest.raises(ia.InvalidResponse) as raised:
        clients.get(operation)(operation, **documented_call(operation).arguments)
    assert raised.value.status == 200
    assert raised.value.report == sample.contract.check(sample.raw)


@pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
def test_every_documented_scheme_sends_its_credentials(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    """Every scheme that needs no login."""
    for scheme in schemes(operation):
        if scheme.scheme == "app-login":
            continue
        service.respond_with(CannedResponse(body=documented_response(operation)))
        with open_client(operation, kind, service.url, auth=credentials(scheme)) as caller:
            caller(operation, **documented_call(operation).arguments)
        (seen,) = service.requests
        found = seen.query if scheme.place == "query" else seen.headers
        assert found[scheme.wire if scheme.place == "query" else (scheme.wire or "").lower()]
