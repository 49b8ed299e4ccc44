"""`call --format table` fits the terminal, has labels beside codes, and masks what is sensitive."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.cli.records import TableOptions, format_records
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.tables.levels import Level, find_levels
from invoice_apis.tables.options import Options
from invoice_apis.tables.structure import Structure
from invoice_apis.validation.documentation import code_text
from rich.cells import cell_len
from support.calling import OPERATIONS
from support.cli import call_words, run, run_process, variables

LIST = next(each for each in OPERATIONS if each.id == "huawei_bssintl/ListInvoices")
INVOICE: Any = importlib.import_module("invoice_apis.huawei_bssintl").Invoice


def invoice(**members: Any) -> Any:
    return INVOICE.from_json(jsontext.write(members))


BILLS = next(each for each in OPERATIONS if each.id == "kingdee_invoice/QueryBillInvoices")
BILL: Any = importlib.import_module("invoice_apis.kingdee_invoice").BillInvoices
BILLED: Any = importlib.import_module("invoice_apis.kingdee_invoice").Invoice


def levels(operation: Operation) -> Sequence[Level]:
    contract = ia.contract(f"{operation.id}.response")
    return find_levels(contract, Structure(contract), Options())


def printed(
    records: Sequence[Any], width: int | None = None, show_values: bool = False, levels: Sequence[Level] = ()
) -> list[str]:
    texts = format_records(records, "table", TableOptions(width, show_values, levels))
    return "".join(text for text in texts if isinstance(text, str)).splitlines()


def test_codes_have_their_labels_and_sensitive_values_are_masked() -> None:
    record = invoice(requestId="IV1", invoiceState=8, email="a@example.com", colour="red", invoiceAmount=102.5)
    head, row = printed([record])
    assert head.split() == ["request_id", "invoice_amount", "invoice_state", "email", "colour"]
    assert row.split("  ")[0] == "IV1"
    assert "8 Complete" in row
    assert "102.5" in row
    assert "example.com" not in row
    assert "red" not in row
    assert row.count("***") == 2
    shown = printed([record], show_values=True)[1]
    assert "a@example.com" in shown
    assert "red" in shown


def test_an_unknown_code_and_an_empty_sensitive_text_stay_as_they_are() -> None:
    head, row = printed([invoice(invoiceState=99, email="", titleType=None)])
    assert (head.split(), row.split()) == (["title_type", "invoice_state", "email"], ["99"])


def test_a_table_that_is_too_wide_has_its_widest_cells_wrapped() -> None:
    record = invoice(requestId="IV1", cancelReason="the title is that of another company", salesId="x")
    lines = printed([record, record], width=40)
    assert lines[0].split() == ["request_id", "cancel_reason", "sales_id"]
    assert max(map(cell_len, lines)) <= 40
    assert len(lines) > 3


def test_members_stand_below_each_other_where_there_are_too_many() -> None:
    lines = printed([invoice(requestId="IV1", invoiceState=8, billCycle="202601", invoiceNo="N1", salesId="x")] * 2, 45)
    assert lines[0] == "record 1 of 2"
    assert [line.split(maxsplit=1) for line in lines[1:6]] == [
        ["request_id", "IV1"],
        ["invoice_state", "8 Complete"],
        ["sales_id", "x"],
        ["invoice_no", "N1"],
        ["bill_cycle", "202601"],
    ]
    assert lines[6] == "record 2 of 2"


def test_the_records_are_those_of_an_export_and_have_the_members_around_them() -> None:
    goods = [{"goodsName": "a"}, {"goodsName": "b"}]
    bills = [
        BILL.from_json(jsontext.write(bill))
        for bill in (
            {"billNo": "B1", "invoiceList": [{"invoiceNumber": "1", "buyerProperty": "0", "goods": goods}]},
            {"billNo": "B2", "invoiceList": [{"invoiceNumber": "2"}, {"invoiceNumber": "3", "buyerName": "Secret"}]},
            {"billNo": "B3", "invoiceList": []},
        )
    ]
    head, *rows = printed(bills, levels=levels(BILLS))
    assert head.split() == ["data.bill_no", "buyer_property", "goods", "invoice_number", "buyer_name"]
    assert [row.split() for row in rows] == [
        ["B1", "0", "Enterprise", "[2]", "1"],
        ["B2", "2"],
        ["B2", "3", "***"],
        ["B3"],
    ]
    assert max(map(cell_len, printed(bills, width=40, levels=levels(BILLS)))) <= 40


@pytest.mark.parametrize(
    ("bill", "lines"),
    [
        (BILL.from_json('{"invoiceList":[]}'), ["data.invoice_list", "[0]"]),
        (BILL.from_json('{"invoiceList":null}'), ["data.invoice_list"]),
        (BILL(invoice_list=[BILLED()]), []),
        (BILL(), []),
    ],
)
def test_an_outer_object_without_other_members_has_the_size_of_its_list(bill: Any, lines: list[str]) -> None:
    for width in (None, 40):
        assert [line for line in printed([bill], width, levels=levels(BILLS)) if line] == lines
    other = BILL.from_json('{"billNo":"B2","invoiceList":[{"invoiceNumber":"2"}]}')
    assert printed([bill, other], levels=levels(BILLS))[-1].split() == ["B2", "2"]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_table_shows_records_and_labels_and_fits(operation: Operation) -> None:
    with Sandbox(rows=3) as box:
        words, env = [*call_words(operation, box.url), "--format", "table"], variables(box, operation)
        lines = run(*words, env=env).stdout.decode().splitlines()
    contract = ia.contract(f"{operation.id}.response")
    record = levels(operation)[-1].pattern
    members = [each for place, each in contract.documentation.members.items() if place.rpartition("/")[0] == record]
    labels = [code_text(code, "en") for member in members for code in member.codes if code.label]
    assert len(lines) > 3
    assert any(text in line for text in labels for line in lines[1:])
    assert "[1]" not in lines[1].split()[:2]


@settings(deadline=None, max_examples=50)
@given(st.integers(30, 200), st.lists(st.text(max_size=50), min_size=1, max_size=20))
def test_no_line_is_wider_than_the_terminal(width: int, texts: list[str]) -> None:
    record = invoice(requestId="IV1", **{f"member{number}": text for number, text in enumerate(texts)})
    assert all(cell_len(line) <= width for line in printed([record], width, show_values=True))


@pytest.mark.slow
def test_a_terminal_gets_a_table_of_its_width() -> None:
    with Sandbox(rows=3) as box:
        words, env = call_words(LIST, box.url), variables(box, LIST)
        leader, follower = os.openpty()
        run_process(*words, "--format", "table", env={**env, "COLUMNS": "60", "TERM": "dumb"}, stdout=follower)
        os.close(follower)
        lines = os.read(leader, 1 << 16).decode().splitlines()
        os.close(leader)
        assert lines[0] == "record 1 of 3"
        assert max(map(cell_len, lines)) <= 60
        assert any(line.split() == ["invoice_title", "***"] for line in lines)
        piped = run(*words, "--format", "table", env=env).stdout.decode().splitlines()
        assert len(piped) == 4
        shown = run(*words, "--format", "table", "--show-values", env=env).stdout
        assert shown.count(b"***") < "".join(piped).count("***")
