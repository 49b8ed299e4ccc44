"""`drift`: what is new, known or resolved, and the reports of earlier runs."""

from __future__ import annotations

import json
from pathlib import Path

import invoice_apis as ia
import pytest
from bulk.commands import BAD, CONTRACT, DRIFTED, GOOD, run
from invoice_apis import jsontext

pytestmark = pytest.mark.usefixtures("folder")


def test_a_report_of_an_older_version_is_read(folder: Path) -> None:
    Path("old.ndjson").write_bytes(GOOD + DRIFTED)
    Path("new.ndjson").write_bytes(GOOD)
    out, _ = run("drift", CONTRACT.id, "old.ndjson", "--format", "json", code=1)
    report = json.loads(out)
    Path("report").write_text(json.dumps({**report, "healed": report.pop("resolved")}))
    out, _ = run("drift", CONTRACT.id, "new.ndjson", "--since", "report", "--format", "json")
    assert [found["change"] for found in json.loads(out)["resolved"]] == ["new-member"]
    assert "Resolved" in run("drift", CONTRACT.id, "new.ndjson", "--since", "report")[0]


def test_drift_is_new_known_or_resolved() -> None:
    Path("old.ndjson").write_bytes(GOOD + DRIFTED)
    Path("new.ndjson").write_bytes(GOOD + b'{"a":1,"a":2}\n' * 0 + jsontext.write(CONTRACT.example(1, drift="null")))
    out, _ = run("drift", CONTRACT.id, "old.ndjson", "--output", "report", code=1)
    assert "New:" in out
    out, _ = run("drift", CONTRACT.id, "old.ndjson", "--since", "report")
    assert "New:" not in out
    assert "Nothing new." in out
    out, _ = run("drift", CONTRACT.id, "new.ndjson", "--since", "report", "--format", "json", code=1)
    drift = json.loads(out)
    assert [found["change"] for found in drift["new"]] == ["null"]
    assert [found["change"] for found in drift["resolved"]] == ["new-member"]
    Path("report").write_text(out)
    run("drift", CONTRACT.id, "new.ndjson", "--since", "report")
    run("drift", CONTRACT.id, "-", "--input-format", "ndjson", stdin=GOOD)


@pytest.mark.parametrize(
    ("lines", "words", "code"),
    [
        (GOOD, [], 0),
        (DRIFTED, [], 1),
        (DRIFTED, ["--since", "before"], 0),
        (BAD, [], 1),
        (GOOD + BAD, ["--since", "before"], 1),
        (DRIFTED + BAD, ["--since", "before"], 1),
        (GOOD, ["missing.ndjson"], 2),
        (GOOD, ["--expect", "success"], 0),
        (GOOD, ["--expect", "failure"], 1),
        (DRIFTED, ["--since", "before", "--expect", "failure"], 1),
        (b"", [], 0),
    ],
)
def test_nothing_new_is_said_when_the_exit_code_says_so(lines: bytes, words: list[str], code: int) -> None:
    Path("before.ndjson").write_bytes(DRIFTED)
    run("drift", CONTRACT.id, "before.ndjson", "--output", "before", code=1)
    Path("a.ndjson").write_bytes(lines)
    out, _ = run("drift", CONTRACT.id, "a.ndjson", *words, code=code)
    assert ("Nothing new." in out) == (code == 0)
    out, _ = run("drift", CONTRACT.id, "a.ndjson", *words, "--lang", "zh", code=code)
    assert ("没有新的偏差。" in out) == (code == 0)


def test_nothing_is_resolved_where_nothing_was_read() -> None:
    Path("before.ndjson").write_bytes(DRIFTED)
    run("drift", CONTRACT.id, "before.ndjson", "--output", "before", code=1)
    Path("a.ndjson").write_bytes(b"")
    out, complaint = run("drift", CONTRACT.id, "a.ndjson", "--since", "before")
    assert "Resolved" not in out
    assert "there was no document to validate" in complaint
    out, _ = run("drift", CONTRACT.id, "a.ndjson", "missing.ndjson", "--since", "before", "--format", "json", code=2)
    assert json.loads(out)["resolved"] == []


@pytest.mark.parametrize(
    ("report", "word"),
    [(b"", "no report"), (b"[]", "no report"), (b"{}", "no report"), (b"[" * 9000, "no report"), (None, "not exist")],
)
def test_other_files_are_no_reports(report: bytes | None, word: str) -> None:
    Path("a.ndjson").write_bytes(GOOD)
    if report is not None:
        Path("report").write_bytes(report)
    _, complaint = run("drift", CONTRACT.id, "a.ndjson", "--since", "report", code=2)
    assert word in complaint.splitlines()[-1]
    other = ia.contracts()[0]
    Path("report").write_text(json.dumps(other.check_lines("a.ndjson").as_json()))
    _, complaint = run("drift", CONTRACT.id, "a.ndjson", "--since", "report", code=2)
    assert other.id in complaint.splitlines()[-1]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_file_has_the_json_that_standard_output_would_have(form: str) -> None:
    Path("old.ndjson").write_bytes(GOOD + DRIFTED)
    whole, _ = run("drift", CONTRACT.id, "old.ndjson", "--format", "json", code=1)
    out, _ = run("drift", CONTRACT.id, "old.ndjson", "--format", form, "--output", "report", code=1)
    assert Path("report").read_text(encoding="utf-8") == whole
    assert ("New:" in out) == (form == "text")
    assert out == "" or form == "text"


def test_a_missing_file_does_not_hide_the_drift_of_the_others(folder: Path) -> None:
    Path("a.ndjson").write_bytes(DRIFTED)
    printed, said = run("drift", CONTRACT.id, "a.ndjson", "missing.json", code=2)
    assert "New:" in printed
    assert said == "invoice-apis: missing.json: no such file\n"


@pytest.mark.parametrize(
    "change",
    [
        {"keyword": {}},
        {"severity": "zz"},
        {"count": True},
        {"found": 7},
        {"first": {"source": "a", "line": 1e300, "instanceLocation": ""}},
    ],
    ids=str,
)
def test_a_damaged_report_is_one_line(folder: Path, change: dict[str, object]) -> None:
    Path("a.ndjson").write_bytes(DRIFTED)
    run("drift", CONTRACT.id, "a.ndjson", "--output", "report.json", code=1)
    report = json.loads(Path("report.json").read_bytes())
    report["findings"][0] |= change
    Path("report.json").write_text(json.dumps(report))
    _, said = run("drift", CONTRACT.id, "a.ndjson", "--since", "report.json", code=2)
    assert "report.json: this is no report" in said


def test_what_a_report_holds_does_not_steer_the_terminal(folder: Path) -> None:
    Path("a.ndjson").write_bytes(DRIFTED)
    run("drift", CONTRACT.id, "a.ndjson", "--output", "report.json", code=1)
    report = json.loads(Path("report.json").read_bytes())
    report["findings"][0] |= {"found": "\x1b[31m\nforged", "keyword": "enum"}
    Path("report.json").write_text(json.dumps(report))
    printed, _ = run("drift", CONTRACT.id, "a.ndjson", "--since", "report.json", code=1)
    assert "\\u001b[31m\\u000aforged" in printed
