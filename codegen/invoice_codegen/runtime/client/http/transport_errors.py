"""Errors of transports as TransportError, without quoting what a server or a header says."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpcore2

from ...errors import TransportError
from .messages import Request
from .redaction import redact

ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    OSError,
    UnicodeError,
    RuntimeError,
)
"""Errors of httpcore2 and the system. A closed event loop raises RuntimeError."""

_PERMANENT = {
    "LocalProtocolError": "the request can't be written as HTTP",
    "DecodingError": "the response body can't be decoded",
    "UnsupportedProtocol": "the transport does not support the protocol of the URL",
    "InvalidURL": "invalid URL",
    "UnicodeError": "the URL or a header can't be encoded",
    "RuntimeError": "the transport can't be used",
}
"""Errors that a retry does not fix, by class name."""

_DISCONNECTS = ("Server disconnected", "peer closed connection")


def transport_error(error: Exception, request: Request, proxy: str | None = None) -> TransportError:
    """Convert an error of a transport. Most of their texts may quote the server, so they are not repeated.

    Classes are compared by name, because httpcore2 and httpx2 use the same names.

    Args:
        error: The error.
        request: The request, whose secrets are masked.
        proxy: The environment variable that names the proxy in between, if there is one.
    """
    name, names = type(error).__name__, [each.__name__ for each in type(error).__mro__]
    if "PoolTimeout" in names:
        return TransportError(f"no free connection in time: more concurrent calls than connections ({name})")
    if proxy and "ConnectTimeout" in names:
        return TransportError(f"no connection in time through the proxy of {proxy} ({name})")
    if "TimeoutException" in names or "TimeoutError" in names:
        return TransportError(f"no response in time ({name})")
    if "RemoteProtocolError" in names:
        is_disconnect = str(error).startswith(_DISCONNECTS)
        message = "the connection closed before the response was complete" if is_disconnect else "response is not HTTP"
        return TransportError(f"{message} ({name})")
    if "ProxyError" in names:
        return _proxy_error(error, proxy)
    for permanent, message in _PERMANENT.items():
        if permanent in names:
            return TransportError(f"{message} ({name})", retryable=False)
    is_known = "NetworkError" in names or "OSError" in names
    return _network_error(error, str(error) if is_known else "", request, proxy if "ConnectError" in names else None)


def _network_error(error: Exception, system_message: str, request: Request, proxy: str | None) -> TransportError:
    """An error of the network, with the message of the operating system."""
    message = system_message or "connection failed"
    secrets = (*request.secret_values, *(value for _, value in request.headers))
    is_certificate_error = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
    where = f"; the connection goes through the proxy of {proxy}" if proxy else ""
    text = redact(f"{message} ({type(error).__name__})", secrets) + where
    return TransportError(text, retryable=not is_certificate_error)


def _proxy_error(error: Exception, proxy: str | None) -> TransportError:
    """A failure of the proxy. Only its status is shown; a 5xx may be temporary."""
    status = str(error)[:3]
    shown = f" with HTTP {status}" if status.isascii() and status.isdigit() else ""
    advice = "; it wants a user and a password in its URL" if status == "407" else ""
    whose = f"the proxy of {proxy}" if proxy else "the proxy"
    return TransportError(
        f"{whose} rejected the request{shown} (ProxyError){advice}", retryable=bool(shown) and status[0] == "5"
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and its chain of causes and contexts."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
