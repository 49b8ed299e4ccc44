"""What a service says about the next page and the end: its word is taken, and a contradiction is no end."""

from __future__ import annotations

from typing import Any

import pytest
from invoice_apis.client.auth.credentials import AccessToken
from invoice_apis.client.auth.tokens import Token
from invoice_apis.client.call import Caller
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Request
from invoice_apis.client.links import Link
from invoice_apis.client.pagination import Paginator
from invoice_apis.models.base import Model
from invoice_apis.operation import Operation, Paging, Parameter, SecurityScheme
from invoice_apis.receipt import Receipt

TOKEN = Paging("token", "token", "", "/records", None, "/id", next="/next", more="/more")
LAST_ID = Paging("last-id", "token", "", "/records", None, "/id", more="/more")


class Record(Model):
    id: str | None = None


class Page(Model):
    records: list[Record]
    next: str | None = None
    more: bool | None = None


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
