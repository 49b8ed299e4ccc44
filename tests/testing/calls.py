"""Calls to a sandbox: by the emitted clients, and by hand, one byte at a time."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import invoice_apis as ia
from invoice_apis.client import request as requests
from invoice_apis.client.auth.registry import SCHEMES, chosen
from invoice_apis.client.client import Client
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request, Response
from invoice_apis.operation import Operation, Refusal, SecurityScheme
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.refusals import refusal
from invoice_apis.sandbox.routes import Service, services
from invoice_apis.testing.examples.generate import example

SERVICES = {service.id: service for service in services()}
OPERATIONS = [operation for service in SERVICES.values() for operation in service.operations]
PAGED = [operation for operation in OPERATIONS if operation.paging]
ENCODED = [operation for operation in OPERATIONS if operation.encoded]


def ways(word: str | None = None) -> list[tuple[Operation, SecurityScheme]]:
    """Each operation with each way to prove who calls it, or with those of one word."""
    return [
        (operation, scheme)
        for operation in OPERATIONS
        for scheme in service_of(operation).schemes(operation)
        if word in (None, scheme.scheme)
    ]


def name(value: Any) -> str | None:
    """How a case is shown."""
    return value.id if isinstance(value, Operation) else value.name if isinstance(value, SecurityScheme) else None


def service_of(operation: Operation) -> Service:
    return SERVICES[api_of(operation)]


def api_of(operation: Operation) -> str:
    return operation.id.partition("/")[0]


SIGNED = [way for way in ways() if way[1].scheme.endswith("-hmac-sha256")]
TOKENS = ways("token")
LOGINS = ways("app-login")


def client(box: Sandbox, operation: Operation, way: str | None = None, **options: Any) -> Any:
    """The emitted client of an operation's API; it waits for nothing between attempts."""
    api = api_of(operation)
    module = importlib.import_module(f"invoice_apis.{api}.client")
    made = next(kind for kind in vars(module).values() if isinstance(kind, type) and Client in kind.__bases__)
    auth = options.pop("auth", None) or box.auth(api, way)
    return made(auth=auth, **box.values(api), base_url=box.url, **{"backoff": 0, **options})


def arguments(operation: Operation, **changes: Any) -> dict[str, Any]:
    """Arguments for a method of the client, first page first."""
    made = example(ia.contract(f"{operation.id}.request"), 1)
    given: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.const is None and parameter.filled_by is None and parameter.required:
            _, place, *parts = parameter.pointer.split("/")
            value = made[place]
            for part in parts:
                value = value[part]
            given[parameter.name] = datetime(2026, 1, 1, tzinfo=UTC) if parameter.type == "datetime" else value
    if operation.paging:
        given |= {operation.paging.page: 1, operation.paging.size: 100}
    return {**given, **changes}


def call(box: Sandbox, operation: Operation, way: str | None = None, **options: Any) -> Any:
    """The reply to one call of the emitted client."""
    with client(box, operation, way, **options) as made:
        return getattr(made, operation.name)(**arguments(operation))


def walk(box: Sandbox, operation: Operation, strict: bool = True, size: int = 100) -> Any:
    """All records of a list and the receipt of the walk."""
    with client(box, operation) as made:
        given = arguments(operation)
        del given[operation.paging.page]
        pages = getattr(made, operation.walk)(**given, strict=strict)
        return list(pages), pages.receipt


class At(Environment):
    """The world at one moment, with one nonce."""

    def __init__(self, now: datetime | None = None, nonce: str = "0123456789abcdef") -> None:
        self._now, self._nonce = now, nonce

    def now(self) -> datetime:
        return self._now or super().now()

    def nonce(self) -> str:
        return self._nonce


def built(box: Sandbox, operation: Operation, ambient: Environment | None = None, **changes: Any) -> Request:
    """A request without proof, as the client would send it."""
    given = {**box.values(api_of(operation)), **arguments(operation, **changes)}
    value = requests.logical(operation, given, ambient or Environment())
    return requests.wired(operation, value, box.url)


def proven(
    box: Sandbox, request: Request, operation: Operation, auth: Any, ambient: Environment | None = None
) -> Request:
    """The request with the proof that the client would give; for schemes that send no requests of their own."""
    service = service_of(operation)
    schemes = [how for how in service.schemes(operation) if SCHEMES[how.scheme].fits(how, auth)]
    return chosen(schemes, auth, box.values(service.id)).prove(request, ambient or Environment())


def sent(box: Sandbox, request: Request, query: str | None = None) -> Response:
    """The answer to a request that goes out exactly as it is; `query` is put in place of its own, encoded already."""
    parts = urlsplit(box.url)
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
        answer = connection.getresponse()
        told = {header.lower(): value for header, value in answer.getheaders()}
        return Response(answer.status, told, answer.read())
    finally:
        connection.close()


def asked(box: Sandbox, operation: Operation, way: str | None = None, **changes: Any) -> Response:
    """The answer to a request that is in order; with a token of the account where the service has a login."""
    auth = box.auth(api_of(operation), way or first_way(operation))
    return sent(box, proven(box, built(box, operation, **changes), operation, auth))


def first_way(operation: Operation) -> str:
    """A way to prove who calls that needs no login."""
    return next(how.name for how in service_of(operation).schemes(operation) if how.scheme != "app-login")


def documented(operation: Operation, reason: str, scheme: SecurityScheme | None = None) -> Refusal:
    """The refusal for a reason, as the contract has it."""
    schemes = service_of(operation).schemes(operation)
    return refusal(reason, sorted(schemes, key=lambda how: how is not scheme), operation.envelope)


def code_of(operation: Operation, answer: Response) -> str:
    """The code of a failure, which must be one that the contract knows."""
    report = ia.contract(f"{operation.id}.response").check(answer.body)
    assert report.ok, report
    assert not report.drift, report
    assert report.outcome == "failure"
    value = json.loads(answer.body)
    for part in operation.envelope.code[0].split("/")[1:]:
        value = value[part]
    return str(value)


def assert_refused(
    operation: Operation, answer: Response, reason: str, scheme: SecurityScheme | None = None, word: str = ""
) -> None:
    said = documented(operation, reason, scheme)
    assert (answer.status, code_of(operation, answer)) == (said.status, said.code)
    assert said.message in answer.body.decode()
    assert word in answer.body.decode()


def changed(request: Request, **parts: Any) -> Request:
    """A request with other parts, after it was signed."""
    return request._replace(**parts)
