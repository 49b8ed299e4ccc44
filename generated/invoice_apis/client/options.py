"""Validate client options: base URL, credentials, limits."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Self, TypedDict

from ..errors import ConfigurationError
from ..i18n.suggest import choose_from
from ..operation import Api, Operation
from .attempt import Attempt
from .auth.credentials import Credentials
from .auth.environment import credentials_from_environment
from .auth.registry import choose_scheme
from .auth.rotating import Rotating
from .auth.schemes import AuthScheme
from .base_url import choose_base_url
from .call import Caller, Limits
from .encryption import Cipher
from .http.effects import Environment
from .logs import log_to_stderr
from .texts import text_problem

if TYPE_CHECKING:
    import httpx2


class _Options(TypedDict, total=False):
    region: str
    """Selects the documented host of a region."""
    base_url: str
    """URL of the service, instead of a documented host. Default: the environment variable INVOICE_APIS_<API>_BASE_URL."""
    timeout: float
    """Seconds for each step of one attempt: connect, write, each read. Default: 30."""
    deadline: float
    """Seconds for a call with all its attempts and delays. No attempt starts later. Default: 120."""
    max_retries: int
    """How often a read-only call is retried after a temporary failure. Default: 2."""
    backoff: float
    """Upper bound of the first retry delay in seconds; doubles with each retry. Default: 0.5."""
    on_attempt: Callable[[Attempt], object]
    """Called after each attempt, with an `Attempt`. What it raises ends the call."""


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
        operations: Sequence[Operation],
        auth: Any,
        values: Mapping[str, Any],
        options: Mapping[str, Any],
        aes_key: str | None,
        environment: Environment,
        models: Callable[[], Any] | None = None,
    ) -> Self:
        """Validate all options. Raises ConfigurationError, and TypeError for unknown options."""
        log_to_stderr()
        if unknown := sorted(options.keys() - OPTION_NAMES):
            raise TypeError(f"unknown options: {', '.join(unknown)}; {choose_from(sorted(OPTION_NAMES))}")
        values = _values(api, operations, values)
        caller = Caller(
            base_url=choose_base_url(api, operations, options.get("region"), options.get("base_url")),
            scheme=_scheme(api, auth, values),
            values=values,
            cipher=None if aes_key is None else Cipher(aes_key),
            environment=environment,
            on_attempt=_hook(options.get("on_attempt")),
            models=models,
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


def _values(api: Api, operations: Sequence[Operation], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments that the client adds to every call, from the constructor or the environment."""
    parameters = [parameter for operation in operations for parameter in operation.parameters]
    headers = {parameter.name for parameter in parameters if parameter.place == "header"}
    values: dict[str, Any] = {}
    for value in api.values:
        own, source = arguments.get(value.name), value.name
        if own is None and value.env:
            own, source = os.environ.get(value.env) or None, f"the environment variable {value.env}"
        if own is None and value.required:
            hint = f", or set {value.env}" if value.env else ""
            raise ConfigurationError(f"{api.name}: {value.name} is missing; give it to the client{hint}")
        if isinstance(own, str) and (problem := text_problem(own, is_header=value.name in headers)):
            raise ConfigurationError(f"{api.name}: {source} {problem}")
        values[value.name] = own
    return values


def _scheme(api: Api, auth: Any, values: Mapping[str, Any]) -> AuthScheme | None:
    if not api.security_schemes:
        return None
    if auth is None:
        auth = credentials_from_environment(api)
    elif callable(auth) and not isinstance(auth, type):
        return Rotating(api.security_schemes, auth, values)
    elif not isinstance(auth, Credentials):
        raise TypeError(
            f"auth takes credentials such as AccessKey, or a function that returns them, not a {type(auth).__name__}"
        )
    return choose_scheme(api.security_schemes, auth, values)


def _hook(function: Any) -> Callable[[Attempt], object] | None:
    """Check a hook. A coroutine function would never run: hooks are not awaited."""
    if function is not None and (not callable(function) or iscoroutinefunction(function)):
        raise TypeError("on_attempt takes a plain function of one argument, in async clients too")
    hook: Callable[[Attempt], object] | None = function
    return hook


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
