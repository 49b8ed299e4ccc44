"""Clients of a sandbox, and what the sandbox received."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from invoice_apis.operation import Operation, SecurityScheme
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.refusals import find_refusal
from support.calling import ClientDriver, Kind, api_of, open_client, schemes


@contextmanager
def authenticated_client(
    sandbox: Sandbox, operation: Operation, kind: Kind, scheme: str | None = None, **options: Any
) -> Iterator[ClientDriver]:
    """A client with valid credentials, two retries and no delays."""
    api = api_of(operation).id
    settings = {"auth": sandbox.auth(api, scheme), "max_retries": 2, **sandbox.values(api), **options}
    with open_client(operation, kind, sandbox.url, **settings) as caller:
        yield caller


def received_values(sandbox: Sandbox, operation: Operation) -> list[Any]:
    """Logical values of the requests for an operation, without logins."""
    name = operation.id.partition("/")[2]
    return [received.value for received in sandbox.requests if received.operation == name]


def logins(sandbox: Sandbox) -> int:
    """Number of logins."""
    return [received.operation for received in sandbox.requests].count("login_path")


def documented_refusal(operation: Operation, reason: str, preferred: SecurityScheme | None = None) -> Any:
    """The documented refusal for a reason."""
    ranked = sorted(schemes(operation), key=lambda candidate: candidate is not preferred)
    return find_refusal(reason, ranked, operation.envelope)
