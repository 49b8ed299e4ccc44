"""Faults occur as requested, and the clients handle them."""

from __future__ import annotations

from typing import Any, get_args

import invoice_apis as ia
import pytest
from invoice_apis import ApiError, IncompletePages, InvalidResponse, TransportError
from invoice_apis.client.http.failure import is_retryable
from invoice_apis.jsontext import pointer
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.faults import FAULTS, Faults
from invoice_apis.sandbox.reply import FAULT_REPLIES
from invoice_apis.testing import Drift
from support.calling import can_drift
from testing.calls import (
    ENCODED,
    OPERATIONS,
    PAGED,
    all_records,
    api_of,
    assert_rejected,
    call,
    documented_refusal,
    first_scheme,
    name,
    request_response,
    service_of,
)

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=name)
LISTS = pytest.mark.parametrize("operation", PAGED, ids=name)
BROKEN: dict[str, type[Exception] | tuple[type[Exception], ...]] = {
    "429": ApiError,
    "throttled": ApiError,
    "500": ApiError,
    "reset": TransportError,
    "truncated": TransportError,
    "html": ApiError,
    "html-200": InvalidResponse,
    "empty": InvalidResponse,
    "failure-200": ApiError,
    "redirect": ApiError,
    "wrong-shape": InvalidResponse,
}
"""Errors of a client without retries."""


def started(*faults: str, rows: int = 4) -> Sandbox:
    return Sandbox(rows=rows, faults=faults)


@EVERY
@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_raises_the_matching_error(operation: Operation, fault: str) -> None:
    with started(fault) as sandbox, pytest.raises(BROKEN[fault]) as raised:
        call(sandbox, operation, first_scheme(operation), max_retries=0)
    assert type(raised.value) is BROKEN[fault]
    assert sandbox.requests[-1].refused is None


@pytest.mark.parametrize("fault", FAULT_REPLIES)
def test_a_fault_occurs_as_often_as_requested(fault: str) -> None:
    operation = OPERATIONS[0]
    with started(f"{fault}=2") as sandbox:
        for _ in range(2):
            with pytest.raises((ApiError, InvalidResponse, TransportError)):
                call(sandbox, operation, max_retries=0)
        call(sandbox, operation, max_retries=0)


@EVERY
@pytest.mark.parametrize("fault", ["429", "throttled", "500", "reset", "truncated", "html"])
def test_clients_retry_temporary_faults(operation: Operation, fault: str) -> None:
    if fault == "throttled" and not _may_help(operation, "throttled"):
        pytest.skip("the documented refusal is not retryable")
    with started(f"{fault}=2") as sandbox:
        call(sandbox, operation, first_scheme(operation), max_retries=2)
    assert len(sandbox.requests) == 3


@EVERY
def test_rejections_are_as_documented(operation: Operation) -> None:
    with started("throttled=1", "500=1", "failure-200=1") as sandbox:
        assert_rejected(operation, request_response(sandbox, operation), "throttled")
        assert request_response(sandbox, operation).status == 500
        failed = request_response(sandbox, operation)
    assert failed.status == 200
    assert documented_refusal(operation, "server").code in failed.body.decode()


@EVERY
def test_too_many_requests_by_status(operation: Operation) -> None:
    with started("429") as sandbox:
        response = request_response(sandbox, operation)
    assert (response.status, response.headers["retry-after"]) == (429, "0")
    assert ia.contract(f"{operation.id}.response").check(response.body).outcome == "failure"


def test_a_redirect_has_a_location() -> None:
    with started("redirect") as sandbox:
        response = request_response(sandbox, OPERATIONS[0])
    assert (response.status, response.headers["location"]) == (302, "/elsewhere")


def test_a_slow_response_arrives() -> None:
    with started("slow=0.01") as sandbox:
        assert request_response(sandbox, OPERATIONS[0]).status == 200


def test_closing_does_not_wait_for_a_slow_response() -> None:
    with started("slow=1000") as sandbox, pytest.raises(TransportError):
        call(sandbox, OPERATIONS[0], timeout=0.05, max_retries=0)


@EVERY
@pytest.mark.parametrize("change", get_args(Drift))
def test_drift_is_served_and_reported(operation: Operation, change: str) -> None:
    contract = ia.contract(f"{operation.id}.response")
    with started(change, rows=6) as sandbox:
        report = contract.check(request_response(sandbox, operation).body)
    assert report.ok
    assert bool(report.drift) is can_drift(contract, change)


