"""Calls to a sandbox, by the emitted clients and byte by byte."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import invoice_apis as ia
from invoice_apis.client import request as requests
from invoice_apis.client.auth.registry import SCHEMES, choose_scheme
from invoice_apis.client.client import Client
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, Refusal, SecurityScheme
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.refusals import find_refusal
from invoice_apis.sandbox.routes import Service, services
from invoice_apis.testing.examples.generate import example

SERVICES = {service.id: service for service in services()}
OPERATIONS = [operation for service in SERVICES.values() for operation in service.operations]
PAGED = [operation for operation in OPERATIONS if operation.paging]
ENCODED = [operation for operation in OPERATIONS if operation.encoded]


def auth_cases(text: str | None = None) -> list[tuple[Operation, SecurityScheme]]:
    """Each operation with each of its schemes, or with those of one type."""
    return [
        (operation, scheme)
        for operation in OPERATIONS
        for scheme in service_of(operation).schemes(operation)
        if text in (None, scheme.scheme)
    ]


def name(value: Any) -> str | None:
    """Id of a test case."""
    return value.id if isinstance(value, Operation) else value.name if isinstance(value, SecurityScheme) else None


def service_of(operation: Operation) -> Service:
    return SERVICES[api_of(operation)]


def api_of(operation: Operation) -> str:
    return operation.id.partition("/")[0]


SIGNED = [scheme for scheme in auth_cases() if scheme[1].scheme.endswith("-hmac-sha256")]
TOKENS = auth_cases("token")
LOGINS = auth_cases("app-login")


def client(sandbox: Sandbox, operation: Operation, scheme: str | None = None, **options: Any) -> Any:
    """The emitted client for an operation, without delays between attempts."""
    api = api_of(operation)
    module = importlib.import_module(f"invoice_apis.{api}.client")
    value = next(kind for kind in vars(module).values() if isinstance(kind, type) and Client in kind.__bases__)
    auth = options.pop("auth", None) or sandbox.auth(api, scheme)
    return value(auth=auth, **sandbox.values(api), base_url=sandbox.url, **{"backoff": 0, **options})


def arguments(operation: Operation, **changes: Any) -> dict[str, Any]:
    """Arguments of a client's method, for page 1."""
    request_value = example(ia.contract(f"{operation.id}.request"), 1)
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.const is None and parameter.filled_by is None and parameter.required:
            _, place, *parts = parameter.pointer.split("/")
            value = request_value[place]
            for part in parts:
                value = value[part]
            values[parameter.name] = datetime(2026, 1, 1, tzinfo=UTC) if parameter.type == "datetime" else value
    if operation.paging:
        values |= {operation.paging.page: 1, operation.paging.size: 100}
    return {**values, **changes}


def call(sandbox: Sandbox, operation: Operation, scheme: str | None = None, **options: Any) -> Any:
    """The reply to one call of the emitted client."""
    with client(sandbox, operation, scheme, **options) as api_client:
        return getattr(api_client, operation.name)(**arguments(operation))


def all_records(sandbox: Sandbox, operation: Operation, strict: bool = True, size: int = 100) -> Any:
    """All records of a list, and the receipt."""
    with client(sandbox, operation) as api_client:
        values = arguments(operation)
        del values[operation.paging.page]
        pages = getattr(api_client, operation.walk)(**values, strict=strict)
        return list(pages), pages.receipt


class FixedEnvironment(Environment):
    """Constant time and nonce."""

    def __init__(self, now: datetime | None = None, nonce: str = "0123456789abcdef") -> None:
        self._now, self._nonce = now, nonce

    def now(self) -> datetime:
        return self._now or super().now()

    def nonce(self) -> str:
        return self._nonce


def build_request(
    sandbox: Sandbox, operation: Operation, environment: Environment | None = None, **changes: Any
) -> Request:
    """A request without credentials, as the client would send it."""
    values = {**sandbox.values(api_of(operation)), **arguments(operation, **changes)}
    value = requests.build_value(operation, values, environment or Environment())
    return requests.build_request(operation, value, sandbox.url)


def signed(
    sandbox: Sandbox, request: Request, operation: Operation, auth: Any, environment: Environment | None = None
) -> Request:
    """The request, signed as by the client; for schemes without a login."""
    service = service_of(operation)
    schemes = [
        candidate for candidate in service.schemes(operation) if SCHEMES[candidate.scheme].supports(candidate, auth)
    ]
    return choose_scheme(schemes, auth, sandbox.values(service.id)).sign(request, environment or Environment())


def send(sandbox: Sandbox, request: Request, query: str | None = None) -> Response:
    """The response to a request sent unchanged. `query` replaces its query, already encoded."""
    parts = urlsplit(sandbox.url)
    pairs = request.target.partition("?")[2] if query is None else query
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        target = (request.path or "/") + (f"?{pairs}" if pairs else "")
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        headers = {"Host": request.host} if request.header("Host") is None else {}
        headers |= dict(request.headers)
        for header, value in {**headers, "Content-Length": str(len(request.body))}.items():
            connection.putheader(header, value)
        connection.endheaders(request.body)
        response = connection.getresponse()
        headers = {header.lower(): value for header, value in response.getheaders()}
        return Response(response.status, headers, response.read())
    finally:
        connection.close()


def request_response(sandbox: Sandbox, operation: Operation, scheme: str | None = None, **changes: Any) -> Response:
    """The response to a valid request; with a static token if the service has a login."""
    auth = sandbox.auth(api_of(operation), scheme or first_scheme(operation))
    return send(sandbox, signed(sandbox, build_request(sandbox, operation, **changes), operation, auth))


def first_scheme(operation: Operation) -> str:
    """A scheme that needs no login."""
    return next(
        candidate.name for candidate in service_of(operation).schemes(operation) if candidate.scheme != "app-login"
    )


def documented_refusal(operation: Operation, reason: str, scheme: SecurityScheme | None = None) -> Refusal:
    """The documented refusal for a reason."""
    schemes = service_of(operation).schemes(operation)
    return find_refusal(reason, sorted(schemes, key=lambda candidate: candidate is not scheme), operation.envelope)


def code_of(operation: Operation, response: Response) -> str:
    """The code of a failure, which must be valid."""
    report = ia.contract(f"{operation.id}.response").check(response.body)
    assert report.ok, report
    assert not report.drift, report
    assert report.outcome == "failure"
    value = json.loads(response.body)
    for part in operation.envelope.code[0].split("/")[1:]:
        value = value[part]
    return str(value)


def assert_rejected(
    operation: Operation, response: Response, reason: str, scheme: SecurityScheme | None = None, text: str = ""
) -> None:
    refusal = documented_refusal(operation, reason, scheme)
    assert (response.status, code_of(operation, response)) == (refusal.status, refusal.code)
    assert refusal.message in response.body.decode()
    assert text in response.body.decode()


def replace_parts(request: Request, **parts: Any) -> Request:
    """A request changed after signing."""
    return request._replace(**parts)
