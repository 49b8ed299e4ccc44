"""Records outside of their response: what `call --all` writes is found, validated and read again, exactly."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.sandbox import Sandbox
from support.calling import OPERATIONS
from support.cli import all_pages_words, run, variables

RECORDS = [contract for contract in ia.contracts() if contract.direction == "record"]
EVERY = pytest.mark.parametrize("contract", RECORDS, ids=lambda contract: contract.id)


def test_the_items_of_lists_have_contracts() -> None:
    assert {contract.id for contract in RECORDS} >= {
        "alibaba_bss/CustomerInvoice",
        "huawei_bssintl/Invoice",
        "huawei_bssintl/TaxInfo",
        "kingdee_invoice/BillInvoices",
        "kingdee_invoice/Goods",
        "kingdee_invoice/Invoice",
    }


def test_all_records_of_a_call_are_valid_and_read_again(tmp_path: Path) -> None:
    lines, operation = tmp_path / "records.ndjson", next(each for each in OPERATIONS if each.walk)
    with Sandbox() as sandbox:
        words = all_pages_words(operation, sandbox.url, "--format", "ndjson")
        got = run(*words, env=variables(sandbox, operation))
    lines.write_bytes(got.stdout)
    report = ia.contract("huawei_bssintl/Invoice").check_lines(lines)
    assert (report.documents, report.count("error"), report.count("drift")) == (237, 0, 0)
    model = importlib.import_module("invoice_apis.huawei_bssintl").Invoice
    for line in got.stdout.splitlines():
        assert model.from_json(line).to_json() == line


@EVERY
def test_a_record_is_detected_described_and_made(contract: ia.Contract, tmp_path: Path) -> None:
    record = jsontext.write(contract.example(1)).decode()
    file = tmp_path / "record.json"
    file.write_text(record)
    assert contract.check(contract.example(1, drift="new-member")).drift
    assert not contract.accepts(contract.example(1, damage="empty"))
    assert run("describe", contract.id).returncode == 0
    assert contract.id.replace("/", ":") in json.loads(run("schema", contract.id).stdout)["$id"]
    lines = tmp_path / "records.ndjson"
    lines.write_text(f"{record}\n" * 2)
    assert contract.id in run("detect", str(lines)).stdout.decode()


@EVERY
def test_every_model_reads_exactly_and_checks_itself(contract: ia.Contract) -> None:
    model = getattr(importlib.import_module(f"invoice_apis.{contract.api}"), contract.id.partition("/")[2])
    raw = contract.example(2, wire=True)
    record = model.from_json(raw)
    assert contract.check(record.to_json()) == record.check() == model.check(raw)
    assert record.check().ok
    with pytest.raises(ia.InvalidResponse, match=contract.id):
        model.from_json("{}")


def test_digits_of_a_record_are_kept() -> None:
    invoice = importlib.import_module("invoice_apis.huawei_bssintl").Invoice.from_json('{"invoiceAmount":0.10}')
    assert invoice.to_json() == b'{"invoiceAmount":0.10}'
