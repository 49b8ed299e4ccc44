"""Synthetic accounts: for each service, credentials of every supported type, the same in every sandbox."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from ..client.auth.credentials import AccessKey, AccessToken, Credentials
from ..client.auth.registry import SCHEMES
from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.suggest import unknown_name
from ..operation import SecurityScheme
from ..testing.examples.generate import member
from ..validation.contract import contract
from .routes import Service

TEMPORARY = "temporary"


class Nonces:
    """Nonces that may not be used again, kept as long as the clock accepts their requests."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._by_end: list[tuple[datetime, str]] = []
        """A heap."""

    def __len__(self) -> int:
        return len(self._known)

    def use(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Use a nonce; False if it was used before."""
        while self._by_end and self._by_end[0][0] < now:
            self._known.discard(heappop(self._by_end)[1])
        if nonce in self._known:
            return False
        self._known.add(nonce)
        heappush(self._by_end, (until, nonce))
        return True


@dataclass
class Account:
    """The only customer of a service: credentials, issued tokens and used nonces."""

    service: Service
    rng: random.Random
    credentials: dict[str, Credentials] = field(default_factory=dict)
    """Credentials by the name of the security scheme."""
    temporary: AccessKey | None = None
    tokens: dict[str, datetime | None] = field(default_factory=dict)
    """Valid access tokens, each with its expiry."""
    app_tokens: dict[str, datetime | None] = field(default_factory=dict)
    nonces: Nonces = field(default_factory=Nonces)

    @classmethod
    def create(cls, service: Service, seed: int) -> Account:
        """Create an account."""
        account = cls(service, random.Random(f"{service.id} {seed}"))
        for scheme in service.api.security_schemes:
            account.credentials[scheme.name] = own = _new_credentials(service.id, scheme)
            if isinstance(own, AccessKey):
                account.temporary = AccessKey(
                    f"sandbox-{service.id}-temporary", own.secret_key + "-temporary", f"sandbox-{service.id}-sts"
                )
            if isinstance(own, AccessToken):
                account.tokens[own.token] = None
        return account

    @property
    def keys(self) -> list[AccessKey]:
        """The access keys: permanent and temporary."""
        permanent = [own for own in self.credentials.values() if isinstance(own, AccessKey)]
        return [*permanent, *([self.temporary] if self.temporary else [])]

    def auth(self, scheme_name: str | None) -> Credentials:
        """Credentials by name or type of a security scheme. Default: those with the most parts, the first of equals."""
        schemes = self.service.api.security_schemes
        if scheme_name is None and self.credentials:
            return max(self.credentials.values(), key=lambda own: len(own.required_parts()))
        if scheme_name == TEMPORARY and self.temporary:
            return self.temporary
        for scheme in schemes:
            own = self.credentials[scheme.name]
            if scheme_name == scheme.name and isinstance(own, AccessToken):
                return AccessToken(own.token, scheme.place)
            if scheme_name in (scheme.name, scheme.scheme):
                return own
        names = [*(scheme.name for scheme in schemes), *([TEMPORARY] if self.temporary else [])]
        kind = Message("security scheme of {api}", api=self.service.id)
        raise ConfigurationError(unknown_name(kind, scheme_name or "", names))

    @property
    def values(self) -> dict[str, Any]:
        """Constructor arguments of the service's client, besides `auth`."""
        values_by_name = {
            parameter.name: member(contract(f"{operation.id}.request"), parameter.pointer, 0)
            for operation in self.service.operations
            for parameter in operation.parameters
            if parameter.filled_by == "client"
        }
        return {
            value.name: values_by_name[value.name] for value in self.service.api.values if value.name in values_by_name
        }

    @property
    def secrets(self) -> list[str]:
        """Values to mask."""
        credentials = [*self.credentials.values(), *([self.temporary] if self.temporary else [])]
        return [*self.tokens, *self.app_tokens, *(secret for own in credentials for secret in own.secrets)]

    def to_json(self) -> dict[str, Any]:
        """Everything needed to call the service, as JSON."""
        credentials = {name: _to_json(own) for name, own in self.credentials.items()}
        if self.temporary:
            credentials[TEMPORARY] = _to_json(self.temporary)
        return {"auth": credentials, "values": self.values, "env": self._env()}

    def _env(self) -> dict[str, str]:
        """Environment variables that replace all constructor arguments."""
        api = self.service.api
        parts = {
            variable: getattr(self.credentials[scheme.name], part)
            for scheme in api.security_schemes
            for part, variable in scheme.env
        }
        values = {
            value.env: str(self.values[value.name]) for value in api.values if value.env and value.name in self.values
        }
        return {variable: text for variable, text in {**parts, **values}.items() if text is not None}

    def use_nonce(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Use a nonce; False if it was used before."""
        return self.nonces.use(nonce, until, now)

    def issue_token(self, kind: str, expires: datetime) -> str:
        """Issue a token."""
        token = f"sandbox-{kind}-{self.rng.getrandbits(128):032x}"
        (self.app_tokens if kind == "app" else self.tokens)[token] = expires
        return token


def _new_credentials(api: str, scheme: SecurityScheme) -> Credentials:
    credentials_type = SCHEMES[scheme.scheme].credentials_type
    parts = {part: f"sandbox-{api}-{part}" for part in credentials_type.required_parts()}
    return credentials_type(**parts)


def _to_json(own: Credentials) -> dict[str, str]:
    parts = {part.name: getattr(own, part.name) for part in fields(own)}
    return {name: value for name, value in parts.items() if value is not None}
