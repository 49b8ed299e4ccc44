"""Where commands write: `-` is standard output, pipes are written to, and a name says what a file is."""

from __future__ import annotations

import gzip
import shlex
import subprocess
import sys
from pathlib import Path

import invoice_apis as ia
import pytest
from cli.exports import CUSTOMER, FORMATS, INVOICE, csv_rows, export, records
from invoice_apis.cli import COMMANDS
from support.calling import OPERATIONS
from support.cli import ENVIRONMENT, call_words, run, run_process

CONTRACT = "huawei_bssintl/ListInvoices.response"
WORDS = {
    "contracts": ["contracts"],
    "describe": ["describe", CONTRACT],
    "detect": ["detect", "a.json"],
    "drift": ["drift", CONTRACT, "a.json"],
    "example": ["example", CONTRACT],
    "schema": ["schema", CONTRACT],
    "validate": ["validate", CONTRACT, "a.json"],
}
"""Commands that write to standard output unless `--output` names a file."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_bytes(ia.contract(CONTRACT).example(1, drift="new-member", wire=True))
    return tmp_path


@pytest.mark.parametrize("command", WORDS)
def test_a_dash_is_standard_output(command: str, folder: Path) -> None:
    assert run(*WORDS[command], "--output", "-") == run(*WORDS[command])
    assert not (folder / "-").exists()


def test_every_command_with_an_output_is_tried() -> None:
    assert {*WORDS, "export"} == {command for command in COMMANDS if b"--output" in run(command, "-h").stdout}


@pytest.mark.parametrize("command", ["validate", "export"])
def test_rejects_are_no_part_of_standard_output(command: str) -> None:
    ran = run(command, CONTRACT, "a.json", "--output", "a.csv", "--rejects", "-")
    assert (ran.returncode, b"rejects need a file of their own" in ran.stderr) == (2, True)


@pytest.mark.parametrize("form", ["csv", "ndjson"])
@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_a_table_of_text_goes_to_standard_output_and_pipes(form: str, output: str, folder: Path) -> None:
    file = records(folder, {"Id": 12}, {"Id": 13})
    written, _ = export(folder, CUSTOMER, file, form)
    ran = run_process("export", CUSTOMER, file, "--output", output, "--format", form)
    assert (ran.returncode, ran.stdout) == (0, written.read_bytes())
    assert b"2 rows" in ran.stderr


@pytest.mark.parametrize("form", ["xlsx", "parquet", "arrow"])
@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_other_tables_need_a_file(form: str, output: str, folder: Path) -> None:
    ran = run_process("export", CUSTOMER, records(folder, {"Id": 12}), "--output", output, "--format", form)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"only csv and ndjson can be written to standard output or a pipe: name a file" in ran.stderr


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "arrow", "XLSX"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_call_writes_no_json_under_the_name_of_a_table(operation: ia.operation.Operation, suffix: str) -> None:
    ran = run(*call_words(operation, "http://127.0.0.1:9"), "--output", f"a.{suffix}")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"'invoice-apis export' makes a table of it" in ran.stderr


def test_a_source_that_breaks_is_no_rejected_document(folder: Path) -> None:
    file = folder / "broken.ndjson.gz"
    file.write_bytes(gzip.compress(b'{"requestId":"A"}\n' * 9)[:-20])
    whole = records(folder, {"requestId": "B"}, {"requestId": 7})
    ran = run("export", INVOICE, file, whole, "--output", "a.csv", "--rejects", "rejects")
    assert ran.returncode == 1
    end = next(line for line in ran.stderr.decode().splitlines() if line.startswith("a.csv: "))
    assert "1 rejected, 0 failed; sources not read to their end: 1" in end
    assert len((folder / "rejects").read_bytes().splitlines()) == 1


def test_ndjson_that_is_taken_for_one_document_has_a_hint(folder: Path) -> None:
    ran = run("export", INVOICE, "-", "--output", "a.csv", stdin=b'{"requestId":"A"}\n{"requestId":"B"}\n')
    assert (ran.returncode, ran.stderr.count(b"hint: this is NDJSON")) == (1, 1)


def test_mistakes_are_usage_errors(tmp_path: Path) -> None:
    file = records(tmp_path, {})
    for output, message in (
        (tmp_path / "table.xls", b".xlsx, .csv, .parquet, .arrow, .ndjson"),
        (tmp_path / "none" / "table.csv", b"No such file"),
        (file, b"this input is also an output"),
    ):
        ran = run("export", INVOICE, file, "--output", output)
        assert (ran.returncode, message in ran.stderr) == (2, True), ran.stderr
    ran = run("export", INVOICE, file, tmp_path / "missing.json", "--output", tmp_path / "table.csv")
    assert (ran.returncode, b"no such file" in ran.stderr) == (2, True)


def test_the_command_of_a_shell(tmp_path: Path) -> None:
    file, output = records(tmp_path, {"requestId": "A"}), tmp_path / "table.csv"
    ran = run_process("export", INVOICE, file, "--output", output, "--headers", "wire")
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert csv_rows(output)[1][0] == "A"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_is_a_clear_error(tmp_path: Path, suffix: str) -> None:
    file = records(tmp_path, *({"requestId": str(number)} for number in range(5000)))
    ran = run("export", INVOICE, file, "--output", "/dev/full", "--format", suffix)
    assert (ran.returncode, ran.stderr) == (2, b"invoice-apis: /dev/full: No space left on device\n")


@pytest.mark.parametrize(
    ("command", "name", "form"),
    [("validate", "r.html", "html"), ("drift", "r.HTM", "html"), ("drift", "r.md", "markdown")],
)
def test_a_file_named_as_a_page_needs_its_format(command: str, name: str, form: str, tmp_path: Path) -> None:
    file = records(tmp_path, {"requestId": "A"})
    output = tmp_path / name
    refused = run(command, INVOICE, file, "--output", output)
    assert refused.returncode == 2
    assert f"a page needs --format {form}" in refused.stderr.decode()
    assert not output.exists()
    assert run(command, INVOICE, file, "--output", output, "--format", form).returncode == 0
    assert run(command, INVOICE, file, "--output", output, "--format", "json").returncode == 0


def test_a_pipe_that_nobody_reads_is_the_end_without_a_word(tmp_path: Path) -> None:
    file = records(tmp_path, *({"requestId": str(number), "colour": 1} for number in range(20_000)))
    for output in ("-", "/dev/stdout"):
        words = [
            sys.executable,
            "-m",
            "invoice_apis",
            "validate",
            INVOICE,
            file,
            "--format",
            "ndjson",
            "--output",
            output,
        ]
        piped = f"{shlex.join(map(str, words))} | head -1 > /dev/null; exit ${{PIPESTATUS[0]}}"
        ran = subprocess.run(["bash", "-c", piped], env=ENVIRONMENT, capture_output=True, check=False)
        assert ran.returncode == 141
        assert b"Broken pipe" not in ran.stderr
