"""Documents of 20 MB end an import within limits of time and memory: whole, or with a problem, never with a traceback."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from toolkit.large import ENDS, LARGE, raw

SECONDS = 60
"""Of the processor."""
BYTES = 3 * 1024**3
"""Of address space."""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_document_ends_within_limits(name: str, tmp_path: Path) -> None:
    file, schemas = tmp_path / name, tmp_path / "schemas"
    file.write_bytes(raw(name))
    words = ["import", file, "vendor", "--path", "/**", "--schemas", schemas]
    command = [sys.executable, "-B", "-m", "invoice_codegen", *map(str, words)]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=300, preexec_fn=limited)
    said = ran.stderr.decode()
    assert ran.returncode in ENDS.get(name, {2}), said[-1000:]
    assert "Traceback" not in said
    assert len(said) < 5_000
    assert said.replace("\n", "").isprintable()
    assert schemas.exists() == (ran.returncode != 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [name, *(["schemas"] if ran.returncode != 2 else [])]
    )
