"""Calls of the emitted clients, blocking and async, with arguments of documented requests."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Literal

import invoice_apis as ia
from invoice_apis.client import client as clients
from invoice_apis.client.auth.credentials import Credentials
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation, Parameter, SecurityScheme
from invoice_apis.sandbox.routes import Service as Api
from invoice_apis.sandbox.routes import services

from .emitted import Payload, decoded, exact, payloads
from .mutate import at
from .service import CannedResponse, ReceivedRequest, Script

Kind = Literal["sync", "async"]
KINDS: tuple[Kind, ...] = ("sync", "async")
APIS = {api.id: api for api in services()}
OPERATIONS = [operation for api in APIS.values() for operation in api.operations]
FROM_ENVIRONMENT = [
    operation
    for api in APIS.values()
    for operation in api.operations
    if not operation.security or any(scheme.env for scheme in api.api.security_schemes)
]
"""Those that commands can call: the contract names the variables of their credentials."""


def api_of(operation: Operation) -> Api:
    return APIS[operation.id.partition("/")[0]]


def operation_of(payload: Payload) -> Operation:
    return next(operation for operation in OPERATIONS if payload.contract.id.startswith(f"{operation.id}."))


def schemes(operation: Operation) -> list[SecurityScheme]:
    return api_of(operation).schemes(operation)


AUTH_CASES = [(operation, scheme) for operation in OPERATIONS for scheme in schemes(operation)]


def case_id(value: Any) -> str | None:
    """Id of a test case."""
    return value.id if isinstance(value, Operation) else value.name if isinstance(value, SecurityScheme) else None


def credentials(scheme: SecurityScheme, prefix: str = "made-up") -> Credentials:
    """Synthetic credentials for a scheme, with every part."""
    credentials_type = SCHEMES[scheme.scheme].credentials_type
    parts = {
        part.name: f"{prefix}-{part.name}"
        for part in fields(credentials_type)
        if part.name not in ("place", "usertype")
    }
    return credentials_type(
        **parts, **({"place": scheme.place} if "place" in {part.name for part in fields(credentials_type)} else {})
    )


def required(credentials_type: type[Credentials]) -> set[str]:
    return {part.name for part in fields(credentials_type) if part.default is MISSING}


@dataclass(frozen=True)
class CallArguments:
    """Arguments of a client and its method for a documented request."""

    values: dict[str, Any]
    """For the constructor."""
    arguments: dict[str, Any]
    """For the method."""


def path(parameter: Parameter) -> tuple[str, ...]:
    return tuple(parameter.pointer.split("/")[1:])


def arguments_for(operation: Operation, decode: Any, as_text: bool = False) -> CallArguments:
    """The arguments for a request. With `as_text`, times stay text, so that a wrong one can be passed."""
    values: dict[str, Any] = {}
    arguments: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.const is not None or parameter.filled_by in ("now-ms", "uuid"):
            continue
        try:
            member = at(decode, path(parameter))
        except KeyError:
            continue
        if parameter.type == "datetime" and not as_text:
            member = datetime.fromisoformat(member)
        (values if parameter.filled_by == "client" else arguments)[parameter.name] = member
    return CallArguments(values, arguments)


def decode(payload: Payload) -> Any:
    return decoded(payload.contract, exact(payload.raw))


def documented_requests() -> list[Payload]:
    """Documented requests, samples first, and valid cases."""
    found = [*payloads("samples"), *payloads("cases")]
    return [payload for payload in found if payload.contract.direction == "request" and not payload.is_bad]


def documented_responses(outcome: str) -> list[Payload]:
    """Documented responses and valid cases of one outcome."""
    found = [*payloads("samples"), *payloads("cases")]
    replies = [payload for payload in found if payload.contract.direction == "response" and not payload.is_bad]
    return [payload for payload in replies if payload.contract.check(payload.raw).outcome == outcome]


@cache
def documented_call(operation: Operation) -> CallArguments:
    """The arguments for the first documented request; where there is none, for an example with the first page."""
    documented = (decode(payload) for payload in documented_requests() if operation_of(payload) is operation)
    value = next(documented, None)
    if value is None:
        value = ia.contract(f"{operation.id}.request").example(0)
        if operation.paging:
            value["query"][operation.paging.page] = 1
    return arguments_for(operation, value)


@cache
def documented_response(operation: Operation) -> bytes:
    """The first documented response, or an example where there is none."""
    documented = (payload.raw for payload in documented_responses("success") if operation_of(payload) is operation)
    example: bytes = ia.contract(f"{operation.id}.response").example(0, wire=True)
    return next(documented, example)


class ClientDriver:
    """A blocking client, or an async client with an event loop of its own."""

    def __init__(self, client: Any, runner: asyncio.Runner | None) -> None:
        self.client, self._runner = client, runner

    def __call__(self, operation: Operation, **arguments: Any) -> Any:
        """The reply."""
        result = getattr(self.client, operation.name)(**arguments)
        return self._runner.run(result) if self._runner else result

    def read(self, pages: Any, records: list[Any], most: int | None = None) -> None:
        """Iterate over pages and append the records, up to a number."""
        if self._runner:
            self._runner.run(_read(pages, records, most))
            return
        for record in pages:
            records.append(record)
            if len(records) == most:
                break

    def close(self) -> None:
        if self._runner:
            self._runner.run(self.client.aclose())
        else:
            self.client.close()


async def _read(pages: Any, records: list[Any], most: int | None) -> None:
    async for record in pages:
        records.append(record)
        if len(records) == most:
            break


def client_class(operation: Operation, kind: Kind) -> Any:
    module = importlib.import_module(f"invoice_apis.{api_of(operation).id}.client")
    base = clients.AsyncClient if kind == "async" else clients.Client
    return next(
        candidate for candidate in vars(module).values() if isinstance(candidate, type) and base in candidate.__bases__
    )


@contextmanager
def open_client(
    operation: Operation, kind: Kind, base_url: str | None = None, **options: Any
) -> Iterator[ClientDriver]:
    """A client with documented values and synthetic credentials, unless others are given."""
    address = {} if base_url is None else {"base_url": base_url}
    defaults = {
        "auth": credentials(schemes(operation)[0]),
        "max_retries": 0,
        "backoff": 0,
        **documented_call(operation).values,
    }
    client = client_class(operation, kind)(**{**defaults, **address, **options})
    with asyncio.Runner() if kind == "async" else nullcontext() as runner:
        caller = ClientDriver(client, runner)
        try:
            yield caller
        finally:
            caller.close()


def error_fields(error: ia.ApiError) -> tuple[Any, ...]:
    """All fields of an error."""
    return error.status, error.code, error.message, error.request_id, error.retryable, error.retry_after


def after_login(operation: Operation, *responses: CannedResponse, token: str = "made-up-session") -> Script:
    """Grants every documented login, then responds in turn; the last response repeats."""
    paths = {
        str(dict(scheme.options)[step]): step
        for scheme in schemes(operation)
        for step in SCHEMES[scheme.scheme].token_paths
        if step in dict(scheme.options)
    }
    turns = iter(responses)
    current = responses[0]

    def script(request: ReceivedRequest) -> CannedResponse:
        nonlocal current
        for path, step in paths.items():
            if request.path.endswith(path):
                name = "app_token" if step == "app_token_path" else "access_token"
                return CannedResponse(
                    body=json.dumps({"data": {name: token, "success": True, "error_code": "0"}}).encode()
                )
        current = next(turns, current)
        return current

    return script


def can_drift(contract: ia.Contract, drift: Any) -> bool:
    """Whether a drift applies to a contract: not every one has codes or limits."""
    try:
        contract.example(drift=drift)
    except LookupError:
        return False
    return True
