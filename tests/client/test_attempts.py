"""The hook `on_attempt`, and logging that the environment turns on."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import Kind, documented_call, documented_response, open_client
from support.service import CannedResponse, Script, ScriptedServer

from .client_options import EACH, configuration_error


def in_turn(*responses: CannedResponse) -> Script:
    turns = iter(responses)
    return lambda request: next(turns)


@EACH
def test_the_hook_learns_of_each_attempt(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    attempts: list[ia.Attempt] = []
    success = CannedResponse(body=documented_response(operation))
    service.respond_by(in_turn(CannedResponse(503), CannedResponse(body=b"[]"), success))
    with open_client(operation, kind, service.url, max_retries=2, on_attempt=attempts.append) as caller:
        with pytest.raises(ia.InvalidResponse):
            caller(operation, **documented_call(operation).arguments)
        caller(operation, **documented_call(operation).arguments)
    expected = [(1, 503, "ApiError", True), (2, 200, "InvalidResponse", False), (1, 200, None, False)]
    assert [(one.number, one.status, one.error, one.retryable) for one in attempts] == (
        expected if operation.safe else expected[1:]
    )
    for attempt in attempts:
        assert (attempt.operation, attempt.method, attempt.path) == (operation.id, operation.method, operation.path)
        assert (attempt.api, attempt.host) == (operation.id.partition("/")[0], service.url.partition("//")[2])
        assert 0 <= attempt.elapsed < 30


@EACH
def test_the_hook_learns_of_an_attempt_without_response(kind: Kind, operation: Operation) -> None:
    attempts: list[ia.Attempt] = []
    with (
        open_client(operation, kind, "http://127.0.0.1:9", on_attempt=attempts.append) as caller,
        pytest.raises(ia.TransportError),
    ):
        caller(operation, **documented_call(operation).arguments)
    assert [(one.status, one.error) for one in attempts] == [(None, "TransportError")]


@EACH
def test_an_error_of_the_hook_ends_the_call(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    def fail(attempt: ia.Attempt) -> None:
        raise ZeroDivisionError

    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url, on_attempt=fail) as caller, pytest.raises(ZeroDivisionError):
        caller(operation, **documented_call(operation).arguments)


@EACH
@pytest.mark.parametrize("hook", ["print", 7, configuration_error.__code__])
def test_a_hook_is_a_function(kind: Kind, operation: Operation, hook: Any) -> None:
    async def awaited(attempt: ia.Attempt) -> None: ...

    for wrong in (hook, awaited):
        with (
            pytest.raises(TypeError, match="on_attempt takes a plain function"),
            open_client(operation, kind, "https://example.com", on_attempt=wrong),
        ):
            pass


PROGRAM = """
import logging, sys
from invoice_apis.client.logs import log_to_stderr
if sys.argv[1:]:
    logging.basicConfig(format="own: %(message)s")
log_to_stderr()
log_to_stderr()
logging.getLogger("invoice_apis").debug("an attempt")
"""


@pytest.mark.parametrize(
    ("level", "is_set_up", "expected"),
    [
        ("debug", "", " DEBUG invoice_apis: an attempt"),
        ("DEBUG", "x", "own: an attempt"),
        ("info", "", ""),
        ("", "", ""),
    ],
)
def test_the_environment_turns_logging_on_once(level: str, is_set_up: str, expected: str) -> None:
    command = [sys.executable, "-c", PROGRAM, *filter(None, [is_set_up])]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={"INVOICE_APIS_LOG": level})
    assert ran.stderr.count("an attempt") == bool(expected)
    assert expected in ran.stderr


@EACH
def test_an_unknown_level_is_a_configuration_error(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INVOICE_APIS_LOG", "verbose")
    message = configuration_error(operation, kind, base_url="https://example.com")
    assert message.startswith("INVOICE_APIS_LOG: ")
    assert "debug" in message
