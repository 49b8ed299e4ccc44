"""Iteration over all pages of a list: every record once, and a receipt of completeness."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from invoice_apis import ApiError, IncompletePages, InvalidRequest, TransportError
from invoice_apis.models.base import get_member
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from support.calling import OPERATIONS, ClientDriver, Kind, case_id, documented_call
from support.slow import all_but_first

from .authenticated import authenticated_client, received_values

ROWS, SIZE = 237, 100
EVERY = pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.walk], ids=case_id)
FAULTS: dict[str, tuple[int, int | None, int, int, str]] = {
    "capped-limit": (237, 237, 5, 0, ""),
    "capped-limit=20": (237, 237, 12, 0, ""),
    "page-count": (237, 100, 4, 0, ""),
    "page-count capped-limit": (237, 50, 6, 0, ""),
    "repeated-page": (100, 237, 2, 100, "page 2 repeats earlier records"),
    "repeated-page=3": (200, 237, 3, 100, "page 3 repeats earlier records"),
    "shrinking-count": (237, 237, 4, 0, "the server's count fell from 237 to 234 during pagination"),
    "late-insert": (237, 238, 4, 1, "the server counts 238 records and 237 were seen"),
}
"""Records, count, pages, duplicates, and the reason why the receipt is incomplete."""


@contextmanager
def paging_client(
    operation: Operation, kind: Kind, *faults: str, rows: int = ROWS
) -> Iterator[tuple[Sandbox, ClientDriver]]:
    with (
        Sandbox(rows=rows, faults=faults) as sandbox,
        authenticated_client(sandbox, operation, kind, max_retries=0) as caller,
    ):
        yield sandbox, caller


def pages(caller: ClientDriver, operation: Operation, size: int = SIZE, **extra: Any) -> Any:
    """An iteration that has not started."""
    assert operation.paging
    arguments = {**documented_call(operation).arguments, _name(operation, operation.paging.size): size, **extra}
    del arguments[_name(operation, operation.paging.page)]
    return getattr(caller.client, operation.walk or "")(**arguments)


def _name(operation: Operation, wire: str) -> str:
    return next(parameter.name for parameter in operation.parameters if parameter.wire == wire)


@EVERY
@pytest.mark.parametrize(("rows", "size"), [(237, 100), (237, 10), (200, 100), (3, 1), (1, 100), (0, 100)])
def test_iteration_yields_every_record_once(kind: Kind, operation: Operation, rows: int, size: int) -> None:
    records: list[Any] = []
    with paging_client(operation, kind, rows=rows) as (sandbox, caller):
        iteration = pages(caller, operation, size)
        caller.read(iteration, records)
        queries = [request["query"] for request in received_values(sandbox, operation)]
    assert operation.paging
    assert len({record.to_json() for record in records}) == len(records) == rows
    assert iteration.receipt[:5] == (rows, rows, len(queries), 0, True)
    assert [query[operation.paging.page] for query in queries] == list(range(1, len(queries) + 1))
    assert {query[operation.paging.size] for query in queries} == {size}


@EVERY
def test_iteration_yields_the_records_of_the_pages(kind: Kind, operation: Operation) -> None:
    records: list[Any] = []
    with paging_client(operation, kind, rows=7) as (_, caller):
        caller.read(pages(caller, operation, 3), records)
        reply = caller(operation, **documented_call(operation).arguments)
    assert operation.paging
    assert records == get_member(reply, operation.paging.items)


@EVERY
@pytest.mark.parametrize("fault", all_but_first(FAULTS))
@pytest.mark.parametrize("strict", [True, False])
def test_the_receipt_states_completeness(kind: Kind, operation: Operation, fault: str, strict: bool) -> None:
    fetched, total, read, duplicates, reason = FAULTS[fault]
    records: list[Any] = []
    with paging_client(operation, kind, *fault.split()) as (_, caller):
        iteration = pages(caller, operation, strict=strict)
        if reason and strict:
            with pytest.raises(IncompletePages, match=reason) as raised:
                caller.read(iteration, records)
            assert raised.value.receipt == iteration.receipt
        else:
            caller.read(iteration, records)
    assert len({record.to_json() for record in records}) == len(records) == fetched
    assert iteration.receipt[:5] == (fetched, total, read, duplicates, not reason)
    assert reason in iteration.receipt.reason


@EVERY
def test_an_abandoned_iteration_is_incomplete_and_the_next_one_starts_again(kind: Kind, operation: Operation) -> None:
    few: list[Any] = []
    records: list[Any] = []
    with paging_client(operation, kind) as (sandbox, caller):
        iteration = pages(caller, operation)
        assert not iteration.receipt.complete
        assert not received_values(sandbox, operation)
        caller.read(iteration, few, most=101)
        assert (iteration.receipt.fetched, iteration.receipt.pages, iteration.receipt.complete) == (200, 2, False)
        assert iteration.receipt.reason == "the pagination has not ended"
        caller.read(iteration, records)
    assert records[:101] == few
    assert len(records) == ROWS
    assert iteration.receipt.complete


class Closing(list[Any]):
    """A list that closes the sandbox after a number of records."""

    def __init__(self, sandbox: Sandbox, after: int) -> None:
        self._box, self._after = sandbox, after

    def append(self, record: Any) -> None:
        super().append(record)
        if len(self) == self._after:
            self._box.close()


@EVERY
@pytest.mark.parametrize("strict", [True, False])
def test_an_error_on_a_later_page_is_raised_and_kept_in_the_receipt(
    kind: Kind, operation: Operation, strict: bool
) -> None:
    with paging_client(operation, kind) as (sandbox, caller):
        iteration, records = pages(caller, operation, strict=strict), Closing(sandbox, 150)
        with pytest.raises(TransportError):
            caller.read(iteration, records)
    assert len(records) == 200
    assert iteration.receipt[:5] == (200, ROWS, 2, 0, False)
    assert iteration.receipt.reason == "page 3 failed: TransportError"


@EVERY
def test_an_error_on_the_first_page_is_kept_in_the_receipt(kind: Kind, operation: Operation) -> None:
    with paging_client(operation, kind, "500=1") as (_, caller):
        iteration = pages(caller, operation)
        with pytest.raises(ApiError):
            caller.read(iteration, [])
        assert iteration.receipt[:5] == (0, None, 0, 0, False)
        assert iteration.receipt.reason == "page 1 failed: ApiError"
        caller.read(iteration, [])
        assert iteration.receipt.complete


@EVERY
def test_invalid_arguments_are_rejected_before_anything_is_sent(kind: Kind, operation: Operation) -> None:
    with paging_client(operation, kind) as (sandbox, caller):
        with pytest.raises(InvalidRequest):
            caller.read(pages(caller, operation, size=0), [])
        assert not sandbox.requests


@EVERY
def test_a_later_page_is_retried(kind: Kind, operation: Operation) -> None:
    with paging_client(operation, kind, "reset=1", "429=1", "truncated=1") as (sandbox, caller):
        iteration = pages(caller, operation, max_retries=3)
        caller.read(iteration, [])
        assert iteration.receipt.complete
        assert len(received_values(sandbox, operation)) == iteration.receipt.pages + 3
