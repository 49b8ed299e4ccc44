"""`client-credentials`: how tokens are asked for, read, kept and renewed. No contract of the package uses the scheme."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from invoice_apis import ApiError
from invoice_apis.client.auth.credentials import ClientCredentials
from invoice_apis.client.auth.oauth2 import OAuth2ClientCredentials, token_address
from invoice_apis.client.auth.schemes import CallContext
from invoice_apis.client.http.effects import Environment, Locked, Send
from invoice_apis.client.http.failure import NO_ENVELOPE
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import SecurityScheme

CREDENTIALS = ClientCredentials("id of client", "secret:of/client")
SERVERS = ("https://api.example.com/v1", "https://{tenant}.example.com")
IDENTITY = "https://identity.example.com/connect/token"
CALL = Request("GET", "https://api.example.com/v1", "/things")


class Clock(Environment):
    """A clock that stands still."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


class Service:
    """Drives the flows of a scheme, and answers the requests for tokens."""

    def __init__(self, answer: Callable[[int], Response], **options: Any) -> None:
        named = {"token_url": IDENTITY, "servers": SERVERS, **options}
        self.scheme = OAuth2ClientCredentials(
            SecurityScheme("OAuth", "client-credentials", None, None, tuple(named.items())), CREDENTIALS, {}
        )
        self.clock, self.answer = Clock(), answer
        self.asked: list[Send] = []

    def authorized(self, request: Request = CALL) -> Request:
        context = CallContext(timeout=30, time_left=lambda: 20.0, envelope=NO_ENVELOPE)
        signed: Request = self._run(self.scheme.authorize(request, self.clock, context))
        return signed

    def _run(self, flow: Any) -> Any:
        result = None
        while True:
            try:
                effect = flow.send(result)
            except StopIteration as end:
                return end.value
            if isinstance(effect, Locked):
                result = self._run(effect.flow())
            else:
                self.asked.append(effect)
                result = self.answer(len(self.asked))


def granted(number: int, **members: Any) -> Response:
    body = {"access_token": f"token-{number}", "token_type": "Bearer", "expires_in": 1800, **members}
    return Response(200, {"content-type": "application/json"}, json.dumps(body).encode())


def test_a_request_for_a_token_is_that_of_the_rfc() -> None:
    service = Service(granted, scope="read write")
    signed = service.authorized()
    assert signed.header("Authorization") == "Bearer token-1"
    (sent,) = service.asked
    request = sent.request
    assert (request.method, request.base_url, request.path) == (
        "POST",
        "https://identity.example.com",
        "/connect/token",
    )
    assert request.header("Content-Type") == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(request.body.decode())) == {"grant_type": "client_credentials", "scope": "read write"}
    # RFC 6749, section 2.3.1: percent-encoded, then base64 of id%20of%20client:secret%3Aof%2Fclient
    assert request.header("Authorization") == "Basic aWQlMjBvZiUyMGNsaWVudDpzZWNyZXQlM0FvZiUyRmNsaWVudA=="
    assert (sent.timeout, sent.total_timeout) == (20.0, 20.0)


def test_credentials_may_be_in_the_body() -> None:
    service = Service(granted, client_auth="body")
    service.authorized()
    request = service.asked[0].request
    assert request.header("Authorization") is None
    assert dict(parse_qsl(request.body.decode())) == {
        "grant_type": "client_credentials",
        "client_id": "id of client",
        "client_secret": "secret:of/client",
    }


@pytest.mark.parametrize(
    ("token_url", "base_url", "expected"),
    [
        (IDENTITY, "https://api.example.com/v1", ("https://identity.example.com", "/connect/token")),
        (IDENTITY, "https://some-tenant.example.com", ("https://identity.example.com", "/connect/token")),
        (IDENTITY, "http://127.0.0.1:8765", ("http://127.0.0.1:8765", "/connect/token")),
        (IDENTITY, "https://api.example.com.evil.test/v1", ("https://api.example.com.evil.test", "/connect/token")),
        ("/oauth/token", "https://api.example.com/v1", ("https://api.example.com", "/oauth/token")),
        ("/oauth/token", "http://127.0.0.1:8765", ("http://127.0.0.1:8765", "/oauth/token")),
    ],
)
def test_a_base_url_of_the_callers_own_has_the_token_endpoint(
    token_url: str, base_url: str, expected: tuple[str, str]
) -> None:
    assert token_address(token_url, () if token_url.startswith("/") else SERVERS, base_url) == expected


