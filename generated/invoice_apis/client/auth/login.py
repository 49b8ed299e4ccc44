"""`app-login`: two calls return a token. It is cached, renewed before it expires and once after the service rejects it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ... import jsontext
from ...errors import ApiError
from ...jsontext import pointer
from ...operation import Envelope, SecurityScheme
from ..http.effects import Environment, Flow, Locked, Send
from ..http.failure import api_error, first_scalar, may_be_json, not_json, parse_lenient
from ..http.messages import Request, Response
from .credentials import AppLogin, Credentials
from .schemes import AuthScheme, CallContext
from .tokens import TokenAuthenticator, token_place, with_token

DEFAULT_LIFETIME = 7200
"""Seconds that a token lives if neither contract nor response says so."""
PLAUSIBLE = range(120_000, 86_400_001)
"""Plausible lifetimes in milliseconds. Anything else is another unit or another clock."""
CODES = ("/data/error_code", "/errorCode")
MESSAGES = ("/data/error_desc", "/message")


@dataclass(frozen=True, slots=True)
class _Grant:
    """Result of one login step. The token is hidden, because the repr may appear in a traceback."""

    token: str = field(repr=False)
    expires_at: int | None
    """Epoch milliseconds, on the clock of the service."""


@dataclass(frozen=True, slots=True)
class _CachedToken:
    token: str = field(repr=False)
    renew_at: float
    """When to renew, on the monotonic clock."""


class Login(AuthScheme):
    """Shares one token among all calls of a client: concurrent first calls log in once."""

    credentials_type = AppLogin
    authenticator = TokenAuthenticator
    required_options = frozenset({"app_token_path", "login_path"})
    optional_options = frozenset({"lifetime", "renew_early", "expired_codes"})
    token_paths = ("app_token_path", "login_path")
    credentials: AppLogin

    def __init__(self, scheme: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(scheme, credentials, values)
        self._cached: _CachedToken | None = None
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
        codes: Any = self.options.get("expired_codes") or ()
        if code not in codes and str(status) not in codes:
            return False
        cached = self._cached
        if cached is not None and request.has_value(token_place(self.scheme).text(cached.token)):
            self._cached = None  # otherwise another call has renewed it already
        return True

    def _valid_token(self, environment: Environment) -> _CachedToken | None:
        cached = self._cached
        return cached if cached is not None and environment.monotonic() < cached.renew_at else None

    def _renew(
        self, base_url: str, environment: Environment, context: CallContext, known_rejection: ApiError | None
    ) -> Flow[_CachedToken]:
        """Log in, unless another call has done so meanwhile. A rejection is shared with the calls that waited for it.

        Temporary failures and failures by the limits of one call are not shared: the next call logs in by itself.
        """
        cached = self._valid_token(environment)
        if cached is not None:
            return cached
        if self._rejection is not None and self._rejection is not known_rejection:
            raise copy(self._rejection)
        try:
            cached = self._cached = yield from self._log_in(base_url, environment, context)
        except ApiError as error:
            self._rejection = None if error.retryable else copy(error)
            raise
        self._rejection = None
        return cached

    def _log_in(self, base_url: str, environment: Environment, context: CallContext) -> Flow[_CachedToken]:
        app_grant = yield from self._step(self._app_request(base_url), "app_token", None, environment, context)
        grant = yield from self._step(
            self._user_request(base_url, app_grant), "access_token", app_grant, environment, context
        )
        lifetime = _lifetime(grant, environment.now()) or float(str(self.options.get("lifetime", DEFAULT_LIFETIME)))
        early = min(float(str(self.options.get("renew_early", 0))), lifetime / 2)
        return _CachedToken(grant.token, environment.monotonic() + lifetime - early)

    def _app_request(self, base_url: str) -> Request:
        """Request of the first step. Built in a frame of its own: tracebacks may show local variables."""
        credentials = self.credentials
        members = {
            "appId": credentials.app_id,
            "appSecret": credentials.app_secret,
            "accountId": credentials.account_id,
        }
        return self._request(
            base_url, "app_token_path", members | self._tenant() | _without_none(language=credentials.language)
        )

    def _user_request(self, base_url: str, app_grant: _Grant) -> Request:
        credentials = self.credentials
        members = {
            "user": credentials.user,
            "apptoken": app_grant.token,
            "accountId": credentials.account_id,
            "usertype": credentials.usertype,
        }
        return self._request(base_url, "login_path", members | self._tenant())

    def _tenant(self) -> dict[str, str]:
        return _without_none(tenantid=self.credentials.tenant_id)

    def _request(self, base_url: str, path: str, members: dict[str, str]) -> Request:
        headers = (("Content-Type", "application/json"),)
        return Request("POST", base_url, str(self.options[path]), headers=headers, body=jsontext.write(members))

    def _step(
        self, request: Request, name: str, app_grant: _Grant | None, environment: Environment, context: CallContext
    ) -> Flow[_Grant]:
        """One step of the login, within the time left to the call."""
        time_left = context.time_left()
        response: Response = yield Send(request, min(context.timeout, time_left), time_left)
        grant = _parse_grant(response, name)
        if grant is None:
            raise self._error(response, app_grant, environment, context.envelope)
        return grant

    def _error(
        self, response: Response, app_grant: _Grant | None, environment: Environment, envelope: Envelope
    ) -> ApiError:
        """The error for a rejected login."""
        body = parse_lenient(response)
        codes = tuple(place for place in CODES if first_scalar(body, [place]) != "0")
        secrets = (*self.secrets, *([app_grant.token] if app_grant else []))
        error = api_error(response, replace(envelope, code=codes, message=MESSAGES), body, lambda: secrets, environment)
        message = error.message if first_scalar(body, MESSAGES) else _describe(response, secrets) or error.message
        return ApiError(
            error.status,
            error.code,
            f"login rejected: {message}",
            error.request_id,
            error.retryable,
            error.retry_after,
        )


def _lifetime(grant: _Grant, now: datetime) -> float | None:
    """Lifetime in seconds, if the response states a plausible one."""
    if grant.expires_at is None:
        return None
    milliseconds = grant.expires_at - round(now.timestamp() * 1000)
    return milliseconds / 1000 if milliseconds in PLAUSIBLE else None


def _without_none(**members: str | None) -> dict[str, str]:
    return {name: value for name, value in members.items() if value is not None}


def _parse_grant(response: Response, name: str) -> _Grant | None:
    """The token of a response; None if it grants none."""
    try:
        data = pointer.get(jsontext.read(response.body), "/data")
    except jsontext.Unreadable:
        return None
    if response.status != 200 or not isinstance(data, dict):
        return None
    token, expires_at = data.get(name), data.get("expire_time")
    is_granted = data.get("success") is True and str(data.get("error_code", "0")) == "0"
    if not is_granted or not isinstance(token, str) or not token:
        return None
    return _Grant(token, expires_at if isinstance(expires_at, int) and not isinstance(expires_at, bool) else None)


def _describe(response: Response, secrets: tuple[str, ...]) -> str | None:
    """Description of a response without a message, where its status does not suffice."""
    if not may_be_json(response) and not 300 <= response.status < 400:
        return not_json(response, secrets)
    return "no reason given" if 200 <= response.status < 300 else None
