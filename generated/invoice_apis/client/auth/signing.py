"""Shared by the signature schemes: canonical request, its hash, HMAC."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import NamedTuple

from ..http.messages import percent_encode


class Signature(NamedTuple):
    """A signature and its intermediate texts, for comparison with other signers."""

    canonical_request: str
    string_to_sign: str
    signature: str
    authorization: str


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def hmac_sha256(key: str, text: str) -> str:
    """HMAC-SHA256 in hex."""
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters sorted by name and value, percent-encoded (RFC 3986)."""
    return "&".join([f"{percent_encode(name)}={percent_encode(value)}" for name, value in sorted(pairs)])


def canonical_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values by lower-case name, sorted; values of the same name are joined by a comma."""
    values: dict[str, str] = {}
    for name, value in sorted([(name.lower(), value.strip()) for name, value in headers]):
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def canonical_request(method: str, path: str, query: str, headers: dict[str, str], payload_hash: str) -> str:
    """Canonical request: one line for each part and each header, with an empty line after the headers."""
    lines = [f"{name}:{value}" for name, value in headers.items()]
    return "\n".join([method.upper(), path or "/", query, *lines, "", ";".join(headers), payload_hash])
