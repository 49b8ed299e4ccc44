"""Who calls: every documented way is believed, and nothing that only looks like one; refusals are the documented ones."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from invoice_apis import ApiError, InvalidRequest
from invoice_apis.client.auth import acs3, sdk_hmac
from invoice_apis.client.auth.credentials import AccessKey, AccessToken, UserPassword
from invoice_apis.client.auth.schemes import Basic
from invoice_apis.client.auth.signing import sha256
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request, Response, utc
from invoice_apis.operation import Api, Operation, SecurityScheme, Server
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.accounts import Account
from invoice_apis.sandbox.authentication import GUARDS, Denied
from invoice_apis.sandbox.routes import Service
from testing.calls import (
    LOGINS,
    OPERATIONS,
    SIGNED,
    TOKENS,
    At,
    api_of,
    arguments,
    asked,
    assert_refused,
    built,
    call,
    changed,
    client,
    code_of,
    documented,
    name,
    proven,
    sent,
    ways,
)

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
WAYS = pytest.mark.parametrize(("operation", "scheme"), ways(), ids=name)
SIGNATURES = pytest.mark.parametrize(("operation", "scheme"), SIGNED, ids=name)


@pytest.fixture(scope="module")
def box():
    with Sandbox(rows=2) as running:
        yield running


@pytest.fixture(scope="module")
def earlier():
    """A sandbox whose clock stands still."""
    with Sandbox(rows=2, clock=lambda: NOW) as running:
        yield running


@WAYS
def test_every_documented_way_is_believed(box: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    call(box, operation, scheme.name)
    assert box.requests[-1].refused is None


@SIGNATURES
def test_temporary_keys_are_believed_with_their_token_only(
    box: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    call(box, operation, "temporary")
    key = box.auth(api_of(operation), "temporary")
    for token in (None, "another"):
        answer = _signed(box, operation, replace(key, security_token=token))
        assert_refused(operation, answer, "token", scheme)
    lasting = box.auth(api_of(operation), scheme.name)
    assert_refused(operation, _signed(box, operation, replace(lasting, security_token="any")), "token", scheme)


@SIGNATURES
def test_a_wrong_secret_and_an_unknown_key_are_told_apart(
    box: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    key = box.auth(api_of(operation), scheme.name)
    assert_refused(operation, _signed(box, operation, replace(key, secret_key="wrong")), "signature", scheme)
    assert_refused(operation, _signed(box, operation, replace(key, access_key="unknown")), "unknown-key", scheme)


@SIGNATURES
def test_the_client_tells_of_the_refusal(box: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    wrong = replace(box.auth(api_of(operation), scheme.name), secret_key="wrong")
    with pytest.raises(ApiError) as raised:
        call(box, operation, auth=wrong)
    said = documented(operation, "signature", scheme)
    assert (raised.value.status, raised.value.code) == (said.status, said.code)
    assert raised.value.request_id


@SIGNATURES
@pytest.mark.parametrize("minutes", [-16, -15, 15, 16])
def test_clocks_may_differ_by_a_quarter_of_an_hour(
    earlier: Sandbox, operation: Operation, scheme: SecurityScheme, minutes: int
) -> None:
    key = earlier.auth(api_of(operation), scheme.name)
    ambient = At(NOW + timedelta(minutes=minutes), nonce=f"minutes{minutes}")
    answer = sent(earlier, proven(earlier, built(earlier, operation), operation, key, ambient))
    if abs(minutes) > 15:
        assert_refused(operation, answer, "clock", scheme)
    else:
        assert answer.status == 200


@pytest.mark.parametrize(("operation", "scheme"), ways("acs3-hmac-sha256"), ids=name)
def test_a_nonce_is_good_once(box: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    key = box.auth(api_of(operation), scheme.name)
    request = proven(box, built(box, operation), operation, key, At(nonce="once"))
    assert sent(box, request).status == 200
    assert_refused(operation, sent(box, request), "nonce", scheme)


def test_another_sandbox_has_seen_no_nonce() -> None:
    with Sandbox(rows=0) as one, Sandbox(rows=0) as other:
        for operation, scheme in ways("acs3-hmac-sha256"):
            for box in (one, other):
                key = box.auth(api_of(operation), scheme.name)
                request = proven(box, built(box, operation), operation, key, At(nonce="once"))
                assert sent(box, request).status == 200


@SIGNATURES
def test_whatever_is_changed_after_signing_is_noticed(
    box: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    request = proven(box, built(box, operation), operation, box.auth(api_of(operation), scheme.name))
    assert_refused(operation, sent(box, changed(request, body=b"{}")), "signature", scheme)
    assert_refused(operation, sent(box, request, query="added=1"), "signature", scheme)
    later = request.with_headers({_date_header(request): "20200101T000000Z"})
    assert_refused(operation, sent(box, later), "clock", scheme)


@SIGNATURES
@pytest.mark.parametrize("left_out", ["host", "date"])
def test_a_signature_must_cover_what_counts(
    box: Sandbox, operation: Operation, scheme: SecurityScheme, left_out: str
) -> None:
    request = proven(box, built(box, operation), operation, box.auth(api_of(operation), scheme.name))
    name = _date_header(request).lower() if left_out == "date" else left_out
    told = request.header("Authorization") or ""
    bare = told.replace(f";{name}", "").replace(f"{name};", "")
    assert_refused(operation, sent(box, request.with_headers({"Authorization": bare})), "signature", scheme, name)


@SIGNATURES
def test_an_authorization_of_another_form_is_refused(
    box: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    request = proven(box, built(box, operation), operation, box.auth(api_of(operation), scheme.name))
    word = (request.header("Authorization") or "").split()[0]
    for odd in (word, f"{word} Signature=1", f"{word} " + "x" * 5000):
        assert_refused(operation, sent(box, request.with_headers({"Authorization": odd})), "signature", scheme)


@SIGNATURES
def test_callers_may_sign_more_headers_and_encode_the_query_as_a_form(
    box: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    """As the vendors' own SDKs do: a space is `+` on the wire and `%20` in what is signed."""
    request = built(box, operation).with_headers({"X-More": "1, 2", "Host": built(box, operation).host})
    request = request._replace(query=(*request.query, ("added", "a b~c")))
    request = _signed_whole(request, box.auth(api_of(operation), scheme.name), scheme.scheme)
    form = "&".join(f"{name}={value.replace(' ', '+').replace(':', '%3A')}" for name, value in request.query)
    assert_refused(operation, sent(box, request, query=form), "request", word="added")


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_a_request_without_proof_is_refused(box: Sandbox, operation: Operation) -> None:
    answer = sent(box, built(box, operation))
    reasons = ("token", "unknown-key")
    codes = [(documented(operation, reason).status, documented(operation, reason).code) for reason in reasons]
    assert (answer.status, code_of(operation, answer)) in codes


