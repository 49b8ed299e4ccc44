"""Choose and check the base URL of a service."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.suggest import unknown_name
from ..operation import Api

URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/\[\]!$&'()*+,;=%]+")
"""Characters of a URL (RFC 3986)."""


def choose_base_url(api: Api, region: str | None, base_url: str | None) -> str:
    """The given URL, that of a region or the first documented one. Raises ConfigurationError."""
    if base_url is not None:
        if region is not None:
            raise ConfigurationError("give region or base_url, not both")
        return _check_base_url(base_url)
    fixed = [server for server in api.servers if not server.variables]
    if region is not None:
        for server in fixed:
            if region in server.regions:
                return server.url.rstrip("/")
        regions = sorted(name for server in fixed for name in server.regions)
        unknown = unknown_name(Message("region"), region, regions)
        raise ConfigurationError(f"{api.name}: {unknown}; or give base_url")
    if not fixed:
        forms = ", ".join(server.url for server in api.servers)
        raise ConfigurationError(f"{api.name} has one URL per customer: give base_url, in the form {forms}")
    return fixed[0].url.rstrip("/")


def _check_base_url(base_url: str) -> str:
    """A base URL without its trailing slash. Raises ConfigurationError."""
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except (ValueError, AttributeError, TypeError):
        raise ConfigurationError("base_url is not a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ConfigurationError("base_url must be a URL with https:// or http:// and a host")
    if "@" in parts.netloc or any(char in base_url for char in "?#"):
        raise ConfigurationError("base_url must have no query, fragment or user: only scheme, host and path")
    if not all(0 < len(label) < 64 for label in parts.hostname.removesuffix(".").split(".")):
        raise ConfigurationError("base_url has an invalid host: labels between dots have 1 to 63 characters")
    if not URL_CHARACTERS.fullmatch(base_url) or {".", ".."} & set(parts.path.split("/")):
        raise ConfigurationError("base_url contains invalid characters or dot segments: braces, spaces, `.` or `..`")
    return base_url.rstrip("/")
