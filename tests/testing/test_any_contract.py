"""Examples and the sandbox work for random contracts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_codegen import output, pipeline
from support.contracts import write
from support.emitted import ROOT

EACH = 12


@pytest.mark.slow
@pytest.mark.parametrize("start", [100, 112])
def test_examples_satisfy_random_contracts(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + EACH):
        write(tmp_path / "schemas" / f"dice_{seed}", seed)
    output.write(pipeline.generate(tmp_path / "schemas").files, tmp_path / "generated")
    path = os.pathsep.join([str(tmp_path / "generated"), str(ROOT / "tests")])
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "testing.check_random_contracts"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert int(ran.stdout) > EACH * 60
