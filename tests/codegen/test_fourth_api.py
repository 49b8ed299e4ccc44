"""A fourth API is one folder: nothing else is edited, and nothing of the others changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_codegen import pipeline
from invoice_codegen.emit import versioned
from toolkit import fourth_api_user
from toolkit.case import files, invoke

CONTRACTS = Path(__file__).parents[2] / "schemas"
FOURTH = Path(__file__).parent / "fourth_api"


@pytest.mark.slow
def test_a_fourth_api_is_one_folder(tmp_path: Path) -> None:
    schemas, out = tmp_path / "schemas", tmp_path / "out"
    shutil.copytree(CONTRACTS, schemas)
    shutil.copytree(FOURTH, schemas, dirs_exist_ok=True)
    generated = invoke("generate", "--schemas", schemas, "--output", out)
    assert generated.exit_code == 0, generated.stderr
    command = [sys.executable, "-I", "-B", fourth_api_user.__file__, str(out)]
    used = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert used.returncode == 0, used.stderr
    _others_are_as_they_were(files(out))


def _others_are_as_they_were(emitted: dict[str, bytes]) -> None:
    alone = pipeline.generate(CONTRACTS).files
    apis = tuple(f"invoice_apis/{path.name}/" for path in CONTRACTS.glob("*/"))
    assert {path: text for path, text in emitted.items() if path.startswith(apis)} == {
        path: text for path, text in alone.items() if path.startswith(apis)
    }
    new = {path.replace("invoice_apis/schemas/", "schemas/") for path in emitted if path not in alone}
    assert {path.split("/")[1].partition(".")[0] for path in new} == {path.name for path in FOURTH.glob("*/")}
    shared = {path for path in alone if not path.startswith(apis) and alone[path] != emitted[path]}
    assert shared - versioned("").keys() == {"README.md", "api.md", "docs/clients.md", "invoice_apis/contracts.json"}
