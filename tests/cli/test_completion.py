"""`completion`: the real shells complete ids of contracts, APIs, operations, and names of drift, damage and faults."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis.cli.completion import SHELLS
from support.cli import ENVIRONMENT, PYTHON, run

ID = "huawei_bssintl/ListInvoices.response"
TYPED = {
    "a command": ("invoice-apis comp", "completion"),
    "a contract": ("invoice-apis validate huawei_bssintl/ListInvoices.resp", ID),
    "a contract, then an option": (f"invoice-apis drift {ID} --sin", "--since"),
    "a member": (f"invoice-apis describe {ID} /invoices/*/invoiceSt", "/invoices/*/invoiceState"),
    "a drift": ("invoice-apis example x --drift new-m", "new-member"),
    "a damage": ("invoice-apis example x --damage byte", "byte-order-mark"),
    "a fault": ("invoice-apis sandbox --fault thr", "throttled"),
    "an api": ("invoice-apis call kin", "kingdee_invoice"),
    "an operation": ("invoice-apis call huawei_bssintl Li", "ListInvoices"),
    "an argument": ("invoice-apis call huawei_bssintl ListInvoices --start", "--start-time"),
    "a file": (f"invoice-apis validate {ID} repl", "replies.ndjson"),
    "a file to detect": ("invoice-apis detect repl", "replies.ndjson"),
}
"""What is typed before the key, and the word that it becomes."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command and a file."""
    folder = tmp_path_factory.mktemp("shell")
    (folder / "replies.ndjson").touch()
    command = folder / "bin" / "invoice-apis"
    command.parent.mkdir()
    program = "import sys; sys.argv[0] = 'invoice-apis'; from invoice_apis.cli import main; main()"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{program}" "$@"\n')
    command.chmod(0o755)
    return folder


def environment(folder: Path) -> dict[str, str]:
    own = {"PATH": f"{folder / 'bin'}:{ENVIRONMENT['PATH']}", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    return {**ENVIRONMENT, **own}


def shown(descriptor: int, wanted: str, seconds: float = 20) -> str:
    """What a terminal shows until it shows a text, or for a time."""
    text, end = "", time.monotonic() + seconds
    while wanted not in text and time.monotonic() < end:
        if select.select([descriptor], [], [], 0.2)[0]:
            try:
                text += os.read(descriptor, 65536).decode(errors="replace")
            except OSError:  # the shell has ended
                break
        text = drawn(text)
    return text


def drawn(text: str) -> str:
    """A text as a terminal draws it: backspaces go back in the line, and what follows is written over it."""
    line: list[str] = []
    at = 0
    for char in text:
        if char == "\b":
            at -= 1
        else:
            line[at : at + 1] = char
            at += 1
    return "".join(line)


START = {
    "bash": (["bash", "--noprofile", "--norc", "-i"], "PS1=ready; bind 'set bell-style none'"),
    "zsh": (
        ["zsh", "-f", "-i"],
        "PS1=ready; setopt no_beep no_always_last_prompt; autoload -U compinit; compinit -D -u",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("shell", START)
def test_the_tab_key_completes(shell: str, folder: Path) -> None:
    """In a terminal, as a person types; each line is discarded by Ctrl-U, and does not run."""
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    command, prepare = START[shell]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, environment(folder))
    termios.tcsetwinsize(terminal, (24, 400))
    try:
        os.write(terminal, f'{prepare}; eval "$(invoice-apis completion {shell})"; echo loa""ded\n'.encode())
        assert "loaded" in shown(terminal, "loaded")
        for typed, word in TYPED.values():
            os.write(terminal, f"{typed}\t".encode())
            screen = shown(terminal, f"{word} ").replace("\\", "")
            assert f"{word} " in screen, typed
            os.write(terminal, b"\x15\n")
            assert "ready" in shown(terminal, "ready")
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


@pytest.mark.slow
def test_fish_completes(folder: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("no fish here")
    lines = [f"complete -C '{typed}'; echo =" for typed, _ in TYPED.values()]
    script = "; ".join(["invoice-apis completion fish | source", *lines])
    ran = subprocess.run(
        ["fish", "--no-config", "-c", script], env=environment(folder), cwd=folder, capture_output=True, timeout=60
    )
    for (typed, word), printed in zip(TYPED.values(), ran.stdout.decode().split("=\n"), strict=False):
        assert word in [line.split("\t")[0].replace("\\", "") for line in printed.splitlines()], typed


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_that_of_the_command(shell: str) -> None:
    ran = run("completion", shell)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"_INVOICE_APIS_COMPLETE" in ran.stdout


def test_another_shell_is_a_usage_error() -> None:
    ran = run("completion", "tcsh")
    assert (ran.returncode, ran.stdout) == (2, b"")


def completed(line: str) -> list[str]:
    """What zsh is given for the last word of a line."""
    words = line.split(" ")
    env = {"_INVOICE_APIS_COMPLETE": "zsh_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return run(env=env).stdout.decode().splitlines()[1::3]


def test_all_contracts_are_proposed_for_every_command_that_takes_one() -> None:
    ids = [contract.id for contract in ia.contracts()]
    for command in ("validate", "drift", "describe", "example", "schema"):
        assert completed(f"invoice-apis {command} ") == ids
    assert completed("invoice-apis describe no/such /") == []


@pytest.mark.parametrize("line", ["nosuch", "call nosuch", "call huawei_bssintl nosuch", "nosuch call"])
def test_a_word_that_is_none_is_no_traceback(line: str) -> None:
    assert "validate" in completed("invoice-apis ")
    completed(f"invoice-apis {line} ")


IMPORTED = """
import json, sys
from invoice_apis.cli import main
sys.argv = ["invoice-apis"]
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
SLOW = {"httpx2", "pyarrow", "pydantic", "rich", "jsonschema_rs", "anyio", "h11", "asyncio", "cryptography"}


@pytest.mark.slow
@pytest.mark.parametrize("typed", [case for case in TYPED if "file" not in case])
def test_a_key_press_waits_for_no_large_import(typed: str) -> None:
    line, word = TYPED[typed]
    env = {"_INVOICE_APIS_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    command = [*PYTHON[:-2], "-c", IMPORTED]
    ran = subprocess.run(command, env={**ENVIRONMENT, **env}, capture_output=True, timeout=60)
    assert word in ran.stdout.decode()
    assert SLOW.isdisjoint(json.loads(ran.stderr))
