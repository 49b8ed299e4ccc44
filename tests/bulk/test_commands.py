"""`validate` on archives and `drift`: exit codes, several jobs, interruptions."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from support import cli
from support.archive import write_archive
from support.mutate import dumps

CONTRACT = next(contract for contract in ia.contracts() if contract.direction == "response")
GOOD = dumps(CONTRACT.example(1)).encode() + b"\n"
DRIFTED = jsontext.write(CONTRACT.example(1, drift="new-member")) + b"\n"
BAD = b"[]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    return tmp_path


def run(*words: str, code: int = 0, stdin: bytes = b"") -> tuple[str, str]:
    ran = cli.run(*words, stdin=stdin)
    assert ran.returncode == code, ran.stderr.decode() + ran.stdout.decode()
    return ran.stdout.decode(), ran.stderr.decode()


@pytest.mark.slow
def test_jobs_change_no_output(folder: Path) -> None:
    write_archive(CONTRACT, folder / "a.ndjson", 6_000_000, distinct=60)
    outputs = set()
    for jobs in ("1", "2", "2"):
        words = ["a.ndjson", "--jobs", jobs, "--rejects", "rejects", "--format", "ndjson"]
        printed = run("validate", CONTRACT.id, *words, code=1)
        drift = run("drift", CONTRACT.id, "a.ndjson", "--jobs", jobs, code=1)
        outputs.add((printed, drift, Path("rejects").read_bytes()))
    assert len(outputs) == 1
    (_, _, rejects), *_ = outputs
    archive = Path("a.ndjson").read_bytes()
    for reject in map(json.loads, rejects.splitlines()):
        line = archive[reject["offset"] :].split(b"\n", 1)[0]
        assert archive.count(b"\n", 0, reject["offset"]) == reject["line"] - 1
        assert not CONTRACT.accepts(line)


@pytest.mark.parametrize(
    ("lines", "ratio", "code"),
    [
        (BAD + GOOD * 9, "0.1", 0),
        (BAD + GOOD * 9, "0.09", 1),
        (BAD + GOOD * 9, "0", 1),
        (GOOD * 9, "0", 0),
        (DRIFTED + GOOD, "0", 0),
        (b"", "0", 0),
        (b"\n\r\n  \n", "0", 0),
        (BAD, "1", 0),
    ],
)
def test_the_ratio_of_rejects_decides(lines: bytes, ratio: str, code: int) -> None:
    out, _ = run(
        "validate", CONTRACT.id, "-", "--input-format", "ndjson", "--max-reject-ratio", ratio, code=code, stdin=lines
    )
    errors = 1 if lines.startswith(BAD) else 0
    assert f"{errors} error{'' if errors == 1 else 's'}" in out.splitlines()[-1], "the summary says so all the same"


@pytest.mark.parametrize("words", [("--jobs", "0"), ("--max-reject-ratio", "2"), ("--rejects", "nowhere/rejects")])
def test_usage_errors(words: tuple[str, ...]) -> None:
    Path("a.ndjson").write_bytes(GOOD)
    _, complaint = run("validate", CONTRACT.id, "a.ndjson", *words, code=2)
    assert words[0] in complaint or "nowhere" in complaint


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_archive_is_a_finding_after_all_whole_lines(jobs: str) -> None:
    lines = GOOD * 300 + BAD
    whole = gzip.compress(lines + GOOD * 5000, 1)
    Path("a.ndjson.gz").write_bytes(whole[: len(whole) // 2])
    words = ["a.ndjson.gz", "--format", "json", "--jobs", jobs, "--max-reject-ratio", "1"]
    out, _ = run("validate", CONTRACT.id, *words, code=1)
    units = json.loads(out)["units"]
    assert [unit["line"] for unit in units if unit["keyword"] == "type"] == [301]
    assert [unit["keyword"] for unit in units][-1] == "input"
    assert units[-1]["line"] > 301


def test_documents_and_lines_in_one_run() -> None:
    Path("a.json").write_bytes(json.dumps(json.loads(DRIFTED), indent=1).encode())
    Path("b.json").write_bytes(b"\n\n[]")
    Path("c.jsonl.gz").write_bytes(gzip.compress(GOOD + BAD))
    run("validate", CONTRACT.id, ".", "--rejects", "rejects", code=1)
    rejects = [json.loads(line) for line in Path("rejects").read_bytes().splitlines()]
    assert [(reject["source"], reject["line"], reject["offset"]) for reject in rejects] == [
        ("b.json", 1, 0),
        ("c.jsonl.gz", 2, len(GOOD)),
    ]
    assert rejects[0]["findings"][0]["line"] == 3


@contextmanager
def waiting(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run over much and then a pipe that gives nothing, so that it never ends by itself."""
    pipe = subprocess.PIPE
    Path("a.ndjson").write_bytes((GOOD * 50 + BAD) * 200)
    os.mkfifo("pipe")
    python = [sys.executable, "-m", "invoice_apis"]  # without -W error: opening the pipe may be interrupted
    command = [
        *python,
        "validate",
        CONTRACT.id,
        "a.ndjson",
        "pipe",
        "--input-format",
        "ndjson",
        "--rejects",
        "rejects",
        *words,
    ]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        try:
            with open("pipe", "wb"):  # opens when the process has validated the first file
                yield process
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_whole_lines_and_a_rerun_gives_the_same(number: signal.Signals) -> None:
    with waiting("--jobs", "2") as process:
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        out, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number, errors.decode()
    assert b"Traceback" not in errors
    assert b"interrupted" in out + errors
    rejects = Path("rejects").read_bytes()
    assert rejects.endswith(b"\n")
    assert len([json.loads(line) for line in rejects.splitlines()]) == 200
    run("validate", CONTRACT.id, "a.ndjson", "--rejects", "again", code=1)
    assert Path("again").read_bytes() == rejects


