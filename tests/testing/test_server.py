"""The sandbox as any HTTP/1.1 client may speak to it, byte for byte."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from invoice_apis.sandbox import Sandbox

NOTHING = b"GET /nothing HTTP/1.1\r\nHost: sandbox\r\n%s\r\n"


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(rows=1) as sandbox:
        yield sandbox


def connected(sandbox: Sandbox) -> socket.socket:
    parts = urlsplit(sandbox.url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)


def told(sandbox: Sandbox, *pieces: bytes) -> bytes:
    """All that comes back until the server, or we at the end of what is sent, close the connection."""
    with connected(sandbox) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.02)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def statuses(response: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1\.1 ([0-9]+) ", response)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01", b"400"),
        (b"GET\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: s\r\nContent-Length: five\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: s\r\nX: " + b"x" * 70_000, b"431"),
    ],
)
def test_what_is_no_http_is_refused_and_the_connection_ends(running: Sandbox, sent: bytes, status: bytes) -> None:
    response = told(running, sent)
    assert statuses(response) == [status]
    assert b"connection: close" in response.lower()


def test_a_connection_serves_one_request_after_the_other(running: Sandbox) -> None:
    assert statuses(told(running, (NOTHING % b"") * 3)) == [b"404"] * 3


@pytest.mark.parametrize("header", [b"Connection: close\r\n", b""])
def test_a_connection_ends_when_the_caller_wants_it(running: Sandbox, header: bytes) -> None:
    version = b"HTTP/1.1" if header else b"HTTP/1.0"
    response = told(running, (NOTHING % header).replace(b"HTTP/1.1", version) + NOTHING % b"")
    assert statuses(response) == [b"404"]


def test_a_body_may_come_in_pieces(running: Sandbox) -> None:
    before = len(running.requests)
    head = b"POST /nothing HTTP/1.1\r\nHost: s\r\n"
    chunked = [head + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel", b"lo\r\n", b"0\r\n\r\n"]
    assert statuses(told(running, *chunked)) == [b"404"]
    assert statuses(told(running, head + b"Content-Length: 5\r\n\r\nhe", b"llo")) == [b"404"]
    assert len(running.requests) - before in (0, 2)  # an address of no service may be recorded or not, alike for both


def test_who_asks_whether_to_send_the_body_is_told_to(running: Sandbox) -> None:
    head = b"POST /nothing HTTP/1.1\r\nHost: s\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    assert statuses(told(running, head, b"hello")) == [b"100", b"404"]


def test_a_head_request_gets_no_body(running: Sandbox) -> None:
    response = told(running, (NOTHING % b"").replace(b"GET", b"HEAD"))
    assert statuses(response) == [b"404"]
    assert response.endswith(b"\r\n\r\n")


def test_a_caller_who_goes_away_leaves_nothing_behind(capfd: pytest.CaptureFixture[str]) -> None:
    before = threading.active_count()
    with Sandbox(rows=1, faults=["slow=0.2"]) as sandbox:
        for sent in (b"", b"GET /no", NOTHING % b"", NOTHING % b"Content-Length: 9\r\n"):
            with connected(sandbox) as connection:
                connection.sendall(sent)
        assert statuses(told(sandbox, NOTHING % b""))  # the others did no harm
        waiting = connected(sandbox)
    with waiting:  # closed with the sandbox
        assert waiting.recv(1) == b""
    assert threading.active_count() == before
    assert capfd.readouterr() == ("", "")
