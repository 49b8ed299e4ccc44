"""Retries and their delays, by driving flows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from invoice_apis import ApiError, InvalidResponse, InvoiceApisError, TransportError, jsontext
from invoice_apis.client.http.messages import Response
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import AUTH_CASES, OPERATIONS, case_id

from .fakes import JSON, START, FakeClock, FakeService, FlowDriver, respond_in_turn, success

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
BUSY = Response(503, {}, b"")
LOST = TransportError("the connection broke")
UNTRUSTED = TransportError("certificate verify failed", retryable=False)
MAY_PASS: dict[str, Response | TransportError] = {
    "429": Response(429, JSON, b"{}"),
    "500": Response(500, JSON, b"{}"),
    "502 page": Response(502, {"content-type": "text/html"}, b"<html>"),
    "503 empty": BUSY,
    "no response": LOST,
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
@pytest.mark.parametrize("failure", MAY_PASS)
def test_a_temporary_failure_is_retried(operation: Operation, failure: str) -> None:
    driver = FlowDriver(operation, respond_in_turn(MAY_PASS[failure], MAY_PASS[failure], success(operation)))
    assert driver.call(max_retries=2).http.status == 200
    assert len(driver.sent) == 3


@EVERY
@pytest.mark.parametrize("failure", MAY_PASS)
@pytest.mark.parametrize("most", [0, 1, 4])
def test_retries_are_limited_by_max_retries(operation: Operation, failure: str, most: int) -> None:
    driver = FlowDriver(operation, respond_in_turn(MAY_PASS[failure]))
    with pytest.raises((ApiError, TransportError)):
        driver.call(max_retries=most)
    assert len(driver.sent) == 1 + most


@EVERY
@pytest.mark.parametrize("failure", FINAL)
def test_a_permanent_failure_is_raised_at_once(operation: Operation, failure: str) -> None:
    error, respond = FINAL[failure]
    driver = FlowDriver(operation, respond_in_turn(respond))
    with pytest.raises(error):
        driver.call()
    assert len(driver.effects) == 1


@EVERY
@pytest.mark.parametrize("failure", MAY_PASS)
def test_an_unsafe_operation_is_never_retried(operation: Operation, failure: str) -> None:
    driver = FlowDriver(operation, respond_in_turn(MAY_PASS[failure], success(operation)))
    with pytest.raises((ApiError, TransportError)):
        driver.call(replace(operation, safe=False))
    assert len(driver.effects) == 1


CODES = [
    (operation, pattern.replace("*", ".User"))
    for operation in OPERATIONS
    if operation.envelope
    for pattern in operation.envelope.retryable
]


@pytest.mark.parametrize(("operation", "code"), CODES, ids=lambda case: case_id(case) or case)
@pytest.mark.parametrize("status", [200, 400])
def test_a_retryable_code_is_retried_for_any_status(operation: Operation, code: str, status: int) -> None:
    assert operation.envelope
    body: Any = code
    for name in reversed(operation.envelope.code[0].split("/")[1:]):
        body = {name: body}
    driver = FlowDriver(operation, respond_in_turn(Response(status, JSON, jsontext.write(body)), success(operation)))
    assert driver.call().http.status == 200
    assert len(driver.sent) == 2


@pytest.mark.parametrize("random", [0.0, 0.25, 0.999])
def test_delays_are_random_below_a_bound_that_doubles_up_to_twenty_seconds(random: float) -> None:
    driver = FlowDriver(OPERATIONS[0], respond_in_turn(LOST), clock=FakeClock(random))
    with pytest.raises(TransportError):
        driver.call(max_retries=7, backoff=0.5, deadline=1000)
    assert driver.delays == [random * bound for bound in (0.5, 1, 2, 4, 8, 16, 20)]


RETRY_AFTER = {
    "seconds": ({"retry-after": "7"}, 7),
    "no wait": ({"retry-after": "0"}, 0),
    "a date": ({"retry-after": format_datetime(START + timedelta(seconds=9), usegmt=True)}, 9),
    "a date that is over": ({"retry-after": format_datetime(START - timedelta(days=9), usegmt=True)}, 0),
}
INVALID_RETRY_AFTER = [
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
@pytest.mark.parametrize("case", RETRY_AFTER)
def test_retry_after_sets_the_delay(operation: Operation, case: str) -> None:
    headers, pause = RETRY_AFTER[case]
    driver = FlowDriver(operation, respond_in_turn(Response(503, headers, b""), success(operation)))
    driver.call(backoff=4)
    assert driver.delays == [pause]


@pytest.mark.parametrize("text", INVALID_RETRY_AFTER, ids=lambda text: text[:12])
def test_an_invalid_retry_after_is_ignored(text: str) -> None:
    milliseconds = {name.lower(): text for name in _milliseconds(OPERATIONS[0])}
    driver = FlowDriver(
        OPERATIONS[0],
        respond_in_turn(Response(503, {"retry-after": text, **milliseconds}, b""), success(OPERATIONS[0])),
    )
    driver.call(backoff=4)
    assert driver.delays == [0.5 * 4]


@EVERY
def test_a_documented_header_in_milliseconds_takes_precedence(operation: Operation) -> None:
    headers = {"retry-after": "7", **{name.lower(): "1500" for name in _milliseconds(operation)}}
    driver = FlowDriver(operation, respond_in_turn(Response(503, headers, b""), success(operation)))
    driver.call()
    assert driver.delays == [1.5 if _milliseconds(operation) else 7]


@EVERY
def test_no_attempt_starts_after_the_deadline(operation: Operation) -> None:
    driver = FlowDriver(operation, respond_in_turn(BUSY), duration=4)
    with pytest.raises(ApiError) as raised:
        driver.call(max_retries=99, deadline=10, timeout=5)
    assert raised.value.status == 503
    assert driver.sent_at == [0, 4, 8]
    assert [(send.timeout, send.total_timeout) for send in driver.sent] == [(5, 10), (5, 6), (2, 2)]


@EVERY
@pytest.mark.parametrize("seconds", ["10", "100"])
def test_a_delay_beyond_the_deadline_is_not_started(operation: Operation, seconds: str) -> None:
    driver = FlowDriver(operation, respond_in_turn(Response(429, {"retry-after": seconds}, b"")))
    with pytest.raises(ApiError) as raised:
        driver.call(deadline=10)
    assert raised.value.retry_after == float(seconds)
    assert len(driver.effects) == 1


@pytest.mark.parametrize(("operation", "scheme"), AUTH_CASES, ids=case_id)
def test_every_attempt_is_signed_again(operation: Operation, scheme: SecurityScheme) -> None:
    """The service rejects a used nonce, and a date older than 15 minutes."""
    clock = FakeClock()
    service = FakeService(clock, "500=3")
    auth = service.account(operation).auth(scheme.name)
    driver = FlowDriver(operation, service, scheme, auth, clock, duration=1000)
    assert driver.call(max_retries=3, deadline=10_000).http.status == 200
    assert [refused for _, refused in service.log] == [None] * len(service.log)
    assert len(service.log) >= 4


def _milliseconds(operation: Operation) -> tuple[str, ...]:
    return operation.envelope.retry_after_ms_headers if operation.envelope else ()
