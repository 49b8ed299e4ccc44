"""The doors that take many texts at once: files, folders and lines, judged by the command and in bulk.

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
from click.testing import CliRunner
from invoice_apis._runtime.command import main

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
        found[unit["source"], number].append(
            (
                unit["severity"],
                unit["instanceLocation"],
                unit["keywordLocation"],
                unit["keyword"],
                unit["error"],
                unit["ledger"],
            )
        )
    return found


def counts(contract: ia.Contract, texts: Iterable[bytes]) -> tuple[int, int]:
    """Documents and those of them that are usable, as `check` says."""
    verdicts = [contract.check(text).ok for text in texts]
    return len(verdicts), sum(verdicts)
