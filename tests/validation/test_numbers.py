"""Numbers and identifiers: what is a number, what has lost digits, and whose limit is broken."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given
from hypothesis import strategies as st

INVOICE = ia.contract("kingdee_invoice/Invoice")
Key = tuple[str, str]


def findings(member: str, token: str) -> list[Key]:
    report = INVOICE.check(f'{{"billNo": "B1", "{member}": {token}}}')
    return [(finding.severity, finding.keyword) for finding in report.findings if finding.pointer == f"/{member}"]


@pytest.mark.parametrize(
    ("member", "token", "expected"),
    [
        ("invoiceNumber", '"24442000000012345678"', []),
        ("invoiceNumber", "24442000000012345678", [("drift", "type")]),
        ("invoiceNumber", "24442000000012300000", [("drift", "rounded"), ("drift", "type")]),
        ("invoiceNumber", "2.4442E+19", [("error", "type")]),
        ("invoiceNumber", "24442000000012345678.0", [("error", "type")]),
        ("invoiceNumber", '"2.4442E+19"', [("drift", "rounded")]),
        ("invoiceNumber", '"24442000000012345678.0"', [("drift", "rounded")]),
        ("invoiceNumber", '"4.5.6"', []),
        ("id", "1223726550327785473", []),
        ("id", "1223726550327000000", [("drift", "rounded")]),
        ("id", "1.0", [("error", "type")]),
        ("id", "9007199254740990", []),
        ("buyerTaxpayerId", '"91440300MA5E00000X"', []),
        ("buyerTaxpayerId", '"9.1440300E+17"', [("drift", "rounded")]),
        ("sellerTaxpayerId", '"9.1440300E+17"', [("drift", "rounded")]),
    ],
)
def test_identifiers_keep_their_digits_or_say_that_they_lost_them(member: str, token: str, expected: list[Key]) -> None:
    assert findings(member, token) == expected
    raw = f'{{"billNo": "B1", "{member}": {token}}}'.encode()
    assert INVOICE.accepts(raw) is (("error", "type") not in expected)


@given(st.integers(2**53 + 1, 10**30))
def test_what_a_double_prints_is_recognised(number: int) -> None:
    printed = int(Decimal(repr(float(number))))
    zeros = len(str(printed)) - len(str(printed).rstrip("0"))
    assert (("drift", "rounded") in findings("id", str(printed))) is (zeros > 0)


def test_the_report_on_a_rounded_number_comes_from_every_door(tmp_path: Any) -> None:
    lines = tmp_path / "invoices.ndjson"
    lines.write_text('{"billNo": "B1", "id": 1223726550327000000}\n{"billNo": "B1", "id": 1E+3}\n' * 50)
    for jobs in (1, 2):
        report = INVOICE.check_lines(lines, jobs=jobs)
        assert {(found.kind.severity, found.kind.keyword, found.count) for found in report.findings} == {
            ("drift", "rounded", 50),
            ("error", "type", 50),
        }


@pytest.mark.parametrize("value", ["102.00", "-1", "1e3", "N/A", "1,234.50", "一百"])
def test_text_in_place_of_any_number_is_drift_and_says_whether_it_is_one(value: str) -> None:
    reply = {"count": value, "invoices": [{"requestId": "IV1", "invoiceAmount": value}]}
    report = ia.contract("huawei_bssintl/ListInvoices.response").check(reply)
    assert report.ok
    messages = [
        finding.message for finding in report.drift if finding.pointer in ("/count", "/invoices/0/invoiceAmount")
    ]
    is_number = value in ("102.00", "-1", "1e3")
    assert ["which is no number" not in message for message in messages] == [is_number, is_number]


def test_the_census_tells_numbers_in_text_from_other_text(tmp_path: Any) -> None:
    amounts = tmp_path / "amounts.ndjson"
    amounts.write_text(
        "".join(f'{{"requestId": "IV1", "invoiceAmount": "{text}"}}\n' for text in ("102.00", "1,234.50", "N/A"))
    )
    report = ia.contract("huawei_bssintl/Invoice").check_lines(amounts)
    assert {(found.kind.found, found.count) for found in report.census} == {("string", 1), ("string, no number", 2)}


@pytest.mark.parametrize(
    ("id", "payload", "entry", "words"),
    [
        ("kingdee_invoice/Invoice", {"invoiceDate": 1710086400}, "KD-06", "seconds instead of milliseconds?"),
        ("alibaba_bss/CustomerInvoice", {"StartCycle": 0}, "ALI-09", "0 for no value"),
        ("alibaba_bss/CustomerInvoice", {"EndCycle": 20240131}, "ALI-10", "a date with its day?"),
    ],
)
def test_a_limit_that_no_page_has_is_called_the_contracts_own(
    id: str, payload: dict[str, Any], entry: str, words: str
) -> None:
    (finding,) = ia.contract(id).check(payload).drift
    assert f"that the contract sets ({entry})" in finding.message
    assert words in finding.message
    assert "documented" not in finding.message
    (chinese,) = ia.contract(id).check(payload, lang="zh").drift
    assert entry in chinese.message
    assert "本契约" in chinese.message
