"""Secrets never appear in a log, a repr, an error or a traceback, even if a service repeats them."""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Callable
from dataclasses import fields
from itertools import count

import invoice_apis as ia
import pytest
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation, SecurityScheme
from support.calling import (
    AUTH_CASES,
    OPERATIONS,
    Kind,
    after_login,
    case_id,
    documented_call,
    documented_response,
)
from support.emitted import reply_of
from support.service import CannedResponse, ReceivedRequest, ScriptedServer
from support.slow import all_but_first

from .canaries import (
    CANARY,
    EACH,
    OPEN,
    SPECIAL,
    Output,
    arguments,
    client_with_secrets,
    failure,
    patterns,
    request_texts,
    response_with_canaries,
    secret_credentials,
)


@EACH
def test_a_good_call_shows_nothing(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, output: Output
) -> None:
    service.respond_by(
        after_login(
            operation, CannedResponse(body=response_with_canaries(operation)), token=f"{CANARY}-session{SPECIAL}"
        )
    )
    with client_with_secrets(operation, scheme, kind, service.url) as caller:
        output.add_call(lambda: caller(operation, **arguments(operation)))
        output.add(caller.client, vars(caller.client), secret_credentials(scheme))
    sent = "".join(text for seen in service.requests for text in request_texts(seen))
    assert CANARY in sent, "the canaries were not sent"
    output.assert_no(CANARY)


@EACH
@pytest.mark.parametrize("status", all_but_first([200, 401, 500]))
def test_secrets_repeated_by_a_service_are_masked(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, status: int, output: Output
) -> None:
    """Each text of the request in turn, as code, message and request id."""
    turns = count()
    granting = after_login(operation, CannedResponse(), token=f"{CANARY}-session{SPECIAL}")

    def script(seen: ReceivedRequest) -> CannedResponse:
        text = request_texts(seen)
        return failure(operation, text[next(turns) % len(text)], status)

    service.respond_by(lambda seen: script(seen) if granting(seen) == CannedResponse() else granting(seen))
    with client_with_secrets(operation, scheme, kind, service.url) as caller:
        for _ in range(25):
            output.add_call(lambda: caller(operation, **arguments(operation)))
    assert next(turns) > max(len(request_texts(seen)) for seen in service.requests)
    output.assert_no(CANARY)


MEMBERS = {name for operation, _ in AUTH_CASES for name in json.loads(documented_response(operation))}
UNUSUAL: dict[str, Callable[[str], CannedResponse]] = {
    "a page": lambda text: CannedResponse(502, text.encode(), "text/html"),
    "a page as success": lambda text: CannedResponse(200, text.encode(), "text/html"),
    "no JSON": lambda text: CannedResponse(200, text.encode()),
    "another value": lambda text: CannedResponse(200, json.dumps([text]).encode()),
    "another member": lambda text: CannedResponse(200, json.dumps({"repeated": text}).encode()),
    "a member of that name": lambda text: CannedResponse(200, json.dumps({text: text}).encode()),
    "members of other types": lambda text: CannedResponse(200, json.dumps(dict.fromkeys(MEMBERS, text)).encode()),
    "a redirect": lambda text: CannedResponse(302, text.encode(), headers={"Location": "/elsewhere"}),
    "cut off": lambda text: CannedResponse(200, text.encode(), headers={"Content-Length": "99999"}),
    "not squeezed": lambda text: CannedResponse(200, text.encode(), headers={"Content-Encoding": "gzip"}),
}


@EACH
@pytest.mark.parametrize("case", UNUSUAL)
def test_an_unusual_response_that_repeats_everything_shows_nothing(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, case: str, output: Output
) -> None:
    service.respond_by(lambda seen: UNUSUAL[case](" ".join(request_texts(seen))))
    with client_with_secrets(operation, scheme, kind, service.url, max_retries=1) as caller:
        output.add_call(lambda: caller(operation, **arguments(operation)))
    assert service.requests
    output.assert_no(CANARY)


