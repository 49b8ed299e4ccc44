"""Undecodable members are errors; drift is reported only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import get_args

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from invoice_apis.testing.examples.drift import Drift, apply_drift
from support.calling import (
    OPERATIONS,
    case_id,
    decode,
    documented_response,
    documented_responses,
    operation_of,
)
from support.emitted import encoded, exact
from support.mutate import dumps, replaced
from support.service import CannedResponse, ScriptedServer

from .conftest import Clients
from .test_responses import call, failed_call

UNDECODABLE = {
    "not base64": "not base64!",
    "not JSON": "bm90IEpTT04=",
    "not text": "//79",
    "cut off": "W1",
    "url-safe": "_-8=",
}


@pytest.mark.parametrize("text", UNDECODABLE)
@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.encoded], ids=case_id)
def test_an_undecodable_member_is_an_invalid_response(
    service: ScriptedServer, clients: Clients, operation: Operation, text: str
) -> None:
    for pointer in encoded(ia.contract(f"{operation.id}.response")):
        body = replaced(exact(documented_response(operation)), tuple(pointer.split("/")[1:]), UNDECODABLE[text])
        error = failed_call(service, clients, operation, CannedResponse(200, dumps(body).encode()))
        assert isinstance(error, ia.InvalidResponse)
        assert [finding.pointer for finding in error.report.errors] == [pointer]


def drifting() -> Iterator[tuple[Operation, Drift, bytes]]:
    """Every drift that a documented response can have."""
    for operation in OPERATIONS:
        contract = ia.contract(f"{operation.id}.response")
        for change in get_args(Drift):
            for sample in (
                payload for payload in documented_responses("success") if operation_of(payload) is operation
            ):
                try:
                    value = apply_drift(contract, decode(sample), change, random.Random(7))
                except LookupError:
                    continue
                yield operation, change, dumps(value).encode()
                break


@pytest.mark.parametrize(
    ("operation", "change", "body"), [*drifting()], ids=lambda value: "" if isinstance(value, bytes) else case_id(value)
)
def test_drift_is_reported_without_an_error(
    service: ScriptedServer, clients: Clients, operation: Operation, change: Drift, body: bytes
) -> None:
    service.respond_with(CannedResponse(200, body))
    reply = call(clients, operation)
    assert reply.report.ok
    assert len({finding.pointer for finding in reply.report.drift}) == 1
    assert exact(reply.to_json()) == exact(body)


def test_each_kind_of_drift_is_covered() -> None:
    assert {change for _, change, _ in drifting()} == set(get_args(Drift))
    assert {operation.id for operation, _, _ in drifting()} == {operation.id for operation in OPERATIONS}
