"""The paginator: yields every record once, and its receipt is never complete if records may be missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis import IncompletePages, TransportError
from invoice_apis.client.pagination import Paginator
from invoice_apis.models.base import Model
from invoice_apis.operation import Operation, Paging, Parameter
from invoice_apis.receipt import Receipt

LIST = Operation(
    id="toy/List",
    name="list",
    method="GET",
    path="/records",
    parameters=(
        Parameter("offset", "offset", "query", "/query/offset", "int", required=True),
        Parameter("limit", "limit", "query", "/query/limit", "int", required=True),
    ),
    security=(),
    reply="Page",
    safe=True,
    paging=Paging("page-number", "offset", "limit", "/records", "/count", "/id"),
)


class Record(Model):
    id: str | None = None
    state: int = 0


class Page(Model):
    records: list[Record]
    count: int | None = None


class Server:
    """Serves records by page number. Each subclass misbehaves in one way."""

    def __init__(self, rows: int) -> None:
        self.rows = [Record(id=f"r{number}") for number in range(rows)]

    def page(self, number: int, size: int) -> Page:
        return self.respond(number, self.rows[(number - 1) * size : number * size])

    def respond(self, number: int, records: list[Record]) -> Page:
        return Page(records=records, count=len(self.rows))


class CountOfPage(Server):
    def respond(self, number: int, records: list[Record]) -> Page:
        return Page(records=records, count=len(records))


class NoCount(Server):
    def respond(self, number: int, records: list[Record]) -> Page:
        return Page(records=records)


class CappedLimit(Server):
    def page(self, number: int, size: int) -> Page:
        return super().page(number, min(size, 4))


class RepeatedPage(Server):
    def page(self, number: int, size: int) -> Page:
        return super().page(1 if number == 2 else number, size)


class LastPageForever(Server):
    def page(self, number: int, size: int) -> Page:
        last = max(1, -(-len(self.rows) // size))
        return super().page(min(number, last), size)


class ShrinkingCount(Server):
    def respond(self, number: int, records: list[Record]) -> Page:
        return Page(records=records, count=len(self.rows) - number)


class LateInsertInFront(Server):
    def page(self, number: int, size: int) -> Page:
        if number == 2:
            self.rows.insert(0, Record(id="late"))
        return super().page(number, size)


class LateInsertAtEnd(Server):
    def page(self, number: int, size: int) -> Page:
        if number == 2:
            self.rows.append(Record(id="late"))
        return super().page(number, size)


class LateDelete(Server):
    def page(self, number: int, size: int) -> Page:
        if number == 2:
            del self.rows[0]
        return super().page(number, size)


class ChangedRecord(Server):
    def page(self, number: int, size: int) -> Page:
        if number == 2:
            self.rows.insert(0, Record(id="late"))
            self.rows[size] = Record(id=self.rows[size].id, state=1)
        return super().page(number, size)


def paginate(server: Server, size: int = 10, strict: bool = False) -> tuple[list[str | None], Receipt]:
    paginator: Paginator[Record] = Paginator(LIST, {"limit": size})
    seen = []
    while not paginator.is_done:
        arguments = paginator.next_arguments()
        seen += [record.id for record in paginator.add_page(server.page(arguments["offset"], arguments["limit"]))]  # type: ignore[arg-type]
    paginator.finish(strict)
    return seen, paginator.receipt()


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11, 20, 37])
@pytest.mark.parametrize("kind", [Server, CountOfPage, NoCount, CappedLimit])
def test_every_record_is_seen_and_the_receipt_is_complete(kind: type[Server], rows: int) -> None:
    seen, receipt = paginate(kind(rows), strict=True)
    assert seen == [f"r{number}" for number in range(rows)]
    assert (receipt.complete, receipt.fetched, receipt.duplicates) == (True, rows, 0)


@pytest.mark.parametrize(
    ("kind", "fetched", "duplicates", "reason"),
    [
        (RepeatedPage, 10, 10, "repeats"),
        (ShrinkingCount, 37, 0, "fell"),
        (LateInsertInFront, 37, 1, "counts 38 records and 37 were seen"),
        (LateDelete, 36, 0, "fell"),
        (ChangedRecord, 38, 0, "different content"),
    ],
)
def test_possibly_missing_records_make_the_receipt_incomplete(
    kind: type[Server], fetched: int, duplicates: int, reason: str
) -> None:
    seen, receipt = paginate(kind(37))
    assert len(seen) == fetched == receipt.fetched
    assert (receipt.complete, receipt.duplicates) == (False, duplicates)
    assert reason in receipt.reason
    with pytest.raises(IncompletePages) as error:
        paginate(kind(37), strict=True)
    assert error.value.receipt == receipt
    assert receipt.reason in str(error.value)


def test_a_record_appended_during_pagination_is_seen() -> None:
    seen, receipt = paginate(LateInsertAtEnd(37), strict=True)
    assert seen[-1] == "late"
    assert receipt.complete


def test_a_server_that_repeats_its_last_page_ends_pagination() -> None:
    assert paginate(LastPageForever(37), strict=True)[1].complete
    assert paginate(LastPageForever(30), strict=True)[1].pages == 4


@pytest.mark.parametrize("rows", [10, 0])
def test_repeated_pages_are_incomplete_if_the_count_may_be_that_of_the_page(rows: int) -> None:
    receipt = paginate(LastPageForever(rows))[1]
    assert receipt.complete is (rows == 0)


def until_seen_reaches_count(server: Server, size: int) -> list[str | None]:
    seen: list[str | None] = []
    number = 1
    while True:
        page = server.page(number, size)
        seen += [record.id for record in page.records]
        if page.count is None or len(seen) >= page.count:
            return seen
        number += 1


def until_a_short_page(server: Server, size: int) -> list[str | None]:
    seen: list[str | None] = []
    number = 1
    while True:
        page = server.page(number, size)
        seen += [record.id for record in page.records]
        if len(page.records) < size:
            return seen
        number += 1


@pytest.mark.parametrize(
    ("wrong", "kind"), [(until_seen_reaches_count, CountOfPage), (until_a_short_page, CappedLimit)]
)
def test_naive_loops_lose_records_and_the_paginator_does_not(
    wrong: Callable[[Server, int], list[str | None]], kind: type[Server]
) -> None:
    assert len(wrong(kind(37), 10)) < 37
    assert len(paginate(kind(37), 10, strict=True)[0]) == 37


def test_records_without_a_key_are_compared_by_content() -> None:
    server = Server(0)
    server.rows = [Record(id=None, state=number % 3) for number in range(3)]
    seen, receipt = paginate(server, strict=True)
    assert (len(seen), receipt.duplicates) == (3, 0)


def test_a_page_that_fails_leaves_its_reason_in_the_receipt() -> None:
    paginator: Paginator[Record] = Paginator(LIST, {"limit": 10})
    paginator.add_page(Server(37).page(1, 10))  # type: ignore[arg-type]
    paginator.fail(TransportError("gone"))
    receipt = paginator.receipt()
    assert (receipt.complete, receipt.fetched) == (False, 10)
    assert receipt.reason.startswith("page 2 failed")


@given(
    rows=st.integers(0, 60), size=st.integers(1, 12), cap=st.integers(1, 12), counted=st.sampled_from(["all", "none"])
)
def test_an_unchanged_list_is_seen_completely(rows: int, size: int, cap: int, counted: str) -> None:
    class Capped(Server):
        def page(self, number: int, size: int) -> Page:
            page = super().page(number, min(size, cap))
            return page if counted == "all" else Page(records=page.records)

    seen, receipt = paginate(Capped(rows), size, strict=True)
    assert seen == [f"r{number}" for number in range(rows)]
    assert receipt.complete


@given(rows=st.integers(0, 40), size=st.integers(1, 9), data=st.data())
def test_a_receipt_is_never_complete_with_fewer_records_than_counted(rows: int, size: int, data: st.DataObject) -> None:
    class Moving(Server):
        def page(self, number: int, size: int) -> Page:
            place = data.draw(st.integers(0, len(self.rows)))
            change = data.draw(st.sampled_from(["stay", "insert", "delete"]))
            if change == "insert":
                self.rows.insert(place, Record(id=f"late{number}"))
            elif change == "delete":
                del self.rows[place : place + 1]
            return super().page(number, size)

    server = Moving(rows)
    seen, receipt = paginate(server, size)
    assert len(set(seen)) == len(seen) == receipt.fetched
    assert not receipt.complete or receipt.fetched >= (receipt.total or 0)