@pytest.mark.parametrize(
    ("expires_in", "options", "seconds"),
    [
        (1800, {}, 1740),
        ("1800", {}, 1740),
        (60, {}, 30),
        (1800, {"renew_early": 300}, 1500),
        (None, {}, 3540),
        (None, {"lifetime": 600}, 540),
        (0, {}, 3540),
        (-5, {}, 3540),
        (True, {}, 3540),
        (10**12, {}, 3540),
        ("soon", {}, 3540),
    ],
)
def test_a_token_is_renewed_before_it_expires(expires_in: Any, options: dict[str, Any], seconds: int) -> None:
    service = Service(lambda number: granted(number, expires_in=expires_in), **options)
    service.authorized()
    service.clock.seconds += seconds - 1
    assert service.authorized().header("Authorization") == "Bearer token-1"
    service.clock.seconds += 1
    assert service.authorized().header("Authorization") == "Bearer token-2"
    assert len(service.asked) == 2


def test_a_refused_token_is_renewed_but_not_twice_for_calls_that_overlap() -> None:
    service = Service(granted)
    first, second = service.authorized(), service.authorized()
    assert service.scheme.is_expired(first, None, 401)
    assert service.authorized().header("Authorization") == "Bearer token-2"
    assert service.scheme.is_expired(second, None, 401)
    assert service.authorized().header("Authorization") == "Bearer token-2"
    assert not service.scheme.is_expired(second, "expired", 403)


def test_the_contract_may_name_the_codes_of_an_expired_token() -> None:
    service = Service(granted, expired_codes=("TokenExpired",))
    signed = service.authorized()
    assert service.scheme.is_expired(signed, "TokenExpired", 400)
    assert not service.scheme.is_expired(signed, None, 401)


@pytest.mark.parametrize(
    ("status", "body", "code", "message", "retryable"),
    [
        (401, b'{"error": "invalid_client", "error_description": "Unknown."}', "invalid_client", "Unknown.", False),
        (400, b'{"error": "invalid_scope"}', "invalid_scope", "Bad Request", False),
        (503, b"", None, "Service Unavailable", True),
        (200, b'{"access_token": ""}', None, "no reason given", False),
        (200, b'{"access_token": "a b"}', None, "no reason given", False),
        (200, b'{"access_token": "a\\nb"}', None, "no reason given", False),
        (200, b'{"access_token": 7}', None, "no reason given", False),
        (200, b'["access_token"]', None, "no reason given", False),
        (200, b"access_token=abc", None, "no reason given", False),
    ],
)
def test_what_grants_no_token_is_a_rejected_login(
    status: int, body: bytes, code: str | None, message: str, retryable: bool
) -> None:
    service = Service(lambda _: Response(status, {"content-type": "application/json"}, body))
    with pytest.raises(ApiError, match="login rejected") as raised:
        service.authorized()
    assert (raised.value.status, raised.value.code, raised.value.retryable) == (status, code, retryable)
    assert message in str(raised.value)


def test_no_secret_is_in_an_error_or_a_repr() -> None:
    def repeat(number: int) -> Response:
        request = service.asked[number - 1].request
        text = f"{request.headers} {request.body!r} {CREDENTIALS.client_id} {CREDENTIALS.client_secret}"
        return Response(401, {}, json.dumps({"error": text, "error_description": text}).encode())

    for options in ({}, {"client_auth": "body"}):
        service = Service(repeat, **options)
        with pytest.raises(ApiError) as raised:
            service.authorized()
        shown = f"{raised.value} {raised.value!r} {CREDENTIALS!r} {service.asked[0].request!r}"
        for secret in (*service.scheme.secrets, "secret%3Aof%2Fclient", "id+of+client", "id%20of%20client"):
            assert secret not in shown
        assert len(service.scheme.secrets) == 3
