"""Walks over all pages of a list: every record once, and a receipt that tells whether that was all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from invoice_apis import ApiError, IncompletePages, InvalidRequest, TransportError
from invoice_apis.models.base import get_member
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from support.calling import OPERATIONS, Caller, Kind, called, good

from .authenticated import asked_for, authenticated_client

ROWS, SIZE = 237, 100
EVERY = pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.walk], ids=called)
FAULTS: dict[str, tuple[int, int | None, int, int, str]] = {
    "capped-limit": (237, 237, 5, 0, ""),
    "capped-limit=20": (237, 237, 12, 0, ""),
    "page-count": (237, 100, 4, 0, ""),
    "page-count capped-limit": (237, 50, 6, 0, ""),
    "repeated-page": (100, 237, 2, 100, "page 2 repeats records that came before"),
    "repeated-page=3": (200, 237, 3, 100, "page 3 repeats records that came before"),
    "shrinking-count": (237, 237, 4, 0, "the server's count fell from 237 to 234 during the walk"),
    "late-insert": (237, 238, 4, 1, "the server counts 238 records and 237 were seen"),
}
"""Records, count, pages, duplicates, and what makes the receipt incomplete."""


@contextmanager
def walking(operation: Operation, kind: Kind, *faults: str, rows: int = ROWS) -> Iterator[tuple[Sandbox, Caller]]:
    with Sandbox(rows=rows, faults=faults) as box, authenticated_client(box, operation, kind, max_retries=0) as caller:
        yield box, caller


def pages(caller: Caller, operation: Operation, size: int = SIZE, **more: Any) -> Any:
    """A walk that has not begun."""
    assert operation.paging
    arguments = {**good(operation).arguments, _name(operation, operation.paging.size): size, **more}
    del arguments[_name(operation, operation.paging.page)]
    return getattr(caller.client, operation.walk or "")(**arguments)


def _name(operation: Operation, wire: str) -> str:
    return next(parameter.name for parameter in operation.parameters if parameter.wire == wire)


@EVERY
@pytest.mark.parametrize(("rows", "size"), [(237, 100), (237, 10), (200, 100), (3, 1), (1, 100), (0, 100)])
def test_a_walk_gives_every_record_once(kind: Kind, operation: Operation, rows: int, size: int) -> None:
    records: list[Any] = []
    with walking(operation, kind, rows=rows) as (box, caller):
        walk = pages(caller, operation, size)
        caller.read(walk, records)
        asked = [request["query"] for request in asked_for(box, operation)]
    assert operation.paging
    assert len({record.to_json() for record in records}) == len(records) == rows
    assert walk.receipt[:5] == (rows, rows, len(asked), 0, True)
    assert [query[operation.paging.page] for query in asked] == list(range(1, len(asked) + 1))
    assert {query[operation.paging.size] for query in asked} == {size}


@EVERY
def test_a_walk_gives_what_the_pages_hold(kind: Kind, operation: Operation) -> None:
    records: list[Any] = []
    with walking(operation, kind, rows=7) as (_, caller):
        caller.read(pages(caller, operation, 3), records)
        reply = caller(operation, **good(operation).arguments)
    assert operation.paging
    assert records == get_member(reply, operation.paging.items)


@EVERY
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("strict", [True, False])
def test_a_walk_tells_whether_that_was_all(kind: Kind, operation: Operation, fault: str, strict: bool) -> None:
    fetched, total, read, duplicates, doubt = FAULTS[fault]
    records: list[Any] = []
    with walking(operation, kind, *fault.split()) as (_, caller):
        walk = pages(caller, operation, strict=strict)
        if doubt and strict:
            with pytest.raises(IncompletePages, match=doubt) as raised:
                caller.read(walk, records)
            assert raised.value.receipt == walk.receipt
        else:
            caller.read(walk, records)
    assert len({record.to_json() for record in records}) == len(records) == fetched
    assert walk.receipt[:5] == (fetched, total, read, duplicates, not doubt)
    assert doubt in walk.receipt.reason


@EVERY
def test_a_walk_that_is_left_is_not_complete_and_the_next_one_begins_anew(kind: Kind, operation: Operation) -> None:
    few: list[Any] = []
    records: list[Any] = []
    with walking(operation, kind) as (box, caller):
        walk = pages(caller, operation)
        assert not walk.receipt.complete
        assert not asked_for(box, operation)
        caller.read(walk, few, most=101)
        assert (walk.receipt.fetched, walk.receipt.pages, walk.receipt.complete) == (200, 2, False)
        assert walk.receipt.reason == "the pagination has not ended"
        caller.read(walk, records)
    assert records[:101] == few
    assert len(records) == ROWS
    assert walk.receipt.complete


class Closing(list[Any]):
    """A list that ends the service when so many records have come."""

    def __init__(self, box: Sandbox, after: int) -> None:
        self._box, self._after = box, after

    def append(self, record: Any) -> None:
        super().append(record)
        if len(self) == self._after:
            self._box.close()


@EVERY
@pytest.mark.parametrize("strict", [True, False])
def test_an_error_in_the_middle_is_raised_and_kept_in_the_receipt(
    kind: Kind, operation: Operation, strict: bool
) -> None:
    with walking(operation, kind) as (box, caller):
        walk, records = pages(caller, operation, strict=strict), Closing(box, 150)
        with pytest.raises(TransportError):
            caller.read(walk, records)
    assert len(records) == 200
    assert walk.receipt[:5] == (200, ROWS, 2, 0, False)
    assert walk.receipt.reason == "page 3 failed: TransportError"


@EVERY
def test_an_error_at_the_beginning_says_so(kind: Kind, operation: Operation) -> None:
    with walking(operation, kind, "500=1") as (_, caller):
        walk = pages(caller, operation)
        with pytest.raises(ApiError):
            caller.read(walk, [])
        assert walk.receipt[:5] == (0, None, 0, 0, False)
        assert walk.receipt.reason == "page 1 failed: ApiError"
        caller.read(walk, [])
        assert walk.receipt.complete


@EVERY
def test_wrong_arguments_are_told_before_anything_is_sent(kind: Kind, operation: Operation) -> None:
    with walking(operation, kind) as (box, caller):
        with pytest.raises(InvalidRequest):
            caller.read(pages(caller, operation, size=0), [])
        assert not box.requests


@EVERY
def test_a_page_may_be_tried_again_in_the_middle(kind: Kind, operation: Operation) -> None:
    with walking(operation, kind, "reset=1", "429=1", "truncated=1") as (box, caller):
        walk = pages(caller, operation, max_retries=3)
        caller.read(walk, [])
        assert walk.receipt.complete
        assert len(asked_for(box, operation)) == walk.receipt.pages + 3
