"""An HTTP/1.1 server that can break connections: h11 on asyncio streams, in a thread of its own.

ASGI servers keep the transport to themselves, and the faults `reset` and `truncated` need it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

import h11

from ..client.http.messages import Request
from .reply import Reply

Respond = Callable[[Request], Reply]
MISSING = 1000
"""How many more bytes than there are a truncated response promises."""
CHUNK = 64 * 1024


class Server:
    """A server that responds from the moment its constructor returns until it is closed."""

    def __init__(self, respond: Respond, port: int) -> None:
        self._respond = respond
        self._socket = socket.socket()
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(("127.0.0.1", port))
            self._socket.listen()  # from here on nobody is turned away, though the thread may need a moment
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"sandbox-{self.port}", daemon=True)
        self._thread.start()
        self._is_up.wait()

    def close(self) -> None:
        """Stop, and wait until nothing is left of it."""
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve())
        finally:
            self._is_up.set()

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._socket.setblocking(False)
        self._loop.add_reader(self._socket, self._accept)
        self._is_up.set()
        await self._stopped.wait()
        self._loop.remove_reader(self._socket)
        self._socket.close()
        await asyncio.sleep(0)  # now the task of each connection has begun, and closes it
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self) -> None:
        """Accept a connection. `asyncio.Server` and `sock_accept` lose the one that comes while they are stopped."""
        with contextlib.suppress(OSError):  # the caller is gone
            accepted, _ = self._socket.accept()
            task = self._loop.create_task(self._converse(accepted))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _converse(self, accepted: socket.socket) -> None:
        """Respond to the requests of one connection, one after the other."""
        reader, writer = await asyncio.open_connection(sock=accepted)
        connection = _Connection(reader, writer)
        try:
            while (request := await connection.receive()) is not None:
                reply = self._respond(request)
                await asyncio.sleep(reply.delay)
                await connection.send(reply)
        except ConnectionError:  # the caller is gone
            pass
        except h11.RemoteProtocolError as error:
            await connection.refuse(error.error_status_hint)
        except asyncio.CancelledError:  # whoever still waits for a response gets none
            writer.transport.abort()
        finally:
            writer.close()


class _Connection:
    """One connection: requests in, responses out."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=CHUNK)
        self._is_cut = self._is_head = False

    async def receive(self) -> Request | None:
        """The next request; None where none can follow."""
        if self._is_cut or self._http.our_state in (h11.MUST_CLOSE, h11.CLOSED):
            return None
        if self._http.our_state is h11.DONE:
            self._http.start_next_cycle()
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                await self._read()
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                self._is_head = head.method == b"HEAD"
                return _request(head, bytes(body))
            else:
                return None

    async def _read(self) -> None:
        if self._http.they_are_waiting_for_100_continue:
            await self._write(h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue"))
        self._http.receive_data(await self._reader.read(CHUNK))

    async def send(self, reply: Reply) -> None:
        """Send the response, or of one that is cut less than it promises."""
        self._is_cut = reply.cut is not None
        if reply.cut == "reset":
            self._writer.transport.abort()
            return
        length = len(reply.body) + (MISSING if self._is_cut else 0)
        await self._head(reply.status, {**reply.headers, "Content-Length": str(length)})
        if not self._is_head:
            await self._write(h11.Data(data=reply.body))
        if not self._is_cut:
            await self._write(h11.EndOfMessage())

    async def refuse(self, status: int) -> None:
        """Respond to what is no HTTP."""
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            with contextlib.suppress(ConnectionError):
                await self._head(status, {"Content-Length": "0", "Connection": "close"})
                await self._write(h11.EndOfMessage())

    async def _head(self, status: int, headers: Mapping[str, str]) -> None:
        reason = HTTPStatus(status).phrase
        await self._write(h11.Response(status_code=status, headers=list(headers.items()), reason=reason))

    async def _write(self, event: h11.Event) -> None:
        if data := self._http.send(event):
            self._writer.write(data)
            await self._writer.drain()


def _request(head: h11.Request, body: bytes) -> Request:
    path, _, query = head.target.decode("latin-1").partition("?")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers)
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Request(head.method.decode("ascii"), "http://sandbox", path, pairs, headers, body)
