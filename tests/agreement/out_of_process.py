"""The doors that take many texts at once: files, folders and lines, judged by the command and in bulk, and columns.

Each gives, for each text, the findings that it tells, sorted: the command tells them in the order of the text, `check` in
that of their places.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pyarrow as pa
from click.testing import CliRunner
from invoice_apis.arrow import check_arrow
from invoice_apis.cli import main

Told = tuple[Any, ...]
"""Severity, place, place in the schema, keyword, message, ledger."""


def told(contract: ia.Contract, texts: Iterable[bytes]) -> list[list[Told]]:
    """What `check` says of each."""
    return [
        sorted(
            (
                finding.severity,
                finding.pointer,
                finding.schema_pointer,
                finding.keyword,
                finding.message,
                finding.ledger,
            )
            for finding in contract.check(text).findings
        )
        for text in texts
    ]


def by_files(contract: ia.Contract, texts: Sequence[bytes], folder: Path) -> list[list[Told]]:
    """Each text in a file of its own."""
    for number, text in enumerate(texts):
        (folder / f"{number:05}.json").write_bytes(text)
    found = _validated(contract, folder)
    return [sorted(found[str(folder / f"{number:05}.json"), 1]) for number in range(len(texts))]


def by_lines(contract: ia.Contract, texts: Sequence[bytes], folder: Path, jobs: int) -> list[list[Told]]:
    """Each text on a line of one file."""
    file = folder / f"lines-{jobs}.ndjson"
    file.write_bytes(b"\n".join(texts))
    found = _validated(contract, file, "--jobs", str(jobs))
    return [sorted(found[str(file), number]) for number in range(1, len(texts) + 1)]


def _validated(contract: ia.Contract, path: Path, *more: str) -> dict[tuple[str, int], list[Told]]:
    words = ["validate", contract.id, str(path), "--format", "ndjson", *more]
    done = CliRunner().invoke(main, words)
    assert done.exit_code in (0, 1), (done.output, done.exception)
    found: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for line in done.stdout.splitlines():
        unit: dict[str, Any] = json.loads(line)
        number = unit["line"] if path.suffix == ".ndjson" else 1
        found[unit["source"], number].append(_as_told(unit))
    return found


def counts(contract: ia.Contract, texts: Iterable[bytes]) -> tuple[int, int]:
    """Documents and those of them that are usable, as `check` says."""
    verdicts = [contract.check(text).ok for text in texts]
    return len(verdicts), sum(verdicts)


def by_arrow(contract: ia.Contract, texts: Sequence[bytes]) -> list[list[Told]]:
    """Each text as a row of a column; of those that are accepted nothing is told."""
    rows = check_arrow(contract.id, pa.record_batch({"value": pa.array(texts, pa.binary())})).to_pylist()
    assert all(row["valid"] is (row["error_count"] == 0) for row in rows)
    return [sorted(_as_told(unit) for unit in row["findings"] or ()) for row in rows]


def of_refused(expected: Iterable[list[Told]]) -> list[list[Told]]:
    """The findings of what has an error; without those of the others."""
    return [found if any(finding[0] == "error" for finding in found) else [] for found in expected]


def _as_told(unit: dict[str, Any]) -> Told:
    names = ("severity", "instanceLocation", "keywordLocation", "keyword", "error", "ledger")
    return tuple(unit[name] for name in names)
