"""Connections: ownership, timeouts and errors."""

from __future__ import annotations

import asyncio
import base64
import gc
import gzip
import json
import os
import pickle
import socket
import ssl
import sys
import threading
import traceback
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.client.http.effects import Send
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.client.http.pool import AsyncHttpPool, HttpPool
from invoice_apis.client.http.proxy import proxy_for
from invoice_apis.jsontext.reader import MAX_BYTES
from support.calling import Kind
from support.service import CannedResponse, ReceivedRequest, ScriptedServer

CANARY = "CANARY-of-the-server"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
Handler = Callable[[socket.socket], None]


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*PROXIES, *map(str.upper, PROXIES)]:
        monkeypatch.delenv(name, raising=False)


def send_effect(base: str, path: str = "/", total_timeout: float = 30, timeout: float = 30) -> Send:
    return Send(Request("GET", base, path), timeout, total_timeout)


def sent(kind: Kind, base: str, transport: Any = None, **step: Any) -> Response:
    """Response of a new pool to one request."""
    if kind == "sync":
        http = HttpPool(base, transport)
        try:
            return http.send(send_effect(base, **step))
        finally:
            http.close()

    async def main() -> Response:
        http = AsyncHttpPool(base, transport)
        try:
            return await http.send(send_effect(base, **step))
        finally:
            await http.aclose()

    return asyncio.run(main())


def failure(kind: Kind, base: str, transport: Any = None, **step: Any) -> ia.TransportError:
    """The error, which has no cause and no context."""
    with pytest.raises(ia.TransportError) as raised:
        sent(kind, base, transport, **step)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    return raised.value


@contextmanager
def raw_server(handler: Handler) -> Iterator[str]:
    """A server that passes each connection to a handler after its first packet."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        if connection.recv(65536):
                            handler(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            # Closing alone does not wake a thread that accepts.
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
            thread.join(30)
            assert not thread.is_alive()


def send_bytes(data: bytes) -> Handler:
    return lambda connection: connection.sendall(data)


class Raising(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        raise self._error

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        raise self._error


def echo(seen: ReceivedRequest) -> CannedResponse:
    return CannedResponse(body=seen.target.encode())


# Processes


@contextmanager
def child(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Run work in a child process. Yields a function that waits for its result."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            result = work()
        except BaseException:
            result = traceback.format_exc()
        with suppress(BaseException):
            os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            yield lambda: json.loads(pipe.read())
        finally:
            os.waitpid(pid, 0)


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_parent_and_child_process_get_their_own_responses(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)

    def twenty(name: str) -> list[list[str]]:
        paths = [f"/{name}/{number}" for number in range(20)]
        return [[path, http.send(send_effect(service.url, path)).body.decode()] for path in paths]

    assert http.send(send_effect(service.url, "/first")).body == b"/first"
    with child(lambda: twenty("child")) as others:
        own = twenty("parent")
        got = others()
    http.close()
    assert own == [[f"/parent/{number}"] * 2 for number in range(20)]
    assert got == [[f"/child/{number}"] * 2 for number in range(20)]


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_parent_and_child_process_get_their_own_responses_in_event_loops(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)

    async def twenty(name: str) -> list[list[str]]:
        paths = [f"/{name}/{number}" for number in range(20)]
        return [[path, (await http.send(send_effect(service.url, path))).body.decode()] for path in paths]

    with asyncio.Runner() as runner:
        runner.run(http.send(send_effect(service.url, "/first")))

        def in_child() -> Any:
            # Not the parent's loop: that is one with the parent's selector.
            asyncio.events._set_running_loop(None)
            return asyncio.new_event_loop().run_until_complete(twenty("child"))

        with child(in_child) as others:
            own = runner.run(twenty("parent"))
            got = others()
        runner.run(http.aclose())
    assert own == [[f"/parent/{number}"] * 2 for number in range(20)]
    assert got == [[f"/child/{number}"] * 2 for number in range(20)]


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_child_process_does_not_wait_for_locks_of_its_parent(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)

    def alone() -> bool:
        has_lock = http.lock.acquire(blocking=False)
        return has_lock and http.send(send_effect(service.url, "/child")).body == b"/child"

    with http.lock, child(alone) as result:
        assert result() is True
    http.close()


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_closing_in_a_child_process_does_not_close_the_parent(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = HttpPool(service.url, None)
    http.send(send_effect(service.url))

    def closed() -> str:
        http.close()
        with pytest.raises(ia.ConfigurationError) as raised:
            http.send(send_effect(service.url))
        return str(raised.value)

    with child(closed) as result:
        assert result() == "the client is closed; create a new one"
    assert http.send(send_effect(service.url, "/again")).body == b"/again"
    http.close()


@FORKS
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_custom_transport_belongs_to_one_process() -> None:
    http = HttpPool("http://service.test", httpx2.MockTransport(lambda _: httpx2.Response(200)))

    def refused() -> str:
        with pytest.raises(ia.ConfigurationError) as raised:
            http.send(send_effect("http://service.test"))
        return str(raised.value)

    with child(refused) as result:
        assert result() == "this client was created in another process; create one here"
    http.close()


# Event loops


@pytest.fixture
def abandoned() -> Iterator[None]:
    """Collect connections left open by a finished event loop, with their warnings, before the next test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


