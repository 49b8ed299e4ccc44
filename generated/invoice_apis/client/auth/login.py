"""`app-login`: two calls return a token."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ... import jsontext
from ...jsontext import pointer
from ..http.effects import Environment, Flow
from ..http.messages import Request, Response
from .cached_token import CachedToken, TokenLogin
from .credentials import AppLogin
from .schemes import CallContext
from .tokens import TokenAuthenticator
from .verification import TokenIssuer, TokenReply, is_valid_token

DEFAULT_LIFETIME = 7200
"""Seconds that a token lives if neither contract nor response says so."""
PLAUSIBLE = range(120_000, 86_400_001)
"""Plausible lifetimes in milliseconds. Anything else is another unit or another clock."""


@dataclass(frozen=True, slots=True)
class _Grant:
    """Result of one login step. The token is hidden, because the repr may appear in a traceback."""

    token: str = field(repr=False)
    expires_at: int | None
    """Epoch milliseconds, on the clock of the service."""


class LoginAuthenticator(TokenAuthenticator, TokenIssuer):
    """Both steps of the login, and its tokens."""

    def issue(self, step: str, request: Request, now: datetime) -> TokenReply:
        """Response to one step, always sent with HTTP 200."""
        mismatch = self._first_mismatch(step, _parse_body(request.body), now)
        if mismatch is not None:
            codes = (refusal.code for refusal in self.scheme.refusals if refusal.reason == "unknown-key")
            failure = {"error_desc": f"{mismatch} is missing or wrong", "error_code": next(codes, "Unauthorized")}
            return TokenReply(200, _response_body({"success": False, **failure}), is_granted=False)
        expires = now + timedelta(seconds=float(str(dict(self.scheme.options).get("lifetime", DEFAULT_LIFETIME))))
        kind, name = ("app", "app_token") if step == "app_token_path" else ("access", "access_token")
        granted = {name: self.account.issue_token(kind, expires), "success": True, "error_desc": ""}
        body = _response_body({**granted, "expire_time": int(expires.timestamp() * 1000), "error_code": "0"})
        return TokenReply(200, body, is_granted=True)

    def _first_mismatch(self, step: str, members: dict[str, Any], now: datetime) -> str | None:
        """Name of the first member that differs from the account."""
        own = self.account.credentials[self.scheme.name]
        assert isinstance(own, AppLogin)
        expected = {"appId": own.app_id, "appSecret": own.app_secret, "accountId": own.account_id}
        if step == "login_path":
            expected = {"user": own.user, "accountId": own.account_id, "usertype": own.usertype}
            token = members.get("apptoken")
            if not isinstance(token, str) or not is_valid_token(self.account.app_tokens, token, now):
                return "apptoken"
        return next((name for name, value in expected.items() if members.get(name) != value), None)


def _parse_body(body: bytes) -> dict[str, Any]:
    try:
        value = jsontext.read(body)
    except jsontext.Unreadable:
        return {}
    return value if isinstance(value, dict) else {}


def _response_body(data: dict[str, Any]) -> bytes:
    """The outer flags are the same for a rejection."""
    return jsontext.write({"data": data, "state": "success", "status": True})


class Login(TokenLogin):
    """`app-login`."""

    credentials_type = AppLogin
    authenticator = LoginAuthenticator
    required_options = frozenset({"app_token_path", "login_path"})
    optional_options = frozenset({"lifetime", "renew_early", "expired_codes"})
    token_paths = ("app_token_path", "login_path")
    default_lifetime = DEFAULT_LIFETIME
    error_codes = ("/data/error_code", "/errorCode")
    error_messages = ("/data/error_desc", "/message")
    credentials: AppLogin

    def log_in(self, base_url: str, environment: Environment, context: CallContext) -> Flow[CachedToken]:
        """Both steps."""
        app_grant = yield from self._step(self._app_request(base_url), "app_token", None, environment, context)
        grant = yield from self._step(
            self._user_request(base_url, app_grant), "access_token", app_grant, environment, context
        )
        return self.cached(grant.token, _lifetime(grant, environment.now()), environment)

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
        """One step of the login."""
        response = yield from self.send(request, context)
        grant = _parse_grant(response, name)
        if grant is None:
            raise self.rejected(
                response, environment, context.envelope, (app_grant.token,) if app_grant else ()
            )  # in no variable: tracebacks may show them
        return grant


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
