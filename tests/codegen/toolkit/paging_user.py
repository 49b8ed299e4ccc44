"""Run in a process of its own: a program that reads the lists of the small made-up APIs, in every style of pagination.

`python -I paging_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from typing import Any

LISTS: dict[str, tuple[str, str, dict[str, Any], int, int | None]] = {
    "token": ("CursorDesk", "iter_transfers", {"page_size": 50}, 5, None),
    "last-id": ("CursorDesk", "iter_data", {"limit": 50}, 5, None),
    "offset": ("OffsetDesk", "iter_orders", {"take": 50}, 5, 237),
    "page from 0": ("OffsetDesk", "iter_parcels", {}, 3, None),
    "next-link": ("OffsetDesk", "iter_refunds", {"person": "a b%c", "state": "ä+&", "limit": 50}, 5, 237),
    "header Link": ("OffsetDesk", "iter_notes", {}, 3, None),
    "token in a form": ("CursorDesk", "iter_found_charges", {"query": "a=b & c", "limit": 50}, 5, None),
    "token in the body": ("SearchDesk", "iter_bills", {"month": "2026-01", "limit": 20}, 12, 237),
    "offset in an object": ("SearchDesk", "iter_entries", {"options": {"count": 50, "order": "asc"}}, 5, 237),
}
"""Client, method, arguments; pages and total of a list of 237 records."""
NEXT_IN_REPLY = ("token", "next-link", "header Link", "token in a form", "token in the body")
"""Lists whose responses name the next page."""
FAULTS: dict[tuple[str, str], tuple[int, str]] = {
    **{(name, "empty-page"): (237, "") for name in NEXT_IN_REPLY},
    **{(name, "relative-link"): (237, "") for name in LISTS},
    **{(name, "repeated-token"): (0, "page 2 leads to a page that was fetched before") for name in NEXT_IN_REPLY},
    **{(name, "alternating-token"): (0, "page 3 leads to a page that was fetched before") for name in NEXT_IN_REPLY},
    **{(name, "ignored-page"): (0, "page 2 repeats earlier records") for name in LISTS},
    ("next-link", "foreign-link"): (50, "page 1 leads to an address of another server, elsewhere.example.com"),
    ("header Link", "foreign-link"): (100, "page 1 leads to an address of another server, elsewhere.example.com"),
    ("last-id", "no-end"): (237, "page 6 is empty, and the server says that more records follow"),
    ("page from 0", "no-end"): (237, "page 4 is empty, and the server says that more records follow"),
    ("token", "no-end"): (237, "page 1005 is empty, and the server says that more records follow"),
    ("last-id", "empty-page"): (0, "page 1 is empty, and the server says that more records follow"),
    ("page from 0", "empty-page"): (0, "page 1 is empty, and the server says that more records follow"),
    ("offset", "empty-page"): (0, "the server counts 237 records and 0 were seen"),
    ("last-id", "repeated-page"): (50, "page 2 repeats earlier records"),
    ("token", "repeated-page"): (50, "page 2 repeats earlier records"),
    ("offset", "repeated-page"): (50, "page 2 repeats earlier records"),
    ("offset", "late-insert"): (237, "the server counts 238 records and 237 were seen"),
    ("token", "late-insert"): (237, "records moved between pages during pagination"),
    ("last-id", "late-insert"): (237, ""),
    ("next-link", "shrinking-count"): (237, "the server's count fell from 237 to 233 during pagination"),
    ("offset", "page-count"): (237, ""),
    **{(name, "capped-limit=20"): (237, "") for name in LISTS},
}
"""Fetched records, and why they may not be all; 0 fetched: as many as were."""


def read_all_lists(package: Any) -> None:
    """Every list is read whole, in both clients, and its receipt says how that is known."""
    for name, (_, _, _, pages, total) in LISTS.items():
        for rows in (237, 0, 1):
            for receipt, records in walks(package, name, rows):
                expected = (rows, total if total is None else rows, True)
                assert (receipt.fetched, receipt.total, receipt.complete) == expected, (name, rows, receipt)
                assert len({record.to_json() for record in records}) == rows
                assert rows != 237 or receipt.pages == pages or "empty" in receipt.reason, (name, receipt)
                assert ("no total" in receipt.reason) == (total is None), (name, receipt)


def lead_astray(package: Any) -> None:
    """No loop, no lost record without a word, and no credentials to another host."""
    for (name, fault), (fetched, reason) in FAULTS.items():
        for receipt, records in walks(package, name, 237, fault):
            assert receipt.complete is not bool(reason), (name, fault, receipt)
            assert reason in receipt.reason, (name, fault, receipt)
            assert receipt.fetched == len(records) == (fetched or receipt.fetched), (name, fault, receipt)
            if reason:
                raised = incomplete(package, name, fault)
                assert reason in str(raised), (name, fault, raised)


def walks(package: Any, name: str, rows: int, *faults: str) -> list[tuple[Any, list[Any]]]:
    """Receipt and records of both clients."""
    client, method, arguments, _, _ = LISTS[name]
    found = []
    with sandbox(rows, faults) as box, opened(package, box, client) as desk:
        pages = getattr(desk, method)(**arguments, strict=False)
        records = list(pages)
        found.append((pages.receipt, records))
    with sandbox(rows, faults) as box:
        found.append(asyncio.run(walk_awaiting(package, box, name)))
    assert found[0][0] == found[1][0], (name, faults, found[0][0], found[1][0])
    return found


async def walk_awaiting(package: Any, box: Any, name: str) -> tuple[Any, list[Any]]:
    client, method, arguments, _, _ = LISTS[name]
    async with opened(package, box, f"Async{client}") as desk:
        pages = getattr(desk, method)(**arguments, strict=False)
        records = [record async for record in pages]
        return pages.receipt, records


def incomplete(package: Any, name: str, fault: str) -> Exception:
    """The error of a strict iteration."""
    client, method, arguments, _, _ = LISTS[name]
    with sandbox(237, [fault]) as box, opened(package, box, client) as desk:
        try:
            list(getattr(desk, method)(**arguments))
        except package.IncompletePages as error:
            return error
    raise AssertionError("no error")


def send_what_the_contract_says(package: Any) -> None:
    """The first request has no token; the next ones have that of the reply, beside the other arguments."""
    with sandbox(45, []) as box, opened(package, box, "SearchDesk") as desk:
        assert len(list(desk.iter_bills(month="2026-01"))) == 45
        assert len(list(desk.iter_entries(options={"count": 20, "order": "asc"}))) == 45
        bodies = [received.value["body"] for received in box.requests]
    tokens = [body.get("Cursor") for body in bodies[:3]]
    assert tokens[0] is None
    assert len({*tokens}) == 3
    assert {(body["Month"], body["Limit"]) for body in bodies[:3]} == {("2026-01", 20)}
    assert [body["options"] for body in bodies[3:]] == [
        {"count": 20, "order": "asc", "start": start} for start in (1, 21, 41)
    ]
    with sandbox(45, []) as box, opened(package, box, "OffsetDesk") as desk:
        assert len(list(desk.iter_refunds(person="p", state="x", limit=30))) == 45
        assert len(list(desk.iter_orders(take=30))) == 45
        values = [received.value for received in box.requests if received.operation != "token_url"]
    assert [value["query"] for value in values[:2]] == 2 * [{"state": "x", "limit": 30}]
    assert [value["query"]["skip"] for value in values[2:]] == [0, 30]


def opened(package: Any, box: Any, client: str) -> Any:
    api = {"CursorDesk": "cursor_desk", "OffsetDesk": "offset_desk", "SearchDesk": "search_desk"}
    name = api[client.removeprefix("Async")]
    module = importlib.import_module(f"{package.__name__}.{name}")
    return getattr(module, client)(base_url=box.url, auth=box.auth(name), max_retries=0)


def sandbox(rows: int, faults: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(rows=rows, faults=faults)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    found = importlib.import_module("invoice_apis")
    send_what_the_contract_says(found)
    read_all_lists(found)
    lead_astray(found)
