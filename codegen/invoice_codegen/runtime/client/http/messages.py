"""Requests and answers as plain data, between flows, which do no I/O, and drivers, which do nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

_RESERVED = re.compile(r"[^A-Za-z0-9\-._~]+")


def percent_encoded(text: str) -> str:
    """RFC 3986: everything but letters, digits and `-._~` as UTF-8 bytes in hex."""
    return _RESERVED.sub(_in_hex, text)


def _in_hex(found: re.Match[str]) -> str:
    return "%" + found[0].encode().hex("%").upper()


def utc(time: datetime) -> str:
    """`2026-01-31T00:00:00Z`: to the second."""
    return time.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


class Request(NamedTuple):
    """A request as it will be sent; its repr shows neither address nor contents, which may be secret."""

    method: str
    base: str
    """The part of the address that all calls of a service share: `https://api.example.com`."""
    path: str
    """The percent-encoded path below it."""
    query: tuple[tuple[str, str], ...] = ()
    """Names and values as they are meant, not encoded."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    secrets: frozenset[str] = frozenset()
    """Names of query parameters and headers whose values must not be shown."""

    def __repr__(self) -> str:
        return f"<Request {self.method}>"

    @property
    def host(self) -> str:
        """Host and port, as the Host header has them: without the port that the scheme implies."""
        return _host_and_path(self.base)[0]

    @property
    def whole_path(self) -> str:
        """The percent-encoded path, with that of the base."""
        return _host_and_path(self.base)[1] + self.path

    @property
    def target(self) -> str:
        """Path and query, in RFC 3986 form."""
        if not self.query:
            return self.whole_path
        pairs = "&".join([f"{percent_encoded(name)}={percent_encoded(value)}" for name, value in self.query])
        return f"{self.whole_path}?{pairs}"

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        name = name.lower()
        for own, value in self.headers:
            if own.lower() == name:
                return value
        return None

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """With more headers; those of the same name are replaced."""
        names = {name.lower() for name in headers}
        kept = [pair for pair in self.headers if pair[0].lower() not in names]
        return self._replace(headers=(*kept, *headers.items()))

    def with_secret(self, place: str | None, name: str, value: str) -> Request:
        """With one more query parameter or header, whose value must not be shown."""
        secret = self._replace(secrets=self.secrets | {name})
        if place == "query":
            return secret._replace(query=(*self.query, (name, value)))
        return secret.with_headers({name: value})

    @property
    def hidden(self) -> tuple[str, ...]:
        """The values that must not be shown."""
        return tuple(value for name, value in (*self.query, *self.headers) if name in self.secrets)

    def holds(self, value: str) -> bool:
        """Whether a query parameter or header has this value."""
        return any(value == own for _, own in (*self.query, *self.headers))


@lru_cache(maxsize=64)
def _host_and_path(base: str) -> tuple[str, str]:
    parts = urlsplit(base)
    implied = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.netloc.removesuffix(implied), parts.path


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed: float = 0.0
    """Seconds from the sending of the request to the end of the answer."""
