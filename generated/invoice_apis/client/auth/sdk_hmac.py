"""SDK-HMAC-SHA256: signature with access key and secret key (AK/SK) over method, path, query, headers and payload.

The vendor page is named in the contract, at the security scheme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from ...errors import ConfigurationError
from ...operation import SecurityScheme
from ..http.effects import Environment
from ..http.messages import Request, format_utc, percent_encode
from ..texts import text_problem
from .credentials import AccessKey, Credentials
from .schemes import AuthScheme
from .signing import Signature, canonical_headers, canonical_query, canonical_request, hmac_sha256, sha256
from .verification import AuthError, SignatureAuthenticator

ALGORITHM = "SDK-HMAC-SHA256"
CONTENT_HASH = "X-Sdk-Content-Sha256"
SIGNED_TYPES = ("application/json", "application/bson")
"""Media types whose payload is signed. For others the signature covers the rest of the request."""


def compute_signature(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Iterable[tuple[str, str]],
    payload_hash: str,
    timestamp: str,
    key: AccessKey,
) -> Signature:
    """Signature of a request. Headers with an underscore in their name are left out."""
    signed_headers = canonical_headers((name, value) for name, value in headers if "_" not in name)
    canonical = canonical_request(method, canonical_path(path), canonical_query(query), signed_headers, payload_hash)
    text = f"{ALGORITHM}\n{timestamp}\n{sha256(canonical.encode())}"
    signature = hmac_sha256(key.secret_key, text)
    signed_names = ";".join(signed_headers)
    authorization = f"{ALGORITHM} Access={key.access_key}, SignedHeaders={signed_names}, Signature={signature}"
    return Signature(canonical, text, signature, authorization)


@lru_cache(maxsize=64)
def canonical_path(path: str) -> str:
    """Path decoded once and each segment encoded again, with a trailing slash, which is never sent."""
    encoded = "/".join(percent_encode(segment) for segment in unquote(path).split("/"))
    return encoded if encoded.endswith("/") else encoded + "/"


def sign_request(request: Request, key: AccessKey, now: datetime) -> Request:
    """Copy with the headers of the signature. `now` is in UTC."""
    timestamp = format_utc(now).replace("-", "").replace(":", "")
    added = {"X-Sdk-Date": timestamp}
    if key.security_token is not None:
        added["X-Security-Token"] = key.security_token
    if request.header("Host") is None:
        added["Host"] = request.host
    if not _signs_body(request):
        added[CONTENT_HASH] = "UNSIGNED-PAYLOAD"
    trimmed = request._replace(headers=tuple([(name, value.strip()) for name, value in request.headers]))
    request = trimmed.with_headers(added)
    signature = compute_signature(
        request.method, request.full_path, request.query, request.headers, payload_hash(request), timestamp, key
    )
    return request._replace(headers=(*request.headers, ("Authorization", signature.authorization)))


def payload_hash(request: Request) -> str:
    """Payload hash as in the official SDK: a declared one, else that of the body."""
    declared = request.header(CONTENT_HASH)
    return (
        declared if declared is not None and (request.body or declared != "UNSIGNED-PAYLOAD") else sha256(request.body)
    )


def _signs_body(request: Request) -> bool:
    media_type = request.header("Content-Type")
    return media_type is None or media_type.startswith(SIGNED_TYPES) or request.header(CONTENT_HASH) is not None


class SdkHmacAuthenticator(SignatureAuthenticator):
    """`sdk-hmac-sha256`."""

    algorithm = ALGORITHM
    header_pattern = rf"{ALGORITHM} Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header, date_format = "X-Sdk-Date", "%Y%m%dT%H%M%SZ"
    token_header = "X-Security-Token"

    def signature(self, request: Request, headers: list[tuple[str, str]], key: AccessKey) -> str:
        """Signature over the hash of the received body, unless the client declares it as unsigned."""
        declared = request.header(CONTENT_HASH)
        if declared not in (None, "UNSIGNED-PAYLOAD", sha256(request.body)):
            raise AuthError("signature", f"{CONTENT_HASH} is not the hash of the body")
        time = request.header(self.date_header) or ""
        hashed = payload_hash(request)
        return compute_signature(request.method, request.path, request.query, headers, hashed, time, key).signature


class SdkHmac(AuthScheme):
    """`sdk-hmac-sha256`. The domain header repeats a value of the client."""

    credentials_type = AccessKey
    authenticator = SdkHmacAuthenticator
    headers = frozenset({"authorization", "x-sdk-date", "x-security-token"})
    optional_options = frozenset({"domain_header", "domain_parameter"})
    credentials: AccessKey

    def __init__(self, scheme: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(scheme, credentials, values)
        name = str(self.options.get("domain_parameter"))
        value: object = values.get(name) if "domain_header" in self.options else None
        if isinstance(value, str) and (problem := text_problem(value, is_header=True)):
            raise ConfigurationError(f"{name} {problem}")

    def sign(self, request: Request, environment: Environment) -> Request:
        """Sign with a timestamp."""
        header, value = self.options.get("domain_header"), self.values.get(str(self.options.get("domain_parameter")))
        if header and value:
            request = request.with_headers({str(header): value})
        return sign_request(request, self.credentials, environment.now())
