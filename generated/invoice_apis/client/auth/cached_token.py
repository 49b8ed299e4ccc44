"""Schemes that get a token by requests of their own: it is cached, renewed early and once after a refusal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from ...errors import ApiError
from ...operation import Envelope, SecurityScheme
from ..http.effects import Environment, Flow, Locked, Send
from ..http.failure import api_error, first_scalar, may_be_json, not_json, parse_lenient
from ..http.messages import Request, Response
from .credentials import Credentials
from .schemes import AuthScheme, CallContext
from .tokens import token_place, with_token


@dataclass(frozen=True, slots=True)
class CachedToken:
    """A token and when to renew it. The token is hidden, because the repr may appear in a traceback."""

    token: str = field(repr=False)
    renew_at: float
    """When to renew, on the monotonic clock."""


class TokenLogin(AuthScheme, ABC):
    """Shares one token among all calls of a client: concurrent first calls log in once."""

    default_lifetime: ClassVar[float]
    """Seconds that a token lives if neither contract nor response says so."""
    default_early: ClassVar[float] = 0
    """Seconds before its end that a token is renewed if the contract does not say so."""
    expired_codes: ClassVar[tuple[str, ...]] = ()
    """Codes and statuses of an expired token if the contract names none."""
    error_codes: ClassVar[tuple[str, ...]]
    error_messages: ClassVar[tuple[str, ...]]
    """Pointers into the response to a rejected login."""

    def __init__(self, scheme: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(scheme, credentials, values)
        self._cached: CachedToken | None = None
        self._rejection: ApiError | None = None
        """Final rejection of the last login. Only copies are raised, so that it keeps no traceback."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Parts of the login and the current token."""
        cached = self._cached
        return (*super().secrets, *([cached.token] if cached else []))

    def authorize(self, request: Request, environment: Environment, context: CallContext) -> Flow[Request]:
        """Add a valid token. One call logs in while others wait."""
        cached = self._valid_token(environment)
        if cached is None:
            known_rejection = self._rejection
            cached = yield Locked(
                lambda: self._renew(request.base_url, environment, context, known_rejection), context.time_left()
            )
        return with_token(request, self.scheme, cached.token)

    def is_expired(self, request: Request, code: str | None, status: int) -> bool:
        """Whether the token has expired. The next attempt then logs in again."""
        codes: Any = self.options.get("expired_codes") or self.expired_codes
        if code not in codes and str(status) not in codes:
            return False
        cached = self._cached
        if cached is not None and request.has_value(token_place(self.scheme).text(cached.token)):
            self._cached = None  # otherwise another call has renewed it already
        return True

    def _valid_token(self, environment: Environment) -> CachedToken | None:
        cached = self._cached
        return cached if cached is not None and environment.monotonic() < cached.renew_at else None

    def _renew(
        self, base_url: str, environment: Environment, context: CallContext, known_rejection: ApiError | None
    ) -> Flow[CachedToken]:
        """Log in, unless another call has done so meanwhile. A rejection is shared with the calls that waited for it.

        Temporary failures and failures by the limits of one call are not shared: the next call logs in by itself.
        """
        cached = self._valid_token(environment)
        if cached is not None:
            return cached
        if self._rejection is not None and self._rejection is not known_rejection:
            raise copy(self._rejection)
        try:
            cached = self._cached = yield from self.log_in(base_url, environment, context)
        except ApiError as error:
            self._rejection = None if error.retryable else copy(error)
            raise
        self._rejection = None
        return cached

    @abstractmethod
    def log_in(self, base_url: str, environment: Environment, context: CallContext) -> Flow[CachedToken]:
        """Get a new token. Raises ApiError."""

    def cached(self, token: str, lifetime: float | None, environment: Environment) -> CachedToken:
        """A token that was granted for `lifetime` seconds, if the service says so."""
        seconds = lifetime or float(str(self.options.get("lifetime", self.default_lifetime)))
        early = min(float(str(self.options.get("renew_early", self.default_early))), seconds / 2)
        return CachedToken(token, environment.monotonic() + seconds - early)

    def send(self, request: Request, context: CallContext) -> Flow[Response]:
        """Send a request of the login, within the time left to the call."""
        time_left = context.time_left()
        response: Response = yield Send(request, min(context.timeout, time_left), time_left)
        return response

    def rejected(
        self, response: Response, environment: Environment, envelope: Envelope, more_secrets: tuple[str, ...] = ()
    ) -> ApiError:
        """The error for a rejected login."""
        body, secrets = parse_lenient(response), (*self.secrets, *more_secrets)
        codes = tuple(place for place in self.error_codes if first_scalar(body, [place]) != "0")
        envelope = replace(envelope, code=codes, message=self.error_messages)
        error = api_error(response, envelope, body, lambda: secrets, environment)
        is_told = first_scalar(body, self.error_messages)
        message = error.message if is_told else _describe(response, secrets) or error.message
        return ApiError(
            error.status,
            error.code,
            f"login rejected: {message}",
            error.request_id,
            error.retryable,
            error.retry_after,
        )


def _describe(response: Response, secrets: tuple[str, ...]) -> str | None:
    """Description of a response without a message, where its status does not suffice."""
    if not may_be_json(response) and not 300 <= response.status < 400:
        return not_json(response, secrets)
    return "no reason given" if 200 <= response.status < 300 else None
