"""Logins of threads and tasks that share a client."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import anyio
import httpx2
import pytest
from invoice_apis import TransportError
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import client_class, documented_call

from .fakes import Serve
from .test_login import LOGIN, STEPS
from .test_login_limits import EVERY, LOGIN_TIMED_OUT, grant_tokens


class BlockingTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Transport whose first login blocks until the test lets it respond. Later ones are granted."""

    def __init__(self, serve: Serve, event: Any) -> None:
        self._serve, self.count = serve, 0
        self.received, self.may_respond = event(), event()

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        respond = self._serve(Request(request.method, "http://127.0.0.1", request.url.path))
        return httpx2.Response(respond.status, content=respond.body, headers=dict(respond.headers))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.count += 1
        if self.count == 1:
            self.received.set()
            assert self.may_respond.wait(30)
        return self._answered(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.count += 1
        if self.count == 1:
            self.received.set()
            await self.may_respond.wait()
        return self._answered(request)


def client(operation: Operation, kind: Any, transport: BlockingTransport) -> Any:
    options: Any = {"base_url": "http://127.0.0.1", "transport": transport, "max_retries": 0}
    return client_class(operation, kind)(auth=LOGIN, **documented_call(operation).values, **options)


def shorten_deadline(client_: Any) -> None:
    """From now on calls have hardly any time."""
    client_._state = replace(client_._state, limits=replace(client_._state.limits, deadline=0.01))


@EVERY
def test_a_thread_waits_for_the_login_of_another_until_its_deadline(
    operation: Operation, scheme: SecurityScheme
) -> None:
    transport = BlockingTransport(grant_tokens(operation, scheme), threading.Event)
    with client(operation, "sync", transport) as client_, ThreadPoolExecutor(1) as threads:

        def send_call() -> Any:
            return getattr(client_, operation.name)(**documented_call(operation).arguments)

        slow = threads.submit(send_call)
        assert transport.received.wait(30)
        kept = client_._state
        shorten_deadline(client_)
        with pytest.raises(TransportError, match=LOGIN_TIMED_OUT):
            send_call()
        client_._state = kept
        transport.may_respond.set()
        assert slow.result().http.status == send_call().http.status == 200
    assert transport.count == 4


@EVERY
@pytest.mark.parametrize("end", ["answered", "cancelled"])
def test_a_task_waits_until_its_deadline_and_a_cancelled_login_releases_the_lock(
    operation: Operation, scheme: SecurityScheme, end: str
) -> None:
    async def main() -> int:
        transport = BlockingTransport(grant_tokens(operation, scheme), anyio.Event)
        async with client(operation, "async", transport) as client_, anyio.create_task_group() as group:

            async def send_call() -> None:
                assert (
                    await getattr(client_, operation.name)(**documented_call(operation).arguments)
                ).http.status == 200

            group.start_soon(send_call)
            await transport.received.wait()
            kept = client_._state
            shorten_deadline(client_)
            with pytest.raises(TransportError, match=LOGIN_TIMED_OUT):
                await send_call()
            client_._state = kept
            if end == "cancelled":
                group.cancel_scope.cancel()
            transport.may_respond.set()
            with anyio.CancelScope(shield=True):
                await send_call()
        return transport.count

    assert anyio.run(main) == {"answered": 4, "cancelled": 4}[end]


@EVERY
def test_an_interrupted_login_releases_the_lock(operation: Operation, scheme: SecurityScheme) -> None:
    grant, times = grant_tokens(operation, scheme), []

    def serve(request: Request) -> Response:
        times.append(request)
        if len(times) == 1:
            raise KeyboardInterrupt
        return grant(request)

    transport = BlockingTransport(serve, threading.Event)
    transport.may_respond.set()
    with client(operation, "sync", transport) as client_:
        with pytest.raises(KeyboardInterrupt):
            getattr(client_, operation.name)(**documented_call(operation).arguments)
        assert getattr(client_, operation.name)(**documented_call(operation).arguments).http.status == 200


@EVERY
def test_many_threads_log_in_once_with_an_implausible_expiry_time(operation: Operation, scheme: SecurityScheme) -> None:
    transport = BlockingTransport(grant_tokens(operation, scheme, expire_time=7200), threading.Event)
    transport.may_respond.set()
    with client(operation, "sync", transport) as client_, ThreadPoolExecutor(16) as threads:
        received = [
            threads.submit(getattr(client_, operation.name), **documented_call(operation).arguments) for _ in range(64)
        ]
        assert {each.result().http.status for each in received} == {200}
    assert transport.count == 64 + len(STEPS)
