"""Run in a process of its own: a program that uses the emitted package of the made-up API, and ends at the first surprise.

`python -I fourth_api_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import os
import sys
from decimal import Decimal
from typing import Any

PAGE = (
    b'{"code": 0, "result": {"total": 3, "bills": ['
    b'{"number": "B-1", "kind": "S", "amount": 102.0, "paid": null, "payer": "Jane Doe", "tags": [], "serial": 7},'
    b'{"number": "", "kind": "X", "amount": 0.10, "issuedAt": "2026-01-02 03:04:05", "serial": "0007"},'
    b'{"amount": 12345678901234567890.123456789, "serial": 98765432109876543210, "colour": {"deep": [1.50]}}]}}'
)
RECEIPT = b'{"id": 12345678901234567890123, "_id": "R-7", "fee": 0.00}'


def use(ia: Any, acme: Any) -> None:
    assert [contract.id for contract in ia.contracts() if contract.api == "acme_bills"] == [
        f"acme_bills/{name}"
        for name in ("Bill", "ListBills.request", "ListBills.response", "SubmitBill.request", "SubmitBill.response")
    ]
    read_a_page(ia, acme)
    read_a_receipt(ia, acme)
    validate_requests(ia)
    describe_operations()
    call_the_sandbox(ia, acme)
    asyncio.run(await_the_sandbox(acme))


def read_a_page(ia: Any, acme: Any) -> None:
    contract = ia.contract("acme_bills/ListBills.response")
    report = contract.check(PAGE)
    assert (report.ok, report.outcome) == (True, "success")
    drift = [(finding.pointer, finding.keyword) for finding in report.drift]
    assert drift == [("/result/bills/1/kind", "enum"), ("/result/bills/2/colour", "additionalProperties")], drift
    assert [finding.ledger for finding in report.known] == ["ACME-02"]
    page = acme.ListBillsResponse.from_json(PAGE)
    assert same(page.to_json(), PAGE)
    first, second, third = page.result.bills
    assert (first.kind, first.amount, first.paid) == (acme.BillKind.SALE, Decimal("102.0"), None)
    assert (second.kind, second.kind.is_known, second.issued_at.datetime.year) == ("X", False, 2026)
    assert (third.amount, third.serial) == (Decimal("12345678901234567890.123456789"), 98765432109876543210)
    assert "Jane" not in repr(page)
    for bad in (b'{"code": 0}', b'{"code": 0, "result": {"bills": null}}', b"[]", b'{"result": {"bills": []}}'):
        assert not contract.accepts(bad)
        assert not contract.check(bad).ok
    failure = contract.check(b'{"code": 41, "message": "No such book."}')
    assert (failure.ok, failure.outcome) == (True, "failure")


def read_a_receipt(ia: Any, acme: Any) -> None:
    wire = json.dumps({"code": 0, "receipt": base64.b64encode(RECEIPT).decode()}).encode()
    logical = b'{"code": 0, "receipt": ' + RECEIPT + b"}"
    for payload in (wire, logical):
        reply = acme.SubmitBillResponse.from_json(payload)
        assert (reply.receipt.id, str(reply.receipt.fee)) == (12345678901234567890123, "0.00")
        assert reply.receipt.row_id == "R-7"
        assert same(reply.to_json(), logical)
    closed = ia.contract("acme_bills/SubmitBill.response").check(b'{"code": 0, "receipt": "no base64"}')
    assert [finding.pointer for finding in closed.errors] == ["/receipt"]
    refused = caught(ia.InvalidResponse, lambda: acme.SubmitBillResponse.from_json(b'{"code": 0}'))
    assert not refused.report.ok


def validate_requests(ia: Any) -> None:
    listing, submission = ia.contract("acme_bills/ListBills.request"), ia.contract("acme_bills/SubmitBill.request")
    good: dict[str, dict[str, Any]] = {
        "path": {"book": "main"},
        "query": {"pageNo": 1, "pageSize": 50, "since": "2026-01-02T03:04:05Z", "kind": "C"},
    }
    assert listing.check(good).ok
    for group, name, value in (
        ("query", "pageNo", 0),
        ("query", "pageSize", 51),
        ("query", "since", "now"),
        ("path", "book", ".."),
    ):
        bad = {**good, group: {**good[group], name: value}}
        assert [finding.pointer for finding in listing.check(bad).errors] == [f"/{group}/{name}"], bad
    bill = {"number": "B-3", "amount": Decimal("0.01")}
    for content in (bill, base64.b64encode(b'{"number": "B-3", "amount": 0.01}').decode()):
        assert submission.check({"path": {"book": "main"}, "body": {"channel": "sdk", "content": content}}).ok
    free = {"path": {"book": "main"}, "body": {"channel": "sdk", "content": {**bill, "amount": 0}}}
    assert [finding.pointer for finding in submission.check(free).errors] == ["/body/content/amount"]


def describe_operations() -> None:
    operations = importlib.import_module("invoice_apis.acme_bills.operations")
    listing, submission = operations.LIST_BILLS, operations.SUBMIT_BILL
    assert (listing.method, submission.method, listing.path) == ("GET", "POST", "/v2/{book}/bills")
    assert (listing.safe, submission.safe, submission.encoded) == (True, False, ("/body/content",))
    assert (listing.paging.page, listing.paging.items, listing.paging.key) == ("pageNo", "/result/bills", "/number")
    names = [parameter.name for parameter in submission.parameters]
    assert names == ["book", "channel", "nonce", "number", "amount", "customer"]
    assert [scheme.scheme for scheme in operations.API.security_schemes] == ["basic"]


def call_the_sandbox(ia: Any, acme: Any) -> None:
    with sandbox() as box:
        os.environ |= {"ACME_BOOK": "main", "ACME_USER": box.auth("acme_bills").user, "ACME_PASSWORD": "wrong"}
        with acme.AcmeBills(base_url=box.url) as stranger:
            refused = caught(ia.ApiError, lambda: stranger.list_bills(page_no=1, page_size=50))
        assert (refused.status, refused.code, refused.retryable) == (401, "40", False)
        assert refused.message.startswith("Who are you?")
        with acme.AcmeBills(base_url=box.url, auth=box.auth("acme_bills")) as client:
            pages = client.iter_book(kind="C", page_size=20, wait_seconds=3, timeout=30)
            numbers = [bill.number for bill in pages]
            assert (len(numbers), pages.receipt.total, pages.receipt.pages) == (137, 137, 7)
            assert pages.receipt.complete
            receipt = client.submit_bill(number="B-3", amount=Decimal("0.01"), customer="Jane Doe")
            assert receipt.receipt.id is not None
            wrong = caught(ia.InvalidRequest, lambda: client.submit_bill(number="B-3", amount=Decimal(0)))
            assert [finding.pointer for finding in wrong.report.errors] == ["/body/content/amount"]
        assert {received.operation for received in box.requests} == {"ListBills", "SubmitBill"}
        submitted = box.requests[-1].value
        assert submitted["path"] == {"book": "main"}
        assert submitted["body"]["content"] == {"number": "B-3", "amount": Decimal("0.01"), "client": "Jane Doe"}
        assert {received.value["query"]["timeout"] for received in box.requests[1:-1]} == {3}
    unplaced = caught(ia.ConfigurationError, lambda: acme.AcmeBills())
    assert "https://{tenant}.bills{stage}.example.com" in str(unplaced)


async def await_the_sandbox(acme: Any) -> None:
    with sandbox(faults=["500=1"]) as box:
        async with acme.AsyncAcmeBills(base_url=box.url, auth=box.auth("acme_bills"), book="main") as client:
            pages = client.iter_book()
            assert len([bill async for bill in pages]) == 137
            assert pages.receipt.complete


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(rows=137, **options)


def caught(kind: Any, call: Any) -> Any:
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def same(one: bytes, other: bytes) -> bool:
    """Whether two JSON texts say the same, with the same digits."""

    def exactly(text: bytes) -> Any:
        return json.loads(text, parse_float=lambda token: ("number", token), parse_int=lambda token: ("number", token))

    return bool(exactly(one) == exactly(other))


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    use(importlib.import_module("invoice_apis"), importlib.import_module("invoice_apis.acme_bills"))
