"""Addresses of pages that a response names: only those of the same server are followed.

Vendors write characters that no URL has (RFC 3986), such as a blank, `|` or a letter with an accent. As in browsers
(WHATWG URL), they are percent-encoded as UTF-8, and what is encoded already stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from .http.messages import percent_encode
from .texts import text_problem

LONGEST = 8_000
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,100}")
_RAW = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/!$&'()*+,;=@%]")
"""What stands percent-encoded in a path, but does not yet."""
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
    address = address.strip()
    if "\\" in address:
        return "an address that is not a URL"
    if problem := text_problem(address):
        return f"an address that is not a URL: it {problem.partition(';')[0]}"
    try:
        parts, base = urlsplit(urljoin(origin(base_url) + path, address)), urlsplit(base_url)
        if _server(parts) != _server(base) or "@" in parts.netloc:
            return _elsewhere(parts, base)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True, errors="strict"))
        encoded = _RAW.sub(lambda raw: percent_encode(raw[0]), parts.path)
        percent_encode(parts.query)
    except ValueError:
        return "an address that is not a URL"
    if len(encoded) + len(parts.query) > LONGEST or {".", ".."} & set(encoded.split("/")):
        return "an address that is not a URL"
    return Link(encoded, query)


def _elsewhere(parts: SplitResult, base: SplitResult) -> str:
    """What an address is that leads away from the server."""
    is_known = parts.hostname and _HOST.fullmatch(parts.hostname)
    schemes = {parts.scheme, base.scheme}
    if is_known and parts.hostname == base.hostname and schemes == {"http", "https"} and "@" not in parts.netloc:
        return f"an address with {parts.scheme}:// of this server, which is called with {base.scheme}://"
    port = f":{parts.port}" if is_known and parts.port else ""
    return f"an address of another server{f', {parts.hostname}{port}' if is_known else ''}"


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