@pytest.mark.parametrize("operation", ENCODED, ids=name)
def test_bad_base64_is_an_invalid_response(operation: Operation) -> None:
    with started("bad-base64") as sandbox, pytest.raises(InvalidResponse, match="base64"):
        call(sandbox, operation)


@LISTS
@pytest.mark.parametrize(
    ("fault", "seen", "complete"),
    [
        ("capped-limit=50", 237, True),
        ("page-count", 237, True),
        ("shrinking-count", 237, False),
        ("late-insert", 237, False),
    ],
)
def test_receipts_state_completeness_under_pagination_faults(
    operation: Operation, fault: str, seen: int, complete: bool
) -> None:
    with started(fault, rows=237) as sandbox:
        records, receipt = all_records(sandbox, operation, strict=False)
        assert (len(records), receipt.fetched, receipt.complete) == (seen, seen, complete)
        if not complete:
            with pytest.raises(IncompletePages):
                all_records(sandbox, operation)


@LISTS
def test_a_repeated_page_makes_the_receipt_incomplete(operation: Operation) -> None:
    with started("repeated-page", rows=237) as sandbox:
        records, receipt = all_records(sandbox, operation, strict=False)
    assert (len(records), receipt.pages, receipt.complete) == (100, 2, False)


@LISTS
def test_pages_as_the_faults_make_them(operation: Operation) -> None:
    assert operation.paging
    with started("late-insert", rows=5) as sandbox:
        first, second = (_page(sandbox, operation, number, 3) for number in (1, 2))
    assert first["items"][-1] == second["items"][0]
    assert (first["total"], second["total"]) == (5, 6)
    with started("shrinking-count", rows=5) as sandbox:
        assert [_page(sandbox, operation, number, 2)["total"] for number in (1, 2, 3)] == [5, 4, 3]
    with started("page-count", "capped-limit=2", rows=5) as sandbox:
        assert [_page(sandbox, operation, number, 4)["total"] for number in (1, 2, 3, 4)] == [2, 2, 1, 0]
    with started("repeated-page=3", rows=9) as sandbox:
        pages = [_page(sandbox, operation, number, 3)["items"] for number in (1, 2, 3)]
    assert pages[0] != pages[1] == pages[2]


@EVERY
def test_an_expired_token_is_renewed_by_a_login(operation: Operation) -> None:
    with started("expired-token") as sandbox:
        auth = sandbox.auth(api_of(operation))
        if type(auth).__name__ == "AppLogin":
            call(sandbox, operation)
            steps = [received.operation for received in sandbox.requests]
            assert steps.count("login_path") == 2
            assert [received.refused for received in sandbox.requests].count("token") == 1
        elif type(auth).__name__ == "AccessKey":
            call(sandbox, operation, max_retries=0)
            with pytest.raises(ApiError) as raised:
                call(sandbox, operation, "temporary", max_retries=0)
            assert raised.value.code in [
                documented_refusal(operation, "token", scheme).code
                for scheme in service_of(operation).schemes(operation)
            ]
            call(sandbox, operation, "temporary", max_retries=0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("unknown", "throttled, 500"),
        ("", "choose from 429"),
        ("throttled=", "times"),
        ("throttled=-1", "times"),
        ("throttled=many", "'many'"),
        ("slow=inf", "seconds"),
        ("slow=nan", "seconds"),
        ("page-count=1", "takes no value"),
        ("repeated-page=x", "page"),
    ],
)
def test_an_invalid_fault_is_rejected(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Sandbox(faults=[text])


def test_faults_count_for_one_sandbox_only() -> None:
    one, other = Faults(["throttled=1"]), Faults(["throttled=1"])
    assert [one.take("throttled"), one.take("throttled"), other.take("throttled")] == [True, False, True]


def test_every_fault_has_a_description() -> None:
    assert set(FAULT_REPLIES) < {fault.name for fault in FAULTS}
    assert all(fault.description for fault in FAULTS)


def _page(sandbox: Sandbox, operation: Operation, number: int, size: int) -> dict[str, Any]:
    paging = operation.paging
    assert paging is not None
    value = ia.contract(f"{operation.id}.response").read(
        request_response(sandbox, operation, **{paging.page: number, paging.size: size}).body
    )
    return {"items": pointer.get(value, paging.items), "total": pointer.get(value, paging.total or "")}


def _may_help(operation: Operation, reason: str) -> bool:
    refusal = documented_refusal(operation, reason)
    return operation.envelope is not None and is_retryable(refusal.status, refusal.code, operation.envelope)