@pytest.mark.parametrize("granted", [0, 1])
@pytest.mark.parametrize(
    ("operation", "scheme"), [way for way in AUTH_CASES if way[1].scheme == "app-login"], ids=case_id
)
def test_a_rejected_login_shows_nothing(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, granted: int, output: Output
) -> None:
    """The first or second step repeats its request. The second contains the first token."""
    granting = after_login(operation, CannedResponse(500), token=f"{CANARY}-session{SPECIAL}")

    def script(seen: ReceivedRequest) -> CannedResponse:
        if len(service.requests) <= granted:
            return granting(seen)
        text = seen.body.decode()
        refused = {"success": False, "error_code": text, "error_desc": text}
        return CannedResponse(body=json.dumps({"data": refused, "message": text}).encode())

    service.respond_by(script)
    with client_with_secrets(operation, scheme, kind, service.url) as caller, pytest.raises(ia.ApiError) as raised:
        caller(operation, **arguments(operation))
    assert len(service.requests) == granted + 1
    output.add_error(raised.value)
    output.assert_no(CANARY)


@pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
def test_an_error_does_not_contain_a_payload_that_is_not_json(operation: Operation, output: Output) -> None:
    for raw in (f"{CANARY}", f'"{CANARY}', f'{{"{CANARY}": 1', f"{CANARY}\ud800", f"{CANARY}\xff".encode("latin-1")):
        with pytest.raises(ia.InvalidResponse) as raised:
            reply_of(operation.id).from_json(raw)
        output.add_error(raised.value)
    output.assert_no(CANARY)


@EACH
def test_a_retried_call_shows_nothing(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, output: Output
) -> None:
    def script(seen: ReceivedRequest) -> CannedResponse:
        last = CannedResponse(body=response_with_canaries(operation))
        return last if len(service.requests) > 4 else failure(operation, seen.target, 503)

    granting = after_login(operation, CannedResponse(), token=f"{CANARY}-session{SPECIAL}")
    service.respond_by(lambda seen: script(seen) if granting(seen) == CannedResponse() else granting(seen))
    with client_with_secrets(operation, scheme, kind, service.url, max_retries=5) as caller:
        output.add_call(lambda: caller(operation, **arguments(operation)))
    assert len(service.requests) == 5
    output.assert_no(CANARY)


@EACH
def test_an_unreachable_service_shows_nothing(
    kind: Kind, operation: Operation, scheme: SecurityScheme, output: Output
) -> None:
    for url in ("http://127.0.0.1:9", "http://service.invalid"):
        with client_with_secrets(operation, scheme, kind, url) as caller, pytest.raises(ia.TransportError) as raised:
            caller(operation, **arguments(operation))
        output.add_error(raised.value)
    output.assert_no(CANARY)


@EACH
def test_rejected_arguments_are_not_shown(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: SecurityScheme, output: Output
) -> None:
    hidden = patterns(ia.contract(f"{operation.id}.request"))
    wrong = [name.name for name in operation.parameters if name.pointer in hidden]
    service.respond_with(CannedResponse(500))
    with client_with_secrets(operation, scheme, kind, service.url) as caller:
        for name in wrong:
            for value in (CANARY * 100, [CANARY], {"x": CANARY}, f"{CANARY}\ud800"):
                with pytest.raises(ia.InvalidRequest) as raised:
                    caller(operation, **{**documented_call(operation).arguments, name: value})
                output.add_error(raised.value)
    output.assert_no(CANARY)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_repr_of_credentials_shows_no_secrets(scheme: str, output: Output) -> None:
    credentials_type = SCHEMES[scheme].credentials_type
    made = credentials_type(
        **{part.name: f"{CANARY}-{part.name}" for part in fields(credentials_type) if part.name not in OPEN}
    )
    output.add(made, [made], {"auth": made}, f"{made}", f"{made!s:>10}")
    assert credentials_type.__name__ in repr(made)
    assert pickle.loads(pickle.dumps(made)) == made
    output.assert_no(CANARY)


@EACH
def test_secrets_repeated_in_headers_are_masked_in_errors(
    service: ScriptedServer,
    kind: Kind,
    operation: Operation,
    scheme: SecurityScheme,
    output: Output,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The HTTP library logs response headers itself, at DEBUG."""
    caplog.set_level(logging.INFO)
    envelope = operation.envelope
    assert envelope is not None

    def script(seen: ReceivedRequest) -> CannedResponse:
        headers = dict.fromkeys(envelope.request_id_headers, seen.headers.get("authorization", seen.target))
        return CannedResponse(400, b"{}", headers=headers)

    service.respond_by(script)
    with client_with_secrets(operation, scheme, kind, service.url) as caller:
        output.add_call(lambda: caller(operation, **arguments(operation)))
    output.assert_no(CANARY)
