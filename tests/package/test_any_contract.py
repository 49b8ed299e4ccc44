"""The promise of the generator holds for contracts that nobody wrote: what passes the gate builds and comes back."""

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


@pytest.mark.parametrize("start", all_but_first(range(0, 48, EACH)))
def test_every_way_agrees_on_contracts_made_by_dice(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + EACH):
        write(tmp_path / "schemas" / f"dice_{seed}", seed)
    output.write(pipeline.generate(tmp_path / "schemas").files, tmp_path / "generated")
    path = os.pathsep.join([str(tmp_path / "generated"), str(ROOT / "tests")])
    asked = subprocess.run(
        [sys.executable, "-W", "error", "-m", "support.agreement", "60"],
        env={**os.environ, "PYTHONPATH": path, "SCHEMAS": str(tmp_path / "schemas")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr[-3000:]
    judged, valid = map(int, asked.stdout.split())
    assert judged > EACH * 300
    assert judged * 0.1 < valid < judged
