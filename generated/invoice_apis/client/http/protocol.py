"""One request and its answer as httpcore2 has them, and what is said when there is none."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from urllib.parse import urlsplit

import httpcore2

from ...errors import TransportError
from ...jsontext import MAX_BYTES
from ...version import __version__
from .effects import Send
from .messages import Request, Response
from .redaction import redacted

LATE = "the answer did not end in time"
LONG = f"the answer is longer than {MAX_BYTES} bytes"
FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    OSError,
    UnicodeError,
    RuntimeError,
)
"""What connections raise; what a closed event loop says is a RuntimeError."""

_WINDOWS = {"gzip": (zlib.MAX_WBITS | 16,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}
"""The forms of each encoding that we ask for, as zlib counts them; some servers send deflate without its frame."""


class Body:
    """What has come of an answer; a server that sends on and on is given up."""

    def __init__(self, within: float) -> None:
        self._began = time.perf_counter()
        self.ends = self._began + within
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Raises TransportError when it takes too long or grows too big."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            raise TransportError(LONG, retryable=False)
        if time.perf_counter() > self.ends:
            raise TransportError(LATE)

    def answer(self, response: httpcore2.Response) -> Response:
        """The whole answer. Raises TransportError when its encoding can't be undone."""
        headers = _headers(response.headers)
        body = b"".join(self._chunks)
        if windows := _WINDOWS.get(headers.get("content-encoding", "").lower()):
            body = _decoded(body, windows)
        return Response(response.status, headers, body, time.perf_counter() - self._began)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Values by name in lower case; those of the same name in one text."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _decoded(body: bytes, windows: Iterable[int]) -> bytes:
    for window in windows:
        with suppress(zlib.error):
            decoded = zlib.decompressobj(window).decompress(body, MAX_BYTES + 1)
            if len(decoded) > MAX_BYTES:
                raise TransportError(LONG, retryable=False)
            return decoded
    raise TransportError("the answer's body can't be decoded (DecodingError)", retryable=False)


def written(step: Send) -> httpcore2.Request:
    """The request. Raises UnicodeError."""
    request, seconds = step.request, min(step.timeout, step.within)
    headers = [*_common_headers(), *[(name.encode("ascii"), value.encode("ascii")) for name, value in request.headers]]
    if request.header("Host") is None:
        headers.append((b"Host", request.host.encode("ascii")))
    if request.body or request.method != "GET":
        headers.append((b"Content-Length", b"%d" % len(request.body)))
    scheme, host, port = _origin(request.base)
    return httpcore2.Request(
        request.method,
        httpcore2.URL(scheme=scheme, host=host, port=port, target=request.target.encode("ascii")),
        headers=headers,
        content=request.body,
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )


@lru_cache(maxsize=64)
def _origin(base: str) -> tuple[bytes, bytes, int | None]:
    parts = urlsplit(base)
    return parts.scheme.encode("ascii"), (parts.hostname or "").encode("ascii"), parts.port


@cache
def _common_headers() -> tuple[tuple[bytes, bytes], ...]:
    """What every request says; proxies may rewrite it, so no signature covers it."""
    agent = f"invoice-apis/{__version__}".encode()
    return (b"Accept", b"application/json"), (b"Accept-Encoding", b"gzip, deflate"), (b"User-Agent", agent)


_LASTING = {
    "LocalProtocolError": "the request can't be written as HTTP",
    "DecodingError": "the answer's body can't be decoded",
    "UnsupportedProtocol": "the address has a protocol that the transport does not know",
    "InvalidURL": "the address is none",
    "UnicodeError": "the address or a header can't be encoded",
    "RuntimeError": "the transport can't be used",
}
"""What stays as it is when a request is sent again."""

_ENDINGS = ("Server disconnected", "peer closed connection")


def told(error: Exception, request: Request) -> TransportError:
    """An error of a transport as ours, in words without secrets: most texts may quote what the server sent.

    It is known by the names of its classes, which are alike in httpcore2 and in httpx2.
    """
    kind, kinds = type(error).__name__, [each.__name__ for each in type(error).__mro__]
    if "PoolTimeout" in kinds:
        return TransportError(f"no free connection in time: more calls at once than the transport takes ({kind})")
    if "TimeoutException" in kinds or "TimeoutError" in kinds:
        return TransportError(f"no answer in time ({kind})")
    if "RemoteProtocolError" in kinds:
        has_ended = str(error).startswith(_ENDINGS)
        words = "the connection ended before the answer did" if has_ended else "the answer is not HTTP"
        return TransportError(f"{words} ({kind})")
    if "ProxyError" in kinds:
        return _refused_by_proxy(error)
    for lasting, words in _LASTING.items():
        if lasting in kinds:
            return TransportError(f"{words} ({kind})", retryable=False)
    is_known = "NetworkError" in kinds or "OSError" in kinds
    return _broken(error, str(error) if is_known else "", request)


def _broken(error: Exception, own_words: str, request: Request) -> TransportError:
    """Only of the network its own words are told, which come from the system."""
    words = own_words or "the connection failed"
    secrets = (*request.hidden, *(value for _, value in request.headers))
    is_refused = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
    return TransportError(redacted(f"{words} ({type(error).__name__})", secrets), retryable=not is_refused)


def _refused_by_proxy(error: Exception) -> TransportError:
    """Of what a proxy says only its status is told; of those only 5xx may pass."""
    status = str(error)[:3]
    shown = f" with HTTP {status}" if status.isascii() and status.isdigit() else ""
    return TransportError(f"the proxy refused{shown} (ProxyError)", retryable=bool(shown) and status[0] == "5")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
