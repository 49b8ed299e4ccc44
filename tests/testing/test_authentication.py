"""Authentication: every documented scheme is accepted, and rejections are as documented."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from invoice_apis import ApiError, InvalidRequest
from invoice_apis.client.auth import acs3, sdk_hmac
from invoice_apis.client.auth.basic import Basic
from invoice_apis.client.auth.credentials import AccessKey, AccessToken, UserPassword
from invoice_apis.client.auth.signing import sha256
from invoice_apis.client.auth.verification import AuthError
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request, Response, format_utc
from invoice_apis.operation import Api, Operation, SecurityScheme, Server
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.accounts import Account
from invoice_apis.sandbox.routes import Service
from testing.calls import (
    LOGINS,
    OPERATIONS,
    SIGNED,
    TOKENS,
    FixedEnvironment,
    api_of,
    arguments,
    assert_rejected,
    auth_cases,
    build_request,
    call,
    client,
    code_of,
    documented_refusal,
    name,
    replace_parts,
    request_response,
    send,
    signed,
)

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
WAYS = pytest.mark.parametrize(("operation", "scheme"), auth_cases(), ids=name)
SIGNATURES = pytest.mark.parametrize(("operation", "scheme"), SIGNED, ids=name)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(rows=2) as running:
        yield running


@pytest.fixture(scope="module")
def earlier():
    """A sandbox with a constant clock."""
    with Sandbox(rows=2, clock=lambda: NOW) as running:
        yield running


@WAYS
def test_every_documented_scheme_is_accepted(sandbox: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    call(sandbox, operation, scheme.name)
    assert sandbox.requests[-1].refused is None


@SIGNATURES
def test_temporary_keys_need_their_token(sandbox: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    call(sandbox, operation, "temporary")
    key = sandbox.auth(api_of(operation), "temporary")
    for token in (None, "another"):
        response = _signed(sandbox, operation, replace(key, security_token=token))
        assert_rejected(operation, response, "token", scheme)
    lasting = sandbox.auth(api_of(operation), scheme.name)
    assert_rejected(operation, _signed(sandbox, operation, replace(lasting, security_token="any")), "token", scheme)


@SIGNATURES
def test_a_wrong_secret_and_an_unknown_key_have_different_codes(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    key = sandbox.auth(api_of(operation), scheme.name)
    assert_rejected(operation, _signed(sandbox, operation, replace(key, secret_key="wrong")), "signature", scheme)
    assert_rejected(operation, _signed(sandbox, operation, replace(key, access_key="unknown")), "unknown-key", scheme)


@SIGNATURES
def test_the_client_raises_the_documented_rejection(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    wrong = replace(sandbox.auth(api_of(operation), scheme.name), secret_key="wrong")
    with pytest.raises(ApiError) as raised:
        call(sandbox, operation, auth=wrong)
    refusal = documented_refusal(operation, "signature", scheme)
    assert (raised.value.status, raised.value.code) == (refusal.status, refusal.code)
    assert raised.value.request_id


@SIGNATURES
@pytest.mark.parametrize("minutes", [-16, -15, 15, 16])
def test_clocks_may_differ_by_a_quarter_of_an_hour(
    earlier: Sandbox, operation: Operation, scheme: SecurityScheme, minutes: int
) -> None:
    key = earlier.auth(api_of(operation), scheme.name)
    environment = FixedEnvironment(NOW + timedelta(minutes=minutes), nonce=f"minutes{minutes}")
    response = send(earlier, signed(earlier, build_request(earlier, operation), operation, key, environment))
    if abs(minutes) > 15:
        assert_rejected(operation, response, "clock", scheme)
    else:
        assert response.status == 200


@pytest.mark.parametrize(("operation", "scheme"), auth_cases("acs3-hmac-sha256"), ids=name)
def test_a_nonce_is_accepted_once(sandbox: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    key = sandbox.auth(api_of(operation), scheme.name)
    request = signed(sandbox, build_request(sandbox, operation), operation, key, FixedEnvironment(nonce="once"))
    assert send(sandbox, request).status == 200
    assert_rejected(operation, send(sandbox, request), "nonce", scheme)


def test_another_sandbox_has_seen_no_nonce() -> None:
    with Sandbox(rows=0) as one, Sandbox(rows=0) as other:
        for operation, scheme in auth_cases("acs3-hmac-sha256"):
            for sandbox in (one, other):
                key = sandbox.auth(api_of(operation), scheme.name)
                request = signed(
                    sandbox, build_request(sandbox, operation), operation, key, FixedEnvironment(nonce="once")
                )
                assert send(sandbox, request).status == 200


@SIGNATURES
def test_a_request_changed_after_signing_is_rejected(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    request = signed(
        sandbox, build_request(sandbox, operation), operation, sandbox.auth(api_of(operation), scheme.name)
    )
    assert_rejected(operation, send(sandbox, replace_parts(request, body=b"{}")), "signature", scheme)
    assert_rejected(operation, send(sandbox, request, query="added=1"), "signature", scheme)
    later = request.with_headers({_date_header(request): "20200101T000000Z"})
    assert_rejected(operation, send(sandbox, later), "clock", scheme)


@SIGNATURES
@pytest.mark.parametrize("left_out", ["host", "date"])
def test_a_signature_must_cover_host_and_date(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme, left_out: str
) -> None:
    request = signed(
        sandbox, build_request(sandbox, operation), operation, sandbox.auth(api_of(operation), scheme.name)
    )
    name = _date_header(request).lower() if left_out == "date" else left_out
    headers_ = request.header("Authorization") or ""
    bare = headers_.replace(f";{name}", "").replace(f"{name};", "")
    assert_rejected(operation, send(sandbox, request.with_headers({"Authorization": bare})), "signature", scheme, name)


@SIGNATURES
def test_a_malformed_authorization_header_is_rejected(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    request = signed(
        sandbox, build_request(sandbox, operation), operation, sandbox.auth(api_of(operation), scheme.name)
    )
    text = (request.header("Authorization") or "").split()[0]
    for odd in (text, f"{text} Signature=1", f"{text} " + "x" * 5000):
        assert_rejected(operation, send(sandbox, request.with_headers({"Authorization": odd})), "signature", scheme)


@SIGNATURES
def test_callers_may_sign_more_headers_and_encode_the_query_as_a_form(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme
) -> None:
    """The vendors' own SDKs do: a space is `+` in the URL and `%20` in the canonical request."""
    request = build_request(sandbox, operation).with_headers(
        {"X-More": "1, 2", "Host": build_request(sandbox, operation).host}
    )
    request = request._replace(query=(*request.query, ("added", "a b~c")))
    request = _signed_whole(request, sandbox.auth(api_of(operation), scheme.name), scheme.scheme)
    form = "&".join(f"{name}={value.replace(' ', '+').replace(':', '%3A')}" for name, value in request.query)
    assert_rejected(operation, send(sandbox, request, query=form), "request", text="added")


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_a_request_without_credentials_is_rejected(sandbox: Sandbox, operation: Operation) -> None:
    response = send(sandbox, build_request(sandbox, operation))
    reasons = ("token", "unknown-key")
    codes = [
        (documented_refusal(operation, reason).status, documented_refusal(operation, reason).code) for reason in reasons
    ]
    assert (response.status, code_of(operation, response)) in codes


