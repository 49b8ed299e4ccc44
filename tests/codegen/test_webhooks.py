"""Webhooks at the commands of the toolkit; `toolkit/hook_desk_user.py` uses the emitted package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from toolkit.case import invoke

DESK = Path(__file__).parent / "other_apis" / "hook_desk"
PAID = "hook_desk/InvoicePaid.webhook"
EDITS: dict[str, tuple[str, str, set[tuple[str, str, str]]]] = {
    "a new member": (
        "        id: {type: string}\n",
        "        id: {type: string}\n        sent: {type: string, x-sdk-source: {page: Hooks}}\n",
        {("drift", PAID, "/sent"), ("added", "hook_desk", "")},
    ),
    "a member of another type": (
        "        payer: {type: string, x-sdk-sensitive: true}",
        "        payer: {type: integer}",
        {("breaking", PAID, "/payments/*/payer"), ("breaking", "hook_desk", "")},
    ),
    "another name in the contract": ("  invoice.paid:", "  invoice.payment:", {("words", "hook_desk", "")}),
    "other words": (
        "summary: An invoice was paid",
        "summary: Somebody paid an invoice",
        {("words", PAID, "")},
    ),
    "another operationId": (
        "operationId: InvoiceGone",
        "operationId: InvoiceWithdrawn",
        {("breaking", "hook_desk", ""), ("added", "hook_desk", "")},
    ),
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(DESK, tmp_path / "schemas" / "hook_desk")
    return tmp_path / "schemas" / "hook_desk"


def edit(file: Path, find: str, replace: str) -> None:
    text = file.read_text()
    assert find in text
    file.write_text(text.replace(find, replace, 1))


@pytest.mark.parametrize(("find", "replace", "wanted"), EDITS.values(), ids=EDITS)
def test_a_changed_webhook_means_what_a_changed_reply_means(
    copied: Path, find: str, replace: str, wanted: set[tuple[str, str, str]]
) -> None:
    edit(copied / "openapi.yaml", find, replace)
    compared = invoke("diff", DESK, copied, "--format", "json")
    assert compared.exit_code == int("breaking" in {level for level, _, _ in wanted}), compared.stderr
    changes = json.loads(compared.stdout)["changes"]
    assert {(change["level"], change["where"], change["pointer"]) for change in changes} == wanted


def test_rows_are_written_for_webhooks(copied: Path) -> None:
    (copied / "documented.yaml").write_text("# Pages.\npages: []\n")
    written = invoke("rows", "hook_desk", "--schemas", copied.parent)
    assert written.exit_code == 0, written.stderr
    text = (copied / "documented.yaml").read_text()
    assert "path: webhook/payments/*/payer" in text
    assert "path: invoice.paid" in text
    checked = invoke("check", "--schemas", copied.parent)
    assert checked.exit_code == 0, checked.stderr


def test_webhooks_are_in_the_reference(copied: Path, tmp_path: Path) -> None:
    generated = invoke("generate", "--schemas", copied.parent, "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr
    page = (tmp_path / "out" / "api.md").read_text("utf-8")
    assert f"The service sends it, as `invoice.paid`. Contract `{PAID}`." in page
    assert (tmp_path / "out" / "schemas" / f"{PAID}.documented.schema.json").is_file()
