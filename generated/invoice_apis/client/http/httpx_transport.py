"""Adapters for transports of httpx2 that a caller provides. Only this module needs httpx2."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TypeVar

import httpcore2
import httpx2

T = TypeVar("T")

ERRORS = (httpx2.HTTPError, httpx2.InvalidURL)
"""Errors of httpx2, in addition to those of `transport_errors`."""


class HttpxTransport:
    """Adapter for a blocking transport. Raises TypeError for anything else."""

    def __init__(self, transport: httpx2.BaseTransport) -> None:
        self._transport = _check_transport(transport, "BaseTransport", "handle_request")

    def handle_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """Send a request. The body of the response is decompressed."""
        assert isinstance(request.stream, Iterable)
        return _from_httpx(self._transport.handle_request(_to_httpx(request, b"".join(request.stream))))

    def close(self) -> None:
        """Close the transport."""
        self._transport.close()


class AsyncHttpxTransport:
    """Adapter for an async transport. Raises TypeError for anything else."""

    def __init__(self, transport: httpx2.AsyncBaseTransport) -> None:
        self._transport = _check_transport(transport, "AsyncBaseTransport", "handle_async_request")

    async def handle_async_request(self, request: httpcore2.Request) -> httpcore2.Response:
        """Send a request. The body of the response is decompressed."""
        assert isinstance(request.stream, Iterable)
        return _from_httpx(await self._transport.handle_async_request(_to_httpx(request, b"".join(request.stream))))

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


class _DecodedBody:
    """Body of a response, decompressed by httpx2."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.close, self.aclose = response.close, response.aclose

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_bytes()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes()


def _to_httpx(request: httpcore2.Request, body: bytes) -> httpx2.Request:
    url = request.url
    address = httpx2.URL(scheme=url.scheme.decode(), host=url.host.decode(), port=url.port, raw_path=url.target)
    return httpx2.Request(
        request.method.decode(), address, headers=request.headers, content=body, extensions=request.extensions
    )


def _from_httpx(response: httpx2.Response) -> httpcore2.Response:
    headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"content-encoding"]
    return httpcore2.Response(response.status_code, headers=headers, content=_DecodedBody(response))


def _check_transport(transport: T, base_class: str, method: str) -> T:
    if isinstance(transport, type) or not callable(getattr(transport, method, None)):
        found = f"the class {transport.__name__}" if isinstance(transport, type) else f"a {type(transport).__name__}"
        raise TypeError(f"transport takes an httpx2.{base_class}, not {found}")
    return transport
