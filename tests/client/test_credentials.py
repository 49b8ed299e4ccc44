"""Credentials and values of a client, from arguments or the environment."""

from __future__ import annotations

from typing import Any

import invoice_apis as ia
import pytest
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
    required,
    schemes,
)
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH, configuration_error

FROM_ENVIRONMENT = [way for way in AUTH_CASES if way[1].env]
VALUES = [(operation, value) for operation in OPERATIONS for value in api_of(operation).api.values]


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


@pytest.mark.parametrize(
    "text", ["", " x", "x ", "x\n", "\u3000x", "line\nbreak", "tab\t", "nul\0", "\u202e", None, 7, b"bytes"]
)
@pytest.mark.parametrize("credentials_type", [scheme.credentials_type for scheme in SCHEMES.values()], ids=[*SCHEMES])
def test_credentials_must_be_printable_strings(credentials_type: type[Any], text: Any) -> None:
    for part in required(credentials_type) - ({"password"} if text == "" else set()):
        with pytest.raises(ia.ConfigurationError, match=part) as raised:
            credentials_type(**{**dict.fromkeys(required(credentials_type), "x"), part: text})
        assert "break" not in str(raised.value).replace("line break", "")


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


@pytest.mark.parametrize(("operation", "scheme"), FROM_ENVIRONMENT, ids=case_id)
@pytest.mark.parametrize("text", ["key\n", " key", "k\0y", "k\u202ey"])
def test_a_variable_with_a_wrong_text_is_named(
    kind: Kind, operation: Operation, scheme: SecurityScheme, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _, name in scheme.env:
        monkeypatch.setenv(name, "x")
    for _, name in scheme.env:
        if "\0" in text:
            continue  # no variable holds it
        monkeypatch.setenv(name, text)
        message = configuration_error(operation, kind, auth=None, base_url="https://example.com")
        assert f"environment variable {name} contains" in message or f"environment variable {name} has" in message
        assert text.strip() not in message.replace(name, "")
        monkeypatch.setenv(name, "x")


@pytest.mark.parametrize(("operation", "scheme"), FROM_ENVIRONMENT, ids=case_id)
def test_half_set_credentials_say_which_variable_is_missing(
    kind: Kind, operation: Operation, scheme: SecurityScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = [name for part, name in scheme.env if part in required(SCHEMES[scheme.scheme].credentials_type)]
    for missing in needed if len(needed) > 1 else ():
        for name in needed:
            monkeypatch.setenv(name, "x")
        monkeypatch.delenv(missing)
        message = configuration_error(operation, kind, auth=None, base_url="https://example.com")
        assert f"set, but {missing} is missing" in message
        assert all(name in message for name in needed)


@pytest.mark.parametrize(("operation", "value"), VALUES, ids=case_id)
@pytest.mark.parametrize("text", [" x", "x\n", "x\ty"])
def test_a_value_with_a_wrong_text_names_its_argument_or_variable(
    kind: Kind, operation: Operation, value: Any, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = configuration_error(operation, kind, base_url="https://example.com", **{value.name: text})
    assert f": {value.name} " in message
    monkeypatch.setenv(value.env, text)
    message = configuration_error(operation, kind, base_url="https://example.com", **{value.name: None})
    assert f"the environment variable {value.env} " in message


REPEATED = [case for case in AUTH_CASES if "domain_parameter" in dict(case[1].options)]


@pytest.mark.parametrize(("operation", "scheme"), REPEATED, ids=case_id)
def test_a_value_that_a_header_repeats_must_be_ascii(kind: Kind, operation: Operation, scheme: SecurityScheme) -> None:
    name = str(dict(scheme.options)["domain_parameter"])
    options = {"auth": credentials(scheme), "base_url": "https://example.com", name: "名"}
    message = configuration_error(operation, kind, **options)
    assert message.startswith(f"{name} contains a character outside of ASCII")


def test_a_password_may_be_empty_and_a_user_has_no_colon() -> None:
    assert ia.UserPassword("user", "").password == ""
    with pytest.raises(ia.ConfigurationError, match="user contains ':'"):
        ia.UserPassword("us:er", "x")


@EACH
def test_a_key_with_a_wrong_text_is_rejected(kind: Kind, operation: Operation) -> None:
    for aes_key in ("key\n", " key"):
        if operation.cipher:
            assert "aes_key" in configuration_error(operation, kind, base_url="https://example.com", aes_key=aes_key)
