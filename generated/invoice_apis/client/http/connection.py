"""How a service is reached: connections of our own, proxies, and who uses them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from ssl import SSLContext
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2

from ...errors import ConfigurationError, TransportError
from .protocol import LATE

LIMITS = {"max_connections": 1000, "max_keepalive_connections": 100, "keepalive_expiry": 5.0}


class Users:
    """Who uses a pool of connections: it must not be closed under their hands, nor be used after its end.

    A socket that one thread closes while another waits on it may be taken for the next one that is opened.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self.has_ended = False

    def come(self) -> None:
        """Raises ConfigurationError after the end."""
        with self._lock:
            if self.has_ended:
                raise ConfigurationError("the client is closed; make a new one")
            self._count += 1

    def go(self) -> bool:
        """Whether that was the last one after the end."""
        with self._lock:
            self._count -= 1
            return self.has_ended and not self._count

    def end(self) -> bool:
        """Let nobody come any more; whether nobody is there."""
        with self._lock:
            is_first, self.has_ended = not self.has_ended, True
            return is_first and not self._count


class Clock(threading.local):
    """When the request that a thread sends must be over, by `time.perf_counter`."""

    ends = float("inf")

    def cut(self, timeout: float | None) -> float:
        """A time limit that does not go beyond. Raises TransportError when it is over already."""
        left = self.ends - time.perf_counter()
        if left <= 0:
            raise TransportError(LATE)
        return left if timeout is None or timeout > left else timeout


class _Stream(httpcore2.NetworkStream):
    """A connection on which no wait goes beyond the clock, however slowly something drips in."""

    def __init__(self, inner: httpcore2.NetworkStream, clock: Clock) -> None:
        self._inner, self._clock = inner, clock
        self.close, self.get_extra_info = inner.close, inner.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._inner.read(max_bytes, self._clock.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all."""
        self._inner.write(buffer, self._clock.cut(timeout))

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted."""
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._clock.cut(timeout)), self._clock)


class _Network(httpcore2.SyncBackend):
    """Opens such connections."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Open one."""
        inner = super().connect_tcp(host, port, self._clock.cut(timeout), local_address, socket_options)
        return _Stream(inner, self._clock)


def own_pool(base: str, clock: Clock) -> httpcore2.ConnectionPool:
    """Connections for a client that blocks. Raises ConfigurationError."""
    with _configured():
        return httpcore2.ConnectionPool(**_options(base), network_backend=_Network(clock))


def own_async_pool(base: str) -> httpcore2.AsyncConnectionPool:
    """Connections for a client that awaits. Raises ConfigurationError."""
    with _configured():
        return httpcore2.AsyncConnectionPool(**_options(base))


def _options(base: str) -> dict[str, Any]:
    """How a service is reached; without TLS no certificates are needed, which take long to load."""
    certificates = httpcore2.default_ssl_context() if base.startswith("https:") else None
    address = _proxy(base)
    return {"ssl_context": certificates, "proxy": None if address is None else _known(address), **LIMITS}


def _known(address: str) -> httpcore2.Proxy:
    """The proxy at an address, which may hold user and password. Raises ValueError and ImportError."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https", "socks5", "socks5h") or not parts.hostname:
        raise ValueError
    if parts.scheme.startswith("socks"):
        import_module("socksio")
    url = httpcore2.URL(scheme=parts.scheme, host=parts.hostname.encode("idna"), port=parts.port)
    user, password = (unquote(part or "").encode() for part in (parts.username, parts.password))
    return httpcore2.Proxy(url, auth=(user, password) if user or password else None)


def _proxy(base: str) -> str | None:
    """The proxy that the environment names for the one host of a client."""
    parts, proxies = urlsplit(base), getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or not parts.hostname or _is_direct(parts.hostname, parts.port or _PORTS[parts.scheme]):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


_PORTS = {"http": 80, "https": 443}


def _is_direct(host: str, port: int) -> bool:
    """Whether NO_PROXY names a host, or the host with its port."""
    return bool(proxy_bypass(host) or proxy_bypass(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"))


@contextmanager
def _configured() -> Iterator[None]:
    """Errors of the environment in words; the address of a proxy may hold a password."""
    try:
        yield
    except ImportError:
        raise ConfigurationError(
            "the environment names a SOCKS proxy, which needs one more package: pip install 'httpx2[socks]'"
        ) from None
    except ValueError as error:
        kind = type(error).__name__
        raise ConfigurationError(
            f"the proxy that the environment names can't be used ({kind}); see HTTPS_PROXY"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"the certificates can't be read: {error.strerror}; see SSL_CERT_FILE") from None
