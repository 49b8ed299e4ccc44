"""Credentials that rotate: a function of the caller is asked for them before each attempt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...operation import SecurityScheme
from ..http.effects import Ask, Environment, Flow
from ..http.messages import Request
from .credentials import Credentials
from .registry import choose_scheme
from .schemes import AuthScheme, CallContext

REMEMBERED = 16
"""Former credentials whose secrets are still masked: a late response may repeat them."""


class Rotating(AuthScheme):
    """Signs with the credentials that a function returns. While these stay equal, so does the scheme, with its token."""

    def __init__(
        self, schemes: Sequence[SecurityScheme], function: Callable[[], Any], values: Mapping[str, str]
    ) -> None:
        self._schemes, self._function, self.values = schemes, function, values
        self._used: deque[AuthScheme] = deque(maxlen=REMEMBERED)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values to mask, of former credentials too."""
        return tuple(secret for used in [*self._used] for secret in used.secrets)

    @property
    def clock_codes(self) -> frozenset[str]:
        """Those of the scheme that was used last."""
        return self._used[-1].clock_codes if self._used else frozenset()

    def authorize(self, request: Request, environment: Environment, context: CallContext) -> Flow[Request]:
        """Ask for credentials, then authenticate. Raises TypeError and ConfigurationError for unsuitable ones."""
        scheme = self._scheme((yield Ask(self._function)))
        return (yield from scheme.authorize(request, environment, context))

    def is_expired(self, request: Request, code: str | None, status: int) -> bool:
        """Whether the token of a login expired."""
        return bool(self._used) and self._used[-1].is_expired(request, code, status)

    def _scheme(self, credentials: Any) -> AuthScheme:
        if not isinstance(credentials, Credentials):
            raise TypeError(f"the function auth returned a {type(credentials).__name__}, not credentials")
        if self._used and self._used[-1].credentials == credentials:
            return self._used[-1]
        scheme = choose_scheme(self._schemes, credentials, self.values)
        self._used.append(scheme)
        return scheme
