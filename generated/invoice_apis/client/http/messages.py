"""HTTP requests and responses as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

_RESERVED = re.compile(r"[^A-Za-z0-9\-._~]+")


def percent_encode(text: str) -> str:
    """Percent-encode everything but unreserved characters (RFC 3986)."""
    return _RESERVED.sub(_hex_bytes, text)


def _hex_bytes(match: re.Match[str]) -> str:
    return "%" + match[0].encode().hex("%").upper()


def format_utc(time: datetime) -> str:
    """Format a time as `2026-01-31T00:00:00Z`."""
    return time.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def media_type_of(content_type: str | None) -> str:
    """The media type in a header `Content-Type`, in lower case and without parameters; empty if there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


class Request(NamedTuple):
    """A request. Its repr shows neither URL nor contents, which may be secret."""

    method: str
    base_url: str
    """The part of the URL shared by all calls of a service: `https://api.example.com`."""
    path: str
    """Percent-encoded path below the base URL."""
    query: tuple[tuple[str, str], ...] = ()
    """Names and values, not encoded."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    secret_names: frozenset[str] = frozenset()
    """Names of query parameters and headers whose values are masked."""
    accept: str = "application/json"
    """The header Accept, which no signature covers: proxies may rewrite it."""
    received_query: str | None = None
    """The query as it was received, where the service reads the request."""

    def __repr__(self) -> str:
        return f"<Request {self.method}>"

    @property
    def host(self) -> str:
        """Host and port as in the Host header, without a default port."""
        return _host_and_path(self.base_url)[0]

    @property
    def full_path(self) -> str:
        """Percent-encoded path, including that of the base URL."""
        return _host_and_path(self.base_url)[1] + self.path

    @property
    def target(self) -> str:
        """Path and query, percent-encoded."""
        return f"{self.full_path}?{self.encoded_query}" if self.query else self.full_path

    @property
    def encoded_query(self) -> str:
        """The query as it is sent, or as it was received: clients write a blank as `%20` or as `+`."""
        if self.received_query is not None:
            return self.received_query
        return "&".join([f"{percent_encode(name)}={percent_encode(value)}" for name, value in self.query])

    def header(self, name: str) -> str | None:
        """Value of the first header of that name, ignoring case."""
        name = name.lower()
        for key, value in self.headers:
            if key.lower() == name:
                return value
        return None

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """Copy with these headers added or replaced."""
        names = {name.lower() for name in headers}
        kept = [pair for pair in self.headers if pair[0].lower() not in names]
        return self._replace(headers=(*kept, *headers.items()))

    def with_secret(self, place: str | None, name: str, value: str) -> Request:
        """Copy with one more query parameter or header, whose value is masked."""
        secret = self._replace(secret_names=self.secret_names | {name})
        if place == "query":
            return secret._replace(query=(*self.query, (name, value)))
        return secret.with_headers({name: value})

    @property
    def secret_values(self) -> tuple[str, ...]:
        """Values to mask."""
        return tuple(value for name, value in (*self.query, *self.headers) if name in self.secret_names)

    def has_value(self, value: str) -> bool:
        """Whether a query parameter or header has this value."""
        return any(value == own for _, own in (*self.query, *self.headers))


@lru_cache(maxsize=64)
def _host_and_path(base_url: str) -> tuple[str, str]:
    parts = urlsplit(base_url)
    implied = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.netloc.removesuffix(implied), parts.path


@dataclass(frozen=True, slots=True)
class Response:
    """A response. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed: float = 0.0
    """Seconds from sending the request to the end of the response."""
