"""HTTP/1.1 server for the sandbox: asyncio in a thread of its own, with h11 as the protocol.

Faults break connections on purpose, which ASGI servers offer no documented way to do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import h11

from .. import jsontext
from ..client.http.messages import Request
from .reply import Reply

log = logging.getLogger("invoice_apis")
Handler = Callable[[Request], Reply]
NO_CONTENT = 204
"""The status that forbids Content-Length (RFC 9110)."""
MISSING = 1000
"""Bytes that the Content-Length of a truncated response counts too many."""
MAX_HEADERS = 32_768
"""Bytes of target and headers of a request."""
MAX_BODY = 10_000_000
"""Bytes of the body of a request."""
LINGER = 1.0
"""Seconds for a client to read a refusal. Closing at once would reset a connection with unread bytes."""


class Server:
    """A running server. It accepts connections as soon as the constructor returns, until `close`."""

    def __init__(self, handler: Handler, port: int) -> None:
        # asyncio switches Nagle's algorithm off only where the socket names its protocol.
        self._socket = socket.socket(proto=socket.IPPROTO_TCP)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(("127.0.0.1", port))
            self._socket.listen()
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self._handler = handler
        self._is_ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"sandbox-{self.port}", daemon=True)
        self._thread.start()
        self._is_ready.wait()

    def close(self) -> None:
        """Stop at once and wait for the thread. Requests in progress get no response."""
        with contextlib.suppress(RuntimeError):  # the event loop is closed already
            self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._is_ready.set()

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_log_quietly)
        connections: set[_Connection] = set()
        server = await self._loop.create_server(lambda: _Connection(self._handler, connections), sock=self._socket)
        self._is_ready.set()
        await self._stopped.wait()
        server.close()
        for connection in list(connections):
            connection.transport.abort()


class _Connection(asyncio.Protocol):
    """One connection: reads requests and sends replies, one after the other."""

    transport: asyncio.Transport

    def __init__(self, handler: Handler, connections: set[_Connection]) -> None:
        self._handler, self._connections = handler, connections
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEADERS)
        self._head: h11.Request | None = None
        self._body = bytearray()
        self._is_refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Register the connection."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._connections.discard(self)

    def data_received(self, data: bytes) -> None:
        """Read a part of a request."""
        if not self._is_refused:
            self._http.receive_data(data)
            self._read()

    def _read(self) -> None:
        try:
            while not self.transport.is_closing() and not self._is_refused:
                event = self._http.next_event()
                if event in (h11.NEED_DATA, h11.PAUSED):
                    return
                self._take(event)
        except h11.RemoteProtocolError as error:
            self._refuse(error.error_status_hint)

    def _take(self, event: h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]) -> None:
        if isinstance(event, h11.Request):
            self._take_head(event)
        elif isinstance(event, h11.Data):
            self._body += event.data
            if len(self._body) > MAX_BODY:
                self._refuse(413)
        elif isinstance(event, h11.EndOfMessage):
            assert self._head is not None
            reply = self._handle(_request(self._head, bytes(self._body)))
            asyncio.get_running_loop().call_later(reply.delay, self._reply, reply)
        else:
            self.transport.close()

    def _take_head(self, head: h11.Request) -> None:
        self._head, self._body = head, bytearray()
        if len(head.target) + sum(len(name) + len(value) for name, value in head.headers) > MAX_HEADERS:
            self._refuse(431)
        elif any(name == b"content-length" and int(value) > MAX_BODY for name, value in head.headers):
            self._refuse(413)
        elif self._http.they_are_waiting_for_100_continue:
            self.transport.write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")

    def _handle(self, request: Request) -> Reply:
        """The reply of the services; a failure of the sandbox itself is status 500, and its traceback is logged."""
        try:
            return self._handler(request)
        except Exception as error:
            log.debug("the sandbox failed", exc_info=True)
            text = f"the sandbox failed: {type(error).__name__}; INVOICE_APIS_LOG=debug shows where"
            return Reply(500, jsontext.write({"message": text}))

    def _refuse(self, status: int) -> None:
        """Refuse a request that is not HTTP or too long, and ignore the rest of it until the client has read the reply."""
        self._is_refused = True
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._send(Reply(status))
            asyncio.get_running_loop().call_later(LINGER, self.transport.close)
        else:
            self.transport.close()

    def _reply(self, reply: Reply) -> None:
        """Send a reply, then read the next request."""
        if self.transport.is_closing() or self._is_refused:
            return
        if reply.cut == "reset":
            self.transport.abort()
            return
        self._send(reply)
        if reply.cut == "truncated" or self._http.our_state is not h11.DONE:
            self.transport.close()
            return
        self._http.start_next_cycle()
        self._read()

    def _send(self, reply: Reply) -> None:
        is_whole = reply.cut is None
        length = len(reply.body) + (0 if is_whole else MISSING)
        headers = [*reply.headers.items()]
        headers += [("Content-Length", str(length))] if reply.status != NO_CONTENT else []
        headers += [("Connection", "close")] if self._is_refused else []
        events: list[h11.Event] = [h11.Response(status_code=reply.status, headers=headers)]
        if self._head is None or self._head.method != b"HEAD":
            events.append(h11.Data(data=reply.body))
        events += [h11.EndOfMessage()] if is_whole else []
        self.transport.write(b"".join(self._http.send(event) or b"" for event in events))


def _log_quietly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio would print: a client that goes away is no concern of the user's tests."""
    log.debug("the sandbox: %s", context.get("message"), exc_info=context.get("exception"))


def _request(head: h11.Request, body: bytes) -> Request:
    path, _, query = head.target.decode("latin-1").partition("?")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers)
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Request(head.method.decode("latin-1"), "http://sandbox", path, pairs, headers, body, received_query=query)
