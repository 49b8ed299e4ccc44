"""Whether a caller proves who it is: for each word of `x-sdk-auth`, what the service does with the proof.

Signatures are made again from exactly the headers that the caller lists, by the same code that clients sign with, so
official SDKs, which sign more headers, pass too.
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
from .accounts import Account, is_good

SKEW = timedelta(minutes=15)


class Denied(Exception):
    """The service does not believe the caller; `reason` is that of a `Refusal`."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


class Guard(ABC):
    """A security scheme of a service, seen from its side."""

    missing = "unknown-key"
    """The reason for which a request without any proof is refused."""

    def __init__(self, how: SecurityScheme, account: Account) -> None:
        self.how, self.account = how, account

    @abstractmethod
    def is_meant(self, request: Request) -> bool:
        """Whether the request holds a proof of this kind, good or bad."""

    @abstractmethod
    def check(self, request: Request, now: datetime, needed: Iterable[str]) -> None:
        """Raises Denied; `needed` are the headers that a signature must cover."""

    def has_token(self, request: Request) -> bool:
        """Whether the request carries a token, which may run out."""
        return False

    def end_token(self, request: Request) -> None:  # noqa: B027 (most proofs have none)
        """Let the token of a request run out."""


class Signed(Guard):
    """What signatures have in common: a key, a time, a list of headers."""

    algorithm = form = date_header = date_form = token_header = ""

    def is_meant(self, request: Request) -> bool:
        """Whether the request is signed in this way."""
        return (request.header("Authorization") or "").startswith(self.algorithm)

    def has_token(self, request: Request) -> bool:
        """Temporary keys have one."""
        return request.header(self.token_header) is not None

    def check(self, request: Request, now: datetime, needed: Iterable[str]) -> None:
        """The key first, then the clock, then the signature."""
        told = re.fullmatch(self.form, request.header("Authorization") or "")
        if told is None:
            raise Denied("signature", f"Authorization is not of the form {self.algorithm} of the documents")
        key = self._key(told[1], request.header(self.token_header))
        self._in_time(request.header(self.date_header) or "", now)
        names = told[2].split(";")
        for name in ("host", self.date_header.lower(), *(name.lower() for name in needed)):
            if name not in names:
                raise Denied("signature", f"the signature does not cover the header {name}")
        listed = [(name, value) for name, value in request.headers if name.lower() in names]
        if not compare_digest(self.signature(request, listed, key), told[3]):
            raise Denied("signature")
        self.remember(request)

    @abstractmethod
    def signature(self, request: Request, listed: list[tuple[str, str]], key: AccessKey) -> str:
        """The signature that the request should have. Raises Denied when the body is not the one that was signed."""

    def remember(self, request: Request) -> None:
        """Note what may come only once."""

    def _key(self, name: str, token: str | None) -> AccessKey:
        for key in self.account.keys:
            if compare_digest(key.access_key.encode(), name.encode()):
                if key.security_token != token:
                    raise Denied("token", "the security token is missing or not that of the key")
                return key
        raise Denied("unknown-key")

    def _in_time(self, text: str, now: datetime) -> None:
        try:
            told = datetime.strptime(text, self.date_form).replace(tzinfo=UTC)
        except ValueError:
            raise Denied("clock", f"{self.date_header} is missing or of another form") from None
        if abs(now - told) > SKEW:
            raise Denied("clock")


class Acs3Guard(Signed):
    """`acs3-hmac-sha256`."""

    algorithm = acs3.ALGORITHM
    form = rf"{acs3.ALGORITHM} Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header, date_form = "x-acs-date", "%Y-%m-%dT%H:%M:%SZ"
    token_header = "x-acs-security-token"

    def check(self, request: Request, now: datetime, needed: Iterable[str]) -> None:
        """Besides, the hash of the body and the nonce must be signed."""
        super().check(request, now, [*needed, "x-acs-signature-nonce", "x-acs-content-sha256"])

    def signature(self, request: Request, listed: list[tuple[str, str]], key: AccessKey) -> str:
        """Over the hash of the body that came."""
        told = sha256(request.body)
        if request.header("x-acs-content-sha256") != told:
            raise Denied("signature", "x-acs-content-sha256 is not the hash of the body")
        return acs3.sign(request.method, request.path, request.query, listed, told, key).signature

    def remember(self, request: Request) -> None:
        """A nonce is good once."""
        nonce = request.header("x-acs-signature-nonce") or ""
        if nonce in self.account.nonces:
            raise Denied("nonce")
        self.account.nonces.add(nonce)


class SdkHmacGuard(Signed):
    """`sdk-hmac-sha256`."""

    algorithm = sdk_hmac.ALGORITHM
    form = rf"{sdk_hmac.ALGORITHM} Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)"
    date_header, date_form = "X-Sdk-Date", "%Y%m%dT%H%M%SZ"
    token_header = "X-Security-Token"

    def signature(self, request: Request, listed: list[tuple[str, str]], key: AccessKey) -> str:
        """Over the hash of the body that came, unless the caller says that the body is not signed."""
        told = request.header(sdk_hmac.CONTENT_HASH)
        if told not in (None, "UNSIGNED-PAYLOAD", sha256(request.body)):
            raise Denied("signature", f"{sdk_hmac.CONTENT_HASH} is not the hash of the body")
        time = request.header(self.date_header) or ""
        hashed = sdk_hmac.payload_hash(request)
        return sdk_hmac.sign(request.method, request.path, request.query, listed, hashed, time, key).signature


class TokenGuard(Guard):
    """`token`, and the tokens that an `app-login` gives."""

    missing = "token"

    def is_meant(self, request: Request) -> bool:
        """Whether a token stands where this scheme has it."""
        return self._token(request) is not None

    def check(self, request: Request, now: datetime, needed: Iterable[str]) -> None:
        """The token must have been given, and not have run out."""
        if not is_good(self.account.tokens, self._token(request) or "", now):
            raise Denied("token")

    def has_token(self, request: Request) -> bool:
        """It is the proof."""
        return True

    def end_token(self, request: Request) -> None:
        """A token of a login is gone for good; one that was there from the start is good again after the fault."""
        token = self._token(request) or ""
        if self.account.tokens.get(token) is not None:
            del self.account.tokens[token]

    def _token(self, request: Request) -> str | None:
        name = self.how.wire or ""
        if self.how.place == "header":
            return request.header(name)
        return next((value for own, value in request.query if own == name), None)


class BasicGuard(Guard):
    """`basic`."""

    def is_meant(self, request: Request) -> bool:
        """Whether a name and a password came."""
        return (request.header("Authorization") or "").startswith("Basic ")

    def check(self, request: Request, now: datetime, needed: Iterable[str]) -> None:
        """Both must be right."""
        told = (request.header("Authorization") or "").partition(" ")[2]
        own = self.account.given[self.how.name]
        assert isinstance(own, UserPassword)
        right = base64.b64encode(f"{own.user}:{own.password}".encode()).decode()
        if not compare_digest(told.encode(), right.encode()):
            raise Denied("unknown-key")


GUARDS: dict[str, type[Guard]] = {
    "acs3-hmac-sha256": Acs3Guard,
    "sdk-hmac-sha256": SdkHmacGuard,
    "token": TokenGuard,
    "app-login": TokenGuard,
    "basic": BasicGuard,
}
