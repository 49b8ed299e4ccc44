"""Custom transports and proxies of a client."""

from __future__ import annotations

import httpx2
import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import (
    Kind,
    documented_call,
    documented_response,
    open_client,
)
from support.emitted import reply_of
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH, configuration_error, mock_transport


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
