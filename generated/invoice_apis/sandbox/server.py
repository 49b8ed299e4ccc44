"""HTTP, by way of uvicorn in a thread of its own. The only file that knows it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..client.http.messages import Request
from .reply import Reply

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Response = Callable[[Request], Reply]
MISSING = 1000
"""How many more bytes than there are a truncated answer promises."""


class Server:
    """A server that answers from its start, which is the moment its constructor returns, until it is closed."""

    def __init__(self, answer: Response, port: int) -> None:
        self._socket = socket.socket()
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(("127.0.0.1", port))
            self._socket.listen()  # from here on nobody is turned away, though the thread may need a moment
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self._server = _Uvicorn(_Config(_App(answer), http=_Protocol, **_QUIET))
        self._thread = threading.Thread(target=self._serve, name=f"sandbox-{self.port}", daemon=True)
        self._thread.start()
        self._server.is_up.wait()

    def close(self) -> None:
        """Stop, and wait until nothing is left of it."""
        self._server.stop()
        self._thread.join()

    def _serve(self) -> None:
        try:
            asyncio.run(self._server.serve(sockets=[self._socket]))
        finally:
            self._server.is_up.set()


_QUIET: dict[str, Any] = {
    "interface": "asgi3",
    "lifespan": "off",
    "ws": "none",
    "proxy_headers": False,
    "server_header": False,
    "date_header": False,
    "timeout_keep_alive": 60,
}


class _Config(uvicorn.Config):
    def configure_logging(self) -> None:
        """Loggers belong to the whole process, which is not ours."""


class _Uvicorn(uvicorn.Server):
    """Waits for a word instead of looking at the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        app: _App = self.config.app  # type: ignore[assignment]
        app.stopped = self._stopped
        self.is_up.set()
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End at once: whoever still waits for an answer gets none."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)

    def stop(self) -> None:
        """To be called from another thread, once."""
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._stopped.set)


class _Protocol(H11Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the application its connection too, so that it can break it."""
        super().connection_made(transport)
        self.access_log = False
        app: Any = self.app

        async def connected(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, "transport": transport}, receive, send)

        self.app = connected


class _App:
    """The ASGI application."""

    stopped: asyncio.Event

    def __init__(self, answer: Response) -> None:
        self._answer = answer

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request and its reaction."""
        body = await _body(receive)
        if body is None:
            return
        reaction = self._answer(_request(scope, body))
        if reaction.delay:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopped.wait(), reaction.delay)
        if reaction.cut != "reset":
            await _sent(reaction, send)
        if reaction.cut is not None:
            transport: asyncio.Transport = scope["transport"]
            transport.close() if reaction.cut == "truncated" else transport.abort()
            while (await receive())["type"] != "http.disconnect":
                pass


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when the caller went away before its end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _request(scope: Message, body: bytes) -> Request:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    path = scope["raw_path"].decode("latin-1")
    return Request(
        scope["method"], "http://sandbox", path, tuple(pairs), headers, body
    )  # a header has the caller's host


async def _sent(reaction: Reply, send: Send) -> None:
    """The answer; of one that is to be cut less than it promises."""
    is_whole = reaction.cut is None
    length = len(reaction.body) + (0 if is_whole else MISSING)
    headers = {**reaction.headers, "Content-Length": str(length)}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reaction.status, "headers": raw})
    await send({"type": "http.response.body", "body": reaction.body, "more_body": not is_whole})
