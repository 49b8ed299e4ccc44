"""ACS3-HMAC-SHA256: the signature of the request structure V3, in hex, over method, path, query, headers and payload.

The page of the vendor stands in the contract, beside the security scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..http.messages import Request, percent_encoded, utc
from .credentials import AccessKey
from .signing import Signature, canonical_headers, canonical_request, hmac_sha256, sha256

ALGORITHM = "ACS3-HMAC-SHA256"
SIGNED = frozenset({"host", "content-type"})
"""Besides these, every x-acs- header is signed. What proxies rewrite, such as user-agent, is not."""


def sign(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Iterable[tuple[str, str]],
    payload_hash: str,
    key: AccessKey,
) -> Signature:
    """The signature of a request whose `headers` are all to be signed."""
    signed = canonical_headers(headers)
    # The official SDK leaves the names of parameters as they are, where the page encodes them; ordinary names are alike.
    pairs = "&".join(f"{name}={percent_encoded(value)}" for name, value in sorted(query))
    canonical = canonical_request(method, path, pairs, signed, payload_hash)
    text = f"{ALGORITHM}\n{sha256(canonical.encode())}"
    signature = hmac_sha256(key.secret_key, text)
    names = ";".join(signed)
    authorization = f"{ALGORITHM} Credential={key.access_key},SignedHeaders={names},Signature={signature}"
    return Signature(canonical, text, signature, authorization)


def signed(request: Request, key: AccessKey, now: datetime, nonce: str) -> Request:
    """The request with the headers that prove who sends it; `now` is in UTC."""
    payload_hash = sha256(request.body)
    headers = {
        "host": request.host,
        "x-acs-date": utc(now),
        "x-acs-signature-nonce": nonce,
        "x-acs-content-sha256": payload_hash,
    }
    if key.security_token is not None:
        headers |= {"x-acs-accesskey-id": key.access_key, "x-acs-security-token": key.security_token}
    request = request.with_headers(headers)
    signature = sign(request.method, request.whole_path, request.query, covered(request), payload_hash, key)
    return request.with_headers({"Authorization": signature.authorization})


def covered(request: Request) -> list[tuple[str, str]]:
    """The headers that the signature covers."""
    return [
        (name, value) for name, value in request.headers if name.lower() in SIGNED or name.lower().startswith("x-acs-")
    ]
