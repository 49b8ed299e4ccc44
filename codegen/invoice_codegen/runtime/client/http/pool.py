"""Send requests through httpcore2, or through a transport of httpx2 if the caller gives one.

httpx2's client follows redirects, keeps cookies and logs every URL. Here the flow decides all of that, and a URL may
hold a token. httpx2's transports alone would convert each request and response once more.

httpcore2 logs headers and URLs to the loggers `httpcore2.*` at level DEBUG. If that level is on, secrets are in the log.

Connections belong to one process and one event loop. After a fork or in the next `asyncio.run` the client opens new
ones and leaves the old ones open: two processes that write to one socket read each other's responses.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
import httpcore2
from anyio.lowlevel import current_token

from ...errors import ConfigurationError, TransportError
from .connection import Deadline, new_async_pool, new_pool
from .effects import Send
from .lease import Lease
from .messages import Response
from .protocol import TIMED_OUT, BodyReader, has_surplus, to_httpcore
from .proxy import proxy_variable
from .transport_errors import ERRORS, transport_error

if TYPE_CHECKING:
    import httpx2

    from .httpx_transport import AsyncHttpxTransport, HttpxTransport

SyncBackend: TypeAlias = "httpcore2.ConnectionPool | HttpxTransport"
AsyncBackend: TypeAlias = "httpcore2.AsyncConnectionPool | AsyncHttpxTransport"


@dataclass(slots=True, eq=False)
class _Connections:
    """Connections of a blocking client in one process."""

    pool: SyncBackend
    deadline: Deadline
    lock: threading.Lock = field(default_factory=threading.Lock)
    lease: Lease = field(default_factory=Lease)


class HttpPool:
    """Connections of a blocking client."""

    def __init__(self, base_url: str, transport: httpx2.BaseTransport | None) -> None:
        self._base_url = base_url
        self._transport: HttpxTransport | None = None
        self._proxy = None if transport is not None else proxy_variable(base_url)
        self._errors: tuple[type[Exception], ...] = ERRORS
        if transport is not None:
            from . import httpx_transport

            self._transport = httpx_transport.HttpxTransport(transport)
            self._errors += httpx_transport.ERRORS
        # Connections of a parent process stay: garbage collection would close them, or warn about it.
        self._by_process = {os.getpid(): self._new_connections()}

    @property
    def lock(self) -> threading.Lock:
        """Lock that a call holds while no other call of the client may run."""
        return self._connections().lock

    def send(self, effect: Send) -> Response:
        """Send a request. Raises TransportError, and ConfigurationError after `close`."""
        connections = self._connections()
        connections.lease.acquire()
        try:
            return self._send(connections, effect)
        except self._errors as error:
            failure = transport_error(error, effect.request, self._proxy)
        finally:
            if connections.lease.release():
                connections.pool.close()
        # Raised outside of the handler, so that it has no context: httpcore2's message may quote secrets.
        raise failure

    def _send(self, connections: _Connections, effect: Send) -> Response:
        body = BodyReader(effect.total_timeout)
        connections.deadline.at = body.deadline
        response = connections.pool.handle_request(to_httpcore(effect))
        try:
            for chunk in response.iter_stream():
                body.add(chunk)
            if has_surplus(response):
                response.extensions["network_stream"].close()
        finally:
            response.close()
        return body.response(response)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def close(self) -> None:
        """Close the connections as soon as no request uses them."""
        connections = self._by_process.get(os.getpid())
        if connections is None:
            self._by_process[os.getpid()] = connections = self._new_for_process()
            connections.lease.close()
        elif connections.lease.close():
            connections.pool.close()

    def _connections(self) -> _Connections:
        return self._by_process.get(os.getpid()) or self._replace()

    def _replace(self) -> _Connections:
        """Connections for a child process. Concurrent threads get the same ones."""
        if self._transport is not None:
            raise ConfigurationError("this client was created in another process; create one here")
        return self._by_process.setdefault(os.getpid(), self._new_for_process())

    def _new_for_process(self) -> _Connections:
        connections = self._new_connections()
        if any(other.lease.is_closed for other in [*self._by_process.values()]):
            connections.lease.close()
        return connections

    def _new_connections(self) -> _Connections:
        deadline = Deadline()
        return _Connections(
            new_pool(self._base_url, deadline) if self._transport is None else self._transport, deadline
        )


@dataclass(slots=True, eq=False)
class _AsyncConnections:
    """Connections of an async client in one process and one event loop."""

    pool: AsyncBackend
    pid: int = field(default_factory=os.getpid)
    loop: Any = None
    """None until first used."""
    lock: anyio.Lock = field(default_factory=anyio.Lock)
    lease: Lease = field(default_factory=Lease)


class AsyncHttpPool:
    """Connections of an async client."""

    def __init__(self, base_url: str, transport: httpx2.AsyncBaseTransport | None) -> None:
        self._base_url = base_url
        self._transport: AsyncHttpxTransport | None = None
        self._proxy = None if transport is not None else proxy_variable(base_url)
        self._errors: tuple[type[Exception], ...] = ERRORS
        if transport is not None:
            from . import httpx_transport

            self._transport = httpx_transport.AsyncHttpxTransport(transport)
            self._errors += httpx_transport.ERRORS
        self._current = self._new_connections()
        self._inherited: list[_AsyncConnections] = []
        """Connections of parent processes, kept because garbage collection would close them."""

    @property
    def lock(self) -> anyio.Lock:
        """Lock that a call holds while no other call of the client may run."""
        return self._connections().lock

    async def send(self, effect: Send) -> Response:
        """Send a request. Raises TransportError, and ConfigurationError after `aclose`."""
        connections = self._connections()
        connections.lease.acquire()
        try:
            with anyio.move_on_after(effect.total_timeout):
                return await self._send(connections, effect)
            failure = TransportError(TIMED_OUT)
        except self._errors as error:
            failure = transport_error(error, effect.request, self._proxy)
        finally:
            if connections.lease.release():
                await connections.pool.aclose()
        # Raised outside of the handler, so that it has no context: httpcore2's message may quote secrets.
        raise failure

    async def _send(self, connections: _AsyncConnections, effect: Send) -> Response:
        body = BodyReader(effect.total_timeout)
        response = await connections.pool.handle_async_request(to_httpcore(effect))
        try:
            async for chunk in response.aiter_stream():
                body.add(chunk)
            if has_surplus(response):
                await response.extensions["network_stream"].aclose()
        finally:
            await response.aclose()
        return body.response(response)

    async def sleep(self, seconds: float) -> None:
        """Wait without blocking other tasks."""
        await anyio.sleep(seconds)

    async def aclose(self) -> None:
        """Close the connections as soon as no request uses them."""
        connections = self._current
        if not connections.lease.close() or connections.pid != os.getpid():
            return
        if connections.loop in (None, _running_loop()):
            await connections.pool.aclose()
        else:
            # The event loop that could close them has ended.
            with suppress(RuntimeError):
                await connections.pool.aclose()

    def _connections(self) -> _AsyncConnections:
        connections, loop = self._current, _running_loop()
        if connections.pid == os.getpid():
            if connections.loop is loop:
                return connections
            if connections.loop is None:
                connections.loop = loop
                return connections
        return self._replace(loop)

    def _replace(self, loop: Any) -> _AsyncConnections:
        """Connections for a child process or another event loop."""
        previous = self._current
        is_child = previous.pid != os.getpid()
        if self._transport is not None:
            place = "process" if is_child else "event loop"
            raise ConfigurationError(f"this client was created in another {place}; create one here")
        replacement = self._new_connections()
        replacement.loop = loop
        if previous.lease.is_closed:
            replacement.lease.close()
        if is_child:
            self._inherited.append(previous)
        self._current = replacement
        return replacement

    def _new_connections(self) -> _AsyncConnections:
        return _AsyncConnections(new_async_pool(self._base_url) if self._transport is None else self._transport)


def _running_loop() -> Any:
    """The current event loop, or its equivalent. Asking asyncio directly is faster than asking anyio."""
    import asyncio  # imported late: it takes long, and async callers have it anyway

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return current_token()
