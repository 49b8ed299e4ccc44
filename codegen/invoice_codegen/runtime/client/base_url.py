"""Choose and check the base URL of a service."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.suggest import unknown_name
from ..operation import Api, Operation

URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/\[\]!$&'()*+,;=%]+")
"""Characters of a URL (RFC 3986)."""


def choose_base_url(api: Api, operations: Sequence[Operation], region: str | None, base_url: str | None) -> str:
    """The given URL, that of a region, of the environment or the first documented one. Raises ConfigurationError."""
    name = "base_url"
    if base_url is None and region is None and (own := os.environ.get(variable(api.name))):
        base_url, name = own, f"the environment variable {variable(api.name)}"
    if base_url is not None:
        if region is not None:
            raise ConfigurationError("give region or base_url, not both")
        checked = _check_base_url(base_url, name)
        _check_no_path_twice(checked, name, [*(operation.path for operation in operations), *_login_paths(api)])
        return checked
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
        raise ConfigurationError(
            f"{api.name} has one URL per customer: give base_url, in the form {forms}, or set {variable(api.name)}"
        )
    return fixed[0].url.rstrip("/")


def variable(api: str) -> str:
    """The environment variable with the base URL of an API."""
    return f"INVOICE_APIS_{api.upper()}_BASE_URL"


def _login_paths(api: Api) -> Iterator[str]:
    for scheme in api.security_schemes:
        yield from (str(value) for name, value in scheme.options if name.endswith("_path"))


def _check_no_path_twice(base_url: str, name: str, paths: Iterable[str]) -> None:
    """A base URL must not end with the path of an operation, which the client adds. Raises ConfigurationError."""
    own = urlsplit(base_url).path
    for path in paths:
        parts = re.split(r"\{[^{}]+\}", path.rstrip("/"))
        if parts != [""] and (found := re.search("[^/]+".join(map(re.escape, parts)) + "$", own)):
            right = base_url.removesuffix(found[0])
            raise ConfigurationError(
                f"{name} ends with the path of an operation, {path}, which the client adds itself: give {right}"
            )


def _check_base_url(base_url: str, name: str) -> str:
    """A base URL without its trailing slash. Raises ConfigurationError."""
    if flaw := url_flaw(base_url):
        raise ConfigurationError(f"{name} {flaw}")
    return base_url.rstrip("/")


def url_flaw(url: str) -> str | None:
    """What keeps a URL from being the address of a service, for callers and contracts alike; None if nothing does."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except (ValueError, AttributeError, TypeError):
        return "is not a URL"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "must be a URL with https:// or http:// and a host"
    if "@" in parts.netloc or any(char in url for char in "?#"):
        return "must have no query, fragment or user: only scheme, host and path"
    if not all(0 < len(label) < 64 for label in parts.hostname.removesuffix(".").split(".")):
        return "has an invalid host: labels between dots have 1 to 63 characters"
    if not URL_CHARACTERS.fullmatch(url) or {".", ".."} & set(parts.path.split("/")):
        return "contains invalid characters or dot segments: braces, spaces, `.` or `..`"
    return None
