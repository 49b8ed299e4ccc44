"""Single requests over connection pools, and servers that send raw bytes."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.client.http.effects import Send
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from support.calling import Kind
from support.service import CannedResponse, ReceivedRequest

CANARY = "CANARY-of-the-server"
Handler = Callable[[socket.socket], None]


def send_effect(base: str, path: str = "/", total_timeout: float = 30, timeout: float = 30) -> Send:
    return Send(Request("GET", base, path), timeout, total_timeout)


def sent(kind: Kind, base: str, transport: Any = None, **step: Any) -> Response:
    """Response of a new pool to one request."""
    if kind == "sync":
        http = HttpPool(base, transport)
        try:
            return http.send(send_effect(base, **step))
        finally:
            http.close()

    async def main() -> Response:
        http = AsyncHttpPool(base, transport)
        try:
            return await http.send(send_effect(base, **step))
        finally:
            await http.aclose()

    return asyncio.run(main())


def failure(kind: Kind, base: str, transport: Any = None, **step: Any) -> ia.TransportError:
    """The error, which has no cause and no context."""
    with pytest.raises(ia.TransportError) as raised:
        sent(kind, base, transport, **step)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    return raised.value


@contextmanager
def raw_server(handler: Handler) -> Iterator[str]:
    """A server that passes each connection to a handler after its first packet."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        if connection.recv(65536):
                            handler(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            # Closing alone does not wake a thread that accepts.
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
            thread.join(30)
            assert not thread.is_alive()


def send_bytes(data: bytes) -> Handler:
    return lambda connection: connection.sendall(data)


class Raising(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        raise self._error

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        raise self._error


def echo(seen: ReceivedRequest) -> CannedResponse:
    return CannedResponse(body=seen.target.encode())
