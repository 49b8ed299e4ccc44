"""The two calls of an `app-login`, from the service's side: the application proves itself, then names its user."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .. import jsontext
from ..client.auth.credentials import AppLogin
from ..client.auth.login import LIFETIME
from ..operation import SecurityScheme
from .accounts import Account, is_good
from .refusals import refusal
from .routes import Step


def answered(account: Account, scheme: SecurityScheme, step: Step, body: bytes, now: datetime) -> tuple[bytes, bool]:
    """The body of the answer, which is HTTP 200 in any case, and whether it grants what was asked for."""
    own = account.given[scheme.name]
    assert isinstance(own, AppLogin)
    wrong = _wrong(own, account, step, _asked(body), now)
    if wrong is not None:
        code = refusal("unknown-key", [scheme], None).code
        return _body({"success": False, "error_desc": f"{wrong} is missing or wrong", "error_code": code}), False
    ends = now + timedelta(seconds=float(str(dict(scheme.options).get("lifetime", LIFETIME))))
    kind, name = ("app", "app_token") if step == "app_token_path" else ("access", "access_token")
    granted = {name: account.new_token(kind, ends), "success": True, "error_desc": ""}
    return _body({**granted, "expire_time": int(ends.timestamp() * 1000), "error_code": "0"}), True


def _wrong(own: AppLogin, account: Account, step: Step, asked: dict[str, Any], now: datetime) -> str | None:
    """The first member that is not what the account says."""
    right = {"appId": own.app_id, "appSecret": own.app_secret, "accountId": own.account_id}
    if step == "login_path":
        right = {"user": own.user, "accountId": own.account_id, "usertype": own.usertype}
        token = asked.get("apptoken")
        if not isinstance(token, str) or not is_good(account.app_tokens, token, now):
            return "apptoken"
    return next((name for name, value in right.items() if asked.get(name) != value), None)


def _asked(body: bytes) -> dict[str, Any]:
    try:
        value = jsontext.read(body)
    except jsontext.Unreadable:
        return {}
    return value if isinstance(value, dict) else {}


def _body(data: dict[str, Any]) -> bytes:
    """The outer flags say nothing: they are the same for a refusal."""
    return jsontext.write({"data": data, "state": "success", "status": True})
