"""Archives of generated responses, 1 % of them damaged: bulk validation against a bare parse and common alternatives.

`ARCHIVE_MB` sets the size, 300 MB by default, shared equally among the APIs. One process, CPU time per document; two
jobs in wall-clock time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import fastjsonschema
import invoice_apis
import jsonschema
import jsonschema_rs
import orjson
from processes import ROOT, measured
from samples import samples
from table import Row, at_most, megabytes, microseconds, milliseconds, render_table

sys.path.append(str(ROOT / "tests"))
from support.archive import write_archive

SIZE = int(os.environ.get("ARCHIVE_MB", "300")) * 1_000_000
ROUNDS = 3
PART = 2_000
"""Lines for the slow alternatives."""
AIM, AIM_MEMORY, AIM_JOBS = 0.6, 100e6, 1.8

Validate = Callable[[bytes], object]


def table() -> str:
    """Measure and render."""
    by_contract = {sample.contract.id: sample for sample in samples()}
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for sample in by_contract.values() for row in _rows(sample, Path(folder), SIZE // len(by_contract))]
        rows += _two_jobs(next(iter(by_contract.values())).contract, Path(folder, "whole.ndjson"))
    title = f"Archive of {megabytes(SIZE)}, 1 % damaged, 4 % drifted; per document, ratio to parse only"
    return render_table(title, ("CPU",), rows)


def _rows(sample: Any, folder: Path, size: int) -> Iterator[Row]:
    contract, file = sample.contract, folder / f"{sample.api}.ndjson"
    count = write_archive(contract, file, size)
    yield Row(f"{contract.id}, {count:,} documents")
    everything: dict[str, Callable[[], object]] = {
        "orjson.loads alone": partial(_each, file, orjson.loads),
        "check_lines": lambda: contract.check_lines(file),
        "contract.accepts of each line": partial(_each, file, contract.accepts),
        "orjson + jsonschema-rs": partial(_each, file, _by_jsonschema_rs(contract)),
    }
    part: dict[str, Callable[[], object]] = {
        "json + fastjsonschema": partial(_each, file, _by_fastjsonschema(contract), PART),
        "json + jsonschema": partial(_each, file, _by_jsonschema(contract), PART),
        "from_json, our models": partial(_each, file, sample.model.from_json, PART),
    }
    rounds = [
        {name: _cpu(call) / (count if name in everything else PART) for name, call in {**everything, **part}.items()}
        for _ in range(ROUNDS)
    ]
    for name in rounds[0]:
        ratio = median(each[name] / each["orjson.loads alone"] for each in rounds)
        figures = (microseconds(median(each[name] for each in rounds)),)
        is_aimed = name == "check_lines"
        yield at_most(f"  {name}", figures, ratio, AIM) if is_aimed else Row(f"  {name}", figures, ratio)
    yield from _memory(contract, file)


def _each(file: Path, validate: Validate, count: int | None = None) -> None:
    """Validate every line, or the first ones. A rejection may be returned or raised."""
    with file.open("rb") as lines:
        for line in islice(lines, count):
            try:
                validate(line)
            except (ValueError, invoice_apis.InvoiceApisError):
                continue


def _cpu(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _clock(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _two_jobs(contract: invoice_apis.Contract, file: Path) -> Iterator[Row]:
    """One file of full size, in wall-clock time."""
    count = write_archive(contract, file, SIZE)
    yield Row(f"{contract.id}, {count:,} documents in one file, by the clock")
    rounds = [{jobs: _clock(partial(contract.check_lines, file, jobs=jobs)) for jobs in (1, 2)} for _ in range(ROUNDS)]
    for jobs in (1, 2):
        seconds = median(each[jobs] for each in rounds)
        yield Row(f"  check_lines(jobs={jobs}), {count / seconds:,.0f} documents/s", (milliseconds(seconds),))
    ratio = median(each[1] / each[2] for each in rounds)
    yield Row("  times as fast", (), ratio, f"at least {AIM_JOBS}x", ratio >= AIM_JOBS)


def _memory(contract: invoice_apis.Contract, file: Path) -> Iterator[Row]:
    """Peak memory of the largest process."""
    commands = {f"jobs={jobs}": partial(_script, contract, file, jobs) for jobs in (1, 2)}
    for jobs, cost in measured(commands, 1).items():
        is_met = cost.peak < AIM_MEMORY
        aim = f"under {megabytes(AIM_MEMORY)}"
        yield Row(f"  check_lines({jobs}), peak memory of a process", (megabytes(cost.peak),), None, aim, is_met)


def _script(contract: invoice_apis.Contract, file: Path, jobs: int, folder: Path) -> list[str]:
    script = f"import invoice_apis as ia; ia.contract({contract.id!r}).check_lines({str(file)!r}, jobs={jobs})"
    return [sys.executable, "-c", script]


def _by_jsonschema_rs(contract: invoice_apis.Contract) -> Validate:
    valid = jsonschema_rs.Draft202012Validator(contract.schema("documented")).is_valid
    return lambda line: valid(orjson.loads(line))


def _by_jsonschema(contract: invoice_apis.Contract) -> Validate:
    valid = jsonschema.Draft202012Validator(contract.schema("documented")).is_valid
    return lambda line: valid(json.loads(line))


def _by_fastjsonschema(contract: invoice_apis.Contract) -> Validate:
    validate = fastjsonschema.compile(contract.schema("documented"))
    return lambda line: validate(json.loads(line))
