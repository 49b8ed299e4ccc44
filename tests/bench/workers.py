"""Callers in processes of their own that call in turns: the seconds of CPU and of the clock that one call takes."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

ROUNDS = 21
CALLS = 128
"""In each round; a multiple of how many are in flight."""

Words = Sequence[str]
Rounds = list[dict[str, float]]


class Broken(Exception):
    """A process that ended early; the message is the last line that it said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The seconds per call of each caller in each round, and of those that could not call the last words."""

    cpu: Rounds
    wall: Rounds
    broken: dict[str, str]


@contextmanager
def spoken_to(words: Words, environment: Mapping[str, str]) -> Iterator[Callable[[str], str]]:
    """A process that answers each line with one. It ends with its input. Raises Broken from a line without answer."""
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=complaints, text=True, env=environment) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        told, said = process.stdin, process.stdout

        def ask(line: str) -> str:
            told.write(f"{line}\n")
            told.flush()
            answer = said.readline()
            if not answer:
                complaints.seek(0)
                raise Broken((complaints.read().strip() or "no word").splitlines()[-1])
            return answer.strip()

        yield ask


def measured(callers: Mapping[str, Words], environment: Mapping[str, str]) -> Measured:
    """Let callers call in turns. Two untimed rounds come before, to connect and to leave out those that can't call."""
    broken: dict[str, str] = {}
    with ExitStack() as stack:
        asks = {name: stack.enter_context(spoken_to(words, environment)) for name, words in callers.items()}
        for name in callers:
            try:
                _seconds(asks[name]), _seconds(asks[name])
            except Broken as last:
                broken[name] = str(last)
                del asks[name]
        rounds = [{name: _seconds(ask) for name, ask in asks.items()} for _ in range(ROUNDS)]
    cpu, wall = ([{name: both[i] for name, both in each.items()} for each in rounds] for i in (0, 1))
    return Measured(cpu, wall, broken)


def _seconds(ask: Callable[[str], str]) -> tuple[float, float]:
    cpu, wall = ask(str(CALLS)).split()
    return float(cpu) / CALLS, float(wall) / CALLS
