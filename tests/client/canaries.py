"""Canaries in place of secrets, and everything that a user could see of them."""

from __future__ import annotations

import base64
import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import invoice_apis as ia
import pytest
from invoice_apis.client.auth.credentials import Credentials
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import (
    AUTH_CASES,
    Kind,
    case_id,
    documented_call,
    documented_response,
    open_client,
)
from support.emitted import decoded, exact
from support.mutate import at, dumps, places, replaced
from support.service import CannedResponse, ReceivedRequest

CANARY = "CANARY"
SPECIAL = "/+=&"
"""Characters that are encoded in URLs."""
OPEN = {"usertype", "place", "language"}
"""Parts of credentials that may be shown."""
EACH = pytest.mark.parametrize(("operation", "scheme"), AUTH_CASES, ids=case_id)


def secret_credentials(scheme: SecurityScheme) -> Credentials:
    """Credentials whose every part is a canary."""
    credentials_type = SCHEMES[scheme.scheme].credentials_type
    parts = {part.name: f"{CANARY}-{part.name}{SPECIAL}" for part in fields(credentials_type) if part.name not in OPEN}
    return credentials_type(
        **parts, **({"place": scheme.place} if "place" in {part.name for part in fields(credentials_type)} else {})
    )


def arguments(operation: Operation) -> dict[str, Any]:
    """Documented arguments with canaries as sensitive values."""
    hidden = patterns(ia.contract(f"{operation.id}.request"))
    own = {parameter.name: f"{CANARY}-{SPECIAL}" for parameter in operation.parameters if parameter.pointer in hidden}
    return {
        **documented_call(operation).arguments,
        **{name: text for name, text in own.items() if name in documented_call(operation).arguments},
    }


def patterns(contract: ia.Contract) -> list[str]:
    name = contract.id.replace("/", "/contracts/") + ".json"
    found: list[str] = json.loads((Path(ia.__file__).parent / name).read_bytes())["sensitive"]
    return found


def response_with_canaries(operation: Operation) -> bytes:
    """The documented response with canaries as sensitive values."""
    contract = ia.contract(f"{operation.id}.response")
    value = decoded(contract, exact(documented_response(operation)))
    hidden = {tuple(pattern.split("/")[1:]) for pattern in patterns(contract)}
    for place in list(places(value)):
        if tuple("*" if isinstance(part, int) else part for part in place) in hidden and at(value, place):
            value = replaced(value, place, CANARY)
    return dumps(value).encode()


def request_texts(seen: ReceivedRequest) -> list[str]:
    """Everything that a service could repeat of a request, raw and decoded."""
    body = seen.body.decode()
    inner = [base64.b64decode(text).decode() for text in texts(json.loads(body)) if is_base64(text)] if body else []
    return [
        seen.target,
        unquote(seen.target),
        *seen.query.values(),
        *seen.headers.values(),
        body,
        *inner,
        *texts(inner),
    ]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(part)


def is_base64(text: str) -> bool:
    with suppress(ValueError):
        return base64.b64decode(text, validate=True).startswith(b"{")
    return False


def failure(operation: Operation, text: str, status: int) -> CannedResponse:
    """A failure with this text as code, message and request id."""
    envelope = operation.envelope
    assert envelope is not None
    body: dict[str, Any] = {}
    for pointer in (*envelope.code, *envelope.message, *envelope.request_id):
        above = body
        *groups, name = pointer.split("/")[1:]
        for group in groups:
            above = above.setdefault(group, {})
        above[name] = text
    return CannedResponse(status, json.dumps(body, ensure_ascii=False).encode())


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if error.__cause__ is not None and error.__cause__ is not error.__context__:
            yield from chain(error.__context__)
        error = error.__cause__ or error.__context__


class Output:
    """Everything that a user could have seen."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._log = caplog
        self._texts: list[str] = []

    def add(self, *values: Any) -> None:
        self._texts += [form(value) for value in values for form in (str, repr)]

    def add_error(self, error: BaseException) -> None:
        for one in chain(error):
            self.add(one, one.args, vars(one))
        self._texts += traceback.format_exception(error)
        again = pickle.loads(pickle.dumps(error))
        self.add(again, pickle.dumps(error))

    def add_call(self, call: Callable[[], Any]) -> None:
        """Result or error of a call."""
        try:
            reply = call()
        except ia.InvoiceApisError as error:
            self.add_error(error)
        else:
            self.add(reply, reply.report, reply.http, *(value for _, value in reply))

    def assert_no(self, *words: str) -> None:
        records = [f"{record.getMessage()} {record.args!r}" for record in self._log.records]
        for text in (*self._texts, *records):
            assert not any(word in text for word in words), text


def client_with_secrets(operation: Operation, scheme: SecurityScheme, kind: Kind, url: str, **options: Any) -> Any:
    return open_client(operation, kind, url, auth=secret_credentials(scheme), **options)
