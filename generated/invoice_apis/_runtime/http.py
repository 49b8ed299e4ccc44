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
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import anyio
import httpx2

from .errors import ConfigurationError, TransportError
from .redact import redacted
from .wire import Answer, Request


class Http:
    """A pool of connections for a client that blocks."""

    def __init__(self, base: str, transport: httpx2.BaseTransport | None) -> None:
        with _configured():
            self._transport = httpx2.HTTPTransport(proxy=_proxy(base)) if transport is None else transport
        self._needs_whole = transport is not None
        self.lock = threading.Lock()

    def send(self, request: Request, timeout: float) -> Answer:
        """Raises TransportError."""
        with _translated(request):
            began = time.perf_counter()
            response = self._transport.handle_request(_built(request, timeout, self._needs_whole))
            try:
                response.read()
            finally:
                response.close()
            return _answer(response, time.perf_counter() - began)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()


class AsyncHttp:
    """A pool of connections for a client that awaits."""

    def __init__(self, base: str, transport: httpx2.AsyncBaseTransport | None) -> None:
        with _configured():
            self._transport = httpx2.AsyncHTTPTransport(proxy=_proxy(base)) if transport is None else transport
        self._needs_whole = transport is not None
        self.lock = anyio.Lock()

    async def send(self, request: Request, timeout: float) -> Answer:
        """Raises TransportError."""
        with _translated(request):
            began = time.perf_counter()
            response = await self._transport.handle_async_request(_built(request, timeout, self._needs_whole))
            try:
                await response.aread()
            finally:
                await response.aclose()
            return _answer(response, time.perf_counter() - began)

    async def pause(self, seconds: float) -> None:
        """Wait, and let other tasks go on."""
        await anyio.sleep(seconds)

    async def aclose(self) -> None:
        """Give the connections back."""
        await self._transport.aclose()


def _proxy(base: str) -> str | None:
    """The proxy that the environment names for the one host of a client."""
    parts, proxies = urlsplit(base), getproxies()
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


@contextmanager
def _configured() -> Iterator[None]:
    try:
        yield
    except (ValueError, ImportError, OSError, httpx2.InvalidURL) as error:
        raise ConfigurationError(f"the proxy or the certificates of the environment can't be used: {error}") from None


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


def _built(request: Request, timeout: float, is_whole: bool) -> httpx2.Request:
    """The request; a transport that is not httpx2's own may look into all parts of its address."""
    limits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    built = httpx2.Request(
        request.method,
        _origin(request.address),
        headers=[*_common_headers(), *request.headers],
        content=request.body,
        extensions={"timeout": limits},
    )
    target = request.target.encode()
    built.url = built.url.copy_with(raw_path=target) if is_whole else _Url(built.url, target)
    return built


@lru_cache(maxsize=64)
def _origin(address: str) -> httpx2.URL:
    return httpx2.URL(address)


@cache
def _common_headers() -> tuple[tuple[str, str], ...]:
    """What every request says; proxies may rewrite it, so no signature covers it."""
    package = import_module(__package__.rpartition(".")[0])
    agent = f"invoice-apis/{package.__version__}"
    return ("Accept", "application/json"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", agent)


def _answer(response: httpx2.Response, elapsed: float) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Answer(response.status_code, headers, response.content, elapsed)


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
    hidden = tuple(value for name, value in request.query if name in request.secrets)
    return (*hidden, *(value for _, value in request.headers))
