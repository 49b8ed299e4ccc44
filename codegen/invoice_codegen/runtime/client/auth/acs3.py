"""ACS3-HMAC-SHA256: hex signature (request structure V3) over method, path, query, headers and payload.

The vendor page is named in the contract, at the security scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..http.effects import Environment
from ..http.messages import Request, format_utc, percent_encode
from .credentials import AccessKey
from .schemes import AuthScheme
from .signing import Signature, canonical_headers, canonical_request, hmac_sha256, sha256
from .verification import AuthError, SignatureAuthenticator

ALGORITHM = "ACS3-HMAC-SHA256"
SIGNED_HEADERS = frozenset({"host", "content-type"})
"""Signed in addition to every x-acs- header. Proxies may rewrite others, such as user-agent."""


def compute_signature(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Iterable[tuple[str, str]],
    payload_hash: str,
    key: AccessKey,
) -> Signature:
    """Signature of a request; all `headers` are signed."""
    signed_headers = canonical_headers(headers)
    # The official SDK leaves the names of parameters as they are, where the page encodes them; ordinary names are alike.
    encoded_query = "&".join(f"{name}={percent_encode(value)}" for name, value in sorted(query))
    canonical = canonical_request(method, path, encoded_query, signed_headers, payload_hash)
    text = f"{ALGORITHM}\n{sha256(canonical.encode())}"
    signature = hmac_sha256(key.secret_key, text)
    signed_names = ";".join(signed_headers)
    authorization = f"{ALGORITHM} Credential={key.access_key},SignedHeaders={signed_names},Signature={signature}"
    return Signature(canonical, text, signature, authorization)


def sign_request(request: Request, key: AccessKey, now: datetime, nonce: str) -> Request:
    """Copy with the headers of the signature. `now` is in UTC."""
    payload_hash = sha256(request.body)
    headers = {
        "host": request.host,
        "x-acs-date": format_utc(now),
        "x-acs-signature-nonce": nonce,
        "x-acs-content-sha256": payload_hash,
    }
    if key.security_token is not None:
        headers |= {"x-acs-accesskey-id": key.access_key, "x-acs-security-token": key.security_token}
    request = request.with_headers(headers)
    signature = compute_signature(
        request.method, request.full_path, request.query, headers_to_sign(request), payload_hash, key
    )
    return request.with_headers({"Authorization": signature.authorization})


def headers_to_sign(request: Request) -> list[tuple[str, str]]:
    """Headers covered by the signature."""
    return [
        (name, value)
        for name, value in request.headers
        if name.lower() in SIGNED_HEADERS or name.lower().startswith("x-acs-")
    ]


class Acs3Authenticator(SignatureAuthenticator):
    """`acs3-hmac-sha256`."""

    algorithm = ALGORITHM
    header_pattern = rf"{ALGORITHM} Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header, date_format = "x-acs-date", "%Y-%m-%dT%H:%M:%SZ"
    token_header = "x-acs-security-token"

    def verify(self, request: Request, now: datetime, required_headers: Iterable[str]) -> None:
        """Body hash and nonce must be signed too."""
        super().verify(request, now, [*required_headers, "x-acs-signature-nonce", "x-acs-content-sha256"])

    def signature(self, request: Request, headers: list[tuple[str, str]], key: AccessKey) -> str:
        """Signature over the hash of the received body."""
        body_hash = sha256(request.body)
        if request.header("x-acs-content-sha256") != body_hash:
            raise AuthError("signature", "x-acs-content-sha256 is not the hash of the body")
        return compute_signature(request.method, request.path, request.query, headers, body_hash, key).signature

    def record_nonce(self, request: Request, until: datetime, now: datetime) -> None:
        """Accept each nonce once."""
        if not self.account.use_nonce(request.header("x-acs-signature-nonce") or "", until, now):
            raise AuthError("nonce")


class Acs3(AuthScheme):
    """`acs3-hmac-sha256`."""

    credentials_type = AccessKey
    authenticator = Acs3Authenticator
    headers = frozenset({"authorization", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"}) | frozenset(
        {"x-acs-accesskey-id", "x-acs-security-token"}
    )
    credentials: AccessKey

    def sign(self, request: Request, environment: Environment) -> Request:
        """Sign with a timestamp and a nonce."""
        return sign_request(request, self.credentials, environment.now(), environment.nonce())
