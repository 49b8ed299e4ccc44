"""Credentials that a function returns, asked before each attempt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import (
    AUTH_CASES,
    Kind,
    after_login,
    case_id,
    credentials,
    documented_call,
    documented_response,
    open_client,
)
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH

EVERY = pytest.mark.parametrize(("operation", "scheme"), AUTH_CASES, ids=case_id)


def awaited(function: Callable[[], Any]) -> Callable[[], Awaitable[Any]]:
    async def ask() -> Any:
        await asyncio.sleep(0)
        return function()

    return ask


@EVERY
@pytest.mark.parametrize("is_awaited", [False, True])
def test_each_attempt_is_signed_with_the_credentials_of_the_moment(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, is_awaited: bool
) -> None:
    if is_awaited and kind == "sync":
        pytest.skip("a blocking client does not await")
    asked: list[Any] = []

    def function() -> Any:
        asked.append(credentials(scheme, f"made-up-{len(asked)}"))
        return asked[-1]

    answers = [CannedResponse(503), CannedResponse(body=documented_response(operation))]
    service.respond_by(after_login(operation, answers[0]))
    auth = awaited(function) if is_awaited else function
    with open_client(operation, kind, service.url, auth=auth) as caller:
        with pytest.raises(ia.ApiError):
            caller(operation, **documented_call(operation).arguments)
        first = list(service.requests)
        service.respond_by(after_login(operation, answers[1]))
        caller(operation, **documented_call(operation).arguments)
    assert len(asked) == 2
    sent = "".join(f"{seen.target} {seen.headers} {seen.body!r}" for seen in [*first, *service.requests])
    shown = [part for part in ("made-up-0-", "made-up-1-") if part in sent]
    assert shown == ["made-up-0-", "made-up-1-"] or scheme.scheme == "basic"


@EVERY
def test_a_login_lasts_while_the_credentials_stay_equal(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme
) -> None:
    service.respond_by(after_login(operation, CannedResponse(body=documented_response(operation))))
    with open_client(operation, kind, service.url, auth=lambda: credentials(scheme)) as caller:
        caller(operation, **documented_call(operation).arguments)
        before = len(service.requests)
        caller(operation, **documented_call(operation).arguments)
    assert len(service.requests) == before + 1


@EACH
@pytest.mark.parametrize("returned", ["SECRET-TOKEN", None, ("SECRET", "PAIR")])
def test_a_function_must_return_credentials(kind: Kind, operation: Operation, returned: Any) -> None:
    with (
        open_client(operation, kind, "https://example.com", auth=lambda: returned) as caller,
        pytest.raises(TypeError, match="the function auth returned a") as raised,
    ):
        caller(operation, **documented_call(operation).arguments)
    assert "SECRET" not in str(raised.value)


@EACH
def test_a_blocking_client_does_not_await(operation: Operation) -> None:
    with (
        open_client(operation, "sync", "https://example.com", auth=awaited(lambda: None)) as caller,
        pytest.raises(TypeError, match="use the async client"),
    ):
        caller(operation, **documented_call(operation).arguments)


@EACH
def test_errors_of_the_function_reach_the_caller(kind: Kind, operation: Operation) -> None:
    def fail() -> Any:
        raise LookupError("vault is sealed")

    with (
        open_client(operation, kind, "https://example.com", auth=fail) as caller,
        pytest.raises(LookupError, match="vault is sealed"),
    ):
        caller(operation, **documented_call(operation).arguments)
