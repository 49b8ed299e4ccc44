"""Logins under odd clocks, short limits and many callers, and what their failures tell and hide."""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import anyio
import httpx2
import pytest
from invoice_apis import ApiError, TransportError
from invoice_apis.client.http.effects import Locked
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Envelope, Operation, SecurityScheme
from support.calling import WAYS, called, client_class, good

from .fakes import JSON, START, FakeClock, FlowDriver, Serve, fine, in_turn
from .test_login import LOGIN, STEPS, logins

LOGINS = [(operation, scheme) for operation, scheme in WAYS if scheme.scheme == "app-login"]
EVERY = pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=called)
TOLD = "the login of another call did not end in time"


def granting(operation: Operation, scheme: SecurityScheme, **more: Any) -> Serve:
    """Grants both steps with these members besides, and everything else."""
    names = {
        str(dict(scheme.options)[step]): name for step, name in zip(STEPS, ("app_token", "access_token"), strict=True)
    }

    def serve(request: Request) -> Response:
        if request.path not in names:
            return fine(operation)
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
@pytest.mark.parametrize("way", ENDS)
def test_a_token_is_kept_whatever_the_answer_says_of_its_end(
    operation: Operation, scheme: SecurityScheme, way: str
) -> None:
    told, until = ENDS[way]
    play = FlowDriver(operation, granting(operation, scheme, expire_time=told), scheme, LOGIN)
    for seconds, times in ((0.0, 1), (until - 1, 1), (until, 2)):
        play.world.seconds = seconds
        play.call()
        assert logins(play, scheme) == times


@EVERY
def test_a_short_life_is_renewed_at_half_of_it(operation: Operation, scheme: SecurityScheme) -> None:
    short = replace(scheme, options=tuple((dict(scheme.options) | {"lifetime": 40}).items()))
    play = FlowDriver(operation, granting(operation, scheme), short, LOGIN)
    for seconds, times in ((0.0, 1), (19.0, 1), (20.0, 2)):
        play.world.seconds = seconds
        play.call()
        assert logins(play, scheme) == times


class Jumping(FakeClock):
    """A clock that somebody sets anew."""

    jump = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.jump)


@EVERY
@pytest.mark.parametrize("jump", [-1e6, 1e6])
def test_a_clock_that_is_set_anew_changes_nothing(operation: Operation, scheme: SecurityScheme, jump: float) -> None:
    world = Jumping()
    play = FlowDriver(operation, granting(operation, scheme, expire_time=milliseconds(7200)), scheme, LOGIN, world)
    play.call()
    world.jump = jump
    for seconds, times in ((7139, 1), (7140, 2)):
        world.seconds = seconds
        play.call()
        assert logins(play, scheme) == times


@EVERY
def test_each_request_of_a_login_gets_what_is_left(operation: Operation, scheme: SecurityScheme) -> None:
    play = FlowDriver(operation, granting(operation, scheme), scheme, LOGIN, takes=4)
    play.call(timeout=7, deadline=13)
    assert [(send.timeout, send.within) for send in play.sent] == [(7, 13), (7, 9), (5, 5)]


@EVERY
def test_a_login_waits_for_another_only_as_long_as_its_call_may_take(
    operation: Operation, scheme: SecurityScheme
) -> None:
    play = FlowDriver(operation, granting(operation, scheme), scheme, LOGIN)
    flow = play.flow(deadline=13)
    step: Any = next(flow)
    assert isinstance(step, Locked)
    assert step.within == 13
    play.world.seconds = 9.0
    begun: Any = next(step.flow())
    assert (begun.timeout, begun.within) == (4, 4)
    play.world.seconds = 13.0
    with pytest.raises(TransportError, match=TOLD):
        flow.throw(TransportError(TOLD))
    with pytest.raises(TransportError, match="deadline"):
        play.run(step.flow())
    assert play.sent == []


PASSING: dict[str, Callable[[], Response | TransportError]] = {
    "lost": lambda: TransportError("lost"),
    "trouble": lambda: Response(503, {}, b""),
    "too many": lambda: Response(429, {}, b""),
}


@EVERY
@pytest.mark.parametrize("way", PASSING)
def test_a_failure_that_may_pass_is_not_shared(operation: Operation, scheme: SecurityScheme, way: str) -> None:
    first, then = in_turn(PASSING[way]()), granting(operation, scheme)
    play = FlowDriver(operation, lambda request: (first if len(play.sent) == 1 else then)(request), scheme, LOGIN)
    flows = [play.flow(max_retries=0) for _ in range(2)]
    steps: list[Any] = [next(flow) for flow in flows]
    with pytest.raises((ApiError, TransportError)):
        play.run(steps[0].flow())
    assert play.run(flows[1], play.run(steps[1].flow())).http.status == 200