@pytest.mark.parametrize(("operation", "scheme"), TOKENS, ids=name)
def test_an_unknown_token_is_rejected(sandbox: Sandbox, operation: Operation, scheme: SecurityScheme) -> None:
    response = send(
        sandbox, signed(sandbox, build_request(sandbox, operation), operation, AccessToken("made-up", scheme.place))
    )
    assert_rejected(operation, response, "token", scheme)


def test_basic_authentication_compares_name_and_password() -> None:
    scheme = SecurityScheme("Basic", "basic", None, None)
    service = Service("some_api", Api("Some API", (Server("https://example.com"),), (scheme,)), ())
    account = Account.create(service, 0)
    guard = Basic.authenticator(scheme, account)
    own = account.auth("basic")
    assert isinstance(own, UserPassword)
    bare = Request("GET", "http://127.0.0.1", "/")
    right = Basic(scheme, own, {}).sign(bare, Environment())
    assert guard.matches(right)
    assert not guard.matches(bare)
    guard.verify(right, NOW, ())
    for pair in (f"{own.user}:wrong", f"wrong:{own.password}", ""):
        headers_ = base64.b64encode(pair.encode()).decode()
        with pytest.raises(AuthError) as denied:
            guard.verify(bare.with_headers({"Authorization": f"Basic {headers_}"}), NOW, ())
        assert denied.value.reason == "unknown-key"


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
def test_one_login_serves_many_calls(operation: Operation, scheme: SecurityScheme) -> None:
    with Sandbox(rows=0) as sandbox, client(sandbox, operation, scheme.name) as value:
        for _ in range(3):
            getattr(value, operation.name)(**arguments(operation))
        steps = [received.operation for received in sandbox.requests]
    assert steps == ["app_token_path", "login_path", *[operation.id.partition("/")[2]] * 3]


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
@pytest.mark.parametrize("part", ["app_secret", "account_id", "user"])
def test_a_wrong_login_is_rejected_with_status_200(
    sandbox: Sandbox, operation: Operation, scheme: SecurityScheme, part: str
) -> None:
    wrong = replace(sandbox.auth(api_of(operation), scheme.name), **{part: "wrong-value"})
    with pytest.raises(ApiError, match="login rejected") as raised:
        call(sandbox, operation, auth=wrong)
    assert raised.value.status == 200
    assert sandbox.requests[-1].refused == "unknown-key"
    assert "wrong-value" not in str(raised.value)


