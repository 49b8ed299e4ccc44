"""Bodies that end too early, and bytes behind the end of a response."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import zlib
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from invoice_apis.operation import Operation
from support.calling import Kind, client_class, credentials, documented_call, open_client, schemes
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH
from .raw_http import failure, raw_server, send_effect, sent

OWN, SURPLUS = b'{"of": "this call"}', b'{"of": "nobody"}'


def response(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def chunked(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize("make", [response, chunked])
@pytest.mark.parametrize("surplus", [response(SURPLUS), b"HTTP/1.1 200 OK\r\nX-Part: ", b"\r\n", b"x"])
def test_surplus_bytes_never_become_the_next_answer(kind: Kind, make: Any, surplus: bytes) -> None:
    def serve(connection: socket.socket) -> None:
        connection.sendall(make(OWN) + surplus)
        while connection.recv(65536):  # a client that reuses the connection gets an answer here too
            connection.sendall(response(b'{"of": "a reused connection"}'))

    async def twice(base: str) -> list[bytes]:
        http = AsyncHttpPool(base, None)
        try:
            return [(await http.send(send_effect(base))).body for _ in range(2)]
        finally:
            await http.aclose()

    with raw_server(serve) as base:
        if kind == "async":
            bodies = asyncio.run(twice(base))
        else:
            http = HttpPool(base, None)
            bodies = [http.send(send_effect(base)).body for _ in range(2)]
            http.close()
    assert bodies == [OWN, OWN]


GZIP = gzip.compress(b"x" * 5000 + b"y" * 50)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_truncated_body_is_a_broken_transfer(service: ScriptedServer, kind: Kind, encoding: str) -> None:
    whole = GZIP if encoding == "gzip" else zlib.compress(b"x" * 5000)
    for end in (1, 5, 12, len(whole) - 9, len(whole) - 8, len(whole) - 1):
        service.respond_with(CannedResponse(body=whole[:end], headers={"Content-Encoding": encoding}))
        error = failure(kind, service.url)
        assert str(error) == "the transfer broke: the compressed body ends too early (DecodingError)"
        assert error.retryable


def test_several_members_are_one_body(service: ScriptedServer, kind: Kind) -> None:
    body = gzip.compress(b'{"a":') + gzip.compress(b" 1}") + gzip.compress(b"") + b"\0\0"
    service.respond_with(CannedResponse(body=body, headers={"Content-Encoding": "gzip"}))
    assert sent(kind, service.url).body == b'{"a": 1}'


@pytest.mark.parametrize(
    "body", [GZIP + b"garbage", b"plain", GZIP[:-4] + b"\0\0\0\0"], ids=["garbage", "plain", "length"]
)
def test_what_is_not_compressed_can_not_be_decoded(service: ScriptedServer, kind: Kind, body: bytes) -> None:
    service.respond_with(CannedResponse(body=body, headers={"Content-Encoding": "gzip"}))
    error = failure(kind, service.url)
    assert "DecodingError" in str(error)
    assert not error.retryable


class AtOnce(httpx2.AsyncBaseTransport):
    """A transport that never gives the event loop back."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=self._body, headers={"Content-Type": "application/json"})


@EACH
def test_an_event_loop_goes_on_while_a_large_body_is_read(operation: Operation) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    async def ticks_during(body: bytes) -> int:
        nonlocal ticks
        call = documented_call(operation)
        options = {"auth": credentials(schemes(operation)[0]), "base_url": "https://example.com", **call.values}
        async with client_class(operation, "async")(transport=AtOnce(body), **options) as client:
            task = asyncio.create_task(tick())
            await asyncio.sleep(0)
            before = ticks
            with pytest.raises(ia.InvoiceApisError):
                await getattr(client, operation.name)(**call.arguments)
            task.cancel()
            return ticks - before

    small, large = (json.dumps({"bad": [{}] * count}).encode() for count in (10, 100_000))
    assert asyncio.run(ticks_during(small)) < 5 < asyncio.run(ticks_during(large))


@EACH
def test_the_deadline_ends_the_explanation_of_a_hostile_body(kind: Kind, operation: Operation) -> None:
    body = b'{"bad": [' + b'{"a":1,"a":1},' * 500_000 + b"1]}"
    reply = httpx2.Response(200, content=body, headers={"Content-Type": "application/json"})
    options = {"transport": httpx2.MockTransport(lambda request: reply), "base_url": "https://example.com"}
    with (
        open_client(operation, kind, **options, deadline=1) as client,
        pytest.raises(ia.TransportError, match="too much to read and explain") as raised,
    ):
        client(operation, **documented_call(operation).arguments)
    assert not raised.value.retryable


@EACH
@pytest.mark.parametrize("coding", ["br", "ZSTD"])
def test_a_compression_that_was_not_asked_for_is_named(
    service: ScriptedServer, kind: Kind, operation: Operation, coding: str
) -> None:
    service.respond_with(CannedResponse(body=b"\x8b\x00", headers={"Content-Encoding": coding}))
    with (
        open_client(operation, kind, service.url) as client,
        pytest.raises(ia.InvoiceApisError, match=f"compressed by {coding.lower()}, which was not asked for"),
    ):
        client(operation, **documented_call(operation).arguments)
