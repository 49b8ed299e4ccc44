"""Credentials. Their reprs never show secrets."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, Literal

from ...errors import ConfigurationError
from ..texts import text_problem


@dataclass(frozen=True, slots=True)
class Credentials:
    """Base of all credentials."""

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            if value is None and part.default is None:
                continue
            if problem := part_problem(part, value):
                raise ConfigurationError(f"{type(self).__name__}: {part.name} {problem}")

    @classmethod
    def required_parts(cls) -> tuple[str, ...]:
        """Names of the parts without a default."""
        return tuple(part.name for part in fields(cls) if part.default is MISSING)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values to mask."""
        return tuple(
            value for part in fields(self) if not part.repr and isinstance(value := getattr(self, part.name), str)
        )


def part_problem(part: Field[Any], value: Any) -> str | None:
    """What is wrong with a part of credentials, as the end of a sentence that names it; None if nothing is."""
    if not isinstance(value, str) or not (value or may_be_empty(part)):
        return "is missing; give a non-empty string"
    if problem := text_problem(value):
        return problem
    if not value.isprintable():
        return "contains a line break or control character"
    if part.metadata.get("ascii") and (not value.isascii() or " " in value):
        return "contains a character that is not allowed in a header"
    without = part.metadata.get("without")
    return f"contains {without!r}, which separates it from the password" if without and without in value else None


def may_be_empty(part: Field[Any]) -> bool:
    """Whether the empty text is a value of this part."""
    return bool(part.metadata.get("empty"))


_IN_HEADER = {"ascii": True}


@dataclass(frozen=True, slots=True)
class AccessKey(Credentials):
    """Access key pair. `security_token` belongs to temporary keys (STS)."""

    access_key: str = field(repr=False, metadata=_IN_HEADER)
    secret_key: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False, metadata=_IN_HEADER)


@dataclass(frozen=True, slots=True)
class AccessToken(Credentials):
    """Token issued in advance. `place` selects query or header if the service accepts both."""

    token: str = field(repr=False, metadata=_IN_HEADER)
    place: Literal["query", "header"] | None = None


IamToken = AccessToken
"""The same under the name that identity services (IAM) use."""


@dataclass(frozen=True, slots=True)
class AppLogin(Credentials):
    """Login in two steps: the application gets a token, then a user logs in with it.

    `account_id` is the data centre; `usertype` says whether `user` is a `UserName` or a `Mobile`.
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
    """User name and password for HTTP basic authentication. The password may be empty."""

    user: str = field(repr=False, metadata={"without": ":"})
    password: str = field(repr=False, metadata={"empty": True})


@dataclass(frozen=True, slots=True)
class ClientCredentials(Credentials):
    """Id and secret of an application (OAuth 2.0), which the client exchanges for tokens."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
