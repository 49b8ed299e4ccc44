"""Contestants in turns: each round times all of them, one after the other; the first one is the reference."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import median

Call = Callable[[], object]

ROUNDS = 41
SHORTEST = 0.004
"""Seconds that a contestant runs in each round, at least."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the rounds say of one contestant: its seconds, and how it compares with the reference within a round."""

    seconds: float
    ratio: float
    excess: float


def results(rounds: Sequence[Mapping[str, float]], reference: str = "") -> dict[str, Result]:
    """The medians of rounds that hold the seconds of each contestant; unless named, the first is the reference."""
    reference = reference or next(iter(rounds[0]))
    return {
        name: Result(
            median(each[name] for each in rounds),
            median(each[name] / each[reference] for each in rounds),
            median(each[name] - each[reference] for each in rounds),
        )
        for name in rounds[0]
    }


def timed(calls: Mapping[str, Call]) -> dict[str, Result]:
    """CPU seconds per call. The garbage collector runs as it does for a user, but not over what the bench holds."""
    gc.collect()
    gc.freeze()
    times = {name: _enough(call) for name, call in calls.items()}
    return results([{name: _seconds(call, times[name]) for name, call in calls.items()} for _ in range(ROUNDS)])


def _enough(call: Call) -> int:
    """How often to call in one round. The better of two tries counts: what is compiled at first use is no measure."""
    times = 1
    while min(_seconds(call, times), _seconds(call, times)) * times < SHORTEST:
        times *= 2
    return times


def _seconds(call: Call, times: int) -> float:
    start = time.process_time()
    for _ in repeat(None, times):
        call()
    return (time.process_time() - start) / times
