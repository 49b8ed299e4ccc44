"""Run in a process of its own: a program that uses a package of webhooks alone.

`python -I bell_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ID = "bell_desk/InvoiceRung.webhook"
RUNG = b'{"id": "r-1", "amount": 10.50, "state": "done"}'


def the_package_has_its_model_and_no_client() -> None:
    assert api.__all__ == ["InvoiceRungWebhook", "RingState"]
    rung = api.InvoiceRungWebhook.from_json(RUNG)
    assert (str(rung.amount), rung.state) == ("10.50", api.RingState.DONE)
    assert [contract.id for contract in ia.contracts()] == [ID]
    assert ia.contract(ID).accepts(RUNG)
    assert not ia.contract(ID).accepts(b'{"id": "r-1", "amount": []}')


def the_sandbox_says_that_it_has_nothing_to_serve() -> None:
    sandbox = importlib.import_module("invoice_apis.sandbox").Sandbox()
    with pytest.raises(ia.ConfigurationError, match="this package has no operations: the sandbox has nothing to serve"):
        sandbox.start()
    with pytest.raises(LookupError, match="'bell_desk' has no operations"):
        sandbox.auth("bell_desk")


def the_commands_know_it() -> None:
    def run(*arguments: str, status: int = 0) -> str:
        program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from invoice_apis.cli import main; main(prog_name='invoice-apis')"
        command = [sys.executable, "-I", "-B", "-c", program, sys.argv[1], *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    assert "States of an invoice" in run("describe", ID)
    assert "bell_desk" not in run("call", status=2)
    assert "本包没有任何操作" in run("sandbox", "--lang", "zh", status=2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rung.json"
        file.write_text(run("example", ID))
        assert "1 without error" in run("validate", ID, str(file))
        assert ID in run("detect", str(file))


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    ia: Any = importlib.import_module("invoice_apis")
    api: Any = importlib.import_module("invoice_apis.bell_desk")
    the_package_has_its_model_and_no_client()
    the_sandbox_says_that_it_has_nothing_to_serve()
    the_commands_know_it()