@pytest.mark.parametrize(("operation", "scheme"), LOGINS, ids=name)
def test_tokens_expire(operation: Operation, scheme: SecurityScheme) -> None:
    now = [datetime.now(UTC)]
    lifetime = int(str(dict(scheme.options)["lifetime"]))
    with Sandbox(rows=0, clock=lambda: now[0]) as sandbox, client(sandbox, operation, scheme.name) as value:
        getattr(value, operation.name)(**arguments(operation))
        now[0] += timedelta(seconds=lifetime + 1)
        getattr(value, operation.name)(**arguments(operation))
        assert [received.refused for received in sandbox.requests] == [None, None, None, "token", None, None, None]


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_received_requests_contain_no_secrets(operation: Operation) -> None:
    with Sandbox(rows=0) as sandbox:
        request_response(sandbox, operation)
        kept = str([(received, received.headers, received.value) for received in sandbox.requests])
        headers_ = sandbox.credentials[api_of(operation)]["auth"].values()
        hidden = [value for value in headers_ for part, value in value.items() if part not in ("usertype", "place")]
        assert not [value for value in hidden if value in kept]


def test_clients_reject_invalid_arguments_before_sending(sandbox: Sandbox) -> None:
    for operation in OPERATIONS:
        seen = len(sandbox.requests)
        if operation.paging:
            with client(sandbox, operation) as value, pytest.raises(InvalidRequest):
                getattr(value, operation.name)(**{**arguments(operation), operation.paging.page: -1})
            assert len(sandbox.requests) == seen


def _signed(sandbox: Sandbox, operation: Operation, key: AccessKey) -> Response:
    return send(sandbox, signed(sandbox, build_request(sandbox, operation), operation, key))


def _date_header(request: Request) -> str:
    return next(name for name, _ in request.headers if name.lower().endswith("-date"))


def _signed_whole(request: Request, key: AccessKey, text: str) -> Request:
    """Signed with all of its headers."""
    now = datetime.now(UTC)
    if text == "sdk-hmac-sha256":
        return sdk_hmac.sign_request(request, key, now)
    hashed = sha256(request.body)
    request = request.with_headers(
        {"x-acs-date": format_utc(now), "x-acs-signature-nonce": "whole", "x-acs-content-sha256": hashed}
    )
    value = acs3.compute_signature(request.method, request.path, request.query, request.headers, hashed, key)
    return request.with_headers({"Authorization": value.authorization})
