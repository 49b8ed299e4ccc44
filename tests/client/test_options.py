"""Base URL and limits of a client, and the errors for invalid ones."""

from __future__ import annotations

from typing import Any

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import (
    OPERATIONS,
    Kind,
    api_of,
    case_id,
    documented_call,
    documented_response,
    open_client,
)
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH, configuration_error, mock_transport


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


@EACH
def test_the_environment_has_the_base_url_unless_an_argument_says_otherwise(
    service: ScriptedServer, kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = api_of(operation).api
    monkeypatch.setenv(f"INVOICE_APIS_{api.name.upper()}_BASE_URL", f"{service.url}/of/the/environment/")
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind) as caller:
        caller(operation, **documented_call(operation).arguments)
    assert service.requests[0].path.startswith("/of/the/environment/")
    with open_client(operation, kind, "https://argument.example") as caller:
        assert "https://argument.example" in repr(caller.client)
    for server in api.servers:
        for region in server.regions[:1]:
            with open_client(operation, kind, region=region) as caller:
                assert server.url in repr(caller.client)


@EACH
def test_an_invalid_base_url_in_the_environment_names_the_variable(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"INVOICE_APIS_{api_of(operation).api.name.upper()}_BASE_URL"
    monkeypatch.setenv(variable, "https://user:PASSWORD@example.com")
    message = configuration_error(operation, "sync")
    assert variable in message
    assert "PASSWORD" not in message


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
