"""What the sandbox serves and refuses, and what it keeps of what it was sent."""

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
from invoice_apis.sandbox.records import Shelf
from testing.calls import (
    ENCODED,
    OPERATIONS,
    PAGED,
    SERVICES,
    api_of,
    asked,
    assert_refused,
    call,
    changed,
    first_way,
    name,
    proven,
    sent,
    walk,
)
from testing.calls import built as built_by

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=name)
LISTS = pytest.mark.parametrize("operation", PAGED, ids=name)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@EVERY
def test_every_answer_keeps_to_its_contract(box: Sandbox, operation: Operation) -> None:
    sizes = [(page, size) for size in (1, 7, 100) for page in (1, 2, 3, 40)] if operation.paging else [None]
    for asking in sizes:
        changes = dict(zip((operation.paging.page, operation.paging.size), asking, strict=True)) if asking else {}
        answer = asked(box, operation, **changes)
        report = ia.contract(f"{operation.id}.response").check(answer.body)
        assert answer.status == 200
        assert report.outcome == "success"
        assert report.ok, report
        assert not report.drift, report


@EVERY
def test_documented_records_come_first_and_as_many_as_there_are_rows(operation: Operation) -> None:
    for rows in (0, 1, 3):
        with Sandbox(rows=rows) as running:
            value = ia.contract(f"{operation.id}.response").read(asked(running, operation).body)
        shelf = Shelf(operation, rows, 0, Faults([]))
        assert shelf.place is not None
        records = pointer.get(value, shelf.place)
        assert len(records) == rows
        if rows:
            assert records[0] == pointer.get(shelf.sample, shelf.place)[0]


@LISTS
def test_a_walk_sees_every_record_once(box: Sandbox, operation: Operation) -> None:
    for size in (10, 79, 100):
        records, receipt = walk(box, operation, size=size)
        assert (len(records), receipt.total, receipt.duplicates, receipt.complete) == (237, 237, 0, True)
        assert len({record.to_json() for record in records}) == 237


@EVERY
def test_clients_read_what_is_served(box: Sandbox, operation: Operation) -> None:
    reply = call(box, operation, first_way(operation))
    assert reply.report.ok
    assert reply.http.status == 200


@EVERY
def test_what_was_received_is_kept(operation: Operation) -> None:
    with Sandbox(rows=0) as running:
        call(running, operation, first_way(operation))
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
            return asked(running, operation).body

    assert served(1) == served(1) != served(2)


@EVERY
def test_a_request_against_its_contract_is_refused_by_name(box: Sandbox, operation: Operation) -> None:
    auth = box.auth(api_of(operation), first_way(operation))
    request = built_by(box, operation)
    odd = changed(request, query=(*request.query, ("neverHeardOf", "1")))
    assert_refused(operation, sent(box, proven(box, odd, operation, auth)), "request", word="neverHeardOf")
    if request.body:
        for body in (b"", b"{", b"[]", b"{}"):
            answer = sent(box, proven(box, changed(request, body=body), operation, auth))
            assert_refused(operation, answer, "request")


@LISTS
def test_parameters_must_be_of_their_type_and_in_their_range(box: Sandbox, operation: Operation) -> None:
    auth = box.auth(api_of(operation), first_way(operation))
    request = built_by(box, operation)
    for parameter, _ in request.query:
        for value in ("", "x", "0", "1.5", "-1", "999999999"):
            query = tuple((own, value if own == parameter else text) for own, text in request.query)
            answer = sent(box, proven(box, changed(request, query=query), operation, auth))
            assert_refused(operation, answer, "request", word=parameter)
        answer = sent(box, proven(box, changed(request, query=(*request.query, (parameter, "1"))), operation, auth))
        assert_refused(operation, answer, "request", word=parameter)


@pytest.mark.parametrize("operation", ENCODED, ids=name)
def test_encoded_members_must_come_encoded(box: Sandbox, operation: Operation) -> None:
    auth = box.auth(api_of(operation), first_way(operation))
    request = built_by(box, operation)
    body = json.loads(request.body)
    for place in operation.encoded:
        member = place.rpartition("/")[2]
        for value in ({"a": 1}, "no base64!", "e30=", None):
            odd = changed(request, body=json.dumps({**body, member: value}).encode())
            assert_refused(operation, sent(box, proven(box, odd, operation, auth)), "request", word=member)


@EVERY
def test_services_stand_below_their_documented_addresses(box: Sandbox, operation: Operation) -> None:
    auth = box.auth(api_of(operation), first_way(operation))
    for server in SERVICES[api_of(operation)].api.servers:
        path = urlsplit(server.url).path.replace("{", "").replace("}", "")
        request = built_by(box, operation)
        request = changed(request, path=path + request.path)
        assert sent(box, proven(box, request, operation, auth)).status == 200


def test_nothing_stands_elsewhere(box: Sandbox) -> None:
    request = built_by(box, OPERATIONS[0])
    for method, path in (("GET", "/nothing/at/all"), ("DELETE", "/"), ("POST", "/%2e%2e/x/y/z")):
        answer = sent(box, changed(request, method=method, path=path))
        assert answer.status == 404
        assert "message" in json.loads(answer.body)


def test_every_answer_has_an_id_of_its_own(box: Sandbox) -> None:
    for operation in OPERATIONS:
        if operation.envelope and operation.envelope.request_id_headers:
            header = operation.envelope.request_id_headers[0].lower()
            assert len({asked(box, operation).headers[header] for _ in range(3)}) == 3
