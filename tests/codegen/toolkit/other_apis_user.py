"""Run in a process of its own: a program that uses the emitted package of the small made-up APIs.

`python -I other_apis_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest


def create_with_an_idempotency_key(api: Any) -> None:
    """A creating call is retried, and all its attempts have one key; another call has another key."""
    with sandbox(faults=["500=1", "500=2"]) as box:
        with api.ReceiptDesk(base_url=box.url, auth=box.auth("receipt_desk"), backoff=0) as client:
            client.issue_receipt(amount=Decimal("12.50"))
            client.issue_receipt(amount=Decimal("12.50"))
            client.issue_receipt(amount=Decimal("12.50"), idempotency_key="given")
        first, again, once_more, second, given = [key(received) for received in box.requests]
        assert first == again == once_more, "the attempts of one call"
        assert len({first, second, given}) == 3
        assert given == "given"
    with sandbox(faults=["500=1"]) as box:
        one, other = asyncio.run(create_awaiting(api, box))
        assert one == other


async def create_awaiting(api: Any, box: Any) -> list[str]:
    async with api.AsyncReceiptDesk(base_url=box.url, auth=box.auth("receipt_desk"), backoff=0) as client:
        await client.issue_receipt(amount=Decimal("12.50"))
    return [key(received) for received in box.requests]


def key(received: Any) -> str:
    return str(received.value["header"]["Idempotency-Key"])


def names_of_any_characters(api: Any, package: Any) -> None:
    """Brackets, blanks, Chinese, quotes and slashes in names arrive as they are, at every door."""
    with sandbox(rows=2) as box, api.WordDesk(base_url=box.url, auth=box.auth("word_desk")) as client:
        reply = client.find_words(
            book_id="B 1", word_id="W", expand=["a b", "c"], size=2, language="中文", odd='x&y="', invoice_number="1"
        )
        assert box.requests[0].value == {
            "path": {"id": "B 1"},
            "query": {"expand[]": ["a b", "c"], "page size": 2, "语言": "中文", 'a&b="c"': 'x&y="'},
            "body": {"id": "W", "发票号码": "1"},
        }
    contract = package.contract("word_desk/FindWords.response")
    raw = '{"found items":[{"发票号码":"0001","Amount (net), €":12.50,"{x}":"a","a/b~c":7,"\\"\\"\\"":"q","%2e`|<b>":true}]}'
    assert contract.check(raw).findings == ()
    word = api.FindWordsResponse.from_json(raw.encode()).found_items[0]
    assert (word.net, word.braces, word.slashes, word.quotes, word.markup) == (Decimal("12.50"), "a", 7, "q", True)
    assert "0001" not in repr(word)
    assert word.to_json() == raw[len('{"found items":[') : -2].encode()
    broken = contract.check(raw.replace("7", '"7"').replace('"a"', '"A"'))
    assert [(each.severity, each.pointer) for each in broken.findings] == [
        ("error", "/found items/0/a~1b~0c"),
        ("drift", "/found items/0/{x}"),
    ]
    assert contract.accepts(raw.encode())
    assert {member.pointer for member in contract.documentation.members.values()} >= {"/found items/*/a~1b~0c"}
    assert isinstance(reply.found_items[0].slashes, int | None)


def a_body_without_members(api: Any) -> None:
    """A body that the contract requires is sent, also if the caller gives none of its members."""
    with sandbox() as box, api.WordDesk(base_url=box.url, auth=box.auth("word_desk")) as client:
        assert client.ping_desk() is None
        assert client.ping_desk(note="n") is None
        assert [request.value for request in box.requests] == [{"body": {}}, {"body": {"note": "n"}}]


def a_parameter_with_text_behind_it(api: Any) -> None:
    """The path with the most plain text is meant, and the parameter is what is left of it."""
    with sandbox() as box, api.WordDesk(base_url=box.url, auth=box.auth("word_desk")) as client:
        assert type(client.read_book(id="a.b c")).__name__ == "ReadBookResponse"
        assert client.find_book(id="7") is None
        assert [each.value["path"] for each in box.requests] == [{"id": "a.b c"}, {"id": "7"}]


def formats_of_other_vendors(api: Any, package: Any) -> None:
    """Days, seconds and the dates of old ASP.NET have views and are checked; formats that only document are not."""
    contract = package.contract("word_desk/FindWords.response")
    good = {"day": "2024-02-29", "seen": 1709164800, "stamp": "/Date(1709164800000+0000)/"}
    good |= {"short": 2**40, "wide": Decimal("0.10"), "mail": "no mail", "link": "no link"}
    raw = importlib.import_module("invoice_apis.jsontext").write({"found items": [good]})
    assert contract.check(raw).findings == ()
    assert contract.accepts(raw)
    word = api.FindWordsResponse.from_json(raw).found_items[0]
    day = datetime(2024, 2, 29, tzinfo=UTC)
    assert (word.day.date, word.seen.datetime, word.stamp.datetime) == (day.date(), day, day)
    assert (word.short, str(word.wide), word.link, repr(word.mail)) == (2**40, "0.10", "no link", "'***'")
    assert word.to_json() == raw[len('{"found items":[') : -2]
    bad = {"found items": [good | {"day": "2023-02-29", "stamp": "/Date(x)/"}]}
    assert [(each.severity, each.keyword, each.pointer) for each in contract.check(bad).findings] == [
        ("drift", "format", "/found items/0/day"),
        ("drift", "format", "/found items/0/stamp"),
    ]
    word_schema = contract.schema("documented")["then"]["properties"]["found items"]["items"]["properties"]
    assert ["format" in word_schema[name] for name in ("day", "seen", "mail", "link")] == [True, True, False, False]
    for seed in range(20):
        assert contract.check(contract.example(seed)).findings == ()


def days_and_times_as_arguments(api: Any, package: Any) -> None:
    """An argument takes what the view of its format gives, and its text or number; nothing is lost of it."""
    noon = datetime(2024, 2, 29, 12, 0, 1, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=8)))
    stamp = "/Date(1709208001000+0000)/"
    given = [(noon.date(), noon, noon), (noon.date(), there, there), ("2024-02-29", 1709208001, stamp)]
    with sandbox() as box, api.WordDesk(base_url=box.url, auth=box.auth("word_desk")) as client:
        for since, after, stamped in given:
            client.find_words(book_id="B", word_id="W", since=since, after=after, stamp=stamped)
        client.find_words(book_id="B", word_id="W", stamp=noon.replace(microsecond=999_000))
        asyncio.run(find_awaiting(api, box, since=noon.date(), after=there, stamp=there))
        values = [received.value for received in box.requests]
        times = [(*value.get("query", {}).values(), value["body"]["stamp"]) for value in values]
        assert times.pop(3) == ("/Date(1709208001999+0000)/",)
        assert times == 4 * [("2024-02-29", 1709208001, stamp)]
        for name, value, words in (
            ("since", noon, "time for an argument that is a day; give the day that is meant"),
            ("since", "2024-02-30", ""),
            ("after", noon.date(), "day for an argument that is a time"),
            ("after", noon.replace(tzinfo=None), "time without a time zone"),
            ("after", noon.replace(microsecond=1), "fraction of a second, which the documented format does not have"),
            ("after", "1709208001", ""),
            ("stamp", noon.replace(microsecond=1500), "fraction of a millisecond"),
            ("stamp", noon.replace(microsecond=1500), "use .replace(microsecond=1000)"),
        ):
            with pytest.raises(package.InvalidRequest) as caught:
                client.find_words(**{"book_id": "B", "word_id": "W", name: value})
            assert words in str(caught.value), caught.value
            pointers = [finding.pointer for finding in caught.value.report.errors]
            assert pointers in (["/query/" + name], ["/body/" + name])
        assert len(box.requests) == 5
    names = ("book_id", "word_id", "since", "after", "stamp")
    hints = [api.WordDesk.find_words.__annotations__[name] for name in names]
    expected = ["str", "str", "date | str | None", "datetime | int | None", "datetime | str | None"]
    assert hints == expected, hints


async def find_awaiting(api: Any, box: Any, **arguments: Any) -> None:
    async with api.AsyncWordDesk(base_url=box.url, auth=box.auth("word_desk")) as client:
        await client.find_words(book_id="B", word_id="W", **arguments)


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(**options)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    create_with_an_idempotency_key(importlib.import_module("invoice_apis.receipt_desk"))
    names_of_any_characters(importlib.import_module("invoice_apis.word_desk"), importlib.import_module("invoice_apis"))
    formats_of_other_vendors(importlib.import_module("invoice_apis.word_desk"), importlib.import_module("invoice_apis"))
    days_and_times_as_arguments(
        importlib.import_module("invoice_apis.word_desk"), importlib.import_module("invoice_apis")
    )
    a_body_without_members(importlib.import_module("invoice_apis.word_desk"))
    a_parameter_with_text_behind_it(importlib.import_module("invoice_apis.word_desk"))
