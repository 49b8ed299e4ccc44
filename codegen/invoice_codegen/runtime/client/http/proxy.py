"""Proxies from the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2

_SCHEMES = ("http", "https", "socks5", "socks5h")
_PORTS = {"http": 80, "https": 443}


def proxy_for(base_url: str) -> str | None:
    """URL of the proxy for the host of a client; None for a direct connection."""
    parts, proxies = urlsplit(base_url), getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or not parts.hostname or _bypasses_proxy(parts.hostname, parts.port or _PORTS[parts.scheme]):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def parse_proxy(url: str) -> httpcore2.Proxy:
    """Parse the URL of a proxy, with its user and password. Raises ValueError and ImportError."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError
    if parts.scheme.startswith("socks"):
        import_module("socksio")
    address = httpcore2.URL(scheme=parts.scheme, host=parts.hostname.encode("idna"), port=parts.port)
    user, password = (unquote(part or "").encode() for part in (parts.username, parts.password))
    return httpcore2.Proxy(address, auth=(user, password) if user or password else None)


def _bypasses_proxy(host: str, port: int) -> bool:
    """Whether NO_PROXY lists the host, alone or with its port."""
    return bool(proxy_bypass(host) or proxy_bypass(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"))
