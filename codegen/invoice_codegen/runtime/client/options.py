"""What a client is told at its making: where the service is, who calls, how long to try."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self, TypedDict
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..operation import Api, SecurityScheme
from .auth.credentials import Credentials
from .auth.registry import SCHEMES, chosen
from .auth.schemes import Scheme
from .call import Exchange, Limits
from .encryption import Cipher
from .http.effects import Environment

if TYPE_CHECKING:
    import httpx2


class _Options(TypedDict, total=False):
    region: str
    """Chooses the documented host."""
    base_url: str
    """The address of the service, in place of the documented hosts."""
    timeout: float
    """Seconds for each part of one attempt: connect, send, each wait for more of the answer. 30 unless told."""
    deadline: float
    """Seconds for a call with all its attempts and pauses; no attempt starts later. 120 unless told."""
    max_retries: int
    """How often a call that only reads is sent again after a failure that may pass. 2 unless told."""
    backoff: float
    """The longest first pause before a retry, in seconds; it doubles with each. 0.5 unless told."""


class ClientOptions(_Options, total=False):
    """What every client that blocks may be told."""

    transport: httpx2.BaseTransport
    """How to reach the service: proxies, certificates, a server in the same process."""


class AsyncClientOptions(_Options, total=False):
    """What every client that awaits may be told."""

    transport: httpx2.AsyncBaseTransport
    """How to reach the service: proxies, certificates, a server in the same process."""


LONGEST = 86_400
"""The most seconds that any option may say."""
KNOWN = frozenset(AsyncClientOptions.__annotations__) | _Options.__annotations__.keys()

ADDRESS = re.compile(r"[A-Za-z0-9\-._~:/\[\]!$&'()*+,;=%]+")
"""What an address is made of (RFC 3986)."""


@dataclass(frozen=True, slots=True)
class ClientState:
    """A client's settings, checked."""

    exchange: Exchange
    limits: Limits

    @classmethod
    def of(
        cls,
        api: Api,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: Mapping[str, Any],
        aes_key: str | None,
        ambient: Environment,
    ) -> Self:
        """Raises ConfigurationError, and TypeError for an option that does not exist."""
        if unknown := sorted(options.keys() - KNOWN):
            raise TypeError(f"unknown options: {', '.join(unknown)}; there are: {', '.join(sorted(KNOWN))}")
        values = _values(api, values)
        exchange = Exchange(
            base=_base(api, options.get("region"), options.get("base_url")),
            scheme=_scheme(api, auth, values),
            values=values,
            cipher=None if aes_key is None else Cipher(aes_key),
            ambient=ambient,
        )
        limits = Limits(
            timeout=_positive("timeout", options.get("timeout", 30.0)),
            deadline=_positive("deadline", options.get("deadline", 120.0)),
            max_retries=_count(options.get("max_retries", 2)),
            backoff=_positive("backoff", options.get("backoff", 0.5), or_zero=True),
        )
        return cls(exchange, limits)

    def limits_of(self, timeout: float | None, max_retries: int | None) -> Limits:
        """The limits of one call, where they differ."""
        limits = self.limits
        if timeout is not None:
            limits = replace(limits, timeout=_positive("timeout", timeout))
        return limits if max_retries is None else replace(limits, max_retries=_count(max_retries))


def _base(api: Api, region: str | None, base_url: str | None) -> str:
    if base_url is not None:
        if region is not None:
            raise ConfigurationError("give region or base_url, not both")
        return _checked_base(base_url)
    fixed = [server for server in api.servers if not server.variables]
    if region is not None:
        for server in fixed:
            if region in server.regions:
                return server.url.rstrip("/")
        regions = ", ".join(sorted(name for server in fixed for name in server.regions)) or "none"
        raise ConfigurationError(f"{api.name} has no region {region!r}; there are: {regions}; or give base_url")
    if not fixed:
        forms = ", ".join(server.url for server in api.servers)
        raise ConfigurationError(f"{api.name} has an address for each customer: give base_url; its forms: {forms}")
    return fixed[0].url.rstrip("/")


def _checked_base(base_url: str) -> str:
    """A base address without its closing slash."""
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except (ValueError, AttributeError, TypeError):
        raise ConfigurationError("base_url is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ConfigurationError("base_url must be an address that starts with https:// or http:// and names a host")
    if "@" in parts.netloc or any(char in base_url for char in "?#"):
        raise ConfigurationError("base_url must have no query, no fragment and no user: only scheme, host and path")
    if not all(0 < len(label) < 64 for label in parts.hostname.removesuffix(".").split(".")):
        raise ConfigurationError("base_url names a host that can't be: between its dots stand 1 to 63 characters")
    if not ADDRESS.fullmatch(base_url) or {".", ".."} & set(parts.path.split("/")):
        raise ConfigurationError("base_url holds what no address holds as it is: braces, spaces or dots for folders")
    return base_url.rstrip("/")


def _values(api: Api, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that the client fills in, from the constructor or the environment."""
    values: dict[str, Any] = {}
    for value in api.values:
        own = given.get(value.name)
        if own is None and value.env:
            own = os.environ.get(value.env) or None
        if own is None and value.required:
            place = f", or set {value.env}" if value.env else ""
            raise ConfigurationError(f"{api.name}: {value.name} is missing; give it to the client{place}")
        values[value.name] = own
    return values


def _scheme(api: Api, auth: Credentials | None, values: Mapping[str, Any]) -> Scheme | None:
    if not api.security_schemes:
        return None
    if auth is None:
        auth = _from_environment(api)
    elif not isinstance(auth, Credentials):
        raise TypeError(f"auth takes credentials such as AccessKey, not a {type(auth).__name__}")
    return chosen(api.security_schemes, auth, values)


def _from_environment(api: Api) -> Credentials:
    for how in api.security_schemes:
        parts = {part: os.environ.get(name, "") for part, name in how.env}
        given = {part: text for part, text in parts.items() if text}
        if given and given.keys() >= _required(how):
            return SCHEMES[how.scheme].takes(**given)
    ways = [", ".join(_variables(how)) for how in api.security_schemes if how.env]
    remedy = f"; or set {'; or '.join(ways)}" if ways else ""
    raise ConfigurationError(f"{api.name}: no credentials; give auth{remedy}")


def _required(how: SecurityScheme) -> set[str]:
    takes = SCHEMES[how.scheme].takes
    return {field.name for field in fields(takes) if field.default is MISSING}


def _variables(how: SecurityScheme) -> list[str]:
    return [name for part, name in how.env if part in _required(how)]


def _positive(name: str, value: Any, or_zero: bool = False) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not (value >= 0 if or_zero else value > 0) or value > LONGEST:
        least = "from 0" if or_zero else "above 0 and"
        raise ConfigurationError(f"{name} must be a number of seconds {least} up to {LONGEST}, which is a day")
    return float(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigurationError("max_retries must be a whole number, 0 or more")
    return value
