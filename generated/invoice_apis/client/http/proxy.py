"""Proxies from the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY."""

from __future__ import annotations

import os
from importlib import import_module
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2

_SCHEMES = ("http", "https", "socks5", "socks5h")
_PORTS = {"http": 80, "https": 443}


class ProxySetting(NamedTuple):
    """The proxy for a host."""

    url: str
    variable: str
    """Environment variable that names it, or "the system's settings"."""


def proxy_for(base_url: str) -> ProxySetting | None:
    """The proxy for the host of a client; None for a direct connection."""
    parts, proxies = urlsplit(base_url), getproxies()
    scheme = parts.scheme if proxies.get(parts.scheme) else "all"
    proxy = proxies.get(scheme)
    if not proxy or not parts.hostname or _bypasses_proxy(parts.hostname, parts.port or _PORTS[parts.scheme]):
        return None
    return ProxySetting(proxy if "://" in proxy else f"http://{proxy}", _variable(scheme))


def proxy_variable(base_url: str) -> str | None:
    """The environment variable that names the proxy for a host, for messages."""
    setting = proxy_for(base_url)
    return setting.variable if setting else None


def _variable(scheme: str) -> str:
    """The variable that urllib reads: lower case first."""
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    return next((name for name in names if os.environ.get(name)), "the system's settings")


def parse_proxy(url: str) -> httpcore2.Proxy:
    """Parse the URL of a proxy, with its user and password.

    Raises:
        ValueError: The URL can't be used; the reason quotes no part of it that may be secret.
        ImportError: A package for SOCKS is missing.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna")
    except ValueError:
        raise ValueError("host or port is not valid") from None
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"its scheme is not one of {', '.join(_SCHEMES)}")
    if not host:
        raise ValueError("it has no host")
    if parts.scheme.startswith("socks"):
        import_module("socksio")
    address = httpcore2.URL(scheme=parts.scheme, host=host, port=port)
    user, password = (unquote(part or "").encode() for part in (parts.username, parts.password))
    return httpcore2.Proxy(address, auth=(user, password) if user or password else None)


def _bypasses_proxy(host: str, port: int) -> bool:
    """Whether NO_PROXY lists the host, alone or with its port, as a network or as `*.` and a domain."""
    if proxy_bypass(host) or proxy_bypass(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"):
        return True
    entries = getproxies().get("no", "").split(",")
    return any(_matches(entry.strip().lower(), host) for entry in entries)


def _matches(entry: str, host: str) -> bool:
    """Whether a network or a wildcard covers the host. urllib knows neither."""
    if entry.startswith("*."):
        return host.endswith(entry[1:])
    try:
        network, address = ip_network(entry.replace("[", "").replace("]", ""), strict=False), ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and network.version == 4 and address.ipv4_mapped:
        return address.ipv4_mapped in network
    return address in network
