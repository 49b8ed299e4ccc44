"""Webhooks at the commands of the toolkit; `toolkit/hook_desk_user.py` uses the emitted package."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
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


# webhooks alone -------------------------------------------------------------------------------------------------------

BELLS = DESK.with_name("bell_desk")


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder with a contract that has webhooks and nothing else."""
    shutil.copytree(BELLS, tmp_path / "schemas" / "bell_desk")
    return tmp_path / "schemas"


@pytest.mark.parametrize("paths", ["", "paths: {}\n"])
def test_a_contract_of_webhooks_alone_passes_check(alone: Path, paths: str) -> None:
    edit(alone / "bell_desk" / "openapi.yaml", "webhooks:\n", f"{paths}webhooks:\n")
    checked = invoke("check", "--schemas", alone)
    assert checked.exit_code == 0, checked.stderr


def test_a_package_of_webhooks_alone_has_no_clients_and_says_so(alone: Path, tmp_path: Path) -> None:
    generated = invoke("generate", "--schemas", alone, "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr
    command = [sys.executable, "-m", "invoice_codegen", "summary"]  # which imports the written package
    options = ["--schemas", str(alone), "--output", str(tmp_path / "out")]
    summary = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120, check=True)
    assert summary.stdout.splitlines()[1].split() == ["bell_desk", "0", "1", "3", "3", "1", "0", "0", "0"]
    assert not (tmp_path / "out" / "invoice_apis" / "bell_desk" / "client.py").exists()
    pages = {page.name: page.read_text("utf-8") for page in (tmp_path / "out" / "docs").iterdir()}
    pages["README.md"] = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "bell_desk/InvoiceRung.webhook" in pages["README.md"]
    for name in ("clients.md", "errors.md", "networks.md"):
        assert pages[name].startswith("# No calls\n")
    for name, page in pages.items():
        assert not re.search(r"import *$|import ,|client\.\n|ia\.contract\(\"\"\)|auth\(\"", page, re.MULTILINE), name


def test_a_package_of_webhooks_alone_is_used(alone: Path, tmp_path: Path) -> None:
    assert invoke("generate", "--schemas", alone, "--output", tmp_path / "out").exit_code == 0
    user = Path(__file__).parent / "toolkit" / "bell_desk_user.py"
    used = subprocess.run(
        [sys.executable, "-I", "-B", str(user), str(tmp_path / "out")], capture_output=True, text=True, timeout=120
    )
    assert used.returncode == 0, used.stderr


def test_operations_need_a_server(copied: Path) -> None:
    edit(copied / "openapi.yaml", "servers:\n  - url: https://hooks.example.com\n", "")
    checked = invoke("check", "--schemas", copied.parent)
    assert "no server, though the contract has operations" in checked.stderr


def test_a_client_that_goes_is_a_breaking_change(copied: Path, alone: Path) -> None:
    compared = invoke("diff", copied, alone / "bell_desk")
    assert "the name of the client is gone" in compared.stdout
