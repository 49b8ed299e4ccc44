"""Both steps of an `app-login`, on the side of the service."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .. import jsontext
from ..client.auth.credentials import AppLogin
from ..client.auth.login import DEFAULT_LIFETIME
from ..client.auth.verification import is_valid_token
from ..operation import SecurityScheme
from .accounts import Account
from .refusals import find_refusal


def respond(account: Account, scheme: SecurityScheme, step: str, body: bytes, now: datetime) -> tuple[bytes, bool]:
    """Body of the response, always sent with HTTP 200, and whether a token was granted."""
    credentials = account.credentials[scheme.name]
    assert isinstance(credentials, AppLogin)
    mismatch = _first_mismatch(credentials, account, step, _parse_body(body), now)
    if mismatch is not None:
        code = find_refusal("unknown-key", [scheme], None).code
        return (
            _response_body({"success": False, "error_desc": f"{mismatch} is missing or wrong", "error_code": code}),
            False,
        )
    expires = now + timedelta(seconds=float(str(dict(scheme.options).get("lifetime", DEFAULT_LIFETIME))))
    kind, name = ("app", "app_token") if step == "app_token_path" else ("access", "access_token")
    granted = {name: account.issue_token(kind, expires), "success": True, "error_desc": ""}
    return _response_body({**granted, "expire_time": int(expires.timestamp() * 1000), "error_code": "0"}), True


def _first_mismatch(
    credentials: AppLogin, account: Account, step: str, members: dict[str, Any], now: datetime
) -> str | None:
    """Name of the first member that differs from the account."""
    expected = {"appId": credentials.app_id, "appSecret": credentials.app_secret, "accountId": credentials.account_id}
    if step == "login_path":
        expected = {"user": credentials.user, "accountId": credentials.account_id, "usertype": credentials.usertype}
        token = members.get("apptoken")
        if not isinstance(token, str) or not is_valid_token(account.app_tokens, token, now):
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
