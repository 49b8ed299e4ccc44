"""What callers know: keys, tokens, logins. Their reprs show that they are there and never what they are."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

from ...errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Credentials:
    """Base of all credentials."""

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            if value is None and part.default is None:
                continue
            if not isinstance(value, str) or not value:
                raise ConfigurationError(f"{type(self).__name__}: {part.name} is missing; give it as text")
            if not value.isprintable():
                raise ConfigurationError(f"{type(self).__name__}: {part.name} holds a line break or control character")
            if part.metadata.get("ascii") and (not value.isascii() or " " in value):
                raise ConfigurationError(f"{type(self).__name__}: {part.name} holds a character that no header takes")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must not be shown anywhere."""
        return tuple(
            value for part in fields(self) if not part.repr and isinstance(value := getattr(self, part.name), str)
        )


_IN_HEADER = {"ascii": True}


@dataclass(frozen=True, slots=True)
class AccessKey(Credentials):
    """An access key pair; `security_token` comes with temporary keys (STS)."""

    access_key: str = field(repr=False, metadata=_IN_HEADER)
    secret_key: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False, metadata=_IN_HEADER)


@dataclass(frozen=True, slots=True)
class AccessToken(Credentials):
    """A token that was issued already; `place` chooses where it goes when the service takes it in several places."""

    token: str = field(repr=False, metadata=_IN_HEADER)
    place: Literal["query", "header"] | None = None


@dataclass(frozen=True, slots=True)
class IamToken(AccessToken):
    """An AccessToken under the name that identity services (IAM) use."""


@dataclass(frozen=True, slots=True)
class AppLogin(Credentials):
    """A login in two steps: the application gets a token, with which a user logs in.

    `account_id` names the data centre, `usertype` says what `user` is: `UserName` or `Mobile`.
    """

    app_id: str = field(repr=False)
    app_secret: str = field(repr=False)
    account_id: str = field(repr=False)
    user: str = field(repr=False)
    usertype: str = "UserName"
    tenant_id: str | None = field(default=None, repr=False)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class UserPassword(Credentials):
    """A name and a password, for HTTP basic authentication."""

    user: str = field(repr=False)
    password: str = field(repr=False)
