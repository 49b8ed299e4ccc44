"""Responses, rejections and the request log of the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import invoice_apis as ia
import pytest
from invoice_apis.jsontext import pointer
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.records import Records
from testing.calls import (
    ENCODED,
    OPERATIONS,
    PAGED,
    SERVICES,
    all_records,
    api_of,
    assert_rejected,
    call,
    first_scheme,
    name,
    replace_parts,
    request_response,
    send,
    signed,
)
from testing.calls import build_request as built_by

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=name)
LISTS = pytest.mark.parametrize("operation", PAGED, ids=name)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@EVERY
def test_every_response_satisfies_its_contract(sandbox: Sandbox, operation: Operation) -> None:
    sizes = [(page, size) for size in (1, 7, 100) for page in (1, 2, 3, 40)] if operation.paging else [None]
    for asking in sizes:
        changes = dict(zip((operation.paging.page, operation.paging.size), asking, strict=True)) if asking else {}
        response = request_response(sandbox, operation, **changes)
        report = ia.contract(f"{operation.id}.response").check(response.body)
        assert response.status == 200
        assert report.outcome == "success"
        assert report.ok, report
        assert not report.drift, report


@EVERY
def test_documented_records_come_first_and_as_many_as_there_are_rows(operation: Operation) -> None:
    for rows in (0, 1, 3):
        with Sandbox(rows=rows) as running:
            value = ia.contract(f"{operation.id}.response").read(request_response(running, operation).body)
        records_of_operation = Records(operation, rows, 0, Faults([]))
        assert records_of_operation.list_pointer is not None
        records = pointer.get(value, records_of_operation.list_pointer)
        assert len(records) == rows
        if rows:
            assert records[0] == pointer.get(records_of_operation.sample, records_of_operation.list_pointer)[0]


@LISTS
def test_iteration_sees_every_record_once(sandbox: Sandbox, operation: Operation) -> None:
    for size in (10, 79, 100):
        records, receipt = all_records(sandbox, operation, size=size)
        assert (len(records), receipt.total, receipt.duplicates, receipt.complete) == (237, 237, 0, True)
        assert len({record.to_json() for record in records}) == 237


@EVERY
def test_clients_read_what_is_served(sandbox: Sandbox, operation: Operation) -> None:
    reply = call(sandbox, operation, first_scheme(operation))
    assert reply.report.ok
    assert reply.http.status == 200


@EVERY
def test_received_requests_are_recorded(operation: Operation) -> None:
    with Sandbox(rows=0) as running:
        call(running, operation, first_scheme(operation))
        received = running.requests[-1]
    assert f"{received.api}/{received.operation}" == operation.id
    assert received.refused is None
    assert ia.contract(f"{operation.id}.request").check(received.value).ok
    for place in operation.encoded:
        assert isinstance(pointer.get(received.value, place), dict)
    assert "invoice-apis" in received.headers["user-agent"]


@EVERY
def test_the_seed_decides_what_is_served(operation: Operation) -> None:
    def served(seed: int) -> bytes:
        with Sandbox(rows=20, seed=seed) as running:
            return request_response(running, operation).body

    assert served(1) == served(1) != served(2)


@EVERY
def test_an_invalid_request_is_rejected_by_name(sandbox: Sandbox, operation: Operation) -> None:
    auth = sandbox.auth(api_of(operation), first_scheme(operation))
    request = built_by(sandbox, operation)
    odd = replace_parts(request, query=(*request.query, ("neverHeardOf", "1")))
    assert_rejected(operation, send(sandbox, signed(sandbox, odd, operation, auth)), "request", text="neverHeardOf")
    if request.body:
        for body in (b"", b"{", b"[]", b"{}"):
            response = send(sandbox, signed(sandbox, replace_parts(request, body=body), operation, auth))
            assert_rejected(operation, response, "request")


@LISTS
def test_parameters_are_validated(sandbox: Sandbox, operation: Operation) -> None:
    auth = sandbox.auth(api_of(operation), first_scheme(operation))
    request = built_by(sandbox, operation)
    documented = ia.contract(f"{operation.id}.request").schema("documented")["properties"]["query"]["properties"]
    for parameter, _ in request.query:
        limit = documented[parameter].get("maximum")
        for value in ("", "x", "0", "1.5", "-1", *([] if limit is None else [str(limit + 1)])):
            query = tuple((own, value if own == parameter else text) for own, text in request.query)
            response = send(sandbox, signed(sandbox, replace_parts(request, query=query), operation, auth))
            assert_rejected(operation, response, "request", text=parameter)
        response = send(
            sandbox, signed(sandbox, replace_parts(request, query=(*request.query, (parameter, "1"))), operation, auth)
        )
        assert_rejected(operation, response, "request", text=parameter)


@pytest.mark.parametrize("operation", ENCODED, ids=name)
def test_encoded_members_must_be_encoded(sandbox: Sandbox, operation: Operation) -> None:
    auth = sandbox.auth(api_of(operation), first_scheme(operation))
    request = built_by(sandbox, operation)
    body = json.loads(request.body)
    for place in operation.encoded:
        member = place.rpartition("/")[2]
        for value in ({"a": 1}, "no base64!", "e30=", None):
            odd = replace_parts(request, body=json.dumps({**body, member: value}).encode())
            assert_rejected(operation, send(sandbox, signed(sandbox, odd, operation, auth)), "request", text=member)


@EVERY
def test_services_respond_below_the_paths_of_their_documented_urls(sandbox: Sandbox, operation: Operation) -> None:
    auth = sandbox.auth(api_of(operation), first_scheme(operation))
    for server in SERVICES[api_of(operation)].api.servers:
        path = urlsplit(server.url).path.replace("{", "").replace("}", "")
        request = built_by(sandbox, operation)
        request = replace_parts(request, path=path + request.path)
        assert send(sandbox, signed(sandbox, request, operation, auth)).status == 200


def test_unknown_paths_are_not_found(sandbox: Sandbox) -> None:
    request = built_by(sandbox, OPERATIONS[0])
    for method, path in (("GET", "/nothing/at/all"), ("DELETE", "/"), ("POST", "/%2e%2e/x/y/z")):
        response = send(sandbox, replace_parts(request, method=method, path=path))
        assert response.status == 404
        assert "message" in json.loads(response.body)


def test_every_response_has_its_own_request_id(sandbox: Sandbox) -> None:
    for operation in OPERATIONS:
        if operation.envelope and operation.envelope.request_id_headers:
            header = operation.envelope.request_id_headers[0].lower()
            assert len({request_response(sandbox, operation).headers[header] for _ in range(3)}) == 3


@EVERY
def test_a_start_after_its_end_is_rejected(sandbox: Sandbox, operation: Operation) -> None:
    auth = sandbox.auth(api_of(operation), first_scheme(operation))
    for period in ia.contract(f"{operation.id}.request").rules.get("periods", ()):
        request = built_by(sandbox, operation)
        start, end = (period[name].rpartition("/")[2] for name in ("start", "end"))
        query = {**dict(request.query), start: "2024-02-01T00:00:00Z", end: "2024-01-01T00:00:00Z"}
        odd = replace_parts(request, query=tuple(query.items()))
        assert_rejected(
            operation, send(sandbox, signed(sandbox, odd, operation, auth)), "request", text="is later than"
        )
