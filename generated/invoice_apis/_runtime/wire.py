"""Requests and answers as plain data, between flows, which do no I/O, and drivers, which do nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

_RESERVED = re.compile(r"[^A-Za-z0-9\-._~]+")


def percent_encoded(text: str) -> str:
    """RFC 3986: everything but letters, digits and `-._~` as UTF-8 bytes in hex."""
    return _RESERVED.sub(_in_hex, text)


def _in_hex(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it will be sent; its repr shows neither address nor contents, which may be secret."""

    method: str
    address: str = field(repr=False)
    """Scheme, host and percent-encoded path: `https://business.aliyuncs.com/`."""
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Names and values as they are meant, not encoded."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    base: str = field(default="", repr=False)
    """The part of the address that all calls of a service share."""
    secrets: frozenset[str] = frozenset()
    """Names of query parameters whose values must not be shown."""

    @property
    def host(self) -> str:
        """Host and port, as the Host header has them: without the port that the scheme implies."""
        parts = urlsplit(self.address)
        implied = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
        return parts.netloc.rpartition("@")[2].removesuffix(implied)

    @property
    def path(self) -> str:
        """The percent-encoded path."""
        return urlsplit(self.address).path

    @property
    def target(self) -> str:
        """Path and query, in RFC 3986 form."""
        pairs = "&".join(f"{percent_encoded(name)}={percent_encoded(value)}" for name, value in self.query)
        return f"{self.path}?{pairs}" if pairs else self.path

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for own, value in self.headers if own.lower() == name.lower()), None)

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """With more headers; those of the same name are replaced."""
        names = {name.lower() for name in headers}
        kept = tuple((name, value) for name, value in self.headers if name.lower() not in names)
        return replace(self, headers=(*kept, *headers.items()))

    def with_secret(self, name: str, value: str) -> Request:
        """With one more query parameter, whose value must not be shown."""
        return replace(self, query=(*self.query, (name, value)), secrets=self.secrets | {name})

    def holds(self, value: str) -> bool:
        """Whether a query parameter or header has this value."""
        return any(value == own for _, own in (*self.query, *self.headers))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed: float = 0.0
    """Seconds from the sending of the request to the end of the answer."""
