"""Small made-up APIs, each for a part of the contract language that the three vendors do not need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import invoice_apis
import pytest
from toolkit import (
    branch_desk_user,
    document_desk_user,
    forms_user,
    hook_desk_user,
    other_apis_user,
    paging_user,
    payment_desk_user,
    refund_desk_user,
    tables_user,
    tree_desk_user,
)
from toolkit.case import invoke

OTHERS = Path(__file__).parent / "other_apis"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the emitted package."""
    folder = tmp_path_factory.mktemp("others") / "out"
    generated = invoke("generate", "--schemas", OTHERS, "--output", folder)
    assert generated.exit_code == 0, generated.stderr
    scanner = next(Path(invoice_apis.__file__).parent.glob("scanner/_scanner.*.so"), None)
    if scanner is not None:
        shutil.copy(scanner, folder / "invoice_apis" / "scanner")
    return folder


@pytest.mark.parametrize(
    "program",
    [
        other_apis_user,
        paging_user,
        forms_user,
        branch_desk_user,
        refund_desk_user,
        document_desk_user,
        hook_desk_user,
        payment_desk_user,
        tree_desk_user,
    ],
    ids=["calls", "pages", "forms", "whole", "failures", "documents", "webhooks", "unions", "recursion"],
)
@pytest.mark.parametrize("native", ["0", "1"])
def test_their_clients_do_what_the_contracts_say(package: Path, program: ModuleType, native: str) -> None:
    command = [sys.executable, "-I", "-B", str(program.__file__), str(package)]
    environment = {**os.environ, "INVOICE_APIS_NATIVE": native}
    used = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert used.returncode == 0, used.stderr


def test_every_contract_has_tables_of_all_formats(package: Path) -> None:
    command = [sys.executable, "-I", "-B", str(tables_user.__file__), str(package)]
    used = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert used.returncode == 0, used.stderr
