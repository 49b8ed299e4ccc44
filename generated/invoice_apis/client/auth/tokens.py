"""`token` and `bearer`: a token in the query or in a header, as the contract says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from ...operation import SecurityScheme
from ..http.effects import Environment
from ..http.messages import Request
from .credentials import AccessToken, Credentials
from .schemes import AuthScheme
from .verification import Authenticator, AuthError, is_valid_token


class TokenPlace(NamedTuple):
    """Where a request has its token: a query parameter or a header, perhaps after a prefix."""

    place: str
    name: str
    prefix: str = ""
    """With the blank behind it."""

    def text(self, token: str) -> str:
        """Value of the parameter or header."""
        return self.prefix + token

    def read(self, request: Request) -> str | None:
        """The token of a request. The case of the prefix does not matter (RFC 9110, section 11.1)."""
        pairs = request.query if self.place == "query" else ((self.name, request.header(self.name)),)
        text = next((value for name, value in pairs if name == self.name), None)
        if text is None or text[: len(self.prefix)].lower() != self.prefix.lower():
            return None
        return text[len(self.prefix) :]


def token_place(scheme: SecurityScheme) -> TokenPlace:
    """The place of a scheme's token. An `http` scheme names none: that of a bearer token is fixed (RFC 6750)."""
    if scheme.place is None:
        return TokenPlace("header", "Authorization", "Bearer ")
    prefix = dict(scheme.options).get("prefix")
    return TokenPlace(scheme.place, scheme.wire or "", f"{prefix} " if prefix else "")


def with_token(request: Request, scheme: SecurityScheme, token: str) -> Request:
    """Add a token in the place of the scheme."""
    place = token_place(scheme)
    return request.with_secret(place.place, place.name, place.text(token))


class TokenAuthenticator(Authenticator):
    """Tokens issued in advance, and those of an `app-login`."""

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
        return token_place(self.scheme).read(request)


class Token(AuthScheme):
    """`token`: in the query or in a header, there perhaps after a prefix."""

    credentials_type = AccessToken
    authenticator = TokenAuthenticator
    optional_options = frozenset({"prefix"})
    credentials: AccessToken

    @classmethod
    def supports(cls, scheme: SecurityScheme, credentials: Credentials) -> bool:
        """Whether the token may be sent in this place."""
        return isinstance(credentials, AccessToken) and credentials.place in (None, token_place(scheme).place)

    def sign(self, request: Request, environment: Environment) -> Request:
        """Add the token."""
        return with_token(request, self.scheme, self.credentials.token)


class Bearer(Token):
    """`bearer`: in the header `Authorization`, after `Bearer`."""

    openapi_type = ("http", "bearer")
    headers = frozenset({"authorization"})
    optional_options = frozenset()
