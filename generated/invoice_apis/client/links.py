"""Addresses of pages that a response names: only those of the same server are followed."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from .base_url import URL_CHARACTERS

LONGEST = 8_000
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,100}")
_TARGET = re.compile(r'<([^<>]*+)>((?:\s*+;\s*+[^\s=;,"]++(?:\s*+=\s*+(?:"[^"]*+"|[^\s;,"]++))?+)*+)')
_PARAMETER = re.compile(r';\s*+([^\s=;,"]++)(?:\s*+=\s*+(?:"([^"]*+)"|([^\s;,"]++)))?+')


class Link(NamedTuple):
    """The address of a page, below the server."""

    path: str
    """Percent-encoded."""
    query: tuple[tuple[str, str], ...]
    """Names and values, not encoded."""

    def __repr__(self) -> str:
        return "<Link>"


def resolve(base_url: str, path: str, address: str) -> Link | str:
    """The link of an address in the response to a request with this path; a text says why it is not followed."""
    try:
        parts, base = urlsplit(urljoin(origin(base_url) + path, address.strip())), urlsplit(base_url)
        if _server(parts) != _server(base) or "@" in parts.netloc:
            known = parts.hostname and _HOST.fullmatch(parts.hostname)
            return f"an address of another server{f', {parts.hostname}' if known else ''}"
        query = tuple(parse_qsl(parts.query, keep_blank_values=True, errors="strict"))
    except ValueError:
        return "an address that is not a URL"
    target = parts.path + parts.query
    is_plain = not target or URL_CHARACTERS.fullmatch(target.replace("?", ""))
    if not is_plain or len(target) > LONGEST or {".", ".."} & set(parts.path.split("/")):
        return "an address that is not a URL"
    return Link(parts.path, query)


def origin(base_url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def next_of(header: str) -> str | None:
    """The target with `rel="next"` in the value of a header `Link` (RFC 8288); None if there is none."""
    for target, parameters in _TARGET.findall(header):
        for name, quoted, plain in _PARAMETER.findall(parameters):
            if name.lower() == "rel" and "next" in (quoted or plain).lower().split():
                return str(target)
    return None


def _server(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
