"""How a service is reached: transports of our own, proxies, and who uses them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from .errors import ConfigurationError, TransportError
from .transfer import LATE

T = TypeVar("T")
LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)


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


def own_transport(base: str, clock: Clock) -> httpx2.BaseTransport:
    """Raises ConfigurationError."""
    with _configured():
        transport = httpx2.HTTPTransport(**_options(base))
    # httpx2 has no option for it. Should it have no such part any more, only single waits are limited.
    if (pool := getattr(transport, "_pool", None)) is not None:
        pool._network_backend = _Network(clock)
    return transport


def own_async_transport(base: str) -> httpx2.AsyncBaseTransport:
    """Raises ConfigurationError."""
    with _configured():
        return httpx2.AsyncHTTPTransport(**_options(base))


def checked(transport: T, kind: str, method: str) -> T:
    """A caller's own transport, if it is one for this kind of clients. Raises TypeError."""
    if isinstance(transport, type) or not callable(getattr(transport, method, None)):
        shown = f"the class {transport.__name__}" if isinstance(transport, type) else f"a {type(transport).__name__}"
        raise TypeError(f"transport takes an httpx2.{kind}, not {shown}")
    return transport


def _options(base: str) -> dict[str, Any]:
    """How httpx2's own transports reach a service; without TLS they need no certificates, which take long to load."""
    return {"proxy": _proxy(base), "verify": base.startswith("https:"), "limits": LIMITS}


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
    except (ValueError, httpx2.InvalidURL) as error:
        kind = type(error).__name__
        raise ConfigurationError(
            f"the proxy that the environment names can't be used ({kind}); see HTTPS_PROXY"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"the certificates can't be read: {error.strerror}; see SSL_CERT_FILE") from None
