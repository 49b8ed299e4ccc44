"""A caller's own transport of httpx2 in the place of our connections; only this file needs httpx2."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TypeVar

import httpcore2
import httpx2

T = TypeVar("T")

FAILURES = (httpx2.HTTPError, httpx2.InvalidURL)
"""What such transports raise, besides what all connections do."""


class Foreign:
    """A transport for a client that blocks. Raises TypeError for what is none."""

    def __init__(self, transport: httpx2.BaseTransport) -> None:
        self._transport = _checked(transport, "BaseTransport", "handle_request")

    def handle_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """The answer, its body without gzip and the like."""
        assert isinstance(request.stream, Iterable)
        return _answered(self._transport.handle_request(_asked(request, b"".join(request.stream))))

    def close(self) -> None:
        """Give the transport back."""
        self._transport.close()


class AsyncForeign:
    """A transport for a client that awaits. Raises TypeError for what is none."""

    def __init__(self, transport: httpx2.AsyncBaseTransport) -> None:
        self._transport = _checked(transport, "AsyncBaseTransport", "handle_async_request")

    async def handle_async_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """The answer, its body without gzip and the like."""
        assert isinstance(request.stream, Iterable)
        return _answered(await self._transport.handle_async_request(_asked(request, b"".join(request.stream))))

    async def aclose(self) -> None:
        """Give the transport back."""
        await self._transport.aclose()


class _Opened:
    """The body of an answer as httpx2 decodes it."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.close, self.aclose = response.close, response.aclose

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_bytes()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes()


def _asked(request: httpcore2.Request, body: bytes) -> httpx2.Request:
    url = request.url
    address = httpx2.URL(scheme=url.scheme.decode(), host=url.host.decode(), port=url.port, raw_path=url.target)
    return httpx2.Request(
        request.method.decode(), address, headers=request.headers, content=body, extensions=request.extensions
    )


def _answered(response: httpx2.Response) -> httpcore2.Response:
    headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"content-encoding"]
    return httpcore2.Response(response.status_code, headers=headers, content=_Opened(response))


def _checked(transport: T, kind: str, method: str) -> T:
    if isinstance(transport, type) or not callable(getattr(transport, method, None)):
        shown = f"the class {transport.__name__}" if isinstance(transport, type) else f"a {type(transport).__name__}"
        raise TypeError(f"transport takes an httpx2.{kind}, not {shown}")
    return transport
