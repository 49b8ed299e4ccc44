"""`app-login`: two calls give a token, which is kept, renewed before it ends, and once after the service refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import jsontext, pointer
from ..credentials import AppLogin, Credentials
from ..errors import ApiError, InvoiceApisError
from ..operation import SecurityScheme
from ..redact import redacted
from ..steps import Alone, Ambient, Flow, Send
from ..wire import Answer, Request
from .schemes import Scheme, carrying

LIFETIME = 7200
"""Seconds that a token lives when neither the contract nor the answer says so."""


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str = field(repr=False)
    until: float
    """When to renew it, in epoch seconds."""


class Login(Scheme):
    """The token is shared by all calls of a client: one login serves many first calls."""

    takes = AppLogin
    credentials: AppLogin

    def __init__(self, how: SecurityScheme, credentials: Credentials, values: Mapping[str, str]) -> None:
        super().__init__(how, credentials, values)
        self._kept: _Kept | None = None
        self._failed: InvoiceApisError | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The login and the token that it gave."""
        kept = self._kept
        return (*super().secrets, *([kept.token] if kept else []))

    def authorized(self, request: Request, ambient: Ambient, timeout: float) -> Flow[Request]:
        """With a token that is still good; a new one is fetched by one call while the others wait."""
        kept = self._fresh(ambient)
        if kept is None:
            known = self._failed
            kept = yield Alone(lambda: self._renewed(request.base, ambient, timeout, known))
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

    def _fresh(self, ambient: Ambient) -> _Kept | None:
        kept = self._kept
        return kept if kept is not None and ambient.now().timestamp() < kept.until else None

    def _renewed(self, base: str, ambient: Ambient, timeout: float, known: InvoiceApisError | None) -> Flow[_Kept]:
        """The token of whoever came first; who waited for a login that failed has failed too."""
        kept = self._fresh(ambient)
        if kept is not None:
            return kept
        if self._failed is not None and self._failed is not known:
            raise self._failed
        try:
            kept = self._kept = yield from self._logged_in(base, ambient, timeout)
        except InvoiceApisError as error:
            self._failed = error
            raise
        self._failed = None
        return kept

    def _logged_in(self, base: str, ambient: Ambient, timeout: float) -> Flow[_Kept]:
        own = self.credentials
        tenant = {} if own.tenant_id is None else {"tenantid": own.tenant_id}
        language = {} if own.language is None else {"language": own.language}
        asked = {"appId": own.app_id, "appSecret": own.app_secret, "accountId": own.account_id, **tenant, **language}
        app_token, _ = yield from self._token(base, "app_token_path", asked, "app_token", timeout)
        asked = {
            "user": own.user,
            "apptoken": app_token,
            "accountId": own.account_id,
            "usertype": own.usertype,
            **tenant,
        }
        token, until = yield from self._token(base, "login_path", asked, "access_token", timeout)
        now = ambient.now().timestamp()
        lifetime = float(str(self.options.get("lifetime", LIFETIME)))
        ends = until / 1000 if until is not None else now + lifetime
        return _Kept(token, ends - float(str(self.options.get("renew_early", 0))))

    def _token(
        self, base: str, path: str, asked: dict[str, str], name: str, timeout: float
    ) -> Flow[tuple[str, int | None]]:
        """One step of the login: the token that it gives, and when that ends in epoch milliseconds."""
        headers = (("Content-Type", "application/json"),)
        request = Request("POST", base, str(self.options[path]), headers=headers, body=jsontext.write(asked))
        answer: Answer = yield Send(request, timeout, timeout)
        body = _json(answer)
        data = pointer.get(body, "/data")
        data = data if isinstance(data, dict) else {}
        token, until = data.get(name), data.get("expire_time")
        is_granted = data.get("success") is True and str(data.get("error_code", "0")) == "0"
        if answer.status != 200 or not is_granted or not isinstance(token, str) or not token:
            raise self._refusal(answer, body, data, asked)
        return token, until if isinstance(until, int) and not isinstance(until, bool) else None

    def _refusal(self, answer: Answer, body: Any, data: dict[str, Any], asked: dict[str, str]) -> ApiError:
        code = next(
            (str(value) for value in (data.get("error_code"), pointer.get(body, "/errorCode")) if _told(value)), None
        )
        words = (data.get("error_desc"), pointer.get(body, "/message"))
        message = next((str(value) for value in words if _told(value)), "it gave no reason")
        secrets = [*self.secrets, asked.get("apptoken", "")]
        text = redacted(f"the login was refused: {message}", secrets)
        retryable = answer.status == 429 or answer.status >= 500
        return ApiError(answer.status, code and redacted(code, secrets), text, retryable=retryable)


def _told(value: Any) -> bool:
    return isinstance(value, (str, int)) and value not in ("", "0")


def _json(answer: Answer) -> Any:
    try:
        return jsontext.read(answer.body)
    except jsontext.Unreadable:
        return None
