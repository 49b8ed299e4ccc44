"""Memory does not grow with the input, whatever its findings, the format and the processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invoice_apis.cli.formatters.registry import FORMATS
from support.cli import ENVIRONMENT

from .test_commands import CONTRACT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the peak"),
]
LIMIT = 100
"""MiB of a process."""
MEASURED = """
import re, resource, sys
from invoice_apis.cli import main
try:
    main()
finally:
    own = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    print(max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024, file=sys.stderr)
"""
EXAMPLE = CONTRACT.example(1)


def new_names(count: int, start: int = 0) -> bytes:
    return json.dumps({**EXAMPLE, **{f"new-{start + number}": 1 for number in range(count)}}).encode() + b"\n"


SHAPES: dict[str, Callable[[], bytes]] = {
    "empty objects": lambda: b"{}\n" * 25_000,
    "broken lines": lambda: b"{\n" * 40_000,
    "blank lines": lambda: b"\n" * 1_500_000,
    "lines with many findings": lambda: new_names(4000) * 12,
    "a new name in every line": lambda: b"".join(new_names(1, start) for start in range(8000)),
    "a long line": lambda: b'{"a": "' + b"x" * 1_000_000 + b'"}\n' + b"[]\n" * 1000,
}


def peak(folder: Path, data: bytes, *words: str) -> int:
    """MiB that the largest process took at most."""
    (folder / "lines.ndjson").write_bytes(data)
    command = [sys.executable, "-c", MEASURED, "validate", CONTRACT.id, "lines.ndjson", *words]
    with (folder / "output").open("wb") as output:
        ran = subprocess.run(
            command, env=ENVIRONMENT, cwd=folder, stdout=output, stderr=subprocess.PIPE, timeout=300, check=False
        )
    *_, last = ran.stderr.decode().splitlines()
    return int(last)


ALIKE = ("markdown", "gitlab", "junit")
"""Formats that hold what others hold: `html`, `sarif`, `github`."""
FORMS = [(form, jobs) for form in FORMATS if form not in ALIKE for jobs in ("1", "2")] + [(form, "1") for form in ALIKE]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shape_of_the_lines_does_not_matter(shape: str, tmp_path: Path) -> None:
    assert peak(tmp_path, SHAPES[shape](), "--format", "json", "--rejects", "rejects") < LIMIT


@pytest.mark.parametrize(("form", "jobs"), FORMS)
def test_formats_and_processes_do_not_matter(form: str, jobs: str, tmp_path: Path) -> None:
    data = SHAPES["a new name in every line"]() + SHAPES["empty objects"]()[:30_000]
    words = ["--format", form, "--jobs", jobs, "--rejects", "rejects", "--fail-on", "drift"]
    assert peak(tmp_path, data, *words) < LIMIT
