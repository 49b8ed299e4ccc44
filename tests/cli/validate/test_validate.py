"""Exit codes, where output goes, and input that is odd, hostile or huge."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest
from backports import zstd
from click.testing import CliRunner, Result
from invoice_apis.cli import main
from invoice_apis.cli.formatters.registry import FORMATS
from invoice_apis.jsontext.reader import MAX_BYTES

from .cases import BAD, CONTRACT, GOOD, drifted, many, put


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validate(*words: str, stdin: bytes = b"") -> Result:
    ran = CliRunner().invoke(main, ["validate", CONTRACT.id, *words], input=stdin)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (GOOD, (), 0),
        (GOOD, ("--fail-on", "drift"), 0),
        (drifted(), (), 0),
        (drifted(), ("--fail-on", "drift"), 1),
        (BAD, (), 1),
        (BAD, ("--profile", "compatible"), 1),
        (b"", (), 1),
    ],
)
def test_exit_codes(form: str, content: bytes, words: tuple[str, ...], code: int) -> None:
    assert validate(*put(a=content), "--format", form, *words).exit_code == code


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.json", "--format", "xml"],
        ["a.json", "--fail-on", "known"],
        ["a.json", "--fail-on", "drift", "--profile", "compatible"],
        ["a.json", "--lang", "fr"],
        ["a.json", "--no-such"],
    ],
)
def test_usage_errors(words: list[str]) -> None:
    put(a=GOOD)
    ran = validate(*words)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert ran.stderr


def test_drift_outside_the_profile_can_not_fail() -> None:
    ran = validate(*put(a=drifted()), "--fail-on", "drift", "--profile", "compatible")
    assert (ran.exit_code, ran.stderr.count("\n")) == (2, 1)
    assert "--profile compatible does not look for drift" in ran.stderr


@pytest.mark.parametrize("name", ["::stop-commands::tok.ndjson", "##[stop-commands]tok.ndjson"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_name_of_a_file_or_member_is_a_workflow_command(name: str, lang: str) -> None:
    payload = {**CONTRACT.example(seed=1), "##[stop-commands]member": 1}
    Path(name).write_bytes((json.dumps(payload).encode() + b"\n") * 9)
    lines = validate(name, "--format", "github", "--lang", lang).stdout.splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert {line.split(" ")[0] for line in commands} == {"::warning"}
    further = [line for line in lines if line not in commands]
    assert any("stop-commands" in line for line in further)
    assert not [line for line in further if "##[" in line], "the old way, which is heeded anywhere in a line"


def test_hints_are_printed_for_people_and_programs() -> None:
    names = put(a=json.dumps({"body": json.loads(GOOD)}).encode(), b=GOOD, c=b"{'a': None}")
    text, github = (validate(*names, "--format", form).stdout for form in ("text", "github"))
    hints = json.loads(validate(*names, "--format", "json").stdout)["hints"]
    assert [hint["source"] for hint in hints] == ["a.json", "c.json"]
    for hint in hints:
        assert f"    hint: {hint['hint']}\n" in text
        assert f"%0Ahint: {hint['hint']}\n" in github


def test_unreadable_text_has_no_documentation() -> None:
    names = put(a=b"{", b=gzip.compress(GOOD)[:-9])
    units = [json.loads(line) for line in validate(*names, "--format", "ndjson").stdout.splitlines()]
    assert [(unit["keyword"], unit["meaning"]) for unit in units] == [("json", None), ("input", None)]


def test_names_of_outputs_are_shown_without_what_controls_a_terminal() -> None:
    put(a=BAD)
    for option in ("--output", "--rejects"):
        ran = validate("a.json", option, "no/\x1b\n")
        assert (ran.exit_code, ran.stderr.count("\n")) == (2, 1)
        assert "no/\\u001b\\u000a" in ran.stderr


def test_an_unknown_contract_ends_with_one_line() -> None:
    ran = CliRunner().invoke(main, ["validate", CONTRACT.id[:-3], *put(a=GOOD)])
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert CONTRACT.id in ran.stderr


def test_a_missing_file_does_not_stop_the_others() -> None:
    ran = validate("nowhere.json", *put(a=BAD), "--format", "ndjson")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("invoice-apis: nowhere.json: no such file\n")
    assert [json.loads(line)["source"] for line in ran.stdout.splitlines()] == ["a.json"]


def test_a_missing_library_does_not_stop_the_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("backports", "backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    ran = validate(*put(a=zstd.compress(GOOD), b=GOOD), "--format", "json")
    assert ran.exit_code == 2
    assert "invoice-apis[zstd]" in ran.stderr.splitlines()[0]
    assert json.loads(ran.stdout)["summary"]["documents"] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_gets_what_standard_output_would_get(form: str, folder: Path) -> None:
    words = [*put(a=GOOD, b=BAD, c=drifted()), "--format", form]
    printed, written = validate(*words), validate(*words, "--output", "report")
    assert written.stdout == ""
    assert Path("report").read_bytes() == printed.stdout_bytes
    assert written.exit_code == printed.exit_code == 1
    assert len(written.stderr.splitlines()) == 1, "the summary"
    assert sorted(os.listdir(folder)) == ["a.json", "b.json", "c.json", "report"]


def test_an_unwritable_output_is_one_line_and_leaves_nothing(folder: Path) -> None:
    put(a=GOOD)
    Path("report").write_text("as it was")
    os.mkdir("closed")
    for output in ("no/such/folder", "report/inside"):
        ran = validate("a.json", "--output", output)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.startswith(f"invoice-apis: {output}: ")
    assert validate("a.json", "--output", "closed").exit_code == 2
    assert Path("report").read_text() == "as it was"
    assert sorted(os.listdir(folder)) == ["a.json", "closed", "report"]


def test_an_output_that_is_no_file_stays_what_it_is() -> None:
    put(a=GOOD)
    os.symlink("/dev/null", "nothing")
    Path("report").write_text("old")
    os.symlink("report", "link")
    assert validate("a.json", "--output", "nothing").exit_code == 0
    assert validate("a.json", "--output", "link").exit_code == 0
    assert Path("/dev/null").is_char_device()
    assert os.readlink("link") == "report"
    assert CONTRACT.id in Path("report").read_text()


def test_thousands_of_findings_do_not_flood_a_terminal() -> None:
    (name,) = put(a=many(3000))
    text, every = validate(name), validate(name, "--format", "json")
    assert len(text.stdout.splitlines()) < 200
    assert "… and " in text.stdout
    assert len(json.loads(every.stdout)["units"]) >= 3000
    assert text.stdout.splitlines()[-1] == every.stderr.splitlines()[-1], "the same counts"


@pytest.mark.slow
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress], ids=["plain", "gzip", "zstd"])
def test_huge_documents_are_bounded(pack: type[bytes]) -> None:
    ran = validate(*put(huge=pack(b'{\n"x": "' + bytes([120]) * (MAX_BYTES + 5_000_000) + b'"}')), "--format", "json")
    (unit,) = json.loads(ran.stdout)["units"]
    assert ran.exit_code == 1
    assert (unit["keyword"], unit["line"], unit["column"]) == ("json", 2, MAX_BYTES - 1)
    assert str(MAX_BYTES) in unit["error"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("deep", [b"[" * 300 + b"]" * 300, b"[" * 200_000, b'{"a":' * 5000 + b"1" + b"}" * 5000])
def test_deep_documents_have_one_finding(form: str, deep: bytes) -> None:
    ran = validate(*put(deep=deep), "--format", form)
    assert ran.exit_code == 1
    assert f"{CONTRACT.id}: 1 document, 0 without error; 1 error, 0 drift, 0 known" in ran.output


def test_colours_are_for_terminals() -> None:
    put(a=BAD)
    assert "\x1b" not in validate("a.json").stdout
