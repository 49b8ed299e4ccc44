"""`app-login`: two calls give a token, which is kept, renewed before it ends, and once after the service refuses it."""

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
from ..http.failure import api_error, first_scalar, may_be_json, read_leniently
from ..http.messages import Request, Response
from ..http.redaction import redacted
from .credentials import AppLogin, Credentials
from .schemes import Call, Scheme, carrying

LIFETIME = 7200
"""Seconds that a token lives when neither the contract nor the answer says so."""
CREDIBLE = range(120_000, 86_400_001)
"""Milliseconds from now in which a token may be said to end; anything else is another unit or another clock."""
CODES = ("/data/error_code", "/errorCode")
MESSAGES = ("/data/error_desc", "/message")


@dataclass(frozen=True, slots=True)
class _Granted:
    """What one step of the login gave; its repr may stand in a traceback."""

    token: str = field(repr=False)
    ends: int | None
    """In epoch milliseconds, on the clock of the service."""


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str = field(repr=False)
    until: float
    """When to renew it, on the monotonic clock."""


class Login(Scheme):
    """The token is shared by all calls of a client: one login serves many first calls."""

    takes = AppLogin
    credentials: AppLogin

    def __init__(self, how: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(how, credentials, values)
        self._kept: _Kept | None = None
        self._refused: ApiError | None = None
        """How the last login ended, if with a final no; never raised itself, so that it keeps no traceback."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """The login and the token that it gave."""
        kept = self._kept
        return (*super().secrets, *([kept.token] if kept else []))

    def authorized(self, request: Request, ambient: Environment, call: Call) -> Flow[Request]:
        """With a token that is still good; a new one is fetched by one call while the others wait."""
        kept = self._fresh(ambient)
        if kept is None:
            known = self._refused
            kept = yield Locked(lambda: self._renewed(request.base, ambient, call, known), call.left())
        return carrying(request, self.how, kept.token)

    def outlived(self, request: Request, code: str | None, status: int) -> bool:
        """Whether the token ran out; the next attempt then logs in anew."""
        codes: Any = self.options.get("expired_codes") or ()
        if code not in codes and str(status) not in codes:
            return False
        kept = self._kept
        if kept is not None and request.holds(kept.token):  # else another call has brought a new one already
            self._kept = None
        return True

    def _fresh(self, ambient: Environment) -> _Kept | None:
        kept = self._kept
        return kept if kept is not None and ambient.monotonic() < kept.until else None

    def _renewed(self, base: str, ambient: Environment, call: Call, known: ApiError | None) -> Flow[_Kept]:
        """The token of whoever came first; who waited for a login that was refused is refused too.

        What may pass, and what only the limits of one call brought about, is not shared: the next one tries by itself.
        """
        kept = self._fresh(ambient)
        if kept is not None:
            return kept
        if self._refused is not None and self._refused is not known:
            raise copy(self._refused)
        try:
            kept = self._kept = yield from self._logged_in(base, ambient, call)
        except ApiError as error:
            self._refused = None if error.retryable else copy(error)
            raise
        self._refused = None
        return kept

    def _logged_in(self, base: str, ambient: Environment, call: Call) -> Flow[_Kept]:
        app = yield from self._step(self._of_app(base), "app_token", None, ambient, call)
        granted = yield from self._step(self._of_user(base, app), "access_token", app, ambient, call)
        lifetime = _lifetime(granted, ambient.now()) or float(str(self.options.get("lifetime", LIFETIME)))
        early = min(float(str(self.options.get("renew_early", 0))), lifetime / 2)
        return _Kept(granted.token, ambient.monotonic() + lifetime - early)

    def _of_app(self, base: str) -> Request:
        """The first step. Requests are built where nothing fails: local variables may stand in tracebacks."""
        own = self.credentials
        parts = {"appId": own.app_id, "appSecret": own.app_secret, "accountId": own.account_id}
        return self._request(base, "app_token_path", parts | self._tenant() | _given(language=own.language))

    def _of_user(self, base: str, app: _Granted) -> Request:
        own = self.credentials
        parts = {"user": own.user, "apptoken": app.token, "accountId": own.account_id, "usertype": own.usertype}
        return self._request(base, "login_path", parts | self._tenant())

    def _tenant(self) -> dict[str, str]:
        return _given(tenantid=self.credentials.tenant_id)

    def _request(self, base: str, path: str, parts: dict[str, str]) -> Request:
        headers = (("Content-Type", "application/json"),)
        return Request("POST", base, str(self.options[path]), headers=headers, body=jsontext.write(parts))

    def _step(
        self, request: Request, name: str, app: _Granted | None, ambient: Environment, call: Call
    ) -> Flow[_Granted]:
        """One step of the login, within what is left to the call when it is sent."""
        left = call.left()
        answer: Response = yield Send(request, min(call.timeout, left), left)
        granted = _granted(answer, name)
        if granted is None:
            raise self._refusal(answer, app, ambient, call.envelope)
        return granted

    def _refusal(self, answer: Response, app: _Granted | None, ambient: Environment, envelope: Envelope) -> ApiError:
        """What the service says, where logins say it."""
        body = read_leniently(answer)
        codes = tuple(place for place in CODES if first_scalar(body, [place]) != "0")
        secrets = (*self.secrets, *([app.token] if app else []))
        told = api_error(answer, replace(envelope, code=codes, message=MESSAGES), body, lambda: secrets, ambient)
        message = told.message if first_scalar(body, MESSAGES) else _phrase(answer, secrets) or told.message
        return ApiError(
            told.status,
            told.code,
            f"the login was refused: {message}",
            told.request_id,
            told.retryable,
            told.retry_after,
        )


def _lifetime(granted: _Granted, now: datetime) -> float | None:
    """Seconds that a token lives, where the answer says so in a credible way."""
    if granted.ends is None:
        return None
    milliseconds = granted.ends - round(now.timestamp() * 1000)
    return milliseconds / 1000 if milliseconds in CREDIBLE else None


def _given(**parts: str | None) -> dict[str, str]:
    return {name: value for name, value in parts.items() if value is not None}


def _granted(answer: Response, name: str) -> _Granted | None:
    """The token that an answer grants, if it does."""
    try:
        data = pointer.get(jsontext.read(answer.body), "/data")
    except jsontext.Unreadable:
        return None
    if answer.status != 200 or not isinstance(data, dict):
        return None
    token, ends = data.get(name), data.get("expire_time")
    is_granted = data.get("success") is True and str(data.get("error_code", "0")) == "0"
    if not is_granted or not isinstance(token, str) or not token:
        return None
    return _Granted(token, ends if isinstance(ends, int) and not isinstance(ends, bool) else None)


def _phrase(answer: Response, secrets: tuple[str, ...]) -> str | None:
    """What is to be said of an answer without a message, where its status does not say it."""
    kind = answer.headers.get("content-type", "")
    if not may_be_json(kind) and not 300 <= answer.status < 400:
        return f"the answer is {redacted(kind.partition(';')[0], secrets)}, not JSON"
    return "it gave no reason" if 200 <= answer.status < 300 else None
