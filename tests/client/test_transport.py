"""Time limits of responses, and custom transports."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event

import httpx2
import pytest
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from support.calling import Kind
from support.slow import all_but_first

from .raw_http import Handler, failure, raw_server, send_bytes, sent


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    connection.settimeout(0.02)
    while True:
        connection.sendall(b"x")
        with suppress(TimeoutError):
            if not connection.recv(1):
                return


def wait_on(connection: socket.socket) -> None:
    connection.settimeout(0.001)
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        with suppress(TimeoutError):
            if not connection.recv(1):
                return


def drip_a_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
    drip(connection)


@pytest.mark.parametrize("handler", all_but_first([drip, wait_on, drip_a_body]))
def test_a_dripping_response_is_ended_by_the_total_timeout(kind: Kind, handler: Handler) -> None:
    with raw_server(handler) as base:
        error = failure(kind, base, total_timeout=0.3)
    assert "in time" in str(error)
    assert error.retryable


def test_after_a_dripping_response_the_next_request_works(kind: Kind) -> None:
    has_failed, fine = Event(), send_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine")
    with raw_server(lambda connection: (fine if has_failed.is_set() else drip)(connection)) as base:
        failure(kind, base, total_timeout=0.05)
        has_failed.set()  # even if the first connection was never accepted
        assert sent(kind, base).body == b"fine"


class OnlyAsync(httpx2.AsyncBaseTransport):
    pass


class OnlySync(httpx2.BaseTransport):
    pass


def test_a_transport_of_another_kind_is_a_type_error() -> None:
    base = "http://service.test"
    for other in (httpx2.Client(), httpx2.AsyncHTTPTransport(), OnlyAsync(), httpx2.HTTPTransport, "http", False):
        with pytest.raises(TypeError, match=r"httpx2\.BaseTransport"):
            HttpPool(base, other)  # type: ignore[arg-type]
    for another in (httpx2.AsyncClient(), httpx2.HTTPTransport(), OnlySync(), httpx2.AsyncHTTPTransport, "http"):
        with pytest.raises(TypeError, match=r"httpx2\.AsyncBaseTransport"):
            AsyncHttpPool(base, another)  # type: ignore[arg-type]
