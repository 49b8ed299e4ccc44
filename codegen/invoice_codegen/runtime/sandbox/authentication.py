"""Authentication on the side of the service: one class for each word of `x-sdk-auth`.

Signatures are recomputed over exactly the headers that the client lists, so the vendors' own SDKs, which sign more
headers, pass too.
"""

from __future__ import annotations

import base64
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from ..client.auth import acs3, sdk_hmac
from ..client.auth.credentials import AccessKey, UserPassword
from ..client.auth.signing import sha256
from ..client.http.messages import Request
from ..operation import SecurityScheme
from .accounts import Account, is_valid_token
from .refusals import RequestRejected

SKEW = timedelta(minutes=15)


class AuthError(RequestRejected):
    """Authentication failed."""


class Authenticator(ABC):
    """Base: verifies requests for one security scheme."""

    missing_reason = "unknown-key"
    """Reason for rejecting a request without credentials."""

    def __init__(self, scheme: SecurityScheme, account: Account) -> None:
        self.scheme, self.account = scheme, account

    @abstractmethod
    def matches(self, request: Request) -> bool:
        """Whether the request carries credentials of this scheme, valid or not."""

    @abstractmethod
    def verify(self, request: Request, now: datetime, required_headers: Iterable[str]) -> None:
        """Raises AuthError. A signature must cover the `required_headers`."""

    def has_token(self, request: Request) -> bool:
        """Whether the request carries a token, which may expire."""
        return False

    def expire_token(self, request: Request) -> None:  # noqa: B027 (most schemes have none)
        """Expire the token of a request."""


class SignatureAuthenticator(Authenticator):
    """Base for signatures: key, time, signed headers."""

    algorithm = header_pattern = date_header = date_format = token_header = ""

    def matches(self, request: Request) -> bool:
        """Whether the request is signed with this algorithm."""
        return (request.header("Authorization") or "").startswith(self.algorithm)

    def has_token(self, request: Request) -> bool:
        """Whether the request carries the token of a temporary key."""
        return request.header(self.token_header) is not None

    def verify(self, request: Request, now: datetime, required_headers: Iterable[str]) -> None:
        """Verify the key, then the clock, then the signature."""
        match = re.fullmatch(self.header_pattern, request.header("Authorization") or "")
        if match is None:
            raise AuthError(
                "signature", f"the Authorization header is not in the documented format of {self.algorithm}"
            )
        key = self._key(match[1], request.header(self.token_header))
        time = self._check_clock(request.header(self.date_header) or "", now)
        names = match[2].split(";")
        for name in ("host", self.date_header.lower(), *(name.lower() for name in required_headers)):
            if name not in names:
                raise AuthError("signature", f"the signature does not cover the header {name}")
        headers = [(name, value) for name, value in request.headers if name.lower() in names]
        if not compare_digest(self.signature(request, headers, key), match[3]):
            raise AuthError("signature")
        self.record_nonce(request, time + SKEW, now)

    @abstractmethod
    def signature(self, request: Request, headers: list[tuple[str, str]], key: AccessKey) -> str:
        """The expected signature. Raises AuthError if the body differs from its declared hash."""

    def record_nonce(self, request: Request, until: datetime, now: datetime) -> None:
        """Remember a nonce while the clock accepts its request. Raises AuthError if it was used before."""

    def _key(self, name: str, token: str | None) -> AccessKey:
        for key in self.account.keys:
            if compare_digest(key.access_key.encode(), name.encode()):
                if key.security_token != token:
                    raise AuthError("token", "the security token is missing or does not belong to the key")
                return key
        raise AuthError("unknown-key")

    def _check_clock(self, text: str, now: datetime) -> datetime:
        """The time of a request."""
        try:
            time = datetime.strptime(text, self.date_format).replace(tzinfo=UTC)
        except ValueError:
            raise AuthError("clock", f"{self.date_header} is missing or has another format") from None
        if abs(now - time) > SKEW:
            raise AuthError("clock")
        return time


class Acs3Authenticator(SignatureAuthenticator):
    """`acs3-hmac-sha256`."""

    algorithm = acs3.ALGORITHM
    header_pattern = rf"{acs3.ALGORITHM} Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
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
        return acs3.compute_signature(request.method, request.path, request.query, headers, body_hash, key).signature

    def record_nonce(self, request: Request, until: datetime, now: datetime) -> None:
        """Accept each nonce once."""
        if not self.account.nonces.use(request.header("x-acs-signature-nonce") or "", until, now):
            raise AuthError("nonce")


class SdkHmacAuthenticator(SignatureAuthenticator):
    """`sdk-hmac-sha256`."""

    algorithm = sdk_hmac.ALGORITHM
    header_pattern = rf"{sdk_hmac.ALGORITHM} Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header, date_format = "X-Sdk-Date", "%Y%m%dT%H%M%SZ"
    token_header = "X-Security-Token"

    def signature(self, request: Request, headers: list[tuple[str, str]], key: AccessKey) -> str:
        """Signature over the hash of the received body, unless the client declares it as unsigned."""
        declared = request.header(sdk_hmac.CONTENT_HASH)
        if declared not in (None, "UNSIGNED-PAYLOAD", sha256(request.body)):
            raise AuthError("signature", f"{sdk_hmac.CONTENT_HASH} is not the hash of the body")
        time = request.header(self.date_header) or ""
        hashed = sdk_hmac.payload_hash(request)
        return sdk_hmac.compute_signature(
            request.method, request.path, request.query, headers, hashed, time, key
        ).signature


class TokenAuthenticator(Authenticator):
    """`token`, and the tokens of an `app-login`."""

    missing_reason = "token"

    def matches(self, request: Request) -> bool:
        """Whether there is a token in the place of this scheme."""
        return self._token(request) is not None

    def verify(self, request: Request, now: datetime, required_headers: Iterable[str]) -> None:
        """The token must be issued and not expired."""
        if not is_valid_token(self.account.tokens, self._token(request) or "", now):
            raise AuthError("token")

    def has_token(self, request: Request) -> bool:
        """Always: the token is the credential."""
        return True

    def expire_token(self, request: Request) -> None:
        """Revoke a token of a login. A permanent one is rejected by the fault only."""
        token = self._token(request) or ""
        if self.account.tokens.get(token) is not None:
            del self.account.tokens[token]

    def _token(self, request: Request) -> str | None:
        name = self.scheme.wire or ""
        if self.scheme.place == "header":
            return request.header(name)
        return next((value for own, value in request.query if own == name), None)


class BasicAuthenticator(Authenticator):
    """`basic`."""

    def matches(self, request: Request) -> bool:
        """Whether the request carries a user name and password."""
        return (request.header("Authorization") or "").startswith("Basic ")

    def verify(self, request: Request, now: datetime, required_headers: Iterable[str]) -> None:
        """Compare user name and password."""
        encoded = (request.header("Authorization") or "").partition(" ")[2]
        own = self.account.credentials[self.scheme.name]
        assert isinstance(own, UserPassword)
        expected = base64.b64encode(f"{own.user}:{own.password}".encode()).decode()
        if not compare_digest(encoded.encode(), expected.encode()):
            raise AuthError("unknown-key")


AUTHENTICATORS: dict[str, type[Authenticator]] = {
    "acs3-hmac-sha256": Acs3Authenticator,
    "sdk-hmac-sha256": SdkHmacAuthenticator,
    "token": TokenAuthenticator,
    "app-login": TokenAuthenticator,
    "basic": BasicAuthenticator,
}
