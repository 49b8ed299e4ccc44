"""A file is never written while it is read, and what was written is not read as a payload."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from bulk.commands import BAD, CONTRACT, GOOD, run
from support.slow import all_but_first

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    "words",
    [
        ["validate", "--rejects", "a.ndjson"],
        ["validate", "--output", "a.ndjson"],
        ["validate", "--output", "linked.ndjson"],
        ["validate", "--rejects", "hard.ndjson"],
        ["validate", "--output", "new", "--rejects", "new"],
        ["drift", "--output", "a.ndjson"],
    ],
    ids=" ".join,
)
def test_what_is_read_is_never_written(folder: Path, words: list[str]) -> None:
    Path("a.ndjson").write_bytes(GOOD + BAD)
    Path("linked.ndjson").symlink_to("a.ndjson")
    Path("hard.ndjson").hardlink_to("a.ndjson")
    command, *options = words
    printed, said = run(command, CONTRACT.id, "a.ndjson", *options, code=2)
    assert (printed, said.count("\n")) == ("", 1)
    assert Path("a.ndjson").read_bytes() == GOOD + BAD
    assert not Path("new").exists()


STREAMS = {
    "standard input": ("-", "<", ["--rejects", "a.ndjson"]),
    "standard input, atomically": ("-", "<", ["--output", "a.ndjson"]),
    "standard input, a hard link": ("-", "<", ["--rejects", "hard.ndjson"]),
    "standard output": ("a.ndjson", ">>", []),
    "standard error": ("a.ndjson", "2>>", []),
    "both": ("-", "<>a.ndjson 1>>", []),
    "standard output and an output": ("b.ndjson", ">>", ["--rejects", "a.ndjson"]),
}


@pytest.mark.parametrize("command", all_but_first(["validate", "drift"]))
@pytest.mark.parametrize("way", STREAMS)
def test_a_redirected_stream_that_is_read_is_never_written(way: str, command: str) -> None:
    name, redirect, words = STREAMS[way]
    if command == "drift" and "--rejects" in words:
        pytest.skip("drift has no rejects")
    for file in ("a.ndjson", "b.ndjson"):
        Path(file).write_bytes(GOOD + BAD)
    Path("hard.ndjson").hardlink_to("a.ndjson")
    line = [sys.executable, "-m", "invoice_apis", command, CONTRACT.id, name, "--input-format", "ndjson", *words]
    ran = subprocess.run(f"{shlex.join(line)} {redirect} a.ndjson", shell=True, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    said = Path("a.ndjson").read_bytes().removeprefix(GOOD + BAD) if way == "standard error" else ran.stderr
    assert said.count(b"\n") == 1
    assert Path("a.ndjson").read_bytes().startswith(GOOD + BAD)


def test_a_report_beside_the_payloads_is_not_one_of_them(folder: Path) -> None:
    Path("a.ndjson").write_bytes(GOOD)
    line = [sys.executable, "-m", "invoice_apis", "validate", CONTRACT.id, ".", "--format", "ndjson"]
    ran = subprocess.run(f"{shlex.join(line)} > report.ndjson", shell=True, capture_output=True, check=False)
    assert b"1 document," in ran.stderr


def test_what_is_written_into_a_folder_is_not_read_from_it(folder: Path) -> None:
    (folder / "in").mkdir()
    Path("in/a.ndjson").write_bytes(GOOD + BAD)
    for _ in range(2):
        printed, _ = run("validate", CONTRACT.id, "in", "--rejects", "in/rejects.ndjson", code=1)
        assert "2 documents" in printed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_unwritable_rejects_are_no_read_error_of_the_source(folder: Path) -> None:
    Path("a.ndjson").write_bytes(GOOD + BAD)
    printed, said = run("validate", CONTRACT.id, "a.ndjson", "--rejects", "/dev/full", code=2)
    assert said.startswith("invoice-apis: /dev/full: ")
    assert "input" not in printed
