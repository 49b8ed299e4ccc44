"""`basic`: HTTP basic authentication."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime
from hmac import compare_digest

from ..http.effects import Environment
from ..http.messages import Request
from .credentials import UserPassword
from .schemes import AuthScheme
from .verification import Authenticator, AuthError


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


class Basic(AuthScheme):
    """`basic`: HTTP basic authentication."""

    credentials_type = UserPassword
    authenticator = BasicAuthenticator
    openapi_type = ("http", "basic")
    headers = frozenset({"authorization"})
    credentials: UserPassword

    def sign(self, request: Request, environment: Environment) -> Request:
        """Add user name and password."""
        return request.with_headers({"Authorization": f"Basic {self._pair}"})

    @property
    def secrets(self) -> tuple[str, ...]:
        """User name and password, plain and encoded."""
        return (*super().secrets, self._pair)

    @property
    def _pair(self) -> str:
        return base64.b64encode(f"{self.credentials.user}:{self.credentials.password}".encode()).decode()
