"""What a service says about the next page and the end: its word is taken, and a contradiction is no end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from invoice_apis import IncompletePages, InvalidRequest
from invoice_apis.client.auth.credentials import AccessToken
from invoice_apis.client.auth.tokens import Token
from invoice_apis.client.call import Caller
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request
from invoice_apis.client.links import Link
from invoice_apis.client.pages import AsyncPages, Pages
from invoice_apis.client.pagination import Paginator
from invoice_apis.models.base import Model
from invoice_apis.operation import Operation, Paging, Parameter, SecurityScheme
from invoice_apis.receipt import Receipt
from invoice_apis.validation.report import Finding, Report

TOKEN = Paging("token", "token", "", "/records", None, "/id", next="/next", more="/more")
LAST_ID = Paging("last-id", "token", "", "/records", None, "/id", more="/more")


class Record(Model):
    id: str | None = None


class Page(Model):
    records: list[Record]
    next: str | None = None
    more: bool | None = None


class Following(Model):
    token: str | None = None


class Data(Model):
    records: list[Record] | None = None


class Nested(Model):
    """A page with objects around its records and its token."""

    data: Data | None = None
    paging: Following | None = None
    count: int | None = None


def operation(paging: Paging) -> Operation:
    token = Parameter("token", "token", "query", "/query/token", "str")
    return Operation("toy/List", "list", "GET", "/records", (token,), (), "Page", True, paging=paging)


def read(paging: Paging, *pages: tuple[str, str | None, bool | None]) -> tuple[list[Any], Receipt]:
    """The tokens that are asked for, and the receipt. A page is the ids of its records, a token, and whether more follow."""
    paginator: Paginator[Record] = Paginator(operation(paging), {})
    asked = []
    for ids, following, more in pages:
        asked.append(paginator.next_arguments().get("token"))
        page = Page(records=[Record(id=name) for name in ids], next=following, more=more)
        paginator.add_page(page)  # type: ignore[arg-type]
        if paginator.is_done:
            break
    return asked, paginator.receipt()


@pytest.mark.parametrize(
    ("paging", "pages", "asked", "reason"),
    [
        (TOKEN, [("ab", "t", True), ("c", "u", False)], [None, "t"], ""),
        (TOKEN, [("ab", "t", None), ("c", None, None)], [None, "t"], ""),
        (TOKEN, [("ab", "t", None), ("", "u", None), ("c", "", None)], [None, "t", "u"], ""),
        (TOKEN, [("ab", None, True)], [None], "page 1 says that more records follow, but names no next page"),
        (TOKEN, [("ab", "t", True), ("c", "t", True)], [None, "t"], "page 2 leads to a page that was fetched before"),
        (TOKEN, [("ab", "t", True), ("ab", None, False)], [None, "t"], "page 2 repeats earlier records"),
        (TOKEN, [("ab", "t", True), ("bc", None, False)], [None, "t"], "records moved between pages"),
        (LAST_ID, [("ab", None, True), ("c", None, False)], [None, "b"], ""),
        (LAST_ID, [("ab", None, None), ("c", None, None), ("", None, None)], [None, "b", "c"], ""),
        (
            LAST_ID,
            [("ab", None, True), ("", None, True)],
            [None, "b"],
            "page 2 is empty, and the server says that more",
        ),
        (
            LAST_ID,
            [("a", None, True), ("ba", None, True)],
            [None, "a"],
            "page 2 leads to a page that was fetched before",
        ),
    ],
)
def test_the_end_is_where_the_service_says(
    paging: Paging, pages: list[tuple[str, str | None, bool | None]], asked: list[Any], reason: str
) -> None:
    found, receipt = read(paging, *pages)
    assert found == asked
    assert receipt.complete is not bool(reason)
    assert reason in receipt.reason
    assert bool(reason) or receipt.reason.endswith("; the server reports no total")


WITHIN = Paging("token", "token", "size", "/data/records", "/count", "/id", next="/paging/token")
FULL = {"data": {"records": [{"id": "a"}, {"id": "b"}]}, "paging": {"token": "t"}}


def read_nested(paging: Paging, *pages: dict[str, Any], **arguments: Any) -> Receipt:
    parameters = tuple(Parameter(name, name, "query", f"/query/{name}", "str") for name in ("token", "size"))
    asked = replace(operation(paging), parameters=parameters)
    paginator: Paginator[Record] = Paginator(asked, arguments)
    for page in pages:
        assert not paginator.is_done
        paginator.add_page(Nested.model_validate(page))  # type: ignore[arg-type]
    assert paginator.is_done
    return paginator.receipt()


def page_of(ids: str, **members: Any) -> dict[str, Any]:
    return {"data": {"records": [{"id": name} for name in ids]}, **members}


@pytest.mark.parametrize(
    ("pages", "arguments", "reason"),
    [
        ([FULL, page_of("cd")], {}, "page 2 has no /paging, which would name the next page or none"),
        ([FULL, page_of("cde")], {}, "page 2 has no /paging"),
        ([page_of("ab")], {"size": 2}, "page 1 has no /paging"),
        ([page_of("ab")], {}, "page 1 has no /paging"),
        ([page_of("ab", count=2)], {"size": 2}, "page 1 has no /paging"),
        ([FULL, page_of("cd", count=9)], {}, "page 2 has no /paging"),
        ([FULL, page_of("cd", count=4)], {}, ""),
        ([FULL, page_of("c")], {}, ""),
        ([FULL, page_of("c", count=4)], {}, "the server counts 4 records and 3 were seen"),
        ([FULL, page_of("c")], {"size": 1}, ""),
        ([page_of("a")], {"size": 2}, ""),
        ([FULL, page_of("cd", paging={})], {}, ""),
        ([FULL, page_of("cd", paging=None)], {}, ""),
        ([FULL, page_of("cd", paging={"token": None})], {}, ""),
        ([FULL, page_of("")], {}, ""),
        ([FULL, {}], {}, "page 2 has no /data, which would hold its records"),
        ([{}], {}, "page 1 has no /data, which would hold its records"),
        ([{"count": 0}], {}, ""),
        ([{"data": None}], {}, ""),
        ([{"data": {}}], {}, ""),
    ],
)
def test_a_page_without_the_object_around_its_token_or_records_states_no_end(
    pages: list[dict[str, Any]], arguments: dict[str, Any], reason: str
) -> None:
    receipt = read_nested(WITHIN, *pages, **arguments)
    assert receipt.complete is not bool(reason)
    assert reason in receipt.reason


@pytest.mark.parametrize("style", ["page-number", "offset", "last-id"])
def test_every_style_wants_the_object_around_the_records(style: Any) -> None:
    paging = Paging(style, "token", "size", "/data/records", "/count", "/id")
    receipt = read_nested(paging, FULL, {})
    assert (receipt.complete, receipt.reason) == (False, "page 2 has no /data, which would hold its records")
    assert read_nested(paging, FULL, {"count": 2}).complete
    assert read_nested(paging, FULL, {"data": {"records": []}}).complete


def test_an_address_without_the_object_around_it_states_no_end() -> None:
    paging = Paging("next-link", "", "", "/data/records", None, "/id", next="/paging/token")
    assert not read_nested(paging, page_of("ab")).complete
    assert read_nested(paging, page_of("ab", paging={})).complete


@pytest.mark.parametrize("token", ["a\nb", "a\x00", " a", "a\n", "\x85"])
def test_a_token_with_a_line_break_is_an_error_of_the_reply(token: str) -> None:
    _, receipt = read(TOKEN, ("ab", token, True))
    assert not receipt.complete
    assert receipt.reason.startswith("page 1 has a token of the next page at /next that ")
    assert receipt.reason.endswith(("line break", "line break at its start or end"))


def test_a_key_with_a_line_break_is_an_error_of_the_reply() -> None:
    paginator: Paginator[Record] = Paginator(operation(LAST_ID), {})
    paginator.add_page(Page(records=[Record(id="a\nb")], more=True))  # type: ignore[arg-type]
    expected = "page 1 has a key at /id in its last record that contains a control character or line break"
    assert paginator.receipt().reason == expected


def test_the_last_record_needs_a_key() -> None:
    paginator: Paginator[Record] = Paginator(operation(LAST_ID), {})
    paginator.add_page(Page(records=[Record(id="a"), Record()], more=True))  # type: ignore[arg-type]
    assert paginator.receipt().reason == "page 1 has no key in its last record, which the next request needs"


def test_a_token_of_the_caller_in_an_address_is_left_out() -> None:
    """The client adds the current one itself, which may be another by now."""
    scheme = Token(SecurityScheme("Key", "token", "query", "access_token"), AccessToken("new"), {})
    caller = Caller("https://api.example.com/v1", scheme, {}, None, Environment())
    link = Link("/v1/records", (("page", "2"), ("access_token", "old")))
    request = caller._follow(Request("GET", "https://api.example.com/v1", "/records", (("size", "1"),)), link)
    assert (request.target, request.host) == ("/v1/records?page=2", "api.example.com")


def refusing_fetch(place: str) -> Any:
    """The first page; the request for the second one is refused at a place."""
    pages = [Page(records=[Record(id="a")], next="too long", more=True)]

    def fetch(arguments: Any, link: Link | None) -> Any:
        if pages:
            return pages.pop()
        finding = Finding("error", place, "", "maxLength", "longer than 3 characters")
        raise InvalidRequest(Report("toy/List.request", None, (finding,)))

    return fetch


def test_a_token_that_no_request_may_have_is_an_error_of_the_reply() -> None:
    async def read_awaiting() -> AsyncPages[Record]:
        fetch = refusing_fetch("/query/token")

        async def fetch_async(arguments: Any, link: Link | None) -> Any:
            return fetch(arguments, link)

        pages: AsyncPages[Record] = AsyncPages(operation(TOKEN), {}, fetch_async, False, "")
        assert [record.id async for record in pages] == ["a"]
        return pages

    blocking: Pages[Record] = Pages(operation(TOKEN), {}, refusing_fetch("/query/token"), False, "")
    assert [record.id for record in blocking] == ["a"]
    expected = "page 1 leads to a page that the contract does not allow, /query/token: longer than 3 characters"
    for pages in (blocking, asyncio.run(read_awaiting())):
        assert (pages.receipt.complete, pages.receipt.reason) == (False, expected)
    with pytest.raises(IncompletePages, match="/query/token: longer than 3"):
        list(Pages(operation(TOKEN), {}, refusing_fetch("/query/token"), True, ""))


def test_an_argument_of_the_caller_is_its_own_error() -> None:
    with pytest.raises(InvalidRequest):
        list(Pages(operation(TOKEN), {}, refusing_fetch("/query/size"), True, ""))
