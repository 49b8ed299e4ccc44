"""Spark on this machine against two processes of ours, on the same archive.

Wall-clock time, because the work is spread over processes. Spark is warm: one round is not timed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import invoice_apis as ia
from processes import ROOT, environment
from rounds import Result, results
from table import Row, at_most, render_table
from workers import ProcessEnded, line_process

sys.path.append(str(ROOT / "tests"))
from support.archive import write_archive

AIM = 2.5
ROUNDS = 3
BYTES = 300_000_000
PYTHON = ROOT / ".venv-spark/bin/python"
OURS = "check_lines, two processes"
SPARK = {
    "read": "Spark reads the lines",
    "rejected": "Spark, split, rejected alone",
    "both": "Spark, split, both sides one after the other",
    "persisted": "Spark, validate and persist, both sides",
    "parse": "Spark, parse into columns",
}

Archives = dict[str, Path]


def table() -> str:
    """Measure and render."""
    title = f"Archive of {BYTES // 1_000_000} MB, two processes beside Spark local[2]"
    if not PYTHON.exists():
        return render_table(title, ("wall",), [Row("Spark", note="not here: `make spark` installs it")])
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = _measured(_archives(Path(folder)), Path(folder))
        except ProcessEnded as last:
            return render_table(title, ("wall",), [Row("Spark", note=f"ended: {last}")])
    return render_table(title, ("wall",), [_row(name, result) for name, result in found.items()])


def _archives(folder: Path) -> Archives:
    response_contracts = [contract for contract in ia.contracts() if contract.direction == "response"]
    files = {contract.id: folder / f"{contract.api}.ndjson" for contract in response_contracts}
    for contract in response_contracts:
        write_archive(contract, files[contract.id], BYTES // len(response_contracts))
    return files


def _measured(archives: Archives, scratch: Path) -> dict[str, Result]:
    command = [str(PYTHON), str(Path(__file__).with_name("splitting.py"))]
    command += [f"{contract_id}={file}" for contract_id, file in archives.items()]
    with line_process(command, environment(scratch)) as ask:
        rounds = [_round(archives, ask) for _ in range(ROUNDS + 1)]
    return results(rounds[1:])


def _round(archives: Archives, ask: Callable[[str], str]) -> dict[str, float]:
    start = time.perf_counter()
    for contract_id, file in archives.items():
        ia.contract(contract_id).check_lines(file, jobs=2)
    ours = time.perf_counter() - start
    return {OURS: ours} | {name: float(ask(command)) for command, name in SPARK.items()}


def _row(name: str, result: Result) -> Row:
    figures = (f"{result.seconds:.2f} s",)
    return at_most(name, figures, result.ratio, AIM) if name == SPARK["both"] else Row(name, figures, result.ratio)


if __name__ == "__main__":
    print(table())