IGNORED = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def leaving_open(test: Any) -> Any:
    return IGNORED(pytest.mark.usefixtures("abandoned")(test))


@leaving_open
def test_each_event_loop_has_connections_of_its_own(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)

    async def ask(path: str) -> bytes:
        async with http.lock:
            return (await http.send(send_effect(service.url, path))).body

    async def last() -> bytes:
        body = await ask("/last")
        await http.aclose()
        return body

    for number in range(3):
        assert asyncio.run(ask(f"/{number}")) == f"/{number}".encode()
    assert asyncio.run(last()) == b"/last"
    with pytest.raises(ia.ConfigurationError, match="closed"):
        asyncio.run(ask("/after"))


@leaving_open
def test_connections_of_a_finished_event_loop_can_be_closed(service: ScriptedServer) -> None:
    service.respond_by(echo)
    http = AsyncHttpPool(service.url, None)
    asyncio.run(http.send(send_effect(service.url)))
    asyncio.run(http.aclose())


def test_a_custom_transport_belongs_to_one_event_loop() -> None:
    base = "http://service.test"
    http = AsyncHttpPool(base, httpx2.MockTransport(lambda _: httpx2.Response(200)))
    assert asyncio.run(http.send(send_effect(base))).status == 200
    with pytest.raises(ia.ConfigurationError, match="another event loop; create one here"):
        asyncio.run(http.send(send_effect(base)))
    asyncio.run(http.aclose())


# Time


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


@pytest.mark.parametrize("handler", [drip, wait_on, drip_a_body])
def test_a_dripping_response_is_ended_by_the_total_timeout(kind: Kind, handler: Handler) -> None:
    with raw_server(handler) as base:
        error = failure(kind, base, total_timeout=0.3)
    assert "in time" in str(error)
    assert error.retryable


def test_after_a_dripping_response_the_next_request_works(kind: Kind) -> None:
    turns = iter([drip, send_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine")])
    with raw_server(lambda connection: next(turns)(connection)) as base:
        failure(kind, base, total_timeout=0.05)
        assert sent(kind, base).body == b"fine"


# Errors


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


# Transports


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


# Proxies


@pytest.mark.parametrize(
    ("base", "direct_for", "proxy"),
    [
        ("https://service.test:8443/x", "service.test:8443", None),
        ("https://service.test:8443/x", "service.test:9443", "http://proxy.test:3128"),
        ("https://service.test", "other.test, service.test:443", None),
        ("https://a.service.test", ".service.test", None),
        ("https://[::1]:8443", "[::1]:8443", None),
        ("https://[::1]:8443", "::1", None),
        ("https://service.test", "", "http://proxy.test:3128"),
        ("https://service.test", "*", None),
        ("http://service.test", "", None),
    ],
)
def test_no_proxy_may_name_a_port(
    base: str, direct_for: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", direct_for)
    assert proxy_for(base) == proxy


def test_a_proxy_may_have_no_scheme(service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url.removeprefix("http://"))
    service.respond_by(echo)
    assert sent(kind, "http://service.invalid", path="/a").body == b"http://service.invalid/a"


def test_the_user_of_a_proxy_url_is_sent(service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url.replace("://", "://someone:p%40ss@"))
    service.respond_by(lambda seen: CannedResponse(body=seen.headers["proxy-authorization"].encode()))
    assert sent(kind, "http://service.invalid").body == b"Basic " + base64.b64encode(b"someone:p@ss")


@pytest.mark.parametrize(
    "address", ["ftp://PASSWORD", "http://", "http://PASSWORD:x", "http://[::1", "socks4://PASSWORD"]
)
def test_an_invalid_proxy_url_is_reported(kind: Kind, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", address)
    with pytest.raises(ia.ConfigurationError, match="see HTTPS_PROXY") as raised:
        sent(kind, "http://service.test")
    assert "PASSWORD" not in "".join(traceback.format_exception(raised.value))


def test_a_proxy_that_requires_authentication_is_not_retried(
    service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", service.url)
    service.respond_with(CannedResponse(407))
    error = failure(kind, "https://service.invalid")
    assert str(error) == "the proxy refused with HTTP 407 (ProxyError)"
    assert not error.retryable


def test_a_socks_proxy_says_what_it_needs(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:PASSWORD@proxy.test:1080")
    # As if it were not there, even where it is.
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ia.ConfigurationError, match=r"httpx2\[socks\]") as raised:
        sent(kind, "https://service.test")
    assert "PASSWORD" not in str(raised.value)
