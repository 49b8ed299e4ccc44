"""Run in a process of its own: a program that uses records which contain records of their kind, of a small made-up API.

`python -I tree_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import sys
from decimal import Decimal
from typing import Any

FOUND = "tree_desk/FindInvoices.response"
ACCOUNTS = "tree_desk/ReadAccounts.response"
DEPTH = 90
"""Accounts in accounts; each is two levels of JSON, of which 200 may be nested."""


def nested(depth: int, innermost: bytes) -> bytes:
    """Accounts in accounts."""
    return b'{"code":"1","accounts":[' * depth + innermost + b"]}" * depth


def read_at_every_depth(api: Any) -> None:
    """Records inside records of their kind are of one class, digit for digit at every depth."""
    raw = nested(DEPTH, b'{"code":"2","owner":"N. N.","balance":1.10,"by_name":{"a":{"code":"3"},"b":null}}')
    account = api.ReadAccountsResponse.from_json(raw)
    assert account.to_json() == raw
    assert type(account.accounts[0]) is type(account.accounts[0].accounts[0]) is api.Account
    for _ in range(DEPTH):
        account = account.accounts[0]
    assert (account.balance, account.by_name["a"].code) == (Decimal("1.10"), "3")
    assert "N. N." not in repr(account)
    found = api.FindInvoicesResponse.from_json(
        b'{"code":"0","data":{"invoices":[{"number":1,"corrects":{"number":2,"buyer":{"group":{"last_invoices":[{"number":3}]}}}}]}}'
    )
    first = found.data.invoices[0]
    assert type(first.corrects.buyer.group.last_invoices[0]) is type(first) is api.Invoice


def write_at_every_depth(api: Any) -> None:
    """Constructors and assignments take records of their own kind."""
    account = api.Account(code="1", accounts=[api.Account(code="2"), {"code": "3", "accounts": [{"code": "4"}]}])
    account.accounts[1].accounts[0].balance = "1.50"
    assert account.to_json() == (
        b'{"code":"1","accounts":[{"code":"2"},{"code":"3","accounts":[{"code":"4","balance":1.50}]}]}'
    )
    assert api.Account.model_validate(account.model_dump()) == account


def find_at_the_member(ia: Any) -> None:
    """Errors and drift stand at the member, however deep it is; what is sensitive is masked there, too."""
    place = "/accounts/0" * DEPTH
    accounts: dict[bytes, list[tuple[str, str, str]]] = {
        b'{"code":1}': [("error", f"{place}/code", "type")],
        b'{"code":"123456789","balance":"x"}': [
            ("error", f"{place}/balance", "type"),
            ("drift", f"{place}/code", "maxLength"),
        ],
        b'{"owner":4711}': [("drift", place, "required"), ("error", f"{place}/owner", "type")],
        b'{"more":1}': [("error", place, "anyOf"), ("drift", place, "required")],
        b"{}": [("error", place, "anyOf"), ("drift", place, "required")],
        b"null": [("error", place, "type")],
        b'{"code":"2","by_name":{"x":{"code":"3","accounts":{}}}}': [
            ("error", f"{place}/by_name/x/accounts", "type"),
        ],
        b'{"code":"2","by_name":{"2026":{"code":5},"007":{"owner":6,"code":"1"},"+1":{"code":"1"},"1":{"code":true}}}': [
            ("error", f"{place}/by_name/1/code", "type"),
            ("error", f"{place}/by_name/007/owner", "type"),
            ("error", f"{place}/by_name/2026/code", "type"),
        ],
    }
    for account, expected in accounts.items():
        assert judged(ia, ACCOUNTS, nested(DEPTH, account)) == expected, account
    masked = ia.contract(ACCOUNTS).check(nested(3, b'{"code":"2","owner":4711}'))
    assert "4711" not in masked.findings[0].message
    assert "4711" not in str(masked)
    accounts = {"accounts": [{"owner": "secret", "accounts": [{"owner": "more"}]}]}
    assert ia.contract(ACCOUNTS).sensitive_values(accounts) == ("secret", "more")


def judge_by_every_rule(ia: Any) -> None:
    """Identifiers, codes and kinds that contain each other keep their rules inside."""
    inner: dict[bytes, list[tuple[str, str, str]]] = {
        b'{"number":1.0}': [("error", "/number", "type")],
        b'{"number":12345678901234567000}': [("drift", "/number", "rounded")],
        b'{"number":1,"state":3}': [("drift", "/state", "enum")],
        b'{"number":1,"buyer":{"last_invoices":[{}]}}': [
            ("error", "/buyer/last_invoices/0", "anyOf"),
            ("drift", "/buyer/last_invoices/0", "required"),
        ],
        b'{"number":1,"buyer":{"other":1}}': [("error", "/buyer", "anyOf")],
        b'{"number":1,"buyer":{"group":{"tax_number":"123456789012345678901"}}}': [
            ("drift", "/buyer/group/tax_number", "maxLength"),
        ],
    }
    places = {
        "": b"%b",
        "/corrects": b'{"number":1,"corrects":%b}',
        "/corrects/corrects": b'{"number":1,"corrects":{"number":2,"corrects":%b}}',
        "/buyer/last_invoices/0": b'{"number":1,"buyer":{"last_invoices":[%b]}}',
        "/buyer/group/last_invoices/0/corrects": (
            b'{"number":1,"buyer":{"group":{"last_invoices":[{"number":2,"corrects":%b}]}}}'
        ),
    }
    for place, above in places.items():
        for invoice, expected in inner.items():
            reported = [(severity, place + at, keyword) for severity, at, keyword in expected]
            report = ia.contract("tree_desk/Invoice").check(above % invoice)
            assert [(each.severity, each.pointer, each.keyword) for each in report.findings] == reported, (
                above % invoice
            )
            whole = b'{"code":"0","data":{"invoices":[%b]}}' % (above % invoice)
            assert judged(ia, FOUND, whole) == [
                (severity, f"/data/invoices/0{at}", keyword) for severity, at, keyword in reported
            ]


def judged(ia: Any, id: str, raw: bytes) -> list[tuple[str, str, str]]:
    """The findings; the verdict is the same at every door."""
    contract = ia.contract(id)
    report = contract.check(raw)
    assert contract.accepts(raw) is contract.accepts(contract.read(raw)) is report.ok
    name = contract.operation + "Response"
    try:
        getattr(importlib.import_module("invoice_apis.tree_desk"), name).from_json(raw)
    except ia.InvalidResponse:
        assert not report.ok
    else:
        assert report.ok
    lines = contract.check_lines(io.BytesIO(raw))
    assert sum(counted.count for counted in lines.findings) == len(report.findings)
    return [(finding.severity, finding.pointer, finding.keyword) for finding in report.findings]


def count_in_archives(ia: Any) -> None:
    """In an archive a finding has one place at all depths, so that a report stays short."""
    lines = b"\n".join(nested(depth, b'{"code":"2","balance":null}') for depth in range(DEPTH))
    report = ia.contract(ACCOUNTS).check_lines(io.BytesIO(lines))
    places = {counted.kind.pointer for counted in report.findings}
    assert places == {"/balance", "/accounts/*/balance"}, places


def document_at_every_depth(ia: Any) -> None:
    """The documentation of a member holds at every depth."""
    guide = ia.contract(FOUND).documentation
    deep = guide.member("/data/invoices/0/corrects/buyer/last_invoices/7/corrects/state")
    assert deep is guide.member("/data/invoices/0/state")
    assert guide.code_label("/data/invoices/0/corrects/state", "2", "zh") == "已付"
    assert guide.member("/data/invoices/0/corrects").members_of == "/latest"
    assert guide.meaning("/data/invoices/0/corrects/corrects") == (
        "The invoice that it corrects; object, with the members of /latest"
    )
    assert guide.member("/data/invoices/0/corrects/unknown") is None


def keep_public_records(ia: Any) -> None:
    """A record of a list has a contract, though its members are described elsewhere."""
    assert {"tree_desk/Invoice", "tree_desk/Account"} <= {contract.id for contract in ia.contracts()}
    failed = ia.contract(FOUND).check(b'{"code":"1","latest":{"number":1,"corrects":{"number":"x"}}}')
    assert [(each.severity, each.pointer) for each in failed.findings] == [("error", "/latest/corrects/number")]


def make_up(ia: Any) -> None:
    """Examples are valid, drift and damage apply, and some have records in records."""
    deepest = 0
    for id in (ACCOUNTS, FOUND, "tree_desk/Party", "tree_desk/FindInvoices.request"):
        contract = ia.contract(id) if id in {each.id for each in ia.contracts()} else None
        for seed in range(20 if contract else 0):
            value = contract.example(seed)
            assert contract.check(value).findings == ()
            deepest = max(deepest, json.dumps(contract.decode(value).value, default=str).count("last_invoices"))
    assert deepest > 1
    assert ia.contract(FOUND).check(ia.contract(FOUND).example(drift="new-code")).drift


def call(api: Any, ia: Any) -> None:
    """A condition in conditions goes out; a broken one is not sent, and the error stands at its place."""
    sandbox = importlib.import_module("invoice_apis.sandbox").Sandbox
    condition = {"all": [{"field": "state"}, {"not": {"all": [{"field": "amount", "value": "0"}]}}]}
    with sandbox(rows=3) as box, api.TreeDesk(base_url=box.url, auth=box.auth("tree_desk")) as client:
        walk = client.iter_invoices(filter=condition, size=2)
        assert len(list(walk)) == 3
        assert box.requests[0].value["body"]["filter"] == condition
        assert client.read_accounts().report.ok
        for broken, place in (
            ({"not": {"not": {"field": 1}}}, "/not/not/field"),
            ({"all": [{"all": {}}]}, "/all/0/all"),
        ):
            assert refused(client, ia, broken) == {f"/body/filter{place}"}
        assert asyncio.run(count_awaiting(api, box, condition)) == 3


def refused(client: Any, ia: Any, condition: Any) -> set[str]:
    """The places of the errors of a request that is not sent."""
    try:
        client.find_invoices(filter=condition)
    except ia.InvalidRequest as error:
        return {finding.pointer for finding in error.report.errors}
    return set()


async def count_awaiting(api: Any, box: Any, condition: Any) -> int:
    """The same with the client for asyncio."""
    async with api.AsyncTreeDesk(base_url=box.url, auth=box.auth("tree_desk")) as client:
        return len([invoice async for invoice in client.iter_invoices(filter=condition, size=2)])


def put_into_columns() -> None:
    """A column holds records of the same kind as JSON text, digit for digit."""
    arrow, pa = importlib.import_module("invoice_apis.arrow"), importlib.import_module("pyarrow")
    raw = b'{"number":1,"corrects":{"number":2,"amount":1.10},"buyer":{"last_invoices":[{"number":3,"amount":2.50}]}}'
    (row,) = arrow.parse_arrow("tree_desk/Invoice", pa.record_batch({"value": [raw]})).to_pylist()
    assert row["corrects"] == '{"number":2,"amount":1.10}'
    assert row["buyer"]["last_invoices"] == ['{"number":3,"amount":2.50}']


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    package, own = importlib.import_module("invoice_apis"), importlib.import_module("invoice_apis.tree_desk")
    read_at_every_depth(own)
    write_at_every_depth(own)
    find_at_the_member(package)
    judge_by_every_rule(package)
    count_in_archives(package)
    document_at_every_depth(package)
    keep_public_records(package)
    make_up(package)
    call(own, package)
    put_into_columns()
