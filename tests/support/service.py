"""An HTTP server that says what a test tells it to say and remembers what it was asked."""

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
class Seen:
    """A request as it arrived; header names are in lower case."""

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
class Says:
    """An answer. With a `Content-Length` of its own it may promise more than it gives; then the connection ends."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[Seen], Says]


class Service:
    """What a test sees of the server: it says its answers in turn and repeats the last one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.seen: list[Seen] = []
        self._script: Script = _unexpected

    def says(self, *answers: Says) -> None:
        turns = iter(answers)
        current = answers[0]

        def script(seen: Seen) -> Says:
            nonlocal current
            current = next(turns, current)
            return current

        self.follows(script)

    def follows(self, script: Script) -> None:
        """Answers by a function of the request; what was seen before is forgotten."""
        self.seen.clear()
        self._script = script

    def answer(self, seen: Seen) -> Says:
        self.seen.append(seen)
        return self._script(seen)


def _unexpected(seen: Seen) -> Says:
    return Says(500, b"nobody told the server what to say", "text/plain")


@contextmanager
def running() -> Iterator[Service]:
    """A server in a thread; it ends when all clients have given their connections back."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = False
        service = server.service = Service(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
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
        says = self.server.service.answer(Seen(self.command, self.path, headers, body))  # type: ignore[attr-defined]
        self.send_response_only(says.status)
        sent = {"Content-Type": says.kind} if says.kind else {}
        sent |= {"Content-Length": str(len(says.body))} if says.status not in (204, 304) else {}
        for name, value in {**sent, **says.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(says.body)
        self.close_connection = "Content-Length" in says.headers

    do_POST = do_CONNECT = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """The test's own assertions tell what arrived."""
