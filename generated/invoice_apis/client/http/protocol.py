"""Requests and responses in the form of httpcore2."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpcore2

from ...errors import TransportError
from ...jsontext import MAX_BYTES
from ...version import __version__
from .effects import Send
from .messages import Response

TIMED_OUT = "the response was not complete in time"
TOO_LONG = f"the response is longer than {MAX_BYTES} bytes"

OWN_HEADERS = frozenset(
    {"accept-encoding", "connection", "content-encoding", "content-length", "expect", "host", "http2-settings"}
    | {"keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer"}
    | {"transfer-encoding", "upgrade", "user-agent"}
)
"""Request headers that this layer sets, or that would change how it sends; a contract may have none of them."""
_WINDOW_BITS = {"gzip": (zlib.MAX_WBITS | 16,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}
"""zlib's `wbits` for each accepted encoding. Some servers send deflate without the zlib header."""


class BodyReader:
    """Collects the body of a response, within limits of time and size."""

    def __init__(self, total_timeout: float) -> None:
        self._started = time.perf_counter()
        self.deadline = self._started + total_timeout
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Add a chunk. Raises TransportError past the deadline or the size limit."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            raise TransportError(TOO_LONG, retryable=False)
        if time.perf_counter() > self.deadline:
            raise TransportError(TIMED_OUT)

    def response(self, response: httpcore2.Response) -> Response:
        """The complete response. Raises TransportError if its body can't be decompressed."""
        headers = _decode_headers(response.headers)
        body = b"".join(self._chunks)
        if window_bits := _WINDOW_BITS.get(headers.get("content-encoding", "").lower()):
            body = _decompress(body, window_bits)
        return Response(response.status, headers, body, time.perf_counter() - self._started)


def _decode_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; values of the same name are joined by a comma."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _decode_value(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _decode_value(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _decompress(body: bytes, window_bits: Iterable[int]) -> bytes:
    """Decompress a body. Raises TransportError for one that is broken or too long."""
    for bits in window_bits:
        with suppress(zlib.error):
            return _inflate(body, bits)
    raise TransportError("the response body can't be decoded (DecodingError)", retryable=False)


def _inflate(body: bytes, bits: int) -> bytes:
    """The content of a compressed body. gzip may have several members, and zeros behind the last one."""
    content = b""
    while body:
        member = zlib.decompressobj(bits)
        content += member.decompress(body, MAX_BYTES + 1 - len(content))
        if len(content) > MAX_BYTES:
            raise TransportError(TOO_LONG, retryable=False)
        if not member.eof:
            raise TransportError("the transfer broke: the compressed body ends too early (DecodingError)")
        body = member.unused_data.lstrip(b"\0")
    return content


def has_surplus(response: httpcore2.Response) -> bool:
    """Whether bytes came behind a response. httpcore2 would take them for the next one, so the connection must be closed.

    It offers no public way to ask; a transport of the caller has none of these attributes.
    """
    stream: Any = getattr(response.stream, "_stream", None)
    protocol = getattr(getattr(stream, "_connection", None), "_h11_state", None)
    return protocol is not None and bool(protocol.trailing_data[0])


def to_httpcore(effect: Send) -> httpcore2.Request:
    """Convert a request. Raises UnicodeError."""
    request, seconds = effect.request, min(effect.timeout, effect.total_timeout)
    headers = [(b"Accept", request.accept.encode("ascii")), *_common_headers()]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in request.headers]
    if request.header("Host") is None:
        headers.append((b"Host", request.host.encode("ascii")))
    if request.body or request.method != "GET":
        headers.append((b"Content-Length", b"%d" % len(request.body)))
    scheme, host, port = _origin(request.base_url)
    return httpcore2.Request(
        request.method,
        httpcore2.URL(scheme=scheme, host=host, port=port, target=request.target.encode("ascii")),
        headers=headers,
        content=request.body,
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )


@lru_cache(maxsize=64)
def _origin(base_url: str) -> tuple[bytes, bytes, int | None]:
    parts = urlsplit(base_url)
    return parts.scheme.encode("ascii"), (parts.hostname or "").encode("ascii"), parts.port


@cache
def _common_headers() -> tuple[tuple[bytes, bytes], ...]:
    """Headers of every request. Proxies may rewrite them, so no signature covers them."""
    agent = f"invoice-apis/{__version__}".encode()
    return (b"Accept-Encoding", b"gzip, deflate"), (b"User-Agent", agent)
