"""Clients in processes of their own: CPU and wall-clock seconds per call, in interleaved rounds."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

ROUNDS = 21
CALLS = 128
"""Per round; a multiple of the number of concurrent calls."""

Command = Sequence[str]
Rounds = list[dict[str, float]]


class ProcessEnded(Exception):
    """A process ended early; the message is its last line of output."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds per call of each client in each round, and the last line of those that failed."""

    cpu: Rounds
    wall: Rounds
    failed: dict[str, str]


@contextmanager
def line_process(command: Command, environment: Mapping[str, str]) -> Iterator[Callable[[str], str]]:
    """A process that answers each line with one line. Raises ProcessEnded if it does not."""
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as stderr,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=stderr, text=True, env=environment) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(line: str) -> str:
            stdin.write(f"{line}\n")
            stdin.flush()
            response = stdout.readline()
            if not response:
                stderr.seek(0)
                raise ProcessEnded((stderr.read().strip() or "no word").splitlines()[-1])
            return response.strip()

        yield ask


def measured(callers: Mapping[str, Command], environment: Mapping[str, str]) -> Measured:
    """Let clients call in turns. Two untimed rounds connect and find those that can't call."""
    failed: dict[str, str] = {}
    with ExitStack() as stack:
        asks = {name: stack.enter_context(line_process(command, environment)) for name, command in callers.items()}
        for name in callers:
            try:
                _seconds(asks[name]), _seconds(asks[name])
            except ProcessEnded as last:
                failed[name] = str(last)
                del asks[name]
        rounds = [{name: _seconds(ask) for name, ask in asks.items()} for _ in range(ROUNDS)]
    cpu, wall = ([{name: both[i] for name, both in each.items()} for each in rounds] for i in (0, 1))
    return Measured(cpu, wall, failed)


def _seconds(ask: Callable[[str], str]) -> tuple[float, float]:
    cpu, wall = ask(str(CALLS)).split()
    return float(cpu) / CALLS, float(wall) / CALLS
