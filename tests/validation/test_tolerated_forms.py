"""A form that is tolerated does not end the validation of its content."""

from __future__ import annotations

import json
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.kingdee_invoice import QueryBillInvoicesResponse
from invoice_apis.validation.hints import hints
from support.mutate import dumps

CONTRACT = ia.contract("kingdee_invoice/QueryBillInvoices.response")
INVOICE: dict[str, Any] = {"invoiceNumber": "24442000000012345678", "includeTaxAmount": 9.54}
FORM = ("drift", "type", "/data")
Key = tuple[str, str, str]


def reply(data: Any) -> dict[str, Any]:
    return {"errorCode": "0", "success": True, "data": data}


def found(data: Any) -> set[Key]:
    report = CONTRACT.check(reply(data))
    return {(finding.severity, finding.keyword, finding.pointer) for finding in report.findings}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"billNo": "B1", "invoiceList": [INVOICE]}, set()),
        ({"billNo": None}, {("drift", "type", "/data/billNo")}),
        ({"billNo": "B1", "colour": "red"}, {("drift", "additionalProperties", "/data/colour")}),
        ({"invoiceList": "none"}, {("error", "type", "/data/invoiceList")}),
        (
            {"invoiceList": [{"includeTaxAmount": [1], "goods": 7}]},
            {("error", "type", f"/data/invoiceList/0/{name}") for name in ("includeTaxAmount", "goods")},
        ),
        ({}, {("error", "anyOf", "/data")}),
        ({"message": "no data"}, {("error", "anyOf", "/data"), ("drift", "additionalProperties", "/data/message")}),
    ],
    ids=["one bill", "null", "new member", "text for a list", "wrong members", "nothing", "notice"],
)
def test_one_object_in_place_of_a_list_is_validated_as_one_item(data: Any, expected: set[Key]) -> None:
    assert found(data) == {FORM, *expected}
    ok = not any(severity == "error" for severity, _, _ in expected)
    assert CONTRACT.accepts(reply(data)) is ok
    assert CONTRACT.accepts(json.dumps(reply(data)).encode()) is ok


@pytest.mark.parametrize("data", [[{}], [{"message": "no data"}], [{"billNo": "B1"}, {"orderNo": "1"}]])
def test_a_record_without_a_documented_member_is_an_error(data: list[Any]) -> None:
    assert ("error", "anyOf", f"/data/{len(data) - 1}") in found(data)


RECORDS = [
    (contract, place)
    for contract in ia.contracts()
    if contract.direction != "request"
    for place, member in contract.documentation.members.items()
    if place.endswith("/*") and any(below.startswith(f"{place}/") for below in contract.documentation.members)
]
"""Contracts with the places of their records, however deep."""


def with_member(value: Any, parts: list[str], member: Any) -> Any:
    """A value with a member at a place; every list on the way has one item."""
    if not parts:
        return member
    name, *rest = parts
    if name == "*":
        return [with_member(value[0] if isinstance(value, list) and value else {}, rest, member)]
    return {**value, name: with_member(value.get(name) or {}, rest, member)}


@pytest.mark.parametrize("item", [{}, {"notDocumented": 1}], ids=["empty", "other members"])
@pytest.mark.parametrize(("contract", "place"), RECORDS, ids=lambda each: each if isinstance(each, str) else each.id)
def test_a_record_without_a_documented_member_is_an_error_wherever_its_list_is(
    contract: ia.Contract, place: str, item: Any
) -> None:
    value = with_member(contract.example(1), place.split("/")[1:], item)
    errors = [(error.keyword, error.pointer) for error in contract.check(value).errors]
    assert errors == [("anyOf", place.replace("*", "0"))]
    assert not contract.accepts(value)
    assert not contract.accepts(dumps(value))


WRAPPER = "/Data/CustomerInvoiceList"


@pytest.mark.parametrize(
    ("wrapper", "expected"),
    [
        ({"message": "no data"}, [("error", "anyOf", WRAPPER)]),
        ({"message": "no data", "CustomerInvoice": []}, []),
        ({}, []),
    ],
    ids=["notice", "notice and records", "empty"],
)
def test_an_object_around_records_holds_no_notice_in_their_place(wrapper: Any, expected: list[Key]) -> None:
    contract = ia.contract("alibaba_bss/QueryInvoicingCustomerList.response")
    value = {"Success": True, "Data": {"CustomerInvoiceList": wrapper}}
    errors = [(error.severity, error.keyword, error.pointer) for error in contract.check(value).errors]
    assert errors == expected
    assert contract.accepts(json.dumps(value)) is (not expected)


def test_no_records_are_no_error() -> None:
    assert found([]) == set()


def test_the_model_gives_a_list_of_one_and_writes_the_object_again() -> None:
    raw = json.dumps(reply({"billNo": "B1", "invoiceList": [INVOICE]}), separators=(",", ":")).encode()
    model = QueryBillInvoicesResponse.from_json(raw)
    assert model.data is not None
    assert [invoice.invoice_number for bill in model.data for invoice in bill.invoice_list or []] == [
        "24442000000012345678"
    ]
    assert json.loads(model.to_json()) == json.loads(raw)
    model.data.append(model.data[0])
    assert len(json.loads(model.to_json())["data"]) == 2


def test_sensitive_members_of_one_object_are_masked() -> None:
    report = CONTRACT.check(reply({"invoiceList": [{"buyerTaxpayerId": 914403000000000001}]}))
    assert "masked" in str(report)
    assert "91440300" not in str(report)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "an empty list is due"),
        ({"message": "no data"}, "looks like a notice"),
        ({"invoiceType": "02", "sellerName": "a", "remark": "", "totalAmount": 9}, "the reply of another interface"),
    ],
)
def test_a_hint_says_what_an_object_looks_like(data: Any, words: str) -> None:
    decoded = CONTRACT.decode(reply(data))
    assert words in "".join(hints(CONTRACT, decoded, CONTRACT.check_decoded(decoded)))
