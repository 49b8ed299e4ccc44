"""Interleaved rounds: each round times all candidates. The first one is the reference."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import median

Call = Callable[[], object]

ROUNDS = 41
MIN_SECONDS = 0.004
"""Minimum seconds of a candidate in each round."""


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of one candidate: seconds, ratio and difference to the reference within a round."""

    seconds: float
    ratio: float
    excess: float


def results(rounds: Sequence[Mapping[str, float]], reference: str = "") -> dict[str, Result]:
    """Medians of rounds with the seconds of each candidate. The first is the reference, unless another is named."""
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
    """CPU seconds per call. The garbage collector runs as usual, but not over the objects of the benchmark."""
    gc.collect()
    gc.freeze()
    times = {name: _calibrate(call) for name, call in calls.items()}
    return results([{name: _seconds(call, times[name]) for name, call in calls.items()} for _ in range(ROUNDS)])


def _calibrate(call: Call) -> int:
    """Number of calls in one round. The better of two tries counts, because the first may compile."""
    times = 1
    while min(_seconds(call, times), _seconds(call, times)) * times < MIN_SECONDS:
        times *= 2
    return times


def _seconds(call: Call, times: int) -> float:
    start = time.process_time()
    for _ in repeat(None, times):
        call()
    return (time.process_time() - start) / times
