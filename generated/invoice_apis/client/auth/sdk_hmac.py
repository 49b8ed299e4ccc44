"""SDK-HMAC-SHA256: the signature with access key and secret key (AK/SK), over method, path, query, headers and payload.

The page of the vendor stands in the contract, beside the security scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from ..http.messages import Request, percent_encoded, utc
from .credentials import AccessKey
from .signing import Signature, canonical_headers, canonical_query, canonical_request, hmac_sha256, sha256

ALGORITHM = "SDK-HMAC-SHA256"
CONTENT_HASH = "X-Sdk-Content-Sha256"
HASHED = ("application/json", "application/bson")
"""Payloads of these types are signed; of others the signature covers the rest of the request."""


def sign(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Iterable[tuple[str, str]],
    payload_hash: str,
    timestamp: str,
    key: AccessKey,
) -> Signature:
    """The signature of a request; `headers` whose name has an underscore are left out."""
    signed = canonical_headers((name, value) for name, value in headers if "_" not in name)
    canonical = canonical_request(method, canonical_path(path), canonical_query(query), signed, payload_hash)
    text = f"{ALGORITHM}\n{timestamp}\n{sha256(canonical.encode())}"
    signature = hmac_sha256(key.secret_key, text)
    names = ";".join(signed)
    authorization = f"{ALGORITHM} Access={key.access_key}, SignedHeaders={names}, Signature={signature}"
    return Signature(canonical, text, signature, authorization)


@lru_cache(maxsize=64)
def canonical_path(path: str) -> str:
    """The path decoded once, each segment encoded again, with a slash at the end; that slash is never sent."""
    encoded = "/".join(percent_encoded(segment) for segment in unquote(path).split("/"))
    return encoded if encoded.endswith("/") else encoded + "/"


def signed(request: Request, key: AccessKey, now: datetime) -> Request:
    """The request with the headers that prove who sends it; `now` is in UTC."""
    timestamp = utc(now).replace("-", "").replace(":", "")
    added = {"X-Sdk-Date": timestamp}
    if key.security_token is not None:
        added["X-Security-Token"] = key.security_token
    if request.header("Host") is None:
        added["Host"] = request.host
    if not _is_hashed(request):
        added[CONTENT_HASH] = "UNSIGNED-PAYLOAD"
    trimmed = request._replace(headers=tuple([(name, value.strip()) for name, value in request.headers]))
    request = trimmed.with_headers(added)
    signature = sign(
        request.method, request.whole_path, request.query, request.headers, payload_hash(request), timestamp, key
    )
    return request._replace(headers=(*request.headers, ("Authorization", signature.authorization)))


def payload_hash(request: Request) -> str:
    """What stands for the payload: a hash that was given, or that of the body; as the official SDK has it."""
    given = request.header(CONTENT_HASH)
    return given if given is not None and (request.body or given != "UNSIGNED-PAYLOAD") else sha256(request.body)


def _is_hashed(request: Request) -> bool:
    kind = request.header("Content-Type")
    return kind is None or kind.startswith(HASHED) or request.header(CONTENT_HASH) is not None
