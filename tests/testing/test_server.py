"""The sandbox handles HTTP/1.1 of any client, also malformed requests."""

from __future__ import annotations

import gc
import socket
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.accounts import Nonces
from testing.calls import OPERATIONS, call, first_scheme, request_response

NOT_FOUND = b"GET /nothing/at/all HTTP/1.1\r\nHost: sandbox\r\n\r\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rows=1) as running:
        yield running


def exchange(sandbox: Sandbox, *parts: bytes) -> bytes:
    """All that the server sends until it closes the connection, or until 0.2 s without data after the last part."""
    host, port = urlsplit(sandbox.url).netloc.split(":")
    received = b""
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        for part in parts:
            connection.sendall(part)
        connection.settimeout(0.2)
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except TimeoutError:
            pass
    return received


def test_one_connection_serves_several_requests(sandbox: Sandbox) -> None:
    assert exchange(sandbox, NOT_FOUND, NOT_FOUND, NOT_FOUND).count(b"HTTP/1.1 404") == 3
    assert exchange(sandbox, NOT_FOUND * 3).count(b"HTTP/1.1 404") == 3


def test_a_request_may_arrive_byte_by_byte(sandbox: Sandbox) -> None:
    assert exchange(sandbox, *(bytes([byte]) for byte in NOT_FOUND)).startswith(b"HTTP/1.1 404")


def test_a_body_may_be_chunked(sandbox: Sandbox) -> None:
    head = b"POST /nothing HTTP/1.1\r\nHost: sandbox\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert exchange(sandbox, head, b"2\r\n{}\r\n", b"0\r\n\r\n").startswith(b"HTTP/1.1 404")


def test_a_client_may_wait_for_100_continue(sandbox: Sandbox) -> None:
    head = b"POST /nothing HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    received = exchange(sandbox, head, b"{}")
    assert received.startswith(b"HTTP/1.1 100")
    assert b"HTTP/1.1 404" in received


def test_head_gets_headers_only(sandbox: Sandbox) -> None:
    received = exchange(sandbox, NOT_FOUND.replace(b"GET", b"HEAD"))
    assert received.startswith(b"HTTP/1.1 404")
    assert received.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("data", [b"hello\r\n\r\n", b"GET / HTTP/1.1\r\nBroken\r\n\r\n", b"\x16\x03\x01\x02\x00" * 9])
def test_what_is_not_http_gets_status_400_and_no_more(sandbox: Sandbox, data: bytes) -> None:
    assert exchange(sandbox, data + b"\r\n\r\n", NOT_FOUND).count(b"HTTP/1.1") == 1
    assert exchange(sandbox, data + b"\r\n\r\n").startswith(b"HTTP/1.1 400")


def test_a_client_that_leaves_early_disturbs_nobody(sandbox: Sandbox) -> None:
    host, port = urlsplit(sandbox.url).netloc.split(":")
    for data in (b"", b"GET", NOT_FOUND):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(data)
    call(sandbox, OPERATIONS[0], first_scheme(OPERATIONS[0]))


def test_replies_are_not_delayed_by_nagle(sandbox: Sandbox) -> None:
    host, port = urlsplit(sandbox.url).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(NOT_FOUND)
        connection.recv(65536)
        own = connection.getsockname()
        served = [it for it in gc.get_objects() if type(it).__name__ == "_Connection" and hasattr(it, "transport")]
        (transport,) = (it.transport for it in served if it.transport.get_extra_info("peername") == own)
        assert transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


HEAD = b"POST /nothing HTTP/1.1\r\nHost: sandbox\r\n"
CHUNK = b"ffffff\r\n" + b"x" * 0xFFFFFF + b"\r\n"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([HEAD + b"X: " + b"x" * 40_000 + b"\r\n\r\n"], b"431"),
        ([HEAD + b"X: ", b"x" * 40_000, b"x" * 40_000], b"431"),
        ([b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: sandbox\r\n\r\n"], b"431"),
        ([HEAD + b"Content-Length: 10000001\r\n\r\n"], b"413"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n", CHUNK, b"0\r\n\r\n"], b"413"),
    ],
    ids=["a header", "half a header", "a target", "a length", "chunks"],
)
def test_a_request_that_is_too_long_is_refused(sandbox: Sandbox, parts: list[bytes], status: bytes) -> None:
    received = exchange(sandbox, *parts)
    assert received.startswith(b"HTTP/1.1 " + status)
    assert received.count(b"HTTP/1.1") == 1


def test_failures_and_odd_clients_leave_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    def broken_clock() -> datetime:
        raise ZeroDivisionError

    operation = OPERATIONS[0]
    with Sandbox(rows=1, clock=broken_clock) as broken:
        response = request_response(broken, operation)
        assert response.status == 500
        assert b"ZeroDivisionError" in response.body
        host, port = urlsplit(broken.url).netloc.split(":")
        for data in (NOT_FOUND * 50, HEAD + b"Content-Length: 5\r\n\r\nx", b"\0" * 99):
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes by a reset
                connection.sendall(data)
        exchange(broken, NOT_FOUND)
    assert capfd.readouterr().err == ""


def test_nonces_are_kept_while_the_clock_accepts_them() -> None:
    nonces, start = Nonces(), datetime(2026, 1, 1, tzinfo=UTC)
    for minute in range(1000):
        now = start + timedelta(minutes=minute)
        assert nonces.use(f"nonce-{minute}", now + timedelta(minutes=15), now)
        assert not nonces.use(f"nonce-{max(0, minute - 15)}", now, now)
    assert len(nonces) <= 17
