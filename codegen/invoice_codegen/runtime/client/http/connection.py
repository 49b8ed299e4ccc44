"""Connection pools of httpcore2 and the deadline of blocking reads and writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any

import httpcore2

from ...errors import ConfigurationError, TransportError
from .protocol import TIMED_OUT
from .proxy import ProxySetting, parse_proxy, proxy_for

LIMITS = {"max_connections": 1000, "max_keepalive_connections": 100, "keepalive_expiry": 5.0}


class Deadline(threading.local):
    """When the current request of a thread must be complete, by `time.perf_counter`."""

    at = float("inf")

    def clip(self, timeout: float | None) -> float:
        """Shorten a timeout to the time left. Raises TransportError after the deadline."""
        remaining = self.at - time.perf_counter()
        if remaining <= 0:
            raise TransportError(TIMED_OUT)
        return remaining if timeout is None or timeout > remaining else timeout


class _DeadlineStream(httpcore2.NetworkStream):
    """A connection that keeps to the deadline, also when data arrives byte by byte."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline
        self.close, self.get_extra_info = inner.close, inner.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read up to `max_bytes`."""
        return self._inner.read(max_bytes, self._deadline.clip(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write the whole buffer."""
        self._inner.write(buffer, self._deadline.clip(timeout))

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Upgrade to TLS."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.clip(timeout))
        return _DeadlineStream(inner, self._deadline)


class _DeadlineBackend(httpcore2.SyncBackend):
    """Opens connections that keep to the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Open a TCP connection."""
        inner = super().connect_tcp(host, port, self._deadline.clip(timeout), local_address, socket_options)
        return _DeadlineStream(inner, self._deadline)


def new_pool(base_url: str, deadline: Deadline) -> httpcore2.ConnectionPool:
    """Connection pool for a blocking client. Raises ConfigurationError."""
    with _configuration_errors():
        return httpcore2.ConnectionPool(**_pool_options(base_url), network_backend=_DeadlineBackend(deadline))


def new_async_pool(base_url: str) -> httpcore2.AsyncConnectionPool:
    """Connection pool for an async client. Raises ConfigurationError."""
    with _configuration_errors():
        return httpcore2.AsyncConnectionPool(**_pool_options(base_url))


def _pool_options(base_url: str) -> dict[str, Any]:
    """TLS, proxy and limits of a pool. Certificates take long to load, so they are loaded for https only."""
    certificates = httpcore2.default_ssl_context() if base_url.startswith("https:") else None
    setting = proxy_for(base_url)
    return {"ssl_context": certificates, "proxy": None if setting is None else _parse_proxy(setting), **LIMITS}


def _parse_proxy(setting: ProxySetting) -> httpcore2.Proxy:
    """Parse the setting. Errors do not show the URL, which may hold a password. Raises ConfigurationError."""
    try:
        return parse_proxy(setting.url)
    except ImportError:
        reason = "a SOCKS proxy needs one more package: pip install 'httpx2[socks]'"
    except ValueError as error:
        reason = str(error)
    raise ConfigurationError(f"the proxy of {setting.variable} can't be used: {reason}")


@contextmanager
def _configuration_errors() -> Iterator[None]:
    """Report errors of the environment."""
    try:
        yield
    except OSError as error:
        raise ConfigurationError(f"can't read the certificates: {error.strerror}; see SSL_CERT_FILE") from None
