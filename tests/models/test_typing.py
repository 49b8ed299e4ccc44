"""Type checkers: mypy and pyright see what a field reads as, and what it may be set to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.emitted import ROOT

MARK = "  # wrong"
SCRIPT = f"""\
from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from invoice_apis.huawei_bssintl import Invoice, InvoiceState, ListInvoicesResponse, TaxInfo
from invoice_apis.types import DecimalText, decimal_of

invoice = Invoice(invoice_amount=5, invoice_state=8, request_id="IV1")
Invoice(invoice_amount="5.10", invoice_state=InvoiceState.COMPLETE, tax_list=[TaxInfo(tax_rate="0.06")])
Invoice(invoice_amount=Decimal("5.10"), invoice_amout=5){MARK}
Invoice(invoice_amount=5.1){MARK}
invoice.invoice_amount = "7.50"
invoice.invoice_amount = 7.5{MARK}
assert_type(invoice.invoice_amount, Decimal | DecimalText | None)
del invoice.invoice_amount


def total(page: ListInvoicesResponse) -> Decimal:
    amounts = [decimal_of(invoice.invoice_amount) or Decimal(0) for invoice in page.invoices]
    return sum(amounts, Decimal(0))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def marked() -> set[int]:
    return {number for number, line in enumerate(SCRIPT.splitlines(), 1) if line.endswith(MARK)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "plugin", ["", "[mypy]\nplugins = pydantic.mypy\n[pydantic-mypy]\ninit_typed = true\ninit_forbid_extra = true\n"]
)
def test_mypy(script: Path, plugin: str) -> None:
    (script.parent / "mypy.ini").write_text(plugin or "[mypy]\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--output=json", "--config-file=mypy.ini", script.name]
    search = {**os.environ, "MYPYPATH": str(ROOT / "generated")}
    done = subprocess.run(command, capture_output=True, text=True, env=search, cwd=script.parent, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {error["line"] for error in found if error["severity"] == "error"} == marked(), done.stdout + done.stderr


@pytest.mark.slow
def test_pyright(script: Path) -> None:
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "generated")], "include": ["*.py"]}
    (script.parent / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run([*command, "--project", str(script.parent)], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert {error["range"]["start"]["line"] + 1 for error in found} == marked(), done.stdout
