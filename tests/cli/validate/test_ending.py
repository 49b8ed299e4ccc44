"""Ctrl-C, SIGTERM and a closed pipe, in processes of their own: the output is complete."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from .cases import BAD, CONTRACT, GOOD, many, put

COMMAND = [sys.executable, "-W", "error", "-m", "invoice_apis"]

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    return tmp_path


@contextmanager
def started(*words: str, command: str = "validate") -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, command, CONTRACT.id, *words], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def opened_by(process: subprocess.Popen[bytes], pipe: str) -> Iterator[None]:
    """A named pipe that a process has opened for reading; if the process ends first, nobody waits for it."""

    def open_instead() -> None:
        process.wait()
        os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))

    waiting = Thread(target=open_instead)
    waiting.start()
    with open(pipe, "wb"):
        yield
    waiting.join()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_output_is_complete_after_a_signal(number: signal.Signals, code: int) -> None:
    with started(*put(a=BAD), "-", "--format", "json") as process:
        assert process.stdout
        head = process.stdout.readline()  # its line break comes with the first record
        process.send_signal(number)
        assert process.stderr
        rest, errors = process.stdout.read(), process.stderr.read()
        process.wait(timeout=60)
    printed = json.loads(head + rest)
    assert process.returncode == code
    assert [unit["source"] for unit in printed["units"]][:1] == ["a.json"]
    assert printed["summary"]["complete"] is False
    assert printed["summary"]["documents"] == 1
    assert errors.decode().splitlines() == [errors.decode().strip()], "the summary"
    assert "interrupted" in errors.decode()


def test_a_file_is_there_whole_after_a_signal(folder: Path) -> None:
    os.mkfifo("pipe")
    words = [*put(a=BAD), "pipe", "--format", "json", "--output", "report"]
    with started(*words) as process, opened_by(process, "pipe"):  # then a.json is validated
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    assert process.returncode == 130
    report = json.loads(Path("report").read_bytes())
    assert {unit["source"] for unit in report["units"]} == {"a.json"}
    assert (report["summary"]["documents"], report["summary"]["complete"]) == (1, False)
    assert sorted(os.listdir(folder)) == ["a.json", "pipe", "report"]


@pytest.mark.parametrize(
    ("command", "form"),
    [("validate", "html"), ("validate", "markdown"), ("validate", "junit"), ("drift", "html"), ("drift", "markdown")],
)
def test_a_report_says_that_it_is_incomplete(command: str, form: str) -> None:
    os.mkfifo("pipe")
    words = [*put(a=BAD), "pipe", "--format", form, "--output", "report"]
    with started(*words, command=command) as process, opened_by(process, "pipe"):
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    report = Path("report").read_text("utf-8")
    assert process.returncode == 130
    assert "interrupted; the rest was not validated" in report.replace("&#59;", ";")
    assert "a.json" in report.replace("&#46;", ".")


@pytest.mark.parametrize("form", ["text", "json"])
def test_half_a_comparison_is_no_report_for_a_later_one(form: str, folder: Path) -> None:
    os.mkfifo("pipe")
    words = [*put(a=BAD), "pipe", "--format", form, "--output", "report"]
    with started(*words, command="drift") as process, opened_by(process, "pipe"):
        process.send_signal(signal.SIGINT)
        assert process.stderr
        errors = process.stderr.read().decode()
        process.wait(timeout=60)
    assert process.returncode == 130
    assert "interrupted; the rest was not validated" in errors
    assert not Path("report").exists()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_prints_nothing(unbuffered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with started(*put(a=many(2000), b=GOOD), "--format", "ndjson") as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(timeout=60)
    assert json.loads(first)["source"] == "a.json"
    assert process.returncode == 128 + signal.SIGPIPE
    assert errors == b""
