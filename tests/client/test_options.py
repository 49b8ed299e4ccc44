"""Client options, credentials and values, and the errors for invalid ones."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Callable
from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import (
    AUTH_CASES,
    OPERATIONS,
    Kind,
    after_login,
    api_of,
    case_id,
    credentials,
    documented_call,
    documented_response,
    open_client,
    path,
    required,
    schemes,
)
from support.emitted import encoded, exact, opened, reply_of
from support.mutate import at, dumps, replaced
from support.service import CannedResponse, ScriptedServer

EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
FROM_ENVIRONMENT = [way for way in AUTH_CASES if way[1].env]
VALUES = [(operation, value) for operation in OPERATIONS for value in api_of(operation).api.values]
ENCRYPTED = [operation for operation in OPERATIONS if operation.cipher]
AES_KEY, DERIVED = "synthetic-key", base64.b64decode("QRV4pRsmj5Vcn3z+fM22Qg==")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
Responder = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without credentials, values and proxies."""
    names = {name for _, scheme in AUTH_CASES for _, name in scheme.env} | {
        value.env for _, value in VALUES if value.env
    }
    for name in [*names, *PROXIES, *map(str.upper, PROXIES)]:
        monkeypatch.delenv(name, raising=False)


def mock_transport(operation: Operation, seen: list[httpx2.Request]) -> httpx2.MockTransport:
    """A transport for both clients that returns the documented response."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(
            200, content=documented_response(operation), headers={"Content-Type": "application/json"}
        )

    return httpx2.MockTransport(respond)


def configuration_error(operation: Operation, kind: Kind, **options: Any) -> str:
    """Message of the error for invalid options."""
    with pytest.raises(ia.ConfigurationError) as raised, open_client(operation, kind, **options):
        pass
    assert isinstance(raised.value, ValueError)
    return str(raised.value)


# Base URL


@pytest.mark.parametrize(
    ("operation", "region", "url"),
    [
        (operation, region, server.url)
        for operation in OPERATIONS
        for server in api_of(operation).api.servers
        for region in server.regions[:2]
    ],
    ids=case_id,
)
def test_a_region_chooses_the_documented_host(kind: Kind, operation: Operation, region: str, url: str) -> None:
    seen: list[httpx2.Request] = []
    with open_client(operation, kind, region=region, transport=mock_transport(operation, seen)) as caller:
        caller(operation, **documented_call(operation).arguments)
        assert url in repr(caller.client)
    assert str(seen[0].url).startswith(url)
    assert seen[0].headers["Host"] == httpx2.URL(url).host


@EACH
def test_without_a_region_the_first_host_is_used_or_base_url_is_required(kind: Kind, operation: Operation) -> None:
    servers = api_of(operation).api.servers
    if all(server.variables for server in servers):
        message = configuration_error(operation, kind)
        assert "base_url" in message
        assert all(server.url in message for server in servers)
    else:
        with open_client(operation, kind) as caller:
            assert next(server.url for server in servers if not server.variables) in repr(caller.client)


@EACH
def test_an_unknown_region_lists_the_known_ones(kind: Kind, operation: Operation) -> None:
    message = configuration_error(operation, kind, region="atlantis")
    assert "atlantis" in message
    assert all(region in message for server in api_of(operation).api.servers for region in server.regions)


@EACH
def test_region_and_base_url_exclude_each_other(kind: Kind, operation: Operation) -> None:
    assert "not both" in configuration_error(operation, kind, region="x", base_url="https://example.com")


@pytest.mark.parametrize("base_url", ["{0}", "{0}/", "{0}/a/b", "{0}/a/b/", "{0}//"])
@EACH
def test_base_url_may_have_a_path(service: ScriptedServer, kind: Kind, operation: Operation, base_url: str) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, base_url.format(service.url)) as caller:
        caller(operation, **documented_call(operation).arguments)
    assert "//" not in service.requests[0].path
    assert service.requests[0].path.startswith("/a/b/" if "/a/b" in base_url else "/")


BAD_ADDRESSES: list[Any] = [
    *(
        "",
        "example.com",
        "//example.com",
        "ftp://example.com",
        "https:",
        "https://",
        "https:///path",
        "file:///etc/passwd",
    ),
    *("https://user:PASSWORD@example.com", "https://TOKEN@example.com"),
    *("https://example.com?", "https://example.com/?a=b", "https://example.com#", "https://example.com/#a"),
    *(
        "https://exa mple.com",
        " https://example.com",
        "https://example.com\n",
        "https://example.com/a\tb",
        "https://example.com/\0",
    ),
    *("https://example.com:0", "https://example.com:99999", "https://example.com:port", "https://example.com:-1"),
    *(
        "https://[::1",
        "https://例え.example",
        "https://example.com/名",
        "https://{tenant}.example.com",
        "https://example.com/{tenant}",
    ),
    *("https://example.com\\@evil.example", "https://example.com/a/../b", "https://example.com/./b"),
    *(b"https://example.com", 443, ["https://example.com"], {}),
]


@EACH
@pytest.mark.parametrize("base_url", BAD_ADDRESSES)
def test_an_invalid_base_url_is_rejected(operation: Operation, base_url: Any) -> None:
    message = configuration_error(operation, "sync", base_url=base_url)
    assert "base_url" in message
    assert not {"PASSWORD", "TOKEN"} & set(message.replace(":", " ").replace("@", " ").split())


# Credentials


@EACH
def test_without_credentials_the_variables_are_named(kind: Kind, operation: Operation) -> None:
    message = configuration_error(operation, kind, auth=None, base_url="https://example.com")
    for scheme in schemes(operation):
        needed = required(SCHEMES[scheme.scheme].credentials_type)
        assert all(name in message for part, name in scheme.env if part in needed)


@pytest.mark.parametrize(("operation", "scheme"), FROM_ENVIRONMENT, ids=case_id)
def test_credentials_come_from_the_environment(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = credentials(scheme)
    for part, name in scheme.env:
        monkeypatch.setenv(name, getattr(wanted, part))
    service.respond_by(after_login(operation, CannedResponse(body=documented_response(operation))))
    with open_client(operation, kind, service.url, auth=None) as caller:
        caller(operation, **documented_call(operation).arguments)
    message = "".join(f"{seen.target} {seen.headers} {seen.body!r}" for seen in service.requests)
    expected = [getattr(wanted, part) for part, _ in scheme.env if part not in ("secret_key", "usertype")]
    assert all(text in message for text in expected)


@pytest.mark.parametrize(("operation", "scheme"), FROM_ENVIRONMENT, ids=case_id)
def test_incomplete_credentials_in_the_environment_are_ignored(
    kind: Kind, operation: Operation, scheme: SecurityScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part, name in scheme.env:
        if part in required(SCHEMES[scheme.scheme].credentials_type):
            monkeypatch.setenv(name, "")
        else:
            monkeypatch.setenv(name, "x")
    assert "no credentials" in configuration_error(operation, kind, auth=None, base_url="https://example.com")


@EACH
def test_arguments_take_precedence_over_the_environment(
    service: ScriptedServer, kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for scheme in schemes(operation):
        for _, name in scheme.env:
            monkeypatch.setenv(name, "from-the-environment")
    for value in api_of(operation).api.values:
        if value.env:
            monkeypatch.setenv(value.env, "from-the-environment")
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url) as caller:
        caller(operation, **documented_call(operation).arguments)
    (seen,) = service.requests
    assert "from-the-environment" not in f"{seen.target} {seen.headers} {seen.body!r}"


@EACH
def test_credentials_of_another_type_are_rejected_by_name(kind: Kind, operation: Operation) -> None:
    taken = {SCHEMES[scheme.scheme].credentials_type for scheme in schemes(operation)}
    for other in {scheme.credentials_type for scheme in SCHEMES.values()} - taken:
        given = other(**dict.fromkeys(required(other), "SECRET-PART"))
        message = configuration_error(operation, kind, auth=given, base_url="https://example.com")
        assert all(name.__name__ in message for name in (other, *taken))
        assert "SECRET-PART" not in message


@EACH
@pytest.mark.parametrize("auth", ["text", ("key", "secret"), {"token": "x"}, ia.AccessKey, 7, False, ""])
def test_anything_but_credentials_is_a_type_error(kind: Kind, operation: Operation, auth: Any) -> None:
    with (
        pytest.raises(TypeError, match="auth"),
        open_client(operation, kind, auth=auth, base_url="https://example.com"),
    ):
        pass


@pytest.mark.parametrize("text", ["", "line\nbreak", "tab\t", "nul\0", "\u202e", None, 7, b"bytes"])
@pytest.mark.parametrize("credentials_type", [scheme.credentials_type for scheme in SCHEMES.values()], ids=[*SCHEMES])
def test_credentials_must_be_printable_strings(credentials_type: type[Any], text: Any) -> None:
    for part in required(credentials_type):
        with pytest.raises(ia.ConfigurationError, match=part) as raised:
            credentials_type(**{**dict.fromkeys(required(credentials_type), "x"), part: text})
        assert "break" not in str(raised.value).replace("line break", "")


# Values


@pytest.mark.parametrize(("operation", "value"), VALUES, ids=case_id)
def test_a_value_comes_from_the_environment_or_is_required(
    service: ScriptedServer, kind: Kind, operation: Operation, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = configuration_error(operation, kind, base_url="https://example.com", **{value.name: None})
    assert value.name in message
    assert value.env in message
    monkeypatch.setenv(value.env, "from-the-environment")
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url, **{value.name: None}) as caller:
        caller(operation, **documented_call(operation).arguments)
    (seen,) = service.requests
    assert "from-the-environment" in f"{seen.target} {seen.body!r}"


# Limits


NO_SECONDS = [0, -1, float("nan"), float("inf"), float("-inf"), "5", True, None, [5]]
NO_COUNTS = [-1, 1.5, True, "2", None, float("nan"), [1]]
LIMITS = [(name, value) for name in ("timeout", "deadline") for value in NO_SECONDS]
LIMITS += [("backoff", value) for value in NO_SECONDS if value != 0] + [("max_retries", value) for value in NO_COUNTS]


@EACH
@pytest.mark.parametrize(("name", "value"), LIMITS)
def test_limits_are_validated(operation: Operation, name: str, value: Any) -> None:
    assert configuration_error(operation, "sync", base_url="https://example.com", **{name: value}).startswith(name)


PER_CALL = [(name, value) for name, value in LIMITS if name in ("timeout", "max_retries") and value is not None]


@EACH
def test_limits_of_one_call_are_validated(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url) as caller:
        for name, value in PER_CALL:
            with pytest.raises(ia.ConfigurationError, match=name):
                caller(operation, **documented_call(operation).arguments, **{name: value})
    assert not service.requests


@EACH
@pytest.mark.parametrize("allowed", [0, 1, 3])
def test_a_call_is_retried_up_to_max_retries(
    service: ScriptedServer, kind: Kind, operation: Operation, allowed: int
) -> None:
    service.respond_with(CannedResponse(503))
    with open_client(operation, kind, service.url, max_retries=allowed) as caller:
        with pytest.raises(ia.ApiError):
            caller(operation, **documented_call(operation).arguments)
        assert len(service.requests) == allowed + 1
        with pytest.raises(ia.ApiError):
            caller(operation, **documented_call(operation).arguments, max_retries=2)
        assert len(service.requests) == allowed + 4


@EACH
def test_an_unknown_option_is_a_type_error(kind: Kind, operation: Operation) -> None:
    with (
        pytest.raises(TypeError, match="verify_ssl"),
        open_client(operation, kind, "https://example.com", verify_ssl=True),
    ):
        pass


@EACH
def test_a_closed_client_sends_nothing(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url) as caller:
        caller(operation, **documented_call(operation).arguments)
        caller.close()
        with pytest.raises(ia.ConfigurationError, match="closed"):
            caller(operation, **documented_call(operation).arguments)
        caller.close()
    assert len(service.requests) == 1


# Transports and proxies


@EACH
def test_a_custom_transport_gets_the_full_url(kind: Kind, operation: Operation) -> None:
    seen: list[httpx2.Request] = []
    base = "https://example.com:8443/below"
    with open_client(operation, kind, base, transport=mock_transport(operation, seen)) as caller:
        assert caller(operation, **documented_call(operation).arguments) == reply_of(operation.id).from_json(
            documented_response(operation)
        )
    (request,) = seen
    assert str(request.url).startswith(base)
    assert (request.url.host, request.url.port, request.headers["Host"]) == ("example.com", 8443, "example.com:8443")
    expected_names = {
        parameter.wire
        for parameter in operation.parameters
        if parameter.place == "query" and parameter.name in documented_call(operation).arguments
    }
    assert expected_names <= set(request.url.params)
    assert bool(request.content) is any(parameter.place == "body" for parameter in operation.parameters)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@EACH
def test_the_proxy_of_the_environment_is_used(
    service: ScriptedServer, kind: Kind, operation: Operation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, service.url)
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, "http://service.invalid/below") as caller:
        caller(operation, **documented_call(operation).arguments)
    (seen,) = service.requests
    assert seen.target.startswith("http://service.invalid/below/")
    assert seen.headers["host"] == "service.invalid"


@EACH
def test_a_proxy_sees_no_secrets_of_https_requests(
    service: ScriptedServer, kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", service.url)
    service.respond_with(CannedResponse(403))
    with open_client(operation, kind, "https://service.invalid") as caller, pytest.raises(ia.TransportError):
        caller(operation, **documented_call(operation).arguments)
    (seen,) = service.requests
    assert (seen.method, seen.target) == ("CONNECT", "service.invalid:443")
    assert "made-up" not in f"{seen.headers} {seen.body!r}"


@EACH
def test_hosts_in_no_proxy_are_called_directly(
    service: ScriptedServer, kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:1")
    monkeypatch.setenv("NO_PROXY", "other.example,127.0.0.1")
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url) as caller:
        caller(operation, **documented_call(operation).arguments)
    assert service.requests[0].target.startswith("/")


@pytest.mark.parametrize("proxy", ["ftp://user:PASSWORD@proxy.invalid", "http://user:PASSWORD@[::1", "user:PASSWORD"])
@EACH
def test_an_invalid_proxy_is_reported_without_its_password(
    kind: Kind, operation: Operation, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    message = configuration_error(operation, kind, base_url="http://service.invalid")
    assert "proxy" in message
    assert "PASSWORD" not in message


# Encrypted members


def encrypt_member(value: Any, place: tuple[str, ...]) -> bytes:
    """A payload with its encoded member encrypted, independently of the package."""
    nonce = os.urandom(12)
    return replaced(
        value,
        place,
        base64.b64encode(nonce + AESGCM(DERIVED).encrypt(nonce, dumps(at(value, place)).encode(), None)).decode(),
    )


def decrypt(text: str) -> Any:
    data = base64.b64decode(text, validate=True)
    return exact(AESGCM(DERIVED).decrypt(data[:12], data[12:], None))


def member(contract: ia.Contract) -> tuple[str, ...]:
    (pointer,) = encoded(contract)
    return tuple(pointer.split("/")[1:])


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_with_a_key_the_member_is_encrypted_both_ways(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    request, response = (ia.contract(f"{operation.id}.{way}") for way in ("request", "response"))
    plain = opened(response, exact(documented_response(operation)))
    service.respond_with(CannedResponse(body=dumps(encrypt_member(plain, member(response))).encode()))
    with open_client(operation, kind, service.url, aes_key=AES_KEY) as caller:
        replies = [caller(operation, **documented_call(operation).arguments) for _ in range(2)]
    assert exact(replies[0].to_json()) == plain
    sent = [at({"body": seen.json}, member(request)) for seen in service.requests]
    for parameter in operation.parameters:
        if parameter.name in documented_call(operation).arguments:
            inside = path(parameter)[len(member(request)) :]
            assert at(decrypt(sent[0]), inside) == documented_call(operation).arguments[parameter.name]
    assert sent[0] != sent[1], "the nonce repeats"


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_a_member_that_can_not_be_decrypted_is_an_invalid_response(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    response = ia.contract(f"{operation.id}.response")
    good_one = encrypt_member(opened(response, exact(documented_response(operation))), member(response))
    text = at(good_one, member(response))
    unencrypted = base64.b64encode(dumps(decrypt(text)).encode()).decode()
    damaged = [text[:-8] + "AAAAAAA=", text[:16], "AAAA", "not base64!", unencrypted]
    with open_client(operation, kind, service.url, aes_key=AES_KEY) as caller:
        for other in damaged:
            service.respond_with(CannedResponse(body=dumps(replaced(good_one, member(response), other)).encode()))
            with pytest.raises(ia.InvalidResponse, match="can't be decrypted"):
                caller(operation, **documented_call(operation).arguments)
    with open_client(operation, kind, service.url, aes_key="another-key") as caller:
        service.respond_with(CannedResponse(body=dumps(good_one).encode()))
        with pytest.raises(ia.InvalidResponse):
            caller(operation, **documented_call(operation).arguments)


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_aes_key_without_the_extra_says_what_to_install(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    assert "pip install 'invoice-apis[aes]'" in configuration_error(
        operation, kind, base_url="https://example.com", aes_key=AES_KEY
    )


@pytest.mark.parametrize("aes_key", ["", 7, b"bytes"])
@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_aes_key_must_be_a_non_empty_string(kind: Kind, operation: Operation, aes_key: Any) -> None:
    assert "aes_key" in configuration_error(operation, kind, base_url="https://example.com", aes_key=aes_key)


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if not operation.cipher], ids=case_id)
def test_aes_key_without_encryption_is_a_type_error(kind: Kind, operation: Operation) -> None:
    with (
        pytest.raises(TypeError, match="aes_key"),
        open_client(operation, kind, "https://example.com", aes_key=AES_KEY),
    ):
        pass
