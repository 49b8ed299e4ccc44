"""TC3-HMAC-SHA256: signature (method v3) over method, path, query, headers and payload, with a key for day and service.

The contract's `service` names the scope: it can't be read from the host, which a `base_url` may replace. The query is
signed as it is sent, in its order: the client percent-encodes it (RFC 3986), the vendor's SDK writes a blank as `+`.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from ..http.effects import Environment
from ..http.messages import Request, percent_encode
from .credentials import AccessKey
from .schemes import AuthScheme
from .signing import Signature, canonical_headers, canonical_request, sha256
from .verification import AuthError, SignatureAuthenticator

ALGORITHM = "TC3-HMAC-SHA256"
CONTENT_HASH = "X-TC-Content-SHA256"
FORM = "application/x-www-form-urlencoded"
"""The media type that the service wants of a request without a body."""
SIGNED_HEADERS = ("content-type", "host", "x-tc-action")
"""As on the vendor's page. The SDK leaves out the action."""


def compute_signature(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]] | str,
    headers: Iterable[tuple[str, str]],
    payload_hash: str,
    timestamp: str,
    service: str,
    key: AccessKey,
) -> Signature:
    """Signature of a request; all `headers` are signed, their values in lower case. A `query` that is text is encoded."""
    signed_headers = {name: value.lower() for name, value in canonical_headers(headers).items()}
    if not isinstance(query, str):
        query = "&".join([f"{percent_encode(name)}={percent_encode(value)}" for name, value in query])
    canonical = canonical_request(method, path, query, signed_headers, payload_hash)
    scope = credential_scope(timestamp, service)
    text = f"{ALGORITHM}\n{timestamp}\n{scope}\n{sha256(canonical.encode())}"
    derived = f"TC3{key.secret_key}".encode()
    for part in (*scope.split("/"), text):
        derived = hmac.digest(derived, part.encode(), "sha256")
    signature, names = derived.hex(), ";".join(signed_headers)
    authorization = f"{ALGORITHM} Credential={key.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return Signature(canonical, text, signature, authorization)


def credential_scope(timestamp: str, service: str) -> str:
    """Day in UTC, service and a constant: the signing key is derived from them."""
    return f"{datetime.fromtimestamp(int(timestamp), UTC):%Y-%m-%d}/{service}/tc3_request"


def sign_request(request: Request, key: AccessKey, now: datetime, service: str) -> Request:
    """Copy with the headers of the signature. `now` is in UTC."""
    timestamp = str(int(now.timestamp()))
    added = {"Host": request.host, "X-TC-Timestamp": timestamp}
    if request.header("Content-Type") is None:
        added["Content-Type"] = FORM
    if key.security_token is not None:
        added["X-TC-Token"] = key.security_token
    request = request.with_headers(added)
    headers = [(name, value) for name, value in request.headers if name.lower() in SIGNED_HEADERS]
    signature = compute_signature(
        request.method, request.full_path, request.query, headers, payload_hash(request), timestamp, service, key
    )
    return request.with_headers({"Authorization": signature.authorization})


def payload_hash(request: Request) -> str:
    """Hash of the body, or of the word that declares it as unsigned."""
    declared = request.header(CONTENT_HASH)
    return sha256(declared.encode() if declared == "UNSIGNED-PAYLOAD" else request.body)


class Tc3HmacAuthenticator(SignatureAuthenticator):
    """`tc3-hmac-sha256`."""

    algorithm = ALGORITHM
    header_pattern = rf"{ALGORITHM} Credential=([^/,\s]+)/[^,\s]+,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header = "X-TC-Timestamp"
    token_header = "X-TC-Token"
    skew = timedelta(minutes=5)

    def must_sign(self, required_headers: Sequence[str]) -> Sequence[str]:
        """Media type and host. The time is part of the string to sign."""
        return ("content-type", "host")

    def parse_time(self, text: str) -> datetime:
        """Seconds since 1970."""
        if not re.fullmatch("[0-9]{1,11}", text):
            raise ValueError(text)
        return datetime.fromtimestamp(int(text), UTC)

    def signature(self, request: Request, headers: list[tuple[str, str]], key: AccessKey) -> str:
        """Signature for the scope of the service, which the header must name."""
        timestamp = request.header(self.date_header) or ""
        service = str(dict(self.scheme.options)["service"])
        scope = credential_scope(timestamp, service)
        if f"/{scope}," not in (request.header("Authorization") or ""):
            raise AuthError("signature", f"the credential scope is not {scope}")
        return compute_signature(
            request.method, request.path, request.encoded_query, headers, payload_hash(request), timestamp, service, key
        ).signature


class Tc3Hmac(AuthScheme):
    """`tc3-hmac-sha256`."""

    credentials_type = AccessKey
    authenticator = Tc3HmacAuthenticator
    headers = frozenset({"authorization", "x-tc-timestamp", "x-tc-token"})
    required_options = frozenset({"service"})
    credentials: AccessKey

    def sign(self, request: Request, environment: Environment) -> Request:
        """Sign with a timestamp."""
        return sign_request(request, self.credentials, environment.now(), str(self.options["service"]))
