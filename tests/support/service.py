"""HTTP server with scripted responses that records its requests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class ReceivedRequest:
    """A received request. Header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True, strict_parsing=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class CannedResponse:
    """A response. If it sets `Content-Length` itself, the connection closes after it."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[ReceivedRequest], CannedResponse]


class ScriptedServer:
    """The server of a test: responds in turn, the last response repeats."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[ReceivedRequest] = []
        self._script: Script = _unexpected

    def respond_with(self, *responses: CannedResponse) -> None:
        turns = iter(responses)
        current = responses[0]

        def script(request: ReceivedRequest) -> CannedResponse:
            nonlocal current
            current = next(turns, current)
            return current

        self.respond_by(script)

    def respond_by(self, script: Script) -> None:
        """Respond by a function of the request. Clears the recorded requests."""
        self.requests.clear()
        self._script = script

    def respond(self, request: ReceivedRequest) -> CannedResponse:
        self.requests.append(request)
        return self._script(request)


def _unexpected(request: ReceivedRequest) -> CannedResponse:
    return CannedResponse(500, b"no response scripted", "text/plain")


@contextmanager
def running_server() -> Iterator[ScriptedServer]:
    """A server in a thread. It ends when all clients have closed their connections."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = False
        service = server.service = ScriptedServer(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    wbufsize = -1  # head and body in one packet
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        response = self.server.service.respond(ReceivedRequest(self.command, self.path, headers, body))  # type: ignore[attr-defined]
        self.send_response_only(response.status)
        sent = {"Content-Type": response.content_type} if response.content_type else {}
        sent |= {"Content-Length": str(len(response.body))} if response.status not in (204, 304) else {}
        for name, value in {**sent, **response.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)
        self.close_connection = "Content-Length" in response.headers

    do_POST = do_CONNECT = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: tests assert on the recorded requests."""