@EVERY
def test_each_caller_gets_a_refusal_of_its_own(operation: Operation, scheme: SecurityScheme) -> None:
    play = FlowDriver(operation, in_turn(Response(403, JSON, b'{"errorCode": "610", "message": "no"}')), scheme, LOGIN)
    steps: list[Any] = [next(play.flow()) for _ in range(3)]
    errors = []
    for step in steps:
        with pytest.raises(ApiError) as raised:
            play.run(step.flow())
        errors.append(raised.value)
    assert len(play.sent) == 1
    assert len({id(error) for error in errors}) == 3
    assert len({str(error) for error in errors}) == 1
    proof: Any = play._exchange.scheme
    assert proof._refused not in errors
    assert proof._refused.__traceback__ is proof._refused.__context__ is None


@EVERY
def test_a_refused_login_keeps_all_that_the_service_says(operation: Operation, scheme: SecurityScheme) -> None:
    envelope = replace(
        operation.envelope or Envelope((), ()),
        request_id=("/traceId",),
        request_id_headers=("X-Request-Id",),
        retry_after_ms_headers=("X-Wait-Ms",),
    )
    telling = replace(operation, envelope=envelope)
    body = json.dumps({"errorCode": "610", "message": "later", "traceId": "trace-1"}).encode()
    for headers, wait in (({"retry-after": "17"}, 17.0), ({"x-wait-ms": "1500", "retry-after": "17"}, 1.5)):
        play = FlowDriver(operation, in_turn(Response(429, {**JSON, **headers}, body)), scheme, LOGIN)
        with pytest.raises(ApiError) as raised:
            play.call(telling, max_retries=0)
        told = (429, "610", "the login was refused: later", "trace-1", True, wait)
        assert raised.value.__reduce__()[1] == told
    play = FlowDriver(operation, in_turn(Response(403, {"x-request-id": "id-1"}, b"")), scheme, LOGIN)
    with pytest.raises(ApiError) as raised:
        play.call(telling)
    assert (raised.value.request_id, raised.value.retryable) == ("id-1", False)


@EVERY
def test_a_login_is_sent_again_when_the_service_says(operation: Operation, scheme: SecurityScheme) -> None:
    busy, then = in_turn(Response(503, {"retry-after": "17"}, b"")), granting(operation, scheme)
    play = FlowDriver(operation, lambda request: (busy if len(play.sent) == 1 else then)(request), scheme, LOGIN)
    play.call()
    assert play.pauses == [17]


PAGE = {"content-type": "text/html; charset=utf-8"}
ODD = {
    "a redirect": (Response(302, {"location": "/x"}, b""), "Found: redirects are not followed"),
    "a redirect with a page": (Response(302, PAGE, b"<html>"), "Found: redirects are not followed"),
    "a page": (Response(200, PAGE, b"<html>"), "the answer is text/html, not JSON"),
    "a page of a gateway": (Response(403, PAGE, b"<html>"), "the answer is text/html, not JSON"),
    "nothing": (Response(403, {}, b""), "Forbidden, with an empty body"),
}


@EVERY
@pytest.mark.parametrize("way", ODD)
def test_an_answer_that_is_no_answer_is_told_as_such(operation: Operation, scheme: SecurityScheme, way: str) -> None:
    answer, words = ODD[way]
    with pytest.raises(ApiError, match=f"the login was refused: {words}"):
        FlowDriver(operation, in_turn(answer), scheme, LOGIN).call()


@EVERY
@pytest.mark.parametrize("way", ["refused", "lost"])
@pytest.mark.parametrize("granted", range(len(STEPS) + 1))
def test_a_traceback_with_its_variables_shows_nothing(
    operation: Operation, scheme: SecurityScheme, granted: int, way: str
) -> None:
    fail = in_turn(Response(403, JSON, b"{}") if way == "refused" else TransportError("lost"))
    grant = granting(operation, scheme)
    play = FlowDriver(operation, lambda request: (grant if len(play.sent) <= granted else fail)(request), scheme, LOGIN)
    with pytest.raises((ApiError, TransportError)) as raised:
        play.call(max_retries=0)
    stack = traceback.TracebackException.from_exception(raised.value, capture_locals=True).stack
    shown = [(frame.name, frame.locals) for frame in stack if "/invoice_apis/" in frame.filename]
    assert ("_step" in dict(shown)) == (granted < len(STEPS))
    for secret in (*LOGIN.secrets, "app_token-of-login", "access_token-of-login"):
        assert secret not in str(shown)


