"""Made-up accounts: for each service, credentials of every kind that it takes, the same in every sandbox."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from ..client.auth.credentials import AccessKey, AccessToken, AppLogin, Credentials, UserPassword
from ..client.auth.registry import SCHEMES
from ..errors import ConfigurationError
from ..operation import SecurityScheme
from ..testing.examples.generate import member
from ..validation.contract import contract
from .routes import Service

TEMPORARY = "temporary"
BY_WORK: tuple[type[Credentials], ...] = (AppLogin, AccessKey, UserPassword, AccessToken)
"""What a client has to do for each kind: log in, sign, send a password, send a token."""


@dataclass
class Account:
    """What a service knows of its only customer, and what that customer did."""

    service: Service
    dice: random.Random
    given: dict[str, Credentials] = field(default_factory=dict)
    """Credentials by the name of the security scheme."""
    temporary: AccessKey | None = None
    tokens: dict[str, datetime | None] = field(default_factory=dict)
    """Access tokens that are good, each with its end."""
    app_tokens: dict[str, datetime | None] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, service: Service, seed: int) -> Account:
        """A new account."""
        account = cls(service, random.Random(f"{service.id} {seed}"))
        for scheme in service.api.security_schemes:
            account.given[scheme.name] = made = _made(service.id, scheme)
            if isinstance(made, AccessKey):
                account.temporary = AccessKey(
                    f"sandbox-{service.id}-temporary", made.secret_key + "-temporary", f"sandbox-{service.id}-sts"
                )
            if isinstance(made, AccessToken):
                account.tokens[made.token] = None
        return account

    @property
    def keys(self) -> list[AccessKey]:
        """The access keys: the lasting one and the temporary one."""
        lasting = [made for made in self.given.values() if isinstance(made, AccessKey)]
        return [*lasting, *([self.temporary] if self.temporary else [])]

    def auth(self, way: str | None) -> Credentials:
        """Credentials by the name or word of a security scheme; those that need the most work unless told."""
        schemes = self.service.api.security_schemes
        if way is None:
            ranked = sorted(self.given.values(), key=lambda made: BY_WORK.index(type(made)))
            if ranked:
                return ranked[0]
        if way == TEMPORARY and self.temporary:
            return self.temporary
        for scheme in schemes:
            made = self.given[scheme.name]
            if way == scheme.name and isinstance(made, AccessToken):
                return AccessToken(made.token, scheme.place)
            if way in (scheme.name, scheme.scheme):
                return made
        ways = ", ".join([*(scheme.name for scheme in schemes), *([TEMPORARY] if self.temporary else [])]) or "none"
        raise ConfigurationError(f"{self.service.id} takes no credentials {way!r}; there are: {ways}")

    @property
    def values(self) -> dict[str, Any]:
        """The arguments that a client of the service is given once."""
        filled = {
            parameter.name: member(contract(f"{operation.id}.request"), parameter.pointer, 0)
            for operation in self.service.operations
            for parameter in operation.parameters
            if parameter.filled_by == "client"
        }
        return {value.name: filled[value.name] for value in self.service.api.values if value.name in filled}

    @property
    def secrets(self) -> list[str]:
        """What must not be shown."""
        given = [*self.given.values(), *([self.temporary] if self.temporary else [])]
        return [*self.tokens, *self.app_tokens, *(secret for made in given for secret in made.secrets)]

    def told(self) -> dict[str, Any]:
        """The account as JSON: how to call the service."""
        given = {name: _told(made) for name, made in self.given.items()}
        if self.temporary:
            given[TEMPORARY] = _told(self.temporary)
        return {"auth": given, "values": self.values, "env": self._env()}

    def _env(self) -> dict[str, str]:
        """Environment variables for a client that is given nothing else."""
        api = self.service.api
        parts = {
            variable: getattr(self.given[how.name], part) for how in api.security_schemes for part, variable in how.env
        }
        values = {
            value.env: str(self.values[value.name]) for value in api.values if value.env and value.name in self.values
        }
        return {variable: text for variable, text in {**parts, **values}.items() if text is not None}

    def new_token(self, kind: str, ends: datetime) -> str:
        """A token of a login."""
        token = f"sandbox-{kind}-{self.dice.getrandbits(128):032x}"
        (self.app_tokens if kind == "app" else self.tokens)[token] = ends
        return token


def is_good(tokens: dict[str, datetime | None], token: str, now: datetime) -> bool:
    """Whether a token was given and has not run out."""
    ends = tokens.get(token, now - timedelta(1))
    return ends is None or now < ends


def _made(api: str, scheme: SecurityScheme) -> Credentials:
    takes = SCHEMES[scheme.scheme].takes
    parts = {part.name: f"sandbox-{api}-{part.name}" for part in fields(takes) if part.default is not None}
    parts |= {"usertype": "UserName"} if "usertype" in parts else {}
    return takes(**parts)


def _told(made: Credentials) -> dict[str, str]:
    parts = {part.name: getattr(made, part.name) for part in fields(made)}
    return {name: value for name, value in parts.items() if value is not None}
