"""Findings over time: by month of the record, or by year where the months are many."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...validation.report import Severity

SERIES: tuple[Severity, ...] = ("error", "drift")
"""Severities that are drawn."""
PERIODS = 36
"""Periods that are drawn."""
MOST_OF = 0.9
"""The share of findings for which months are enough: a few odd dates don't spread the others over decades."""
MONTHS = 12 * 10_000
"""Months with a year of four digits."""


class Period(NamedTuple):
    """A month or a year, and its findings."""

    name: str
    errors: int
    drift: int


class Periods(NamedTuple):
    """What is drawn: periods without a gap, from the first to the last with a finding."""

    periods: Sequence[Period]
    are_years: bool
    beyond: int
    """Findings before or after these periods."""
    without_time: int
    """Findings whose records have no time."""


class Timeline:
    """Counts of every month: they take 2 MB, whatever comes."""

    def __init__(self) -> None:
        self._counts: dict[Severity, array[int]] = {}
        self._without_time = 0

    def add(self, month: str, severity: Severity) -> None:
        """Count a finding; `month` is `2026-01`, or empty for a record without a time."""
        if severity not in SERIES:
            return
        if not month:
            self._without_time += 1
            return
        if not self._counts:
            self._counts = {each: array("Q", bytes(8 * MONTHS)) for each in SERIES}
        self._counts[severity][int(month[:4]) * 12 + int(month[5:]) - 1] += 1

    def periods(self) -> Periods | None:
        """The months that have nearly all findings, or else the years if they have more; None where no record has a time."""
        if not self._counts:
            return None
        months = [self._counts[severity] for severity in SERIES]
        total = sum(map(sum, months))
        drawn, are_years = _busiest(months), False
        if _total(drawn) < MOST_OF * total:
            years = _busiest([[sum(counts[start : start + 12]) for start in range(0, MONTHS, 12)] for counts in months])
            drawn, are_years = (years, True) if _total(years) > _total(drawn) else (drawn, False)
        periods = [Period(_name(number, are_years), *counts) for number, counts in drawn]
        return Periods(periods, are_years, total - _total(drawn), self._without_time)


Numbered = Sequence[tuple[int, tuple[int, ...]]]
"""Numbers of periods with the counts of each severity."""


def _busiest(series: Sequence[Sequence[int]]) -> Numbered:
    """The periods in a row that have the most findings, without empty ones at the ends; the latest among equals."""
    sums = [sum(counts) for counts in zip(*series, strict=True)]
    _, start = max(_windows(sums))
    window = range(start, min(start + PERIODS, len(sums)))
    filled = [number for number in window if sums[number]]
    return [(number, tuple(counts[number] for counts in series)) for number in range(filled[0], filled[-1] + 1)]


def _windows(sums: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The findings in a window for each place where one may begin, with that place."""
    before = [0, *accumulate(sums)]
    return ((before[min(start + PERIODS, len(sums))] - before[start], start) for start in range(len(sums)))


def _total(numbered: Iterable[tuple[int, tuple[int, ...]]]) -> int:
    return sum(sum(counts) for _, counts in numbered)


def _name(number: int, is_year: bool) -> str:
    return f"{number:04}" if is_year else f"{number // 12:04}-{number % 12 + 1:02}"
