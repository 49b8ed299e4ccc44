"""`invoice-apis sandbox`: one line of JSON has all that a caller needs, and nothing is left at the end."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from invoice_apis.cli.sandbox import ROWS
from invoice_apis.jsontext.pointer import get
from invoice_apis.operation import Operation
from invoice_apis.sandbox import FAULTS, Sandbox
from invoice_apis.sandbox.serve import main
from invoice_apis.testing.examples.schemas import records_pointer
from support.calling import APIS, FROM_ENVIRONMENT, api_of, case_id
from support.cli import call_words, run, serving

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