@pytest.mark.parametrize(("operation", "scheme"), TOKENS, ids=name)
def test_a_token_must_be_one_that_was_given(box: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    answer = sent(box, proven(box, built(box, operation), operation, AccessToken("made-up", scheme.place)))
    assert_refused(operation, answer, "token", scheme)


def test_basic_authentication_compares_name_and_password() -> None:
    scheme = SecurityScheme("Basic", "basic", None, None)
    service = Service("some_api", Api("Some API", (Server("https://example.com"),), (scheme,)), ())
    account = Account.of(service, 0)
    guard = GUARDS["basic"](scheme, account)
    own = account.auth("basic")
    assert isinstance(own, UserPassword)
    bare = Request("GET", "http://127.0.0.1", "/")
    right = Basic(scheme, own, {}).prove(bare, Environment())
    assert guard.is_meant(right)
    assert not guard.is_meant(bare)
    guard.check(right, NOW, ())
    for pair in (f"{own.user}:wrong", f"wrong:{own.password}", ""):
        told = base64.b64encode(pair.encode()).decode()
        with pytest.raises(Denied) as denied:
            guard.check(bare.with_headers({"Authorization": f"Basic {told}"}), NOW, ())
        assert denied.value.reason == "unknown-key"


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
def test_one_login_serves_many_calls(operation: Operation, scheme: SecurityScheme) -> None:
    with Sandbox(rows=0) as box, client(box, operation, scheme.name) as made:
        for _ in range(3):
            getattr(made, operation.name)(**arguments(operation))
        steps = [received.operation for received in box.requests]
    assert steps == ["app_token_path", "login_path", *[operation.id.partition("/")[2]] * 3]


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
@pytest.mark.parametrize("part", ["app_secret", "account_id", "user"])
def test_a_wrong_login_is_refused_in_the_body_of_a_200(
    box: Sandbox, operation: Operation, scheme: SecurityScheme, part: str
) -> None:
    wrong = replace(box.auth(api_of(operation), scheme.name), **{part: "wrong-value"})
    with pytest.raises(ApiError, match="the login was refused") as raised:
        call(box, operation, auth=wrong)
    assert raised.value.status == 200
    assert box.requests[-1].refused == "unknown-key"
    assert "wrong-value" not in str(raised.value)


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
def test_tokens_end_with_their_life(operation: Operation, scheme: SecurityScheme) -> None:
    now = [datetime.now(UTC)]
    lifetime = int(str(dict(scheme.options)["lifetime"]))
    with Sandbox(rows=0, clock=lambda: now[0]) as box, client(box, operation, scheme.name) as made:
        getattr(made, operation.name)(**arguments(operation))
        now[0] += timedelta(seconds=lifetime + 1)
        getattr(made, operation.name)(**arguments(operation))
        assert [received.refused for received in box.requests] == [None, None, None, "token", None, None, None]


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_no_secret_is_kept_with_what_was_received(operation: Operation) -> None:
    with Sandbox(rows=0) as box:
        asked(box, operation)
        kept = str([(received, received.headers, received.value) for received in box.requests])
        told = box.credentials[api_of(operation)]["auth"].values()
        hidden = [value for made in told for part, value in made.items() if part not in ("usertype", "place")]
        assert not [value for value in hidden if value in kept]


def test_clients_refuse_bad_arguments_before_the_sandbox_sees_them(box: Sandbox) -> None:
    for operation in OPERATIONS:
        seen = len(box.requests)
        if operation.paging:
            with client(box, operation) as made, pytest.raises(InvalidRequest):
                getattr(made, operation.name)(**{**arguments(operation), operation.paging.page: -1})
            assert len(box.requests) == seen


def _signed(box: Sandbox, operation: Operation, key: AccessKey) -> Response:
    return sent(box, proven(box, built(box, operation), operation, key))


def _date_header(request: Request) -> str:
    return next(name for name, _ in request.headers if name.lower().endswith("-date"))


def _signed_whole(request: Request, key: AccessKey, word: str) -> Request:
    """Signed over all of its headers."""
    now = datetime.now(UTC)
    if word == "sdk-hmac-sha256":
        return sdk_hmac.signed(request, key, now)
    hashed = sha256(request.body)
    request = request.with_headers(
        {"x-acs-date": utc(now), "x-acs-signature-nonce": "whole", "x-acs-content-sha256": hashed}
    )
    made = acs3.sign(request.method, request.path, request.query, request.headers, hashed, key)
    return request.with_headers({"Authorization": made.authorization})
