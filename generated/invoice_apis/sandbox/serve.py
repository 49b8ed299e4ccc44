"""Run the sandbox as a command."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterable
from types import FrameType

from .. import jsontext
from .sandbox import ROWS, Sandbox

POLL = 0.5
"""Seconds after which the flag is looked at again: a signal that comes just before a wait does not end it."""


def main(port: int = 0, rows: int = ROWS, faults: Iterable[str] = (), seed: int = 0) -> None:
    """Serve until Ctrl-C or SIGTERM. Prints URL and credentials as one line of JSON when ready."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with Sandbox(rows, faults, seed, port) as sandbox:
        line = jsontext.write({"url": sandbox.url, "credentials": sandbox.credentials})
        sys.stdout.write(line.decode() + "\n")
        sys.stdout.flush()
        while not stopped.wait(POLL):
            pass
