"""`invoice-apis sandbox`: one line of JSON has all that a caller needs, and nothing is left at the end."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from invoice_apis.cli.sandbox import ROWS, _print_environment
from invoice_apis.jsontext.pointer import get
from invoice_apis.operation import Operation
from invoice_apis.sandbox import FAULTS, Sandbox
from invoice_apis.sandbox.serve import main
from invoice_apis.testing.examples.schemas import records_pointer
from support.calling import APIS, FROM_ENVIRONMENT, api_of, case_id
from support.cli import ENVIRONMENT, PYTHON, call_words, run, run_process, serving

EVERY = pytest.mark.parametrize("operation", FROM_ENVIRONMENT, ids=case_id)


@pytest.fixture(scope="module")
def line() -> Iterator[Any]:
    with serving("--rows", "5", "--fault", "500=1") as (_, ready):
        yield ready


@pytest.fixture
def handlers() -> Iterator[None]:
    """Signal handlers are as before, whatever the command in this process installs."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_default_of_rows_is_that_of_the_class() -> None:
    assert ROWS == signature(Sandbox).parameters["rows"].default == signature(main).parameters["rows"].default


def test_the_help_lists_every_fault() -> None:
    listed = " ".join(run("sandbox", "--help").stdout.decode().partition("Faults:")[2].split())
    for fault in FAULTS:
        assert f"{fault.name}[={fault.unit.upper()}] {fault.description}".replace("[=]", "") in listed


def test_it_prints_how_to_call_every_api(line: Any) -> None:
    assert line["url"].startswith("http://127.0.0.1:")
    assert set(line["credentials"]) == set(APIS)
    for id, account in line["credentials"].items():
        assert set(account["auth"]) >= {how.name for how in APIS[id].api.security_schemes}
        assert set(account["values"]) == {value.name for value in APIS[id].api.values}


@EVERY
def test_its_environment_is_all_that_a_call_needs(line: Any, operation: Operation) -> None:
    env = line["credentials"][api_of(operation).id]["env"]
    ran = run(*call_words(operation, line["url"]), env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(get(json.loads(ran.stdout), records_pointer(operation) or "")) == 5


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_and_leaves_nothing(tmp_path: Path, stop: signal.Signals) -> None:
    with serving(folder=tmp_path) as (process, line):
        port = int(line["url"].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as caller:
            caller.sendall(b"GET /nothing HTTP/1.1\r\nHost: sandbox\r\n\r\n")
            assert caller.recv(12) == b"HTTP/1.1 404"
            process.send_signal(stop)
            assert process.communicate(timeout=60) == (b"", b"")
        assert process.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=60)
    assert list(tmp_path.iterdir()) == []


def test_the_port_can_be_chosen(handlers: None) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving("--port", str(port)) as (_, line):
        assert line["url"] == f"http://127.0.0.1:{port}"
        taken = run("sandbox", "--port", port)
    assert (taken.returncode, taken.stdout) == (2, b"")
    assert f"port {port}" in taken.stderr.decode()
    assert taken.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("nothing", "unknown fault 'nothing'; choose from 429"),
        ("throtled", "; did you mean throttled?"),
        ("slow=soon", "seconds"),
        ("null=1", "takes no value"),
    ],
)
def test_an_unknown_fault_is_one_line(fault: str, words: str, handlers: None) -> None:
    ran = run("sandbox", "--fault", fault)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("invoice-apis: ")
    assert words in ran.stderr.decode()
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_the_seed_decides_what_is_served() -> None:
    operation = FROM_ENVIRONMENT[0]

    def served(seed: int) -> bytes:
        with serving("--rows", "5", "--seed", str(seed)) as (_, line):
            ran = run(*call_words(operation, line["url"]), env=line["credentials"][api_of(operation).id]["env"])
            return ran.stdout

    assert served(1) == served(1) != served(2)


SHELL = """eval "$({command} --env --rows 5)"
{call} | wc -c
kill "$INVOICE_APIS_SANDBOX_PID"
while kill -0 "$INVOICE_APIS_SANDBOX_PID" 2> /dev/null; do sleep 0.05; done
"""
"""What a user types: the sandbox, a call with nothing but the environment, and the end."""


@pytest.mark.parametrize("shell", ["bash", "sh", "zsh"])
def test_a_shell_evaluates_the_environment_and_does_not_wait(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    call = shlex.join([*PYTHON, *call_words(FROM_ENVIRONMENT[0])])
    script = SHELL.format(command=shlex.join([*PYTHON, "sandbox"]), call=call)
    ran = subprocess.run([shell, "-ec", script], env=ENVIRONMENT, capture_output=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert int(ran.stdout) > 100


def exported(*words: str) -> dict[str, str]:
    """The variables that `sandbox --env` prints."""
    ran = run_process("sandbox", "--env", *words)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert all(line.startswith("export ") for line in ran.stdout.decode().splitlines())
    return dict(pair.split("=", 1) for pair in shlex.split(ran.stdout.decode()) if pair != "export")


def wait_for_the_end(process: int) -> None:
    for _ in range(600):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the sandbox goes on")


def test_the_variables_are_those_that_clients_read() -> None:
    env = exported()
    process = int(env["INVOICE_APIS_SANDBOX_PID"])
    try:
        for id, api in APIS.items():
            address = env[f"INVOICE_APIS_{id.upper()}_BASE_URL"]
            assert address.startswith("http://127.0.0.1:")
            assert all(
                variable in env
                for how in api.api.security_schemes[:1]
                for part, variable in how.env
                if part in ("token", "access_key")
            )
        for operation in FROM_ENVIRONMENT:
            ran = run(*call_words(operation), env=env)
            assert (ran.returncode, ran.stderr) == (0, b"")
    finally:
        os.kill(process, signal.SIGTERM)
    wait_for_the_end(process)


def test_the_background_ends_with_the_session() -> None:
    """The process that leads the session is what `setsid` starts; the sandbox stays when its command ends, and no longer."""
    script = f'eval "$({shlex.join([*PYTHON, "sandbox", "--env"])})"; kill -0 "$INVOICE_APIS_SANDBOX_PID"; echo "$INVOICE_APIS_SANDBOX_PID"'
    ran = subprocess.run(
        ["bash", "-ec", script], env=ENVIRONMENT, capture_output=True, start_new_session=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    wait_for_the_end(int(ran.stdout))


def test_a_background_that_does_not_start_prints_no_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        ran = run_process("sandbox", "--env", "--port", port)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert f"port {port}" in ran.stderr.decode()
    assert run("sandbox", "--env", "--fault", "nothing").stderr.startswith(b"invoice-apis: unknown fault 'nothing'")


def test_quotes_in_a_value_reach_the_variable(capfd: pytest.CaptureFixture[str]) -> None:
    _print_environment({"NAME": "a'b $HOME \\ `c`"})
    script = capfd.readouterr().out + 'printf %s "$NAME"'
    assert subprocess.run(["bash", "-c", script], capture_output=True, timeout=60).stdout == b"a'b $HOME \\ `c`"
