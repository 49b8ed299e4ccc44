"""Random contracts that pass `check` generate a package, and payloads come back exactly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_codegen import output, pipeline
from support.contracts import write
from support.emitted import ROOT
from support.slow import all_but_first

EACH = 6


@pytest.mark.slow
@pytest.mark.parametrize("start", all_but_first(range(0, 48, EACH)))
def test_every_way_agrees_on_contracts_drawn_at_random(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + EACH):
        write(tmp_path / "schemas" / f"random_{seed}", seed)
    output.write(pipeline.generate(tmp_path / "schemas").files, tmp_path / "generated")
    path = os.pathsep.join([str(tmp_path / "generated"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "support.agreement", "60"],
        env={**os.environ, "PYTHONPATH": path, "SCHEMAS": str(tmp_path / "schemas")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    validated, valid = map(int, done.stdout.split())
    assert validated > EACH * 300
    assert validated * 0.1 < valid < validated
