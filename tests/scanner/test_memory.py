"""The scanner reads no byte behind the end of a text, whatever the text and the program are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from invoice_apis import scanner
from support.emitted import ROOT

pytestmark = [
    pytest.mark.skipif(not scanner.native, reason="the extension is not built"),
    pytest.mark.skipif(sys.platform != "linux", reason="mprotect"),
]
MUTANTS = int(os.environ.get("PAYLOADS", "6000")) // 100
DAMAGES = 500


@pytest.mark.slow
def test_truncated_texts_and_damaged_programs_do_no_harm() -> None:
    """In a process of its own, which a wrong read would kill."""
    done = subprocess.run(
        [sys.executable, "-m", "support.guarded", str(min(MUTANTS, 1000)), str(DAMAGES)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-3000:])
    cut, taken = map(int, done.stdout.split())
    assert cut > 20_000
    assert taken > DAMAGES
