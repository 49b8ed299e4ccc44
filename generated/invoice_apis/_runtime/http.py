"""HTTP, by way of httpx2. The only file that knows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import anyio
import httpx2

from .errors import ConfigurationError, TransportError
from .redact import MASK, redacted
from .wire import Answer, Request

CLOSED = "the client is closed"


class _MaskedUrl(httpx2.URL):
    """An address whose text hides a token in its query: httpx2 logs every address that it asks."""

    shown = ""

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return f"URL({self.shown!r})"


class Http:
    """A pool of connections for a client that blocks."""

    def __init__(self, transport: httpx2.BaseTransport | None) -> None:
        self._client = httpx2.Client(transport=transport)
        self.lock = threading.Lock()

    def send(self, request: Request, timeout: float) -> Answer:
        """Raises TransportError."""
        with _translated(request):
            began = time.perf_counter()
            response = self._client.send(_built(request, timeout))
            return _answer(response, time.perf_counter() - began)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


class AsyncHttp:
    """A pool of connections for a client that awaits."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None) -> None:
        self._client = httpx2.AsyncClient(transport=transport)
        self.lock = anyio.Lock()

    async def send(self, request: Request, timeout: float) -> Answer:
        """Raises TransportError."""
        with _translated(request):
            began = time.perf_counter()
            response = await self._client.send(_built(request, timeout))
            return _answer(response, time.perf_counter() - began)

    async def pause(self, seconds: float) -> None:
        """Wait, and let other tasks go on."""
        await anyio.sleep(seconds)

    async def aclose(self) -> None:
        """Give the connections back."""
        await self._client.aclose()


def checked_base(base_url: str) -> str:
    """A base address without its closing slash. Raises ConfigurationError."""
    try:
        url = httpx2.URL(base_url)
    except (httpx2.InvalidURL, TypeError):
        raise ConfigurationError("base_url is not an address") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("base_url must be an address that starts with https:// or http:// and names a host")
    if url.query or url.fragment or url.userinfo:
        raise ConfigurationError("base_url must have no query, no fragment and no user: only scheme, host and path")
    return str(url).rstrip("/")


def _built(request: Request, timeout: float) -> httpx2.Request:
    limits = httpx2.Timeout(timeout).as_dict()
    built = httpx2.Request(
        request.method,
        request.url,
        headers=[*_common_headers(), *request.headers],
        content=request.body,
        extensions={"timeout": limits},
    )
    if request.secrets:
        built.url = _masked(built.url, request)
    return built


@cache
def _common_headers() -> tuple[tuple[str, str], ...]:
    """What every request says; proxies may rewrite it, so no signature covers it."""
    package = import_module(__package__.rpartition(".")[0])
    agent = f"invoice-apis/{package.__version__}"
    return ("Accept", "application/json"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", agent)


def _masked(url: httpx2.URL, request: Request) -> httpx2.URL:
    masked = _MaskedUrl(url)
    pairs = "&".join(f"{name}={MASK if name in request.secrets else '…'}" for name, _ in request.query)
    masked.shown = f"{request.address}?{pairs}"
    return masked


def _answer(response: httpx2.Response, elapsed: float) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Answer(response.status_code, headers, response.content, elapsed)


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    try:
        yield
    except httpx2.TimeoutException as error:
        raise TransportError(f"no answer in time ({type(error).__name__})") from None
    except httpx2.RequestError as error:
        raise TransportError(redacted(f"{_words(error)} ({type(error).__name__})", _secrets(request))) from None
    except RuntimeError as error:
        if "closed" not in str(error):
            raise
        raise TransportError(CLOSED) from None


def _words(error: Exception) -> str:
    return str(error) or "the connection failed"


def _secrets(request: Request) -> tuple[str, ...]:
    hidden = tuple(value for name, value in request.query if name in request.secrets)
    return (*hidden, *(value for _, value in request.headers))
