"""Run in a process of its own: a program that uses the emitted package of the hook desk.

`python -I hook_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

PAID = b'{"id": "e1", "kind": "paid", "invoice": {"number": "R1", "amount": 1.50}, "payments": [{"amount": 1.50, "payer": "Ada"}]}'
LINE = b'{"invoice": {"amount": 1.50, "number": "R1"}, "payments": [], "id": "e1", "kind": "paid"}'


def a_webhook_is_judged_like_a_reply() -> None:
    contract = ia.contract("hook_desk/InvoicePaid.webhook")
    assert (contract.operation, contract.direction) == ("InvoicePaid", "webhook")
    for payload in (PAID, PAID.decode(), json.loads(PAID)):
        report = contract.check(payload)
        assert (report.findings, report.outcome) == ((), None)
        assert contract.accepts(payload)
    drift = contract.check(b'{"id": "e1", "kind": "refunded", "more": 1}').drift
    assert [(one.pointer, one.keyword) for one in drift] == [("/kind", "enum"), ("/more", "additionalProperties")]
    known = contract.check(b'{"id": "e1", "kind": "paid", "invoice": {"number": "R1", "amount": null}}')
    assert [one.ledger for one in known.findings] == ["HK-01"]
    reply = ia.contract("hook_desk/FindInvoice.response").check(b'{"number": "R1", "amount": null}')
    assert [one.severity for one in reply.findings] == ["drift"], "the entry is about webhooks"
    for broken in (b"[]", b'{"payments": {"amount": 1}}', b'{"payments": [{"other": 1}]}', b'{"id": {}}', b"{"):
        assert not contract.check(broken).ok
        assert not contract.accepts(broken)
    for payload in (PAID, LINE):
        assert not ia.native or contract.scan(payload), "the scanner knows it"


def its_model_reads_and_writes_it() -> None:
    paid = api.InvoicePaidWebhook.from_json(PAID)
    assert paid.kind is api.EventKind.PAID
    assert isinstance(paid.invoice, api.Invoice)
    assert str(paid.payments[0].amount) == "1.50"
    assert "Ada" not in repr(paid)
    assert not paid.report.findings
    assert not paid.check().findings
    assert json.loads(paid.to_json()) == json.loads(PAID)
    later = api.InvoicePaidWebhook.from_json(b'{"id": "e9", "kind": "new", "more": 1}')
    assert later.kind == "new"
    assert [one.pointer for one in later.report.drift] == ["/kind", "/more"]
    with pytest.raises(ia.InvalidResponse) as caught:
        api.InvoicePaidWebhook.from_json(b'{"id": "e1", "payments": 1}')
    assert [one.pointer for one in caught.value.report.errors] == ["/payments"]
    assert "Sent within a minute" in api.InvoicePaidWebhook.__doc__
    assert "Which invoice was withdrawn." in api.InvoiceGoneWebhook.__doc__


def the_contract_is_at_every_door() -> None:
    contract = ia.contract("hook_desk/InvoicePaid.webhook")
    assert contract in ia.contracts()
    assert ia.detect(PAID)[0].contract == contract.id
    for profile in ("documented", "compatible"):
        assert contract.schema(profile)["title"] == contract.id
    assert contract.documentation.members[""].title["zh"] == "发票已付清"
    assert contract.documentation.members["/payments/*/payer"].sensitive
    for seed in range(20):
        assert not contract.check(contract.example(seed)).findings
        assert contract.check(contract.example(seed, drift="new-member")).drift
        assert not contract.accepts(contract.example(seed, damage="wrong-type"))
    bulk = contract.check_lines(io.BytesIO(PAID + b"\n" + LINE + b"\n[]\n"))
    assert (bulk.documents, bulk.failures, bulk.successes, bulk.ok) == (3, 0, 0, False)
    assert ia.contract("hook_desk/Payment").direction == "record"


def archives_of_it_become_tables() -> None:
    arrow = importlib.import_module("invoice_apis.arrow")
    contract = ia.contract("hook_desk/InvoicePaid.webhook")
    parsed = arrow.parse_arrow(contract.id, pa.record_batch({"value": [PAID, LINE, b"[]"]}))
    assert [row and row["number"] for row in parsed.column("invoice").to_pylist()] == ["R1", "R1", None]
    assert [len(found or ()) for found in parsed.column("_findings").to_pylist()] == [0, 0, 1]


def a_client_has_no_method_for_it() -> None:
    assert not [name for name in dir(api.HookDesk) if "paid" in name or "gone" in name]
    assert {"InvoicePaidWebhook", "InvoiceGoneWebhook"} <= set(api.__all__)


def the_commands_know_it() -> None:
    def run(*arguments: str, status: int = 0) -> str:
        program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from invoice_apis.cli import main; main(prog_name='invoice-apis')"
        command = [sys.executable, "-I", "-B", "-c", program, sys.argv[1], *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout

    id = "hook_desk/InvoicePaid.webhook"
    assert id in run("contracts")
    assert "payer" in run("describe", id)
    assert json.loads(run("schema", id))["title"] == id
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paid.json"
        file.write_text(run("example", id, "--drift", "new-member"))
        assert "drift" in run("validate", id, str(file))
        assert id in run("detect", str(file))
        run("validate", id, "--fail-on", "drift", str(file), status=1)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    ia = importlib.import_module("invoice_apis")
    api: Any = importlib.import_module("invoice_apis.hook_desk")
    a_webhook_is_judged_like_a_reply()
    its_model_reads_and_writes_it()
    the_contract_is_at_every_door()
    archives_of_it_become_tables()
    a_client_has_no_method_for_it()
    the_commands_know_it()
