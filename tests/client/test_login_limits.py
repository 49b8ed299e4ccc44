"""Logins with clock errors, short deadlines and concurrent calls; their failures and what these hide."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from invoice_apis import ApiError, TransportError
from invoice_apis.client.http.effects import Locked
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Envelope, Operation, SecurityScheme
from support.calling import AUTH_CASES, case_id

from .fakes import JSON, START, FakeClock, FlowDriver, Serve, respond_in_turn, success
from .test_login import LOGIN, STEPS, logins

LOGINS = [(operation, scheme) for operation, scheme in AUTH_CASES if scheme.scheme == "app-login"]
EVERY = pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=case_id)
LOGIN_TIMED_OUT = "timed out waiting for the login of another call"


def grant_tokens(operation: Operation, scheme: SecurityScheme, **more: Any) -> Serve:
    """Grants both steps, with additional members, and serves everything else."""
    names = {
        str(dict(scheme.options)[step]): name for step, name in zip(STEPS, ("app_token", "access_token"), strict=True)
    }

    def serve(request: Request) -> Response:
        if request.path not in names:
            return success(operation)
        name = names[request.path]
        return Response(200, JSON, json.dumps({"data": {name: f"{name}-of-login", "success": True, **more}}).encode())

    return serve


def milliseconds(seconds: float) -> int:
    return round((START.timestamp() + seconds) * 1000)


ENDS: dict[str, tuple[Any, float]] = {
    "as documented": (milliseconds(7200), 7140),
    "shorter": (milliseconds(3600), 3540),
    "hardly longer than it is renewed early": (milliseconds(120), 60),
    "a day": (milliseconds(86_400), 86_340),
    "more than a day": (milliseconds(86_401), 7140),
    "soon": (milliseconds(59), 7140),
    "now": (milliseconds(0), 7140),
    "the client's clock is ahead": (milliseconds(-10_000), 7140),
    "relative": (7200, 7140),
    "relative in milliseconds": (7_200_000, 7140),
    "in seconds": (round(START.timestamp() + 7200), 7140),
    "huge": (10**18, 7140),
    "below zero": (-1, 7140),
    "text": ("7200", 7140),
    "yes": (True, 7140),
    "nothing": (None, 7140),
}


@EVERY
@pytest.mark.parametrize("case", ENDS)
def test_implausible_expiry_times_are_ignored(operation: Operation, scheme: SecurityScheme, case: str) -> None:
    shown, until = ENDS[case]
    driver = FlowDriver(operation, grant_tokens(operation, scheme, expire_time=shown), scheme, LOGIN)
    for seconds, times in ((0.0, 1), (until - 1, 1), (until, 2)):
        driver.clock.seconds = seconds
        driver.call()
        assert logins(driver, scheme) == times


@EVERY
def test_a_short_lived_token_is_renewed_at_half_its_lifetime(operation: Operation, scheme: SecurityScheme) -> None:
    short = replace(scheme, options=tuple((dict(scheme.options) | {"lifetime": 40}).items()))
    driver = FlowDriver(operation, grant_tokens(operation, scheme), short, LOGIN)
    for seconds, times in ((0.0, 1), (19.0, 1), (20.0, 2)):
        driver.clock.seconds = seconds
        driver.call()
        assert logins(driver, scheme) == times


class Jumping(FakeClock):
    """A clock that is set to another time."""

    jump = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.jump)


@EVERY
@pytest.mark.parametrize("jump", [-1e6, 1e6])
def test_a_change_of_the_system_clock_does_not_matter(
    operation: Operation, scheme: SecurityScheme, jump: float
) -> None:
    clock = Jumping()
    driver = FlowDriver(
        operation, grant_tokens(operation, scheme, expire_time=milliseconds(7200)), scheme, LOGIN, clock
    )
    driver.call()
    clock.jump = jump
    for seconds, times in ((7139, 1), (7140, 2)):
        clock.seconds = seconds
        driver.call()
        assert logins(driver, scheme) == times


@EVERY
def test_each_request_of_a_login_is_bounded_by_the_time_left(operation: Operation, scheme: SecurityScheme) -> None:
    driver = FlowDriver(operation, grant_tokens(operation, scheme), scheme, LOGIN, duration=4)
    driver.call(timeout=7, deadline=13)
    assert [(send.timeout, send.total_timeout) for send in driver.sent] == [(7, 13), (7, 9), (5, 5)]


@EVERY
def test_waiting_for_another_login_is_bounded_by_the_deadline(operation: Operation, scheme: SecurityScheme) -> None:
    driver = FlowDriver(operation, grant_tokens(operation, scheme), scheme, LOGIN)
    flow = driver.flow(deadline=13)
    step: Any = next(flow)
    assert isinstance(step, Locked)
    assert step.timeout == 13
    driver.clock.seconds = 9.0
    first_effect: Any = next(step.flow())
    assert (first_effect.timeout, first_effect.total_timeout) == (4, 4)
    driver.clock.seconds = 13.0
    with pytest.raises(TransportError, match=LOGIN_TIMED_OUT):
        flow.throw(TransportError(LOGIN_TIMED_OUT))
    with pytest.raises(TransportError, match="deadline"):
        driver.run(step.flow())
    assert driver.sent == []


PASSING: dict[str, Callable[[], Response | TransportError]] = {
    "lost": lambda: TransportError("lost"),
    "trouble": lambda: Response(503, {}, b""),
    "too many": lambda: Response(429, {}, b""),
}


@EVERY
@pytest.mark.parametrize("case", PASSING)
def test_a_temporary_login_failure_is_not_shared(operation: Operation, scheme: SecurityScheme, case: str) -> None:
    first, then = respond_in_turn(PASSING[case]()), grant_tokens(operation, scheme)
    driver = FlowDriver(operation, lambda request: (first if len(driver.sent) == 1 else then)(request), scheme, LOGIN)
    flows = [driver.flow(max_retries=0) for _ in range(2)]
    steps: list[Any] = [next(flow) for flow in flows]
    with pytest.raises((ApiError, TransportError)):
        driver.run(steps[0].flow())
    assert driver.run(flows[1], driver.run(steps[1].flow())).http.status == 200


@EVERY
def test_each_caller_gets_an_error_object_of_its_own(operation: Operation, scheme: SecurityScheme) -> None:
    driver = FlowDriver(
        operation, respond_in_turn(Response(403, JSON, b'{"errorCode": "610", "message": "no"}')), scheme, LOGIN
    )
    steps: list[Any] = [next(driver.flow()) for _ in range(3)]
    errors = []
    for step in steps:
        with pytest.raises(ApiError) as raised:
            driver.run(step.flow())
        errors.append(raised.value)
    assert len(driver.sent) == 1
    assert len({id(error) for error in errors}) == 3
    assert len({str(error) for error in errors}) == 1
    auth_scheme: Any = driver._caller.scheme
    assert auth_scheme._rejection not in errors
    assert auth_scheme._rejection.__traceback__ is auth_scheme._rejection.__context__ is None


@EVERY
def test_a_rejected_login_keeps_code_request_id_and_retry_after(operation: Operation, scheme: SecurityScheme) -> None:
    envelope = replace(
        operation.envelope or Envelope((), ()),
        request_id=("/traceId",),
        request_id_headers=("X-Request-Id",),
        retry_after_ms_headers=("X-Wait-Ms",),
    )
    with_envelope = replace(operation, envelope=envelope)
    body = json.dumps({"errorCode": "610", "message": "later", "traceId": "trace-1"}).encode()
    for headers, wait in (({"retry-after": "17"}, 17.0), ({"x-wait-ms": "1500", "retry-after": "17"}, 1.5)):
        driver = FlowDriver(operation, respond_in_turn(Response(429, {**JSON, **headers}, body)), scheme, LOGIN)
        with pytest.raises(ApiError) as raised:
            driver.call(with_envelope, max_retries=0)
        shown = (429, "610", "login rejected: later", "trace-1", True, wait)
        assert raised.value.__reduce__()[1] == shown
    driver = FlowDriver(operation, respond_in_turn(Response(403, {"x-request-id": "id-1"}, b"")), scheme, LOGIN)
    with pytest.raises(ApiError) as raised:
        driver.call(with_envelope)
    assert (raised.value.request_id, raised.value.retryable) == ("id-1", False)


@EVERY
def test_a_login_is_retried_after_retry_after(operation: Operation, scheme: SecurityScheme) -> None:
    busy, then = respond_in_turn(Response(503, {"retry-after": "17"}, b"")), grant_tokens(operation, scheme)
    driver = FlowDriver(operation, lambda request: (busy if len(driver.sent) == 1 else then)(request), scheme, LOGIN)
    driver.call()
    assert driver.delays == [17]


PAGE = {"content-type": "text/html; charset=utf-8"}
ODD = {
    "a redirect": (Response(302, {"location": "/x"}, b""), "Found: redirects are not followed"),
    "a redirect with a page": (Response(302, PAGE, b"<html>"), "Found: redirects are not followed"),
    "a page": (Response(200, PAGE, b"<html>"), "the response is text/html, not JSON"),
    "a page of a gateway": (Response(403, PAGE, b"<html>"), "the response is text/html, not JSON"),
    "nothing": (Response(403, {}, b""), "Forbidden, with an empty body"),
}


@EVERY
@pytest.mark.parametrize("case", ODD)
def test_an_unusable_login_response_is_described(operation: Operation, scheme: SecurityScheme, case: str) -> None:
    respond, text = ODD[case]
    with pytest.raises(ApiError, match=f"login rejected: {text}"):
        FlowDriver(operation, respond_in_turn(respond), scheme, LOGIN).call()


@EVERY
@pytest.mark.parametrize("case", ["refused", "lost"])
@pytest.mark.parametrize("granted", range(len(STEPS) + 1))
def test_local_variables_in_a_traceback_show_no_secrets(
    operation: Operation, scheme: SecurityScheme, granted: int, case: str
) -> None:
    fail = respond_in_turn(Response(403, JSON, b"{}") if case == "refused" else TransportError("lost"))
    grant = grant_tokens(operation, scheme)
    driver = FlowDriver(
        operation, lambda request: (grant if len(driver.sent) <= granted else fail)(request), scheme, LOGIN
    )
    with pytest.raises((ApiError, TransportError)) as raised:
        driver.call(max_retries=0)
    stack = traceback.TracebackException.from_exception(raised.value, capture_locals=True).stack
    shown = [(frame.name, frame.locals) for frame in stack if "/invoice_apis/" in frame.filename]
    assert ("_step" in dict(shown)) == (granted < len(STEPS))
    for secret in (*LOGIN.secrets, "app_token-of-login", "access_token-of-login"):
        assert secret not in str(shown)