def workers(parent: int) -> list[int]:
    """The processes that another one started to validate."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent and b"spawn_main" in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
            except OSError:
                continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes")
def test_a_worker_that_dies_is_one_line() -> None:
    with waiting("--jobs", "2") as process:
        for pid in workers(process.pid):
            with suppress(ProcessLookupError):  # the others end with the first
                os.kill(pid, signal.SIGKILL)
        with open("pipe", "wb") as pipe:
            try:
                for _ in range(3000):
                    pipe.write(GOOD * 2000)
            except BrokenPipeError:
                pass
        out, errors = process.communicate(timeout=60)
    assert process.returncode == 2, out
    assert errors.decode().splitlines()[0].startswith("invoice-apis: a worker process ended")
    assert b"Traceback" not in errors


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes")
def test_workers_do_not_outlive_a_killed_parent() -> None:
    with waiting("--jobs", "3") as process:
        left = workers(process.pid)
        assert len(left) == 2
        process.kill()
        process.wait(timeout=60)
        for pid in left:
            while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
                continue


@pytest.mark.slow
def test_a_script_needs_no_guard_for_jobs() -> None:
    Path("a.ndjson").write_bytes(GOOD * 10_000)
    script = f"import invoice_apis as ia\nprint(ia.contract({CONTRACT.id!r}).check_lines('a.ndjson', jobs=2).documents)"
    Path("script.py").write_text(script)
    ran = subprocess.run([sys.executable, "script.py"], capture_output=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == (b"10000\n", b"")


def test_a_report_of_an_older_version_is_read(folder: Path) -> None:
    Path("old.ndjson").write_bytes(GOOD + DRIFTED)
    Path("new.ndjson").write_bytes(GOOD)
    out, _ = run("drift", CONTRACT.id, "old.ndjson", "--format", "json", code=1)
    report = json.loads(out)
    Path("report").write_text(json.dumps({**report, "healed": report.pop("resolved")}))
    out, _ = run("drift", CONTRACT.id, "new.ndjson", "--since", "report", "--format", "json")
    assert [found["change"] for found in json.loads(out)["resolved"]] == ["new-member"]
    assert "Resolved" in run("drift", CONTRACT.id, "new.ndjson", "--since", "report")[0]


@pytest.mark.slow
def test_a_process_prints_the_same() -> None:
    Path("a.ndjson").write_bytes(GOOD + BAD)
    for words in (["validate", CONTRACT.id, "a.ndjson"], ["drift", CONTRACT.id, "a.ndjson"]):
        assert cli.run_process(*words) == cli.run(*words)


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
        (b"", [], 0),
    ],
)
def test_nothing_new_is_said_when_the_exit_code_says_so(lines: bytes, words: list[str], code: int) -> None:
    Path("before.ndjson").write_bytes(DRIFTED)
    run("drift", CONTRACT.id, "before.ndjson", "--output", "before", code=1)
    Path("a.ndjson").write_bytes(lines)
    out, _ = run("drift", CONTRACT.id, "a.ndjson", *words, code=code)
    assert ("Nothing new." in out) == (code == 0)


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


@pytest.mark.parametrize("command", ["validate", "drift"])
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


def test_a_missing_file_does_not_hide_the_drift_of_the_others(folder: Path) -> None:
    Path("a.ndjson").write_bytes(DRIFTED)
    printed, said = run("drift", CONTRACT.id, "a.ndjson", "missing.json", code=2)
    assert "New:" in printed
    assert said == "invoice-apis: missing.json: no such file\n"


def test_no_document_is_a_message(folder: Path) -> None:
    Path("a.ndjson").write_bytes(b"\n")
    assert "no document" in run("validate", CONTRACT.id, "a.ndjson")[1]


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
