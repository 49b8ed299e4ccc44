"""Run the sandbox as a command, in the foreground or in the background of a shell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from types import FrameType

from .. import jsontext
from ..resources import PACKAGE
from .sandbox import ROWS, Sandbox

POLL = 0.5
"""Seconds after which the flag is looked at again: a signal that comes just before a wait does not end it."""


PID = "INVOICE_APIS_SANDBOX_PID"
"""Environment variable with the process id of a sandbox in the background."""


def main(
    port: int = 0, rows: int = ROWS, faults: Iterable[str] = (), seed: int = 0, session: int | None = None
) -> None:
    """Serve until Ctrl-C or SIGTERM. Prints URL and credentials as one line of JSON when ready.

    Args:
        port: Port to listen on; 0 for a free one.
        rows: Number of records in each list.
        faults: Faults to simulate.
        seed: Selects the records.
        session: Process whose end ends the server, too.
    """
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with Sandbox(rows, faults, seed, port) as sandbox:
        line = {"url": sandbox.url, "credentials": sandbox.credentials, "env": sandbox.environment}
        sys.stdout.write(jsontext.write(line).decode() + "\n")
        sys.stdout.flush()
        while not stopped.wait(POLL) and (session is None or _is_running(session)):
            pass


def start_in_background(words: Sequence[str]) -> dict[str, str] | str:
    """Start a sandbox that goes on when this process ends. Returns its environment variables when the server is ready.

    It keeps none of this process's streams, so that a shell that reads them does not wait for it. It ends by SIGTERM, or
    with the session: when the terminal is closed.

    Args:
        words: Options of the command.

    Returns:
        The variables, or the error output of a sandbox that did not start.
    """
    command = [sys.executable, "-m", PACKAGE, "sandbox", *words]
    if os.name == "posix" and (leader := os.getsid(0)):
        command += ["--session", str(leader)]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            process_group=0 if os.name == "posix" else None,  # Ctrl-C in the terminal is for the foreground
        )
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
        if line:
            process.returncode = 0  # it goes on: nobody waits for it, and Python does not warn of it
            return {**jsontext.read(line)["env"], PID: str(process.pid)}
        process.wait()
        errors.seek(0)
        return errors.read().decode(errors="replace")


def _is_running(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
