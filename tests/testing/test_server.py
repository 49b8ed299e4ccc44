"""The sandbox handles HTTP/1.1 of any client, also malformed requests."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from invoice_apis.sandbox import Sandbox
from testing.calls import OPERATIONS, call, first_scheme

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
