"""The end of `export` says what `validate` says of the same files: that nothing was there, and likely mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import invoice_apis as ia
import pytest
from cli.exports import LIST, export, records
from support.cli import run


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    empty = records(tmp_path)
    _, end = export(tmp_path, LIST, empty, "csv")
    assert end.startswith("invoice-apis: there was no document to export\ntable.csv: 0 rows, ")
    assert "no document" not in export(tmp_path, LIST, records(tmp_path, {"count": 0, "invoices": []}), "csv")[1]


@pytest.mark.parametrize("before", [0, 3])
@pytest.mark.parametrize("name", ["a.ndjson", "a.json"])
def test_documents_of_another_contract_get_the_hint_of_validate(tmp_path: Path, name: str, before: int) -> None:
    other = "alibaba_bss/QueryInvoicingCustomerList.response"
    count = 30 if name == "a.ndjson" else 1
    own = [ia.contract(LIST).example(seed) for seed in range(before if count > 1 else 0)]
    file = records(tmp_path, *own, *(ia.contract(other).example(seed) for seed in range(count)), name=name)
    ran = run("validate", LIST, file, "--format", "json")
    (hint,) = [each["hint"] for each in json.loads(ran.stdout)["hints"]]
    _, end = export(tmp_path, LIST, file, "csv", code=1)
    assert hint == f"this belongs to another contract: it fits {other}"
    assert end.count("hint: ") == end.count(f"  hint: {hint}\n") == 1
