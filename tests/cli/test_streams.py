"""Standard streams that are closed, whose reader is gone, or that are a terminal; memory that is short."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.cli import COMMANDS
from support import cli
from support.cli import ENVIRONMENT, PYTHON

CONTRACT = next(contract for contract in ia.contracts() if contract.direction == "response")
GOOD = json.dumps(CONTRACT.example(seed=1)).encode()
SHELL = {"env": ENVIRONMENT, "shell": True, "executable": "/bin/bash", "capture_output": True, "timeout": 60}
WORDS = {
    "call": ["call", "-h"],
    "completion": ["completion", "fish"],
    "contracts": ["contracts"],
    "describe": ["describe", CONTRACT.id],
    "detect": ["detect", "a.json"],
    "drift": ["drift", CONTRACT.id, "a.json"],
    "example": ["example", CONTRACT.id],
    "export": ["export", "-h"],
    "sandbox": ["sandbox", "-h"],
    "schema": ["schema", CONTRACT.id],
    "validate": ["validate", CONTRACT.id, "a.json"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_bytes(GOOD)
    return tmp_path


def shell(words: list[str], redirect: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(f"set -o pipefail; {shlex.join([*PYTHON, *words])} {redirect}", check=False, **SHELL)  # type: ignore[call-overload, no-any-return]


def test_every_command_is_tried() -> None:
    assert WORDS.keys() == set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("command", WORDS)
def test_a_closed_standard_output_is_one_line(command: str) -> None:
    ran = shell(WORDS[command], ">&-")
    assert (ran.returncode, ran.stderr) == (2, b"invoice-apis: standard output is closed\n")
    assert shell(WORDS[command], ">&- 2>&-").returncode == 2


@pytest.mark.parametrize("command", [["validate", CONTRACT.id], ["drift", CONTRACT.id], ["detect"]], ids=" ".join)
def test_a_closed_standard_input_is_one_line(command: list[str]) -> None:
    ran = shell([*command, "-"], "<&-")
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", b"invoice-apis: standard input is closed\n")
    assert shell([*command, "a.json"], "<&-").returncode == 0, "it is not read"


@pytest.mark.parametrize(("name", "code"), [("a.json", 0), ("missing.json", 2), ("bad.json", 1)])
def test_without_standard_error_problems_go_nowhere(name: str, code: int) -> None:
    Path("bad.json").write_bytes(b"[]")
    ran = shell(["validate", CONTRACT.id, name, "--format", "json"], "2>&-")
    assert (ran.returncode, ran.stderr) == (code, b"")


@pytest.mark.slow
@pytest.mark.parametrize("command", WORDS)
def test_a_reader_that_is_gone_is_no_error_of_ours(command: str) -> None:
    ran = shell(WORDS[command], "| true")
    assert (ran.returncode, ran.stderr) == (141, b"")


PROGRESS = """
from invoice_apis.cli import main, progress
progress.DELAY = progress.PAUSE = 0
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["good.ndjson", "missing-too.ndjson"])
def test_the_progress_line_is_gone_before_anything_is_printed(name: str) -> None:
    """On a terminal that standard output and standard error share."""
    Path("good.ndjson").write_bytes((GOOD + b"\n") * 5000)
    master, slave = os.openpty()
    command = [sys.executable, "-c", PROGRESS, "validate", CONTRACT.id, "good.ndjson", name]
    environment = {**ENVIRONMENT, "TERM": "xterm"}
    with subprocess.Popen(command, env=environment, stdout=slave, stderr=slave, stdin=slave) as process:
        os.close(slave)
        parts = []
        with suppress(OSError):  # the other end is closed
            while part := os.read(master, 100_000):
                parts.append(part)
        process.wait(timeout=60)
    os.close(master)
    printed = b"".join(parts).decode()
    assert "5,000 documents" in printed.partition(CONTRACT.id)[0], "progress was drawn"
    before = printed.partition(CONTRACT.id)[0]
    assert re.search(r"\x1b\[2K(\x1b\[1m|\x1b\[\?25h|\r)*$", before), repr(before[-200:])


@pytest.mark.parametrize("ratio", ["nan", "inf", "-inf", "-0.1", "1.1", "1e400"])
def test_a_ratio_is_between_0_and_1(ratio: str) -> None:
    Path("bad.json").write_bytes(b"[]")
    ran = cli.run("validate", CONTRACT.id, "bad.json", f"--max-reject-ratio={ratio}")
    assert (ran.returncode, ran.stdout) == (2, b"")
    with pytest.raises(ValueError, match="between 0 and 1"):
        CONTRACT.check_lines("bad.json").fails(float(ratio))


STARVED = """
import re, resource
import invoice_apis as ia
from invoice_apis.cli import main
ia.contract({id!r}).check_lines("a.json")
used = int(re.search(r"VmSize:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (used + {extra}, used + {extra}))
main(["validate", {id!r}, "huge.ndjson"])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the size of the process")
@pytest.mark.parametrize("extra", [60, 100])
def test_want_of_memory_is_about_the_machine_not_about_the_text(extra: int) -> None:
    Path("huge.ndjson").write_bytes(b"[" + b"1," * 8_000_000 + b"1]\n" + GOOD + b"\n")
    code = STARVED.format(id=CONTRACT.id, extra=extra * 1_000_000)
    ran = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in ran.stderr
    assert b"error[input] there is not enough memory for it" in ran.stdout
    assert b"not JSON" not in ran.stdout
    assert ran.returncode == 1


def test_names_and_pointers_are_cut_in_messages() -> None:
    long = "m" * 3000 + "\x1b[2J"
    Path("a.ndjson").write_bytes(jsontext.write({**CONTRACT.example(1), long: 1}))
    Path("a.json").write_bytes(Path("a.ndjson").read_bytes())
    outputs = [
        cli.run("validate", CONTRACT.id, "a.ndjson").stdout,
        cli.run("validate", CONTRACT.id, "a.json", "--format", "github").stdout,
        cli.run("drift", CONTRACT.id, "a.ndjson").stdout,
        cli.run("validate", CONTRACT.id, "f" * 3000 + "\x1b").stderr,
        cli.run("validate", "i" * 3000, "a.json").stderr,
        str(CONTRACT.check(Path("a.json").read_bytes())).encode(),
    ]
    ids = [contract.id for contract in ia.contracts()]
    for output in map(bytes.decode, outputs):
        assert "…" in output
        assert "\x1b" not in output
        known = output.replace(", ".join(ids), "") if output.startswith("Error: unknown contract") else output
        assert max(map(len, known.splitlines())) < 700, output
    units = cli.run("validate", CONTRACT.id, "a.json", "--format", "ndjson").stdout
    assert json.loads(units.splitlines()[0])["instanceLocation"].endswith(long), "data is whole"
