"""Errors of transports: message, retryable, no secrets."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import socket
import ssl
import threading
import traceback
import zlib
from collections.abc import Callable

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.client.http.effects import Send
from invoice_apis.client.http.messages import Request
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from invoice_apis.jsontext.reader import MAX_BYTES
from support.calling import Kind
from support.service import CannedResponse, ScriptedServer

from .raw_http import CANARY, Raising, failure, raw_server, send_bytes, send_effect, sent

BAD_ANSWERS = {
    "status line": f"{CANARY} what is this\r\n\r\n",
    "header": f"HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n",
    "length": f"HTTP/1.1 200 OK\r\nContent-Length: {CANARY}\r\n\r\n",
    "chunk": f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{CANARY}\r\n",
}


@pytest.mark.parametrize("bad", BAD_ANSWERS)
def test_what_is_not_http_is_not_quoted(kind: Kind, bad: str) -> None:
    with raw_server(send_bytes(BAD_ANSWERS[bad].encode())) as base:
        error = failure(kind, base)
    assert str(error) == "response is not HTTP (RemoteProtocolError)"
    assert error.retryable


@pytest.mark.parametrize("data", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
def test_a_closed_connection_is_reported(kind: Kind, data: bytes) -> None:
    with raw_server(send_bytes(data)) as base:
        error = failure(kind, base)
    assert str(error) == "the connection closed before the response was complete (RemoteProtocolError)"
    assert error.retryable


def test_an_undecodable_body_is_not_retryable(service: ScriptedServer, kind: Kind) -> None:
    service.respond_with(CannedResponse(body=CANARY.encode(), headers={"Content-Encoding": "gzip"}))
    error = failure(kind, service.url)
    assert str(error) == "the response body can't be decoded (DecodingError)"
    assert not error.retryable


COMPRESSIONS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("Deflate", zlib.compress),
    "deflate without its frame": ("deflate", lambda body: zlib.compress(body, wbits=-zlib.MAX_WBITS)),
}


@pytest.mark.parametrize("compress", COMPRESSIONS)
@pytest.mark.parametrize("own", [True, False], ids=["own connection", "transport of the caller"])
def test_a_compressed_body_is_decompressed(service: ScriptedServer, kind: Kind, own: bool, compress: str) -> None:
    encoding, compressed = COMPRESSIONS[compress]
    body, headers = compressed(b"long " * 99), {"Content-Encoding": encoding, "X-Other": "kept"}
    service.respond_with(CannedResponse(body=body, headers=headers))
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=body, headers=headers))
    response = sent(kind, service.url, None if own else transport)
    assert response.body == b"long " * 99
    assert response.headers["x-other"] == "kept"


def test_a_decompression_bomb_is_not_retryable(service: ScriptedServer, kind: Kind) -> None:
    service.respond_with(
        CannedResponse(body=gzip.compress(bytes(MAX_BYTES + 1), 1), headers={"Content-Encoding": "gzip"})
    )
    error = failure(kind, service.url)
    assert str(MAX_BYTES) in str(error)
    assert not error.retryable


def test_an_invalid_request_is_not_retryable(service: ScriptedServer) -> None:
    service.respond_with(CannedResponse())
    http = HttpPool(service.url, None)
    with pytest.raises(ia.TransportError, match="can't be written as HTTP") as raised:
        http.send(Send(Request("GET", service.url, "/", headers=(("X-Broken", f"{CANARY}\nline"),)), 30, 30))
    http.close()
    assert CANARY not in str(raised.value)
    assert not raised.value.retryable


def test_an_oversized_response_is_not_retryable(kind: Kind) -> None:
    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=bytes(MAX_BYTES + 1))

    error = failure(kind, "http://service.test", httpx2.MockTransport(respond))
    assert str(MAX_BYTES) in str(error)
    assert not error.retryable


LASTING: list[Exception] = [
    httpx2.UnsupportedProtocol(CANARY),
    httpx2.InvalidURL(CANARY),
    httpx2.LocalProtocolError(CANARY),
    httpx2.DecodingError(CANARY),
    httpx2.StreamClosed(),
    httpx2.ProxyError(f"407 {CANARY}"),
    httpx2.ProxyError(CANARY),
    UnicodeEncodeError("ascii", CANARY, 0, 1, CANARY),
    RuntimeError("Event loop is closed"),
]
PASSING: list[Exception] = [
    httpx2.ConnectError("[Errno 111] Connection refused"),
    httpx2.ReadError("[Errno 104] Connection reset by peer"),
    httpx2.CloseError(""),
    httpx2.ConnectTimeout(CANARY),
    httpx2.ReadTimeout(CANARY),
    httpx2.PoolTimeout(CANARY),
    httpx2.RemoteProtocolError(CANARY),
    httpx2.ProxyError(f"503 {CANARY}"),
    httpx2.TooManyRedirects(CANARY),
    httpx2.HTTPError(CANARY),
    ConnectionResetError(104, "Connection reset by peer"),
    TimeoutError(CANARY),
]


@pytest.mark.parametrize("error", [*LASTING, *PASSING], ids=repr)
def test_all_errors_of_transports_become_transport_errors(kind: Kind, error: Exception) -> None:
    seen = failure(kind, "http://service.test", Raising(error))
    assert CANARY not in "".join(traceback.format_exception(seen))
    assert type(error).__name__ in str(seen)
    assert seen.retryable is (error in PASSING)


def test_a_full_pool_is_reported(kind: Kind) -> None:
    error = failure(kind, "http://service.test", Raising(httpx2.PoolTimeout("")))
    assert str(error).startswith("no free connection in time: more concurrent calls")


def test_a_certificate_error_is_not_retryable(kind: Kind) -> None:
    refused = httpx2.ConnectError("certificate verify failed")
    refused.__context__ = ssl.SSLCertVerificationError(1, "certificate verify failed")
    assert not failure(kind, "https://service.test", Raising(refused)).retryable


def test_a_transport_error_can_be_pickled() -> None:
    for error in (ia.TransportError("lost"), ia.TransportError("refused", retryable=False)):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.retryable) == (ia.TransportError, str(error), error.retryable)


def test_more_concurrent_calls_than_the_default_of_httpx2() -> None:
    many = 120
    with socket.create_server(("127.0.0.1", 0), backlog=many) as server:

        def serve() -> None:
            connections = [server.accept()[0] for _ in range(many)]
            for connection in connections:
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        async def main() -> list[int]:
            base = f"http://127.0.0.1:{server.getsockname()[1]}"
            http = AsyncHttpPool(base, None)
            responses = await asyncio.gather(*(http.send(send_effect(base)) for _ in range(many)))
            await http.aclose()
            return [response.status for response in responses]

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        assert asyncio.run(main()) == [204] * many
        thread.join(30)
