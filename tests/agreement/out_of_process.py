"""The entry points for many texts: files, folders, lines and columns.

Each returns the findings on each text, sorted: the command lists them by line and column, `check` by pointer.
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

FindingTuple = tuple[Any, ...]
"""Severity, pointer, schema pointer, keyword, message, ledger."""


def findings_by_check(contract: ia.Contract, texts: Iterable[bytes]) -> list[list[FindingTuple]]:
    """The findings of `check` on each text."""
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


def by_files(contract: ia.Contract, texts: Sequence[bytes], folder: Path) -> list[list[FindingTuple]]:
    """Each text in its own file."""
    for number, text in enumerate(texts):
        (folder / f"{number:05}.json").write_bytes(text)
    found = _validated(contract, folder)
    return [sorted(found[str(folder / f"{number:05}.json"), 1]) for number in range(len(texts))]


def by_lines(contract: ia.Contract, texts: Sequence[bytes], folder: Path, jobs: int) -> list[list[FindingTuple]]:
    """Each text on a line of one file."""
    file = folder / f"lines-{jobs}.ndjson"
    file.write_bytes(b"\n".join(texts))
    found = _validated(contract, file, "--jobs", str(jobs))
    return [sorted(found[str(file), number]) for number in range(1, len(texts) + 1)]


def _validated(contract: ia.Contract, path: Path, *more: str) -> dict[tuple[str, int], list[FindingTuple]]:
    words = ["validate", contract.id, str(path), "--format", "ndjson", *more]
    done = CliRunner().invoke(main, words)
    assert done.exit_code in (0, 1), (done.output, done.exception)
    found: dict[tuple[str, int], list[FindingTuple]] = defaultdict(list)
    for line in done.stdout.splitlines():
        unit: dict[str, Any] = json.loads(line)
        number = unit["line"] if path.suffix == ".ndjson" else 1
        found[unit["source"], number].append(_as_tuple(unit))
    return found


def counts(contract: ia.Contract, texts: Iterable[bytes]) -> tuple[int, int]:
    """The number of documents, and of those without error, by `check`."""
    verdicts = [contract.check(text).ok for text in texts]
    return len(verdicts), sum(verdicts)


def by_arrow(contract: ia.Contract, texts: Sequence[bytes]) -> list[list[FindingTuple]]:
    """Each text as a row of a column; accepted ones have no findings."""
    rows = check_arrow(contract.id, pa.record_batch({"value": pa.array(texts, pa.binary())})).to_pylist()
    assert all(row["valid"] is (row["error_count"] == 0) for row in rows)
    return [sorted(_as_tuple(unit) for unit in row["findings"] or ()) for row in rows]


def of_rejected(expected: Iterable[list[FindingTuple]]) -> list[list[FindingTuple]]:
    """The findings on texts with an error; none for the others."""
    return [found if any(finding[0] == "error" for finding in found) else [] for found in expected]


def _as_tuple(unit: dict[str, Any]) -> FindingTuple:
    names = ("severity", "instanceLocation", "keywordLocation", "keyword", "error", "ledger")
    return tuple(unit[name] for name in names)
