"""The service's side of authentication: what the sandbox asks of a request.

A scheme's authenticator stands beside its `sign`, in the module of the scheme. Signatures are recomputed over exactly
the headers that the client lists, so the vendors' own SDKs, which sign more headers, pass too.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import NamedTuple, Protocol

from ...operation import SecurityScheme
from ..http.messages import Request
from .credentials import AccessKey, Credentials


class Account(Protocol):
    """What the service knows of its customer."""

    tokens: dict[str, datetime | None]
    """Valid access tokens, each with its expiry."""
    app_tokens: dict[str, datetime | None]
    """Tokens of a first step, likewise."""

    @property
    def credentials(self) -> Mapping[str, Credentials]:
        """Credentials by the name of the security scheme."""
        ...

    @property
    def keys(self) -> Sequence[AccessKey]:
        """The access keys: permanent and temporary."""
        ...

    def issue_token(self, kind: str, expires: datetime) -> str:
        """Issue an access token, or one of the `kind` app."""
        ...

    def use_nonce(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Use a nonce; False if it was used before."""
        ...


class TokenReply(NamedTuple):
    """Response to a request for a token."""

    status: int
    body: bytes
    is_granted: bool


class AuthError(Exception):
    """Authentication failed. `reason` is that of a `Refusal`."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


def is_valid_token(tokens: Mapping[str, datetime | None], token: str, now: datetime) -> bool:
    """Whether a token was issued and has not expired."""
    expires = tokens.get(token, now - timedelta(1))
    return expires is None or now < expires


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


class TokenIssuer(ABC):
    """The token endpoints of a scheme with `token_paths`, beside its authenticator."""

    @abstractmethod
    def issue(self, step: str, request: Request, now: datetime) -> TokenReply:
        """Response to a request for a token; `step` is one of the scheme's `token_paths`."""


class SignatureAuthenticator(Authenticator):
    """Base for signatures: key, time, signed headers."""

    algorithm = header_pattern = date_header = date_format = token_header = ""
    skew = timedelta(minutes=15)
    """How far the clocks of client and service may differ."""

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
        for name in self.must_sign([name.lower() for name in required_headers]):
            if name not in names:
                raise AuthError("signature", f"the signature does not cover the header {name}")
        headers = [(name, value) for name, value in request.headers if name.lower() in names]
        if not compare_digest(self.signature(request, headers, key), match[3]):
            raise AuthError("signature")
        self.record_nonce(request, time + self.skew, now)

    def must_sign(self, required_headers: Sequence[str]) -> Sequence[str]:
        """Names of headers that the signature must cover, in lower case."""
        return ["host", self.date_header.lower(), *required_headers]

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
            time = self.parse_time(text)
        except ValueError:
            raise AuthError("clock", f"{self.date_header} is missing or has another format") from None
        if abs(now - time) > self.skew:
            raise AuthError("clock")
        return time

    def parse_time(self, text: str) -> datetime:
        """The time in the date header. Raises ValueError."""
        return datetime.strptime(text, self.date_format).replace(tzinfo=UTC)
