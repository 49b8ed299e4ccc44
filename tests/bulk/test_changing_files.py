"""Files that are truncated, rotated or replaced while they are validated: what was not looked at is a finding."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invoice_apis.bulk.job import Job
from invoice_apis.bulk.report import BulkReport
from invoice_apis.bulk.run import Run
from invoice_apis.bulk.sources import Source

from .test_commands import CONTRACT, GOOD

COUNT = 400
SIZE = 10 * len(GOOD)
"""Bytes of a chunk."""


def validated(source: Source, jobs: int, change: Callable[[], object]) -> BulkReport:
    """The report on a source that changes after its first chunk."""
    with Run(CONTRACT, Job(CONTRACT.id, ""), jobs) as run:
        for number, _ in enumerate(run.lines(source, SIZE)):
            if not number:
                change()
        return run.report


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.ndjson"
    path.write_bytes(GOOD * COUNT)
    return path


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("left", [0, 200, 200 * len(GOOD), 200 * len(GOOD) + 9])
def test_a_truncated_file_is_a_finding(left: int, jobs: int, archive: Path) -> None:
    report = validated(Source("a", archive, True), jobs, lambda: os.truncate(archive, left))
    assert [found.kind.keyword for found in report.findings] == ["input"]
    assert not report.ok
    assert report.valid + 1 == report.documents < COUNT


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rotated_file_is_validated_to_its_end(jobs: int, archive: Path) -> None:
    def rotate() -> None:
        archive.rename(archive.with_suffix(".1"))
        archive.write_bytes(b"[]\n" * COUNT * 300)

    report = validated(Source("a", archive, True), jobs, rotate)
    assert (report.documents, report.valid) == (COUNT, COUNT)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_appended_is_left_to_the_next_run(jobs: int, archive: Path) -> None:
    def append() -> None:
        with archive.open("ab") as file:
            file.write(b"[]\n" * COUNT)

    report = validated(Source("a", archive, True), jobs, append)
    assert (report.documents, report.valid) == (COUNT, COUNT)


def test_a_truncated_standard_input_is_a_finding(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        report = validated(Source("-", None, True), 1, lambda: os.truncate(archive, 200))
    assert [found.kind.keyword for found in report.findings] == ["input"]
