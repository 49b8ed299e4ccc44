"""Clients of a sandbox, and the service behind it without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from invoice_apis.operation import Operation, SecurityScheme
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.refusals import refusal
from support.calling import Caller, Kind, api_of, calling, schemes


@contextmanager
def authenticated_client(
    box: Sandbox, operation: Operation, kind: Kind, way: str | None = None, **options: Any
) -> Iterator[Caller]:
    """A client that the sandbox believes, with the usual number of retries and no pauses between them."""
    api = api_of(operation).id
    given = {"auth": box.auth(api, way), "max_retries": 2, **box.values(api), **options}
    with calling(operation, kind, box.url, **given) as caller:
        yield caller


def asked_for(box: Sandbox, operation: Operation) -> list[Any]:
    """The logical requests for an operation that arrived, without those of logins."""
    name = operation.id.partition("/")[2]
    return [received.value for received in box.requests if received.operation == name]


def logins(box: Sandbox) -> int:
    """How often a token was given."""
    return [received.operation for received in box.requests].count("login_path")


def said(operation: Operation, reason: str, first: SecurityScheme | None = None) -> Any:
    """The documented refusal for a reason."""
    ranked = sorted(schemes(operation), key=lambda how: how is not first)
    return refusal(reason, ranked, operation.envelope)
