"""HTTP, by way of httpx2. The only file that knows it.

Its transports are used without its client, which would follow redirects, keep cookies and log every address: a flow
decides all of that by itself, and an address may hold a token.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import anyio
import httpx2

from .errors import ConfigurationError, TransportError
from .jsontext import MAX_BYTES
from .redact import redacted
from .steps import Send
from .wire import Answer, Request


class Http:
    """A pool of connections for a client that blocks."""

    def __init__(self, base: str, transport: httpx2.BaseTransport | None) -> None:
        with _configured():
            self._transport = httpx2.HTTPTransport(**_own(base)) if transport is None else transport
        self._needs_whole = transport is not None
        self._users = _Users()
        self.lock = threading.Lock()

    def send(self, step: Send) -> Answer:
        """Raises TransportError, and ConfigurationError after the end."""
        self._users.come()
        try:
            return self._sent(step)
        finally:
            if self._users.go():
                self._transport.close()

    def _sent(self, step: Send) -> Answer:
        with _translated(step.request):
            body = _Body(step.within)
            response = self._transport.handle_request(_built(step, self._needs_whole))
            try:
                for chunk in response.iter_bytes():
                    body.add(chunk)
            finally:
                response.close()
            return body.answer(response)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def close(self) -> None:
        """Give the connections back, as soon as nobody uses them."""
        if self._users.end():
            self._transport.close()


class AsyncHttp:
    """A pool of connections for a client that awaits."""

    def __init__(self, base: str, transport: httpx2.AsyncBaseTransport | None) -> None:
        with _configured():
            self._transport = httpx2.AsyncHTTPTransport(**_own(base)) if transport is None else transport
        self._needs_whole = transport is not None
        self._users = _Users()
        self.lock = anyio.Lock()

    async def send(self, step: Send) -> Answer:
        """Raises TransportError, and ConfigurationError after the end."""
        self._users.come()
        try:
            return await self._sent(step)
        finally:
            if self._users.go():
                await self._transport.aclose()

    async def _sent(self, step: Send) -> Answer:
        with _translated(step.request):
            body = _Body(step.within)
            response = await self._transport.handle_async_request(_built(step, self._needs_whole))
            try:
                async for chunk in response.aiter_bytes():
                    body.add(chunk)
            finally:
                await response.aclose()
            return body.answer(response)

    async def pause(self, seconds: float) -> None:
        """Wait, and let other tasks go on."""
        await anyio.sleep(seconds)

    async def aclose(self) -> None:
        """Give the connections back, as soon as nobody uses them."""
        if self._users.end():
            await self._transport.aclose()


class _Users:
    """Who uses a pool of connections: it must not be closed under their hands, nor be used after its end.

    A socket that one thread closes while another waits on it may be taken for the next one that is opened.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._has_ended = False

    def come(self) -> None:
        """Raises ConfigurationError after the end."""
        with self._lock:
            if self._has_ended:
                raise ConfigurationError("the client is closed; make a new one")
            self._count += 1

    def go(self) -> bool:
        """Whether that was the last one after the end."""
        with self._lock:
            self._count -= 1
            return self._has_ended and not self._count

    def end(self) -> bool:
        """Let nobody come any more; whether nobody is there."""
        with self._lock:
            is_first, self._has_ended = not self._has_ended, True
            return is_first and not self._count


class _Body:
    """What has come of an answer; a server that sends on and on is given up."""

    def __init__(self, within: float) -> None:
        self._began, self._within = time.perf_counter(), within
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Raises TransportError when it takes too long or grows too big."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            raise TransportError(f"the answer is longer than {MAX_BYTES} bytes")
        if time.perf_counter() - self._began > self._within:
            raise TransportError("the answer did not end in time")

    def answer(self, response: httpx2.Response) -> Answer:
        """The whole answer."""
        headers: dict[str, str] = {}
        for name, value in response.headers.multi_items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        elapsed = time.perf_counter() - self._began
        return Answer(response.status_code, headers, b"".join(self._chunks), elapsed)


def _own(base: str) -> dict[str, Any]:
    """How httpx2's own transports reach a service; without TLS they need no certificates, which take long to load."""
    return {"proxy": _proxy(base), "verify": base.startswith("https:")}


def _proxy(base: str) -> str | None:
    """The proxy that the environment names for the one host of a client."""
    parts, proxies = urlsplit(base), getproxies()
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


@contextmanager
def _configured() -> Iterator[None]:
    """Errors of the environment in words; the address of a proxy may hold a password."""
    try:
        yield
    except (ValueError, ImportError, httpx2.InvalidURL) as error:
        kind = type(error).__name__
        raise ConfigurationError(
            f"the proxy that the environment names can't be used ({kind}); see HTTPS_PROXY"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"the certificates can't be read: {error.strerror}; see SSL_CERT_FILE") from None


class _Url(httpx2.URL):
    """An address whose path and query are encoded already: httpx2 needs as long to look for what to encode as to send.

    They are also kept out of its text: a query may hold a token.
    """

    def __init__(self, base: httpx2.URL, target: bytes) -> None:
        super().__init__(base)
        self._target = target

    @property
    def raw_path(self) -> bytes:
        """Path and query."""
        return self._target


def _built(step: Send, is_whole: bool) -> httpx2.Request:
    """The request; a transport that is not httpx2's own may look into all parts of its address."""
    request, seconds = step.request, step.timeout
    headers = [*_common_headers(), *request.headers]
    if request.header("Host") is None:
        headers.append(("Host", request.host))
    if request.body or request.method != "GET":
        headers.append(("Content-Length", str(len(request.body))))
    built = httpx2.Request(
        request.method,
        _address(request.base),
        headers=headers,
        stream=httpx2.ByteStream(request.body),
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )
    target = request.target.encode()
    built.url = built.url.copy_with(raw_path=target) if is_whole else _Url(built.url, target)
    if is_whole:
        built.read()
    return built


@lru_cache(maxsize=64)
def _address(base: str) -> httpx2.URL:
    return httpx2.URL(base)


@cache
def _common_headers() -> tuple[tuple[str, str], ...]:
    """What every request says; proxies may rewrite it, so no signature covers it."""
    package = import_module(__name__.rpartition(".")[0].rpartition(".")[0])
    agent = f"invoice-apis/{package.__version__}"
    return ("Accept", "application/json"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", agent)


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    """Errors of httpx2 as ours, in words without secrets."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise TransportError(f"no answer in time ({type(error).__name__})") from None
    except httpx2.RequestError as error:
        words = str(error) or "the connection failed"
        raise TransportError(redacted(f"{words} ({type(error).__name__})", _secrets(request))) from None


def _secrets(request: Request) -> tuple[str, ...]:
    return (*request.hidden, *(value for _, value in request.headers))
