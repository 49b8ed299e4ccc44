"""Tokens: got by a login in two steps, kept, renewed in time and after a refusal; or given, and sent where they belong."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from invoice_apis import AccessToken, ApiError, ConfigurationError, TransportError
from invoice_apis.client.auth.credentials import AppLogin
from invoice_apis.client.http.effects import Locked, Send
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import WAYS, api_of, called

from .fakes import JSON, FakeClock, FakeService, FlowDriver, Serve, fine, in_turn

LOGINS = [(operation, scheme) for operation, scheme in WAYS if scheme.scheme == "app-login"]
TOKENS = [(operation, scheme) for operation, scheme in WAYS if scheme.scheme == "token"]
EVERY = pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=called)
STEPS = ["app_token_path", "login_path"]
LOGIN = AppLogin("id-of-app", "secret-of-app", "id-of-account", "name-of-user", tenant_id="id-of-tenant")


def playing(operation: Operation, scheme: SecurityScheme, *faults: str, serve: Serve | None = None) -> Any:
    """A client that logs in at the sandbox; what else it asks may be answered by a test."""
    world = FakeClock()
    office = FakeService(world, *faults)
    paths = [dict(scheme.options)[step] for step in STEPS]

    def answer(request: Request) -> Response:
        return office(request) if serve is None or request.path in paths else serve(request)

    return FlowDriver(operation, answer, scheme, office.account(operation).auth(scheme.name), world), office


def expired(scheme: SecurityScheme) -> int:
    """A status by which a service says that a token ran out."""
    codes: Any = dict(scheme.options)["expired_codes"]
    return next(int(code) for code in codes if code.isdecimal())


def logins(play: FlowDriver, scheme: SecurityScheme) -> int:
    return [send.request.path for send in play.sent].count(str(dict(scheme.options)["login_path"]))


@EVERY
def test_one_login_serves_many_calls(operation: Operation, scheme: SecurityScheme) -> None:
    play, office = playing(operation, scheme)
    for _ in range(5):
        play.call()
    assert office.came == [(name, None) for name in [*STEPS, *[operation.id.partition("/")[2]] * 5]]


@EVERY
@pytest.mark.parametrize(("sooner", "times"), [(1, 1), (0, 2), (-1, 2)])
def test_a_token_is_renewed_before_it_ends(
    operation: Operation, scheme: SecurityScheme, sooner: int, times: int
) -> None:
    play, office = playing(operation, scheme)
    play.call()
    options: Any = dict(scheme.options)
    play.world.seconds = options["lifetime"] - options["renew_early"] - sooner
    play.call()
    assert logins(play, scheme) == times
    assert {refused for _, refused in office.came} == {None}


@EVERY
def test_a_token_that_the_service_refuses_is_replaced_once(operation: Operation, scheme: SecurityScheme) -> None:
    play, office = playing(operation, scheme, "expired-token=1")
    assert play.call(max_retries=0).http.status == 200
    assert [refused for _, refused in office.came] == [None, None, "token", None, None, None]


@EVERY
@pytest.mark.parametrize("form", ["in the body", "by status"])
def test_a_token_that_the_service_refuses_again_is_not_replaced_again(
    operation: Operation, scheme: SecurityScheme, form: str
) -> None:
    by_status = in_turn(Response(expired(scheme), {}, b""))
    play, _ = playing(operation, scheme, "expired-token=2", serve=by_status if form == "by status" else None)
    with pytest.raises(ApiError) as raised:
        play.call()
    assert str(expired(scheme)) in (str(raised.value.status), raised.value.code)
    assert len(play.sent) == 2 * (len(STEPS) + 1)
    assert logins(play, scheme) == 2
    assert play.pauses == []


@EVERY
def test_a_new_token_is_not_asked_for_after_the_deadline(operation: Operation, scheme: SecurityScheme) -> None:
    play, _ = playing(operation, scheme, serve=in_turn(fine(operation), Response(expired(scheme), {}, b"")))
    play.call()
    waiting = play.flow(deadline=10)
    assert isinstance(next(waiting), Send)
    play.world.seconds += 11
    with pytest.raises(ApiError):
        play.run(waiting, Response(expired(scheme), {}, b""))
    assert logins(play, scheme) == 1


@EVERY
def test_nothing_is_sent_when_the_login_took_all_the_time(operation: Operation, scheme: SecurityScheme) -> None:
    office = FakeService(world := FakeClock())
    play = FlowDriver(operation, office, scheme, office.account(operation).auth(scheme.name), world, takes=6)
    with pytest.raises(TransportError, match="deadline"):
        play.call(deadline=10)
    assert [name for name, _ in office.came] == STEPS


@EVERY
def test_calls_that_learn_together_that_a_token_ran_out_share_the_next_one(
    operation: Operation, scheme: SecurityScheme
) -> None:
    play, _ = playing(operation, scheme, serve=in_turn(fine(operation)))
    play.call()
    flows = [play.flow(), play.flow()]
    for flow in flows:
        assert isinstance(next(flow), Send)
    for flow in flows:
        assert play.run(flow, Response(expired(scheme), {}, b"")).http.status == 200
    assert logins(play, scheme) == 2


@EVERY
def test_calls_that_wait_for_a_login_share_it(operation: Operation, scheme: SecurityScheme) -> None:
    play, _ = playing(operation, scheme)
    flows = [play.flow(), play.flow()]
    waiting: list[Any] = [next(flow) for flow in flows]
    assert all(isinstance(step, Locked) for step in waiting)
    for flow, step in zip(flows, waiting, strict=True):
        play.run(flow, play.run(step.flow()))
    assert logins(play, scheme) == 1


@EVERY
def test_calls_that_wait_for_a_login_that_is_refused_are_refused_too(
    operation: Operation, scheme: SecurityScheme
) -> None:
    play = FlowDriver(operation, in_turn(Response(403, {}, b"")), scheme, LOGIN)
    waiting: list[Any] = [next(play.flow()) for _ in range(3)]
    for step in waiting:
        with pytest.raises(ApiError, match="the login was refused"):
            play.run(step.flow())
    assert len(play.sent) == 1
    with pytest.raises(ApiError, match="the login was refused"):
        play.call(max_retries=0)
    assert len(play.sent) == 2


REFUSALS: dict[str, tuple[int, Any, str | None, str]] = {
    "inside": (
        200,
        {"data": {"success": False, "error_code": "603", "error_desc": "no such app"}},
        "603",
        "no such app",
    ),
    "outside": (200, {"errorCode": "610", "message": "closed for today"}, "610", "closed for today"),
    "code is zero": (200, {"data": {"success": False, "error_code": "0"}}, None, "it gave no reason"),
    "a code despite success": (200, {"data": {"success": True, "error_code": "7", "app_token": "t"}}, "7", "no reason"),
    "no token": (200, {"data": {"success": True, "error_code": "0"}}, None, "no reason"),
    "a token that is no text": (200, {"data": {"success": True, "error_code": "0", "app_token": 7}}, None, "no reason"),
    "a list": (200, {"data": [1]}, None, "no reason"),
    "not an object": (200, [], None, "no reason"),
    "by status": (403, {"message": "go away"}, None, "go away"),
}


@EVERY
@pytest.mark.parametrize("way", REFUSALS)
def test_a_refused_login_is_an_error_with_the_reason(operation: Operation, scheme: SecurityScheme, way: str) -> None:
    status, body, code, words = REFUSALS[way]
    play = FlowDriver(operation, in_turn(Response(status, JSON, json.dumps(body).encode())), scheme, LOGIN)
    with pytest.raises(ApiError, match=words) as raised:
        play.call()
    assert (raised.value.status, raised.value.code, raised.value.retryable) == (status, code, False)
    assert len(play.sent) == 1


@EVERY
@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff"])
def test_a_login_that_is_answered_with_nonsense_is_an_error(
    operation: Operation, scheme: SecurityScheme, body: bytes
) -> None:
    play = FlowDriver(operation, in_turn(Response(200, {}, body)), scheme, LOGIN)
    with pytest.raises(ApiError, match="it gave no reason"):
        play.call()


@EVERY
def test_a_login_that_may_work_later_is_tried_again(operation: Operation, scheme: SecurityScheme) -> None:
    office = FakeService(world := FakeClock())
    first = iter([Response(503, {}, b""), TransportError("lost"), Response(429, {}, b"")])

    def serve(request: Request) -> Response:
        answer = next(first, None)
        if isinstance(answer, TransportError):
            raise answer
        return answer or office(request)

    play = FlowDriver(operation, serve, scheme, office.account(operation).auth(scheme.name), world)
    assert play.call(max_retries=3).http.status == 200


@EVERY
@pytest.mark.parametrize("step", STEPS)
def test_no_part_of_a_login_is_repeated_in_its_refusal(operation: Operation, scheme: SecurityScheme, step: str) -> None:
    def repeat(request: Request) -> Response:
        words = f"refused: {request.body.decode()}"
        told: dict[str, Any] = {"success": False, "error_code": words[:60], "error_desc": words}
        if request.path != dict(scheme.options)[step]:
            told = {"success": True, "error_code": "0", "app_token": "token-of-app"}
        return Response(200, JSON, json.dumps({"data": told}).encode())

    with pytest.raises(ApiError, match="the login was refused: refused: ") as raised:
        FlowDriver(operation, repeat, scheme, LOGIN).call()
    told = f"{raised.value!r} {raised.value} {raised.value.code} {raised.value.__cause__}"
    assert "-of-" not in told
    assert "***" in told


@EVERY
def test_the_token_of_a_login_goes_where_the_contract_says(operation: Operation, scheme: SecurityScheme) -> None:
    play, office = playing(operation, scheme)
    play.call()
    (token,) = [token for token in office.account(operation).tokens if token.startswith("sandbox-access-")]
    assert_carries(play.sent[-1].request, scheme, token)


@pytest.mark.parametrize(("operation", "scheme"), TOKENS, ids=called)
def test_a_token_that_was_given_goes_where_it_was_asked_to(operation: Operation, scheme: SecurityScheme) -> None:
    play = FlowDriver(operation, in_turn(fine(operation)), auth=AccessToken("token-that-was-given", scheme.place))
    play.call()
    assert_carries(play.sent[0].request, scheme, "token-that-was-given")


@pytest.mark.parametrize("operation", dict.fromkeys(operation for operation, _ in TOKENS), ids=called)
def test_a_token_without_a_wish_goes_the_first_documented_way(operation: Operation) -> None:
    play = FlowDriver(operation, in_turn(fine(operation)), auth=AccessToken("token-that-was-given"))
    play.call()
    first = next(scheme for own, scheme in TOKENS if own is operation)
    assert_carries(play.sent[0].request, first, "token-that-was-given")


PLACES: tuple[Literal["query", "header"], ...] = ("query", "header")
NOWHERE = [
    (operation, place)
    for operation in dict.fromkeys(operation for operation, _ in WAYS)
    for place in PLACES
    if place not in [scheme.place for scheme in api_of(operation).api.security_schemes if scheme.scheme == "token"]
]


@pytest.mark.parametrize(("operation", "place"), NOWHERE, ids=lambda case: called(case) or case)
def test_a_token_for_a_place_that_is_not_documented_is_refused(
    operation: Operation, place: Literal["query", "header"]
) -> None:
    with pytest.raises(ConfigurationError, match="give "):
        FlowDriver(operation, in_turn(fine(operation)), auth=AccessToken("token-that-was-given", place))


def assert_carries(request: Request, scheme: SecurityScheme, token: str) -> None:
    """There and nowhere else."""
    query, headers = dict(request.query), dict(request.headers)
    there, elsewhere = (query, headers) if scheme.place == "query" else (headers, query)
    assert there.pop(str(scheme.wire)) == token
    assert token not in str([there, elsewhere, request.path, request.body])
    assert token not in repr(Send(request, 1, 1))
