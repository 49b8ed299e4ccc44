"""One request and its answer as httpx2 has them, and what it says when there is none."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module

import httpx2

from .errors import TransportError
from .jsontext import MAX_BYTES
from .redact import redacted
from .steps import Send
from .wire import Answer, Request

LATE = "the answer did not end in time"
FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError, RuntimeError)
"""What transports raise; httpx2.StreamError and what a closed event loop says are RuntimeErrors."""


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
            raise TransportError(f"the answer is longer than {MAX_BYTES} bytes", retryable=False)
        if time.perf_counter() > self.ends:
            raise TransportError(LATE)

    def answer(self, response: httpx2.Response) -> Answer:
        """The whole answer."""
        headers: dict[str, str] = {}
        for name, value in response.headers.multi_items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        elapsed = time.perf_counter() - self._began
        return Answer(response.status_code, headers, b"".join(self._chunks), elapsed)


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


def built(step: Send, is_foreign: bool) -> httpx2.Request:
    """The request; a transport that is not httpx2's own may look into all parts of its address."""
    request, seconds = step.request, min(step.timeout, step.within)
    headers = [*_common_headers(), *request.headers]
    if request.header("Host") is None:
        headers.append(("Host", request.host))
    if request.body or request.method != "GET":
        headers.append(("Content-Length", str(len(request.body))))
    made = httpx2.Request(
        request.method,
        _address(request.base),
        headers=headers,
        stream=httpx2.ByteStream(request.body),
        extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
    )
    target = request.target.encode()
    made.url = made.url.copy_with(raw_path=target) if is_foreign else _Url(made.url, target)
    if is_foreign:
        made.read()
    return made


@lru_cache(maxsize=64)
def _address(base: str) -> httpx2.URL:
    return httpx2.URL(base)


@cache
def _common_headers() -> tuple[tuple[str, str], ...]:
    """What every request says; proxies may rewrite it, so no signature covers it."""
    package = import_module(__name__.rpartition(".")[0].rpartition(".")[0])
    agent = f"invoice-apis/{package.__version__}"
    return ("Accept", "application/json"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", agent)


_LASTING: dict[type[Exception], str] = {
    httpx2.LocalProtocolError: "the request can't be written as HTTP",
    httpx2.DecodingError: "the answer's body can't be decoded",
    httpx2.UnsupportedProtocol: "the address has a protocol that the transport does not know",
    httpx2.InvalidURL: "the address is none",
    UnicodeError: "the address or a header can't be encoded",
    RuntimeError: "the transport can't be used",
}
"""What stays as it is when a request is sent again."""

_ENDINGS = ("Server disconnected", "peer closed connection")


def told(error: Exception, request: Request) -> TransportError:
    """An error of a transport as ours, in words without secrets: most texts may quote what the server sent."""
    kind = type(error).__name__
    if isinstance(error, httpx2.PoolTimeout):
        return TransportError(f"no free connection in time: more calls at once than the transport takes ({kind})")
    if isinstance(error, (httpx2.TimeoutException, TimeoutError)):
        return TransportError(f"no answer in time ({kind})")
    if isinstance(error, httpx2.RemoteProtocolError):
        has_ended = str(error).startswith(_ENDINGS)
        words = "the connection ended before the answer did" if has_ended else "the answer is not HTTP"
        return TransportError(f"{words} ({kind})")
    if isinstance(error, httpx2.ProxyError):
        return _refused_by_proxy(error)
    for lasting, words in _LASTING.items():
        if isinstance(error, lasting):
            return TransportError(f"{words} ({kind})", retryable=False)
    return _broken(error, kind, request)


def _broken(error: Exception, kind: str, request: Request) -> TransportError:
    """Only of the network its own words are told, which come from the system."""
    is_known = isinstance(error, (httpx2.NetworkError, OSError))
    words = (str(error) if is_known else "") or "the connection failed"
    secrets = (*request.hidden, *(value for _, value in request.headers))
    is_refused = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
    return TransportError(redacted(f"{words} ({kind})", secrets), retryable=not is_refused)


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
