"""When a call is sent again, when not, and how long it waits before: the steps of a flow, taken by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from invoice_apis import ApiError, InvalidResponse, InvoiceApisError, TransportError, jsontext
from invoice_apis.client.http.messages import Response
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import OPERATIONS, WAYS, called

from .fakes import JSON, START, FakeClock, FakeService, FlowDriver, fine, in_turn

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=called)
BUSY = Response(503, {}, b"")
LOST = TransportError("the connection broke")
UNTRUSTED = TransportError("the certificate is refused", retryable=False)
MAY_PASS: dict[str, Response | TransportError] = {
    "429": Response(429, JSON, b"{}"),
    "500": Response(500, JSON, b"{}"),
    "502 page": Response(502, {"content-type": "text/html"}, b"<html>"),
    "503 empty": BUSY,
    "no answer": LOST,
}
FINAL: dict[str, tuple[type[InvoiceApisError], Response | TransportError]] = {
    "302": (ApiError, Response(302, {"location": "/"}, b"")),
    "400": (ApiError, Response(400, JSON, b"{}")),
    "401": (ApiError, Response(401, JSON, b"{}")),
    "403": (ApiError, Response(403, JSON, b"{}")),
    "404": (ApiError, Response(404, JSON, b"{}")),
    "no json": (InvalidResponse, Response(200, JSON, b"oops")),
    "a page": (InvalidResponse, Response(200, {"content-type": "text/html"}, b"<html>")),
    "no body": (InvalidResponse, Response(200, JSON, b"")),
    "untrusted": (TransportError, UNTRUSTED),
}


@EVERY
@pytest.mark.parametrize("trouble", MAY_PASS)
def test_what_may_pass_is_sent_again(operation: Operation, trouble: str) -> None:
    play = FlowDriver(operation, in_turn(MAY_PASS[trouble], MAY_PASS[trouble], fine(operation)))
    assert play.call(max_retries=2).http.status == 200
    assert len(play.sent) == 3


@EVERY
@pytest.mark.parametrize("trouble", MAY_PASS)
@pytest.mark.parametrize("most", [0, 1, 4])
def test_nothing_is_sent_more_often_than_was_said(operation: Operation, trouble: str, most: int) -> None:
    play = FlowDriver(operation, in_turn(MAY_PASS[trouble]))
    with pytest.raises((ApiError, TransportError)):
        play.call(max_retries=most)
    assert len(play.sent) == 1 + most


@EVERY
@pytest.mark.parametrize("trouble", FINAL)
def test_what_would_fail_again_is_told_at_once(operation: Operation, trouble: str) -> None:
    error, answer = FINAL[trouble]
    play = FlowDriver(operation, in_turn(answer))
    with pytest.raises(error):
        play.call()
    assert len(play.steps) == 1


@EVERY
@pytest.mark.parametrize("trouble", MAY_PASS)
def test_what_changes_something_is_never_sent_again(operation: Operation, trouble: str) -> None:
    play = FlowDriver(operation, in_turn(MAY_PASS[trouble], fine(operation)))
    with pytest.raises((ApiError, TransportError)):
        play.call(replace(operation, safe=False))
    assert len(play.steps) == 1


CODES = [
    (operation, pattern.replace("*", ".User"))
    for operation in OPERATIONS
    if operation.envelope
    for pattern in operation.envelope.retryable
]


@pytest.mark.parametrize(("operation", "code"), CODES, ids=lambda case: called(case) or case)
@pytest.mark.parametrize("status", [200, 400])
def test_a_code_that_may_pass_is_sent_again_whatever_the_status(operation: Operation, code: str, status: int) -> None:
    assert operation.envelope
    body: Any = code
    for name in reversed(operation.envelope.code[0].split("/")[1:]):
        body = {name: body}
    play = FlowDriver(operation, in_turn(Response(status, JSON, jsontext.write(body)), fine(operation)))
    assert play.call().http.status == 200
    assert len(play.sent) == 2


@pytest.mark.parametrize("chance", [0.0, 0.25, 0.999])
def test_pauses_are_drawn_below_a_bound_that_doubles_up_to_twenty_seconds(chance: float) -> None:
    play = FlowDriver(OPERATIONS[0], in_turn(LOST), world=FakeClock(chance))
    with pytest.raises(TransportError):
        play.call(max_retries=7, backoff=0.5, deadline=1000)
    assert play.pauses == [chance * bound for bound in (0.5, 1, 2, 4, 8, 16, 20)]


ASKED = {
    "seconds": ({"retry-after": "7"}, 7),
    "no wait": ({"retry-after": "0"}, 0),
    "a date": ({"retry-after": format_datetime(START + timedelta(seconds=9), usegmt=True)}, 9),
    "a date that is over": ({"retry-after": format_datetime(START - timedelta(days=9), usegmt=True)}, 0),
}
SAYS_NOTHING = [
    "",
    "soon",
    "-1",
    "1.5",
    "٣",
    "9" * 5000,
    "Thu, 31 Feb 2026 12:00:00 GMT",
    "1 Jan 2026 00:00 +" + "9" * 20,
]


@EVERY
@pytest.mark.parametrize("way", ASKED)
def test_a_service_that_says_how_long_is_believed(operation: Operation, way: str) -> None:
    headers, pause = ASKED[way]
    play = FlowDriver(operation, in_turn(Response(503, headers, b""), fine(operation)))
    play.call(backoff=4)
    assert play.pauses == [pause]


@pytest.mark.parametrize("text", SAYS_NOTHING, ids=lambda text: text[:12])
def test_a_header_that_says_nothing_counts_for_nothing(text: str) -> None:
    milliseconds = {name.lower(): text for name in _milliseconds(OPERATIONS[0])}
    play = FlowDriver(
        OPERATIONS[0], in_turn(Response(503, {"retry-after": text, **milliseconds}, b""), fine(OPERATIONS[0]))
    )
    play.call(backoff=4)
    assert play.pauses == [0.5 * 4]


@EVERY
def test_milliseconds_count_before_seconds_where_the_contract_knows_them(operation: Operation) -> None:
    headers = {"retry-after": "7", **{name.lower(): "1500" for name in _milliseconds(operation)}}
    play = FlowDriver(operation, in_turn(Response(503, headers, b""), fine(operation)))
    play.call()
    assert play.pauses == [1.5 if _milliseconds(operation) else 7]


@EVERY
def test_nothing_begins_after_the_deadline(operation: Operation) -> None:
    play = FlowDriver(operation, in_turn(BUSY), takes=4)
    with pytest.raises(ApiError) as raised:
        play.call(max_retries=99, deadline=10, timeout=5)
    assert raised.value.status == 503
    assert play.sent_at == [0, 4, 8]
    assert [(send.timeout, send.within) for send in play.sent] == [(5, 10), (5, 6), (2, 2)]


@EVERY
@pytest.mark.parametrize("seconds", ["10", "100"])
def test_a_pause_beyond_the_deadline_is_not_begun(operation: Operation, seconds: str) -> None:
    play = FlowDriver(operation, in_turn(Response(429, {"retry-after": seconds}, b"")))
    with pytest.raises(ApiError) as raised:
        play.call(deadline=10)
    assert raised.value.retry_after == float(seconds)
    assert len(play.steps) == 1


@pytest.mark.parametrize(("operation", "scheme"), WAYS, ids=called)
def test_every_attempt_proves_anew_who_calls(operation: Operation, scheme: SecurityScheme) -> None:
    """The service refuses a nonce that it knows, and a date that is a quarter of an hour old."""
    world = FakeClock()
    office = FakeService(world, "500=3")
    auth = office.account(operation).auth(scheme.name)
    play = FlowDriver(operation, office, scheme, auth, world, takes=1000)
    assert play.call(max_retries=3, deadline=10_000).http.status == 200
    assert [refused for _, refused in office.came] == [None] * len(office.came)
    assert len(office.came) >= 4


def _milliseconds(operation: Operation) -> tuple[str, ...]:
    return operation.envelope.retry_after_ms_headers if operation.envelope else ()
