"""Start and end of a sandbox: in a test, in a `with` block and as a command."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import invoice_apis as ia
import pytest
from invoice_apis import ConfigurationError
from invoice_apis.sandbox import Sandbox
from testing.calls import OPERATIONS, SERVICES, assert_rejected, call, first_scheme, request_response


def test_two_sandboxes_are_independent() -> None:
    with Sandbox(rows=1) as one, Sandbox(rows=2, faults=["throttled=1"]) as other:
        assert one.url != other.url
        for operation in OPERATIONS:
            request_response(one, operation)
        assert len(one.requests) == len(OPERATIONS)
        assert other.requests == []
        assert_rejected(OPERATIONS[0], request_response(other, OPERATIONS[0]), "throttled")


def test_many_threads_are_served() -> None:
    with Sandbox(rows=50) as running:
        failed: list[BaseException] = []

        def ask() -> None:
            try:
                for operation in OPERATIONS:
                    call(running, operation, first_scheme(operation))
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed
        assert len(running.requests) == 8 * len(OPERATIONS)


def test_a_sandbox_starts_once_and_may_be_closed_twice() -> None:
    running = Sandbox()
    assert repr(running) == "<Sandbox not running>"
    with pytest.raises(ConfigurationError, match="not running"):
        running.url  # noqa: B018
    running.close()
    running.start()
    assert repr(running) == f"<Sandbox {running.url}>"
    with pytest.raises(ConfigurationError, match="already running"):
        running.start()
    with pytest.raises(ConfigurationError, match="port"):
        Sandbox(port=int(running.url.rpartition(":")[2])).start()
    running.close()
    running.close()


def test_closing_a_sandbox_ends_its_thread_and_socket() -> None:
    before = threading.active_count()
    with Sandbox() as running:
        parts = urlsplit(running.url)
        request_response(running, OPERATIONS[0])
    assert threading.active_count() == before
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((parts.hostname, parts.port), timeout=5)


def test_a_port_can_be_used_again() -> None:
    with Sandbox() as running:
        port = int(running.url.rpartition(":")[2])
        request_response(running, OPERATIONS[0])
    with Sandbox(port=port) as running:
        assert request_response(running, OPERATIONS[0]).status == 200


@pytest.mark.parametrize("wrong", [{"rows": -1}, {"faults": ["nothing"]}])
def test_wrong_arguments_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"rows|nothing"):
        Sandbox(**wrong)


def test_unknown_apis_and_schemes_are_named() -> None:
    sandbox = Sandbox()
    with pytest.raises(LookupError, match=next(iter(SERVICES))):
        sandbox.auth("nothing")
    for api in SERVICES:
        with pytest.raises(ConfigurationError, match="choose from "):
            sandbox.auth(api, "nothing")


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "invoice_apis.sandbox.server", raising=False)
    monkeypatch.setitem(sys.modules, "h11", None)
    with pytest.raises(ConfigurationError, match=r"invoice-apis\[sandbox\]"):
        Sandbox().start()


def test_the_sandbox_prints_and_logs_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    levels = {name: logging.getLogger(name).level for name in logging.Logger.manager.loggerDict}
    with Sandbox(faults=["reset=1", "truncated=1", "empty=1"]) as running:
        for _ in range(3):
            with pytest.raises(ia.InvoiceApisError):
                call(running, OPERATIONS[0], max_retries=0)
        request_response(running, OPERATIONS[0])
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert levels == {name: logging.getLogger(name).level for name in levels}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_its_url_and_ends_quietly(stop: signal.Signals) -> None:
    program = "from invoice_apis.sandbox.serve import main; main(rows=1)"
    command = [sys.executable, "-W", "error", "-c", program]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        headers_ = json.loads(process.stdout.readline())
        assert set(headers_["credentials"]) == set(SERVICES)
        with pytest.raises(OSError, match="404"):
            urlopen(headers_["url"] + "/nothing/at/all", timeout=30)
        process.send_signal(stop)
        try:
            assert process.communicate(timeout=30) == ("", "")
        finally:
            process.kill()  # else a process that does not end keeps the test waiting
    assert process.returncode == 0


PLUGIN = """
import pytest

def test_one(invoice_sandbox):
    assert invoice_sandbox.url.startswith("http://127.0.0.1:")

@pytest.mark.invoice_sandbox(rows=1, faults=["429"])
def test_two(invoice_sandbox):
    assert "429" in invoice_sandbox._handler.faults
"""


@pytest.mark.slow
def test_the_fixture_gives_each_test_a_sandbox(tmp_path: Any) -> None:
    (tmp_path / "test_plugin.py").write_text(PLUGIN)
    plugin = ["-p", "invoice_apis.sandbox.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers", "-W", "error"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugin, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in ran.stdout, ran.stdout + ran.stderr
