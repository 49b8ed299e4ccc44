"""What the signature schemes have in common: a canonical text of the request, its hash, a keyed hash of that."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import NamedTuple

from ..http.messages import percent_encoded


class Signature(NamedTuple):
    """A signature with the texts that lead to it, so that a refusal can be traced."""

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
    """Parameters sorted by their raw name and value, encoded as RFC 3986 says."""
    return "&".join([f"{percent_encoded(name)}={percent_encoded(value)}" for name, value in sorted(pairs)])


def canonical_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values by name in lower case, sorted; values of the same name sorted and joined by a comma."""
    values: dict[str, str] = {}
    for name, value in sorted([(name.lower(), value.strip()) for name, value in headers]):
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def canonical_request(method: str, path: str, query: str, headers: dict[str, str], payload_hash: str) -> str:
    """The text that is hashed: one line for each part, one for each header, and an empty line after the headers."""
    lines = [f"{name}:{value}" for name, value in headers.items()]
    return "\n".join([method.upper(), path or "/", query, *lines, "", ";".join(headers), payload_hash])
