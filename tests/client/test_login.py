"""Tokens of an `app-login`: cached, renewed in time and after a rejection. Static tokens: sent in their place."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from invoice_apis import AccessToken, ApiError, ConfigurationError, TransportError
from invoice_apis.client.auth.credentials import AppLogin
from invoice_apis.client.http.effects import Locked, Send
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import AUTH_CASES, api_of, case_id

from .fakes import JSON, FakeClock, FakeService, FlowDriver, Serve, respond_in_turn, success

LOGINS = [(operation, scheme) for operation, scheme in AUTH_CASES if scheme.scheme == "app-login"]
TOKENS = [(operation, scheme) for operation, scheme in AUTH_CASES if scheme.scheme == "token"]
EVERY = pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=case_id)
STEPS = ["app_token_path", "login_path"]
LOGIN = AppLogin("id-of-app", "secret-of-app", "id-of-account", "name-of-user", tenant_id="id-of-tenant")


def login_driver(operation: Operation, scheme: SecurityScheme, *faults: str, serve: Serve | None = None) -> Any:
    """A client that logs in at the sandbox. Other requests may be served by a test."""
    clock = FakeClock()
    service = FakeService(clock, *faults)
    paths = [dict(scheme.options)[step] for step in STEPS]

    def respond(request: Request) -> Response:
        return service(request) if serve is None or request.path in paths else serve(request)

    return FlowDriver(operation, respond, scheme, service.account(operation).auth(scheme.name), clock), service


def expired(scheme: SecurityScheme) -> int:
    """Status for an expired token."""
    codes: Any = dict(scheme.options)["expired_codes"]
    return next(int(code) for code in codes if code.isdecimal())


def logins(driver: FlowDriver, scheme: SecurityScheme) -> int:
    return [send.request.path for send in driver.sent].count(str(dict(scheme.options)["login_path"]))


@EVERY
def test_one_login_serves_many_calls(operation: Operation, scheme: SecurityScheme) -> None:
    driver, service = login_driver(operation, scheme)
    for _ in range(5):
        driver.call()
    assert service.log == [(name, None) for name in [*STEPS, *[operation.id.partition("/")[2]] * 5]]


@EVERY
@pytest.mark.parametrize(("sooner", "times"), [(1, 1), (0, 2), (-1, 2)])
def test_a_token_is_renewed_before_it_ends(
    operation: Operation, scheme: SecurityScheme, sooner: int, times: int
) -> None:
    driver, service = login_driver(operation, scheme)
    driver.call()
    options: Any = dict(scheme.options)
    driver.clock.seconds = options["lifetime"] - options["renew_early"] - sooner
    driver.call()
    assert logins(driver, scheme) == times
    assert {refused for _, refused in service.log} == {None}


@EVERY
def test_a_rejected_token_is_renewed_once(operation: Operation, scheme: SecurityScheme) -> None:
    driver, service = login_driver(operation, scheme, "expired-token=1")
    assert driver.call(max_retries=0).http.status == 200
    assert [refused for _, refused in service.log] == [None, None, "token", None, None, None]


@EVERY
@pytest.mark.parametrize("form", ["in the body", "by status"])
def test_a_token_rejected_twice_is_not_renewed_again(operation: Operation, scheme: SecurityScheme, form: str) -> None:
    by_status = respond_in_turn(Response(expired(scheme), {}, b""))
    driver, _ = login_driver(operation, scheme, "expired-token=2", serve=by_status if form == "by status" else None)
    with pytest.raises(ApiError) as raised:
        driver.call()
    assert str(expired(scheme)) in (str(raised.value.status), raised.value.code)
    assert len(driver.sent) == 2 * (len(STEPS) + 1)
    assert logins(driver, scheme) == 2
    assert driver.delays == []


@EVERY
def test_no_token_is_requested_after_the_deadline(operation: Operation, scheme: SecurityScheme) -> None:
    driver, _ = login_driver(
        operation, scheme, serve=respond_in_turn(success(operation), Response(expired(scheme), {}, b""))
    )
    driver.call()
    waiting = driver.flow(deadline=10)
    assert isinstance(next(waiting), Send)
    driver.clock.seconds += 11
    with pytest.raises(ApiError):
        driver.run(waiting, Response(expired(scheme), {}, b""))
    assert logins(driver, scheme) == 1


@EVERY
def test_nothing_is_sent_if_the_login_used_up_the_deadline(operation: Operation, scheme: SecurityScheme) -> None:
    service = FakeService(clock := FakeClock())
    driver = FlowDriver(operation, service, scheme, service.account(operation).auth(scheme.name), clock, duration=6)
    with pytest.raises(TransportError, match="deadline"):
        driver.call(deadline=10)
    assert [name for name, _ in service.log] == STEPS


@EVERY
def test_concurrent_calls_with_an_expired_token_share_the_next_one(
    operation: Operation, scheme: SecurityScheme
) -> None:
    driver, _ = login_driver(operation, scheme, serve=respond_in_turn(success(operation)))
    driver.call()
    flows = [driver.flow(), driver.flow()]
    for flow in flows:
        assert isinstance(next(flow), Send)
    for flow in flows:
        assert driver.run(flow, Response(expired(scheme), {}, b"")).http.status == 200
    assert logins(driver, scheme) == 2


@EVERY
def test_calls_that_wait_for_a_login_share_it(operation: Operation, scheme: SecurityScheme) -> None:
    driver, _ = login_driver(operation, scheme)
    flows = [driver.flow(), driver.flow()]
    waiting: list[Any] = [next(flow) for flow in flows]
    assert all(isinstance(step, Locked) for step in waiting)
    for flow, step in zip(flows, waiting, strict=True):
        driver.run(flow, driver.run(step.flow()))
    assert logins(driver, scheme) == 1


@EVERY
def test_a_rejected_login_is_shared_with_waiting_calls(operation: Operation, scheme: SecurityScheme) -> None:
    driver = FlowDriver(operation, respond_in_turn(Response(403, {}, b"")), scheme, LOGIN)
    waiting: list[Any] = [next(driver.flow()) for _ in range(3)]
    for step in waiting:
        with pytest.raises(ApiError, match="login rejected"):
            driver.run(step.flow())
    assert len(driver.sent) == 1
    with pytest.raises(ApiError, match="login rejected"):
        driver.call(max_retries=0)
    assert len(driver.sent) == 2


REFUSALS: dict[str, tuple[int, Any, str | None, str]] = {
    "inside": (
        200,
        {"data": {"success": False, "error_code": "603", "error_desc": "no such app"}},
        "603",
        "no such app",
    ),
    "outside": (200, {"errorCode": "610", "message": "closed for today"}, "610", "closed for today"),
    "code is zero": (200, {"data": {"success": False, "error_code": "0"}}, None, "no reason given"),
    "a code despite success": (
        200,
        {"data": {"success": True, "error_code": "7", "app_token": "t"}},
        "7",
        "no reason given",
    ),
    "no token": (200, {"data": {"success": True, "error_code": "0"}}, None, "no reason given"),
    "a token that is no text": (
        200,
        {"data": {"success": True, "error_code": "0", "app_token": 7}},
        None,
        "no reason given",
    ),
    "a list": (200, {"data": [1]}, None, "no reason given"),
    "not an object": (200, [], None, "no reason given"),
    "by status": (403, {"message": "go away"}, None, "go away"),
}


@EVERY
@pytest.mark.parametrize("case", REFUSALS)
def test_a_rejected_login_raises_an_error_with_its_reason(
    operation: Operation, scheme: SecurityScheme, case: str
) -> None:
    status, body, code, text = REFUSALS[case]
    driver = FlowDriver(operation, respond_in_turn(Response(status, JSON, json.dumps(body).encode())), scheme, LOGIN)
    with pytest.raises(ApiError, match=text) as raised:
        driver.call()
    assert (raised.value.status, raised.value.code, raised.value.retryable) == (status, code, False)
    assert len(driver.sent) == 1


@EVERY
@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff"])
def test_a_malformed_login_response_is_an_error(operation: Operation, scheme: SecurityScheme, body: bytes) -> None:
    driver = FlowDriver(operation, respond_in_turn(Response(200, {}, body)), scheme, LOGIN)
    with pytest.raises(ApiError, match="no reason given"):
        driver.call()


@EVERY
def test_a_temporary_login_failure_is_retried(operation: Operation, scheme: SecurityScheme) -> None:
    service = FakeService(clock := FakeClock())
    first = iter([Response(503, {}, b""), TransportError("lost"), Response(429, {}, b"")])

    def serve(request: Request) -> Response:
        respond = next(first, None)
        if isinstance(respond, TransportError):
            raise respond
        return respond or service(request)

    driver = FlowDriver(operation, serve, scheme, service.account(operation).auth(scheme.name), clock)
    assert driver.call(max_retries=3).http.status == 200


@EVERY
@pytest.mark.parametrize("step", STEPS)
def test_an_error_of_a_login_contains_no_credentials(operation: Operation, scheme: SecurityScheme, step: str) -> None:
    def repeat(request: Request) -> Response:
        text = f"refused: {request.body.decode()}"
        shown: dict[str, Any] = {"success": False, "error_code": text[:60], "error_desc": text}
        if request.path != dict(scheme.options)[step]:
            shown = {"success": True, "error_code": "0", "app_token": "token-of-app"}
        return Response(200, JSON, json.dumps({"data": shown}).encode())

    with pytest.raises(ApiError, match="login rejected: refused: ") as raised:
        FlowDriver(operation, repeat, scheme, LOGIN).call()
    shown = f"{raised.value!r} {raised.value} {raised.value.code} {raised.value.__cause__}"
    assert "-of-" not in shown
    assert "***" in shown


@EVERY
def test_a_login_token_is_sent_in_its_documented_place(operation: Operation, scheme: SecurityScheme) -> None:
    driver, service = login_driver(operation, scheme)
    driver.call()
    (token,) = [token for token in service.account(operation).tokens if token.startswith("sandbox-access-")]
    assert_carries(driver.sent[-1].request, scheme, token)


@pytest.mark.parametrize(("operation", "scheme"), TOKENS, ids=case_id)
def test_a_token_is_sent_in_the_chosen_place(operation: Operation, scheme: SecurityScheme) -> None:
    driver = FlowDriver(
        operation, respond_in_turn(success(operation)), auth=AccessToken("token-that-was-given", scheme.place)
    )
    driver.call()
    assert_carries(driver.sent[0].request, scheme, "token-that-was-given")


@pytest.mark.parametrize("operation", dict.fromkeys(operation for operation, _ in TOKENS), ids=case_id)
def test_a_token_is_sent_in_the_first_documented_place_by_default(operation: Operation) -> None:
    driver = FlowDriver(operation, respond_in_turn(success(operation)), auth=AccessToken("token-that-was-given"))
    driver.call()
    first = next(scheme for own, scheme in TOKENS if own is operation)
    assert_carries(driver.sent[0].request, first, "token-that-was-given")


PLACES: tuple[Literal["query", "header"], ...] = ("query", "header")
NOWHERE = [
    (operation, place)
    for operation in dict.fromkeys(operation for operation, _ in AUTH_CASES)
    for place in PLACES
    if place not in [scheme.place for scheme in api_of(operation).api.security_schemes if scheme.scheme == "token"]
]


@pytest.mark.parametrize(("operation", "place"), NOWHERE, ids=lambda case: case_id(case) or case)
def test_a_token_for_an_undocumented_place_is_a_configuration_error(
    operation: Operation, place: Literal["query", "header"]
) -> None:
    with pytest.raises(ConfigurationError, match="give "):
        FlowDriver(operation, respond_in_turn(success(operation)), auth=AccessToken("token-that-was-given", place))


def assert_carries(request: Request, scheme: SecurityScheme, token: str) -> None:
    """In its place and nowhere else."""
    query, headers = dict(request.query), dict(request.headers)
    there, elsewhere = (query, headers) if scheme.place == "query" else (headers, query)
    assert there.pop(str(scheme.wire)) == token
    assert token not in str([there, elsewhere, request.path, request.body])
    assert token not in repr(Send(request, 1, 1))
