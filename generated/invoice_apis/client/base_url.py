"""Base URL of a service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..i18n.suggestion import unknown_name
from ..operation import Api, Operation

URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/\[\]!$&'()*+,;=%]+")
"""Characters of a URL (RFC 3986)."""


def choose_base_url(api: Api, operations: Sequence[Operation], region: str | None, base_url: str | None) -> str:
    """The given URL, that of a region or the first documented one. Raises ConfigurationError."""
    if base_url is not None:
        if region is not None:
            raise ConfigurationError("give region or base_url, not both")
        checked = _check_base_url(base_url)
        _check_no_path_twice(checked, [*(operation.path for operation in operations), *_login_paths(api)])
        return checked
    fixed = [server for server in api.servers if not server.variables]
    if region is not None:
        for server in fixed:
            if region in server.regions:
                return server.url.rstrip("/")
        regions = sorted(name for server in fixed for name in server.regions)
        raise ConfigurationError(f"{api.name}: {unknown_name('region', region, regions)}; or give base_url")
    if not fixed:
        forms = ", ".join(server.url for server in api.servers)
        raise ConfigurationError(f"{api.name} has one URL per customer: give base_url, in the form {forms}")
    return fixed[0].url.rstrip("/")


def _login_paths(api: Api) -> Iterator[str]:
    for scheme in api.security_schemes:
        yield from (str(value) for name, value in scheme.options if name.endswith("_path"))


def _check_no_path_twice(base_url: str, paths: Iterable[str]) -> None:
    """A base URL must not end with the path of an operation, which the client adds. Raises ConfigurationError."""
    own = urlsplit(base_url).path
    for path in paths:
        parts = re.split(r"\{[^{}]+\}", path.rstrip("/"))
        if parts != [""] and (found := re.search("[^/]+".join(map(re.escape, parts)) + "$", own)):
            right = base_url.removesuffix(found[0])
            raise ConfigurationError(
                f"base_url ends with the path of an operation, {path}, which the client adds itself: give {right}"
            )


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
