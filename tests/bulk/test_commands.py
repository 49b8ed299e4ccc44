"""`validate` on archives: exit codes, several jobs, interruptions."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from bulk.commands import BAD, CONTRACT, DRIFTED, GOOD, run
from support import cli
from support.archive import write_archive

pytestmark = pytest.mark.usefixtures("folder")


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


@pytest.mark.slow
def test_a_process_prints_the_same() -> None:
    Path("a.ndjson").write_bytes(GOOD + BAD)
    for words in (["validate", CONTRACT.id, "a.ndjson"], ["drift", CONTRACT.id, "a.ndjson"]):
        assert cli.run_process(*words) == cli.run(*words)


def test_no_document_is_a_message(folder: Path) -> None:
    Path("a.ndjson").write_bytes(b"\n")
    assert "no document" in run("validate", CONTRACT.id, "a.ndjson")[1]