class Stuck(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A service whose first login does not end until it is told to; the next ones are granted."""

    def __init__(self, serve: Serve, event: Any) -> None:
        self._serve, self.count = serve, 0
        self.asked, self.may_answer = event(), event()

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        answer = self._serve(Request(request.method, "http://127.0.0.1", request.url.path))
        return httpx2.Response(answer.status, content=answer.body, headers=dict(answer.headers))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.count += 1
        if self.count == 1:
            self.asked.set()
            assert self.may_answer.wait(30)
        return self._answered(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.count += 1
        if self.count == 1:
            self.asked.set()
            await self.may_answer.wait()
        return self._answered(request)


def client(operation: Operation, kind: Any, transport: Stuck) -> Any:
    options: Any = {"base_url": "http://127.0.0.1", "transport": transport, "max_retries": 0}
    return client_class(operation, kind)(auth=LOGIN, **good(operation).values, **options)


def hurried(made: Any) -> None:
    """From now on its calls have hardly any time."""
    made._settings = replace(made._settings, limits=replace(made._settings.limits, deadline=0.01))


@EVERY
def test_a_thread_does_not_wait_for_the_login_of_another_beyond_its_time(
    operation: Operation, scheme: SecurityScheme
) -> None:
    transport = Stuck(granting(operation, scheme), threading.Event)
    with client(operation, "sync", transport) as made, ThreadPoolExecutor(1) as threads:

        def ask() -> Any:
            return getattr(made, operation.name)(**good(operation).arguments)

        slow = threads.submit(ask)
        assert transport.asked.wait(30)
        kept = made._settings
        hurried(made)
        with pytest.raises(TransportError, match=TOLD):
            ask()
        made._settings = kept
        transport.may_answer.set()
        assert slow.result().http.status == ask().http.status == 200
    assert transport.count == 4


@EVERY
@pytest.mark.parametrize("end", ["answered", "cancelled"])
def test_a_task_does_not_wait_beyond_its_time_and_a_cancelled_login_lets_others_in(
    operation: Operation, scheme: SecurityScheme, end: str
) -> None:
    async def main() -> int:
        transport = Stuck(granting(operation, scheme), anyio.Event)
        async with client(operation, "async", transport) as made, anyio.create_task_group() as group:

            async def ask() -> None:
                assert (await getattr(made, operation.name)(**good(operation).arguments)).http.status == 200

            group.start_soon(ask)
            await transport.asked.wait()
            kept = made._settings
            hurried(made)
            with pytest.raises(TransportError, match=TOLD):
                await ask()
            made._settings = kept
            if end == "cancelled":
                group.cancel_scope.cancel()
            transport.may_answer.set()
            with anyio.CancelScope(shield=True):
                await ask()
        return transport.count

    assert anyio.run(main) == {"answered": 4, "cancelled": 4}[end]


@EVERY
def test_an_interrupted_login_lets_others_in(operation: Operation, scheme: SecurityScheme) -> None:
    grant, times = granting(operation, scheme), []

    def serve(request: Request) -> Response:
        times.append(request)
        if len(times) == 1:
            raise KeyboardInterrupt
        return grant(request)

    transport = Stuck(serve, threading.Event)
    transport.may_answer.set()
    with client(operation, "sync", transport) as made:
        with pytest.raises(KeyboardInterrupt):
            getattr(made, operation.name)(**good(operation).arguments)
        assert getattr(made, operation.name)(**good(operation).arguments).http.status == 200


@EVERY
def test_many_threads_log_in_once_whatever_the_answer_says_of_the_end(
    operation: Operation, scheme: SecurityScheme
) -> None:
    transport = Stuck(granting(operation, scheme, expire_time=7200), threading.Event)
    transport.may_answer.set()
    with client(operation, "sync", transport) as made, ThreadPoolExecutor(16) as threads:
        asked = [threads.submit(getattr(made, operation.name), **good(operation).arguments) for _ in range(64)]
        assert {each.result().http.status for each in asked} == {200}
    assert transport.count == 64 + len(STEPS)
