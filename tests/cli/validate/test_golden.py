"""Case folders with the output of the command: `command`, its files, and `expected.txt`."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import invoice_apis as ia
import jsonschema_rs
import pytest
from click.testing import CliRunner
from invoice_apis.cli import main

REFRESH = "REFRESH_CASES"
CASES = sorted(path.parent for path in Path(__file__).parent.glob("golden/*/command"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_printed(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    words = shlex.split(Path("command").read_text("utf-8"))
    stdin = Path("stdin")
    ran = CliRunner().invoke(main, words, input=stdin.read_bytes() if stdin.exists() else b"")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    printed = f"exit code {ran.exit_code}\n--- standard output\n{ran.stdout.replace(ia.__version__, '<version>')}--- standard error\n{ran.stderr}"
    expected = Path("expected.txt")
    if os.environ.get(REFRESH):
        expected.write_text(printed, "utf-8")
    wanted = expected.read_text("utf-8") if expected.exists() else "(no expected.txt yet)"
    assert printed == wanted, f"is this better? then: {REFRESH}=1 .venv/bin/pytest tests/cli/validate -k '{case.name}'"


def expected_outputs(form: str) -> list[str]:
    """The standard output of all cases of a form."""
    texts = [
        (case / "expected.txt").read_text("utf-8")
        for case in CASES
        if f"--format {form}" in (case / "command").read_text()
    ]
    assert len(texts) > 1
    return [text.partition("--- standard output\n")[2].partition("--- standard error\n")[0] for text in texts]


def test_json_is_one_object_and_ndjson_a_line_for_each_record() -> None:
    for text in expected_outputs("json"):
        assert set(json.loads(text)) == {"contract", "units", "hints", "summary"}
    records = [json.loads(line) for text in expected_outputs("ndjson") for line in text.splitlines()]
    units = [unit for text in expected_outputs("json") for unit in json.loads(text)["units"]]
    assert {tuple(record) for record in (*records, *units)} == {tuple(records[0])}


def test_all_output_is_printable() -> None:
    for case in CASES:
        text = (case / "expected.txt").read_text("utf-8")
        assert text.replace("\n", "").isprintable(), case.name


def test_sarif_is_valid() -> None:
    schema = json.loads(Path(__file__).with_name("sarif.schema.json").read_text("utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    for text in expected_outputs("sarif"):
        log = json.loads(text)
        validator.validate(log)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
        prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
        assert len(set(prints)) == len(prints), "each finding has its own"
