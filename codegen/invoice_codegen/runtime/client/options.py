"""Validate client options: base URL, credentials, limits."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self, TypedDict

from ..errors import ConfigurationError
from ..i18n.suggest import choose_from
from ..operation import Api, SecurityScheme
from .auth.credentials import Credentials
from .auth.registry import SCHEMES, choose_scheme
from .auth.schemes import AuthScheme
from .base_url import choose_base_url
from .call import Caller, Limits
from .encryption import Cipher
from .http.effects import Environment

if TYPE_CHECKING:
    import httpx2


class _Options(TypedDict, total=False):
    region: str
    """Selects the documented host of a region."""
    base_url: str
    """URL of the service, instead of a documented host."""
    timeout: float
    """Seconds for each step of one attempt: connect, write, each read. Default: 30."""
    deadline: float
    """Seconds for a call with all its attempts and delays. No attempt starts later. Default: 120."""
    max_retries: int
    """How often a read-only call is retried after a temporary failure. Default: 2."""
    backoff: float
    """Upper bound of the first retry delay in seconds; doubles with each retry. Default: 0.5."""


class ClientOptions(_Options, total=False):
    """Options of every blocking client."""

    transport: httpx2.BaseTransport
    """Custom transport: proxies, certificates, a server in the same process."""


class AsyncClientOptions(_Options, total=False):
    """Options of every async client."""

    transport: httpx2.AsyncBaseTransport
    """Custom transport: proxies, certificates, a server in the same process."""


MAX_SECONDS = 86_400
"""Upper limit of every option in seconds."""
OPTION_NAMES = frozenset(AsyncClientOptions.__annotations__) | _Options.__annotations__.keys()


@dataclass(frozen=True, slots=True)
class ClientState:
    """Validated state of a client."""

    caller: Caller
    limits: Limits

    @classmethod
    def create(
        cls,
        api: Api,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: Mapping[str, Any],
        aes_key: str | None,
        environment: Environment,
    ) -> Self:
        """Validate all options. Raises ConfigurationError, and TypeError for unknown options."""
        if unknown := sorted(options.keys() - OPTION_NAMES):
            raise TypeError(f"unknown options: {', '.join(unknown)}; {choose_from(sorted(OPTION_NAMES))}")
        values = _values(api, values)
        caller = Caller(
            base_url=choose_base_url(api, options.get("region"), options.get("base_url")),
            scheme=_scheme(api, auth, values),
            values=values,
            cipher=None if aes_key is None else Cipher(aes_key),
            environment=environment,
        )
        limits = Limits(
            timeout=_positive("timeout", options.get("timeout", 30.0)),
            deadline=_positive("deadline", options.get("deadline", 120.0)),
            max_retries=_count(options.get("max_retries", 2)),
            backoff=_positive("backoff", options.get("backoff", 0.5), or_zero=True),
        )
        return cls(caller, limits)

    def call_limits(self, timeout: float | None, max_retries: int | None) -> Limits:
        """The limits of one call."""
        limits = self.limits
        if timeout is not None:
            limits = replace(limits, timeout=_positive("timeout", timeout))
        return limits if max_retries is None else replace(limits, max_retries=_count(max_retries))


def _values(api: Api, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments that the client adds to every call, from the constructor or the environment."""
    values: dict[str, Any] = {}
    for value in api.values:
        own = arguments.get(value.name)
        if own is None and value.env:
            own = os.environ.get(value.env) or None
        if own is None and value.required:
            hint = f", or set {value.env}" if value.env else ""
            raise ConfigurationError(f"{api.name}: {value.name} is missing; give it to the client{hint}")
        values[value.name] = own
    return values


def _scheme(api: Api, auth: Credentials | None, values: Mapping[str, Any]) -> AuthScheme | None:
    if not api.security_schemes:
        return None
    if auth is None:
        auth = _from_environment(api)
    elif not isinstance(auth, Credentials):
        raise TypeError(f"auth takes credentials such as AccessKey, not a {type(auth).__name__}")
    return choose_scheme(api.security_schemes, auth, values)


def _from_environment(api: Api) -> Credentials:
    for scheme in api.security_schemes:
        parts = {part: os.environ.get(name, "") for part, name in scheme.env}
        present = {part: text for part, text in parts.items() if text}
        if present and present.keys() >= _required_parts(scheme):
            return SCHEMES[scheme.scheme].credentials_type(**present)
    variables = [", ".join(_variables(scheme)) for scheme in api.security_schemes if scheme.env]
    remedy = f"; or set {'; or '.join(variables)}" if variables else ""
    raise ConfigurationError(f"{api.name}: no credentials; give auth{remedy}")


def _required_parts(scheme: SecurityScheme) -> set[str]:
    credentials_type = SCHEMES[scheme.scheme].credentials_type
    return {field.name for field in fields(credentials_type) if field.default is MISSING}


def _variables(scheme: SecurityScheme) -> list[str]:
    return [name for part, name in scheme.env if part in _required_parts(scheme)]


def _positive(name: str, value: Any, or_zero: bool = False) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not (value >= 0 if or_zero else value > 0) or value > MAX_SECONDS:
        least = "from 0" if or_zero else "above 0 and"
        raise ConfigurationError(f"{name} must be a number of seconds {least} up to {MAX_SECONDS}, which is a day")
    return float(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigurationError("max_retries must be a whole number, 0 or more")
    return value
