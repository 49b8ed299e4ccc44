"""Findings over time: nothing is left out without a word, and an odd date spoils no chart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.cli.pages.timeline import PERIODS, Periods, Timeline

YEAR = [f"2026-{month:02}" for month in range(1, 13)]
CENTURIES = [f"{year}-{month:02}" for year in range(1901, 2030) for month in range(1, 13)]


def drawn(months: list[str]) -> Periods:
    timeline = Timeline()
    for number, month in enumerate(months):
        timeline.add(month, "drift" if number % 3 else "error")
    found = timeline.periods()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("months", "names", "beyond", "without_time"),
    [
        (["2026-03"], ["2026-03"], 0, 0),
        (["2025-12", "2026-03"], ["2025-12", "2026-01", "2026-02", "2026-03"], 0, 0),
        (YEAR, YEAR, 0, 0),
        (["0001-01", *YEAR], YEAR, 1, 0),
        ([*YEAR, "9999-12"], YEAR, 1, 0),
        (["2026-01", *[""] * 12], ["2026-01"], 0, 12),
        (["2019-01", "2023-05"], ["2019", "2020", "2021", "2022", "2023"], 0, 0),
        (["1950-01", "1950-02", "2026-01"], ["1950-01", "1950-02"], 1, 0),
        (["1950-01", "2026-01"], ["2026-01"], 1, 0),
        (["2026-01", "2026-02", "9999-12"], ["2026-01", "2026-02"], 1, 0),
        (["1990-01", "1995-01", "2000-01", "9999-12"], [f"{year}" for year in range(1990, 2001)], 1, 0),
        (CENTURIES, [f"{year}" for year in range(1994, 2030)], 93 * 12, 0),
        (CENTURIES[::-1], [f"{year}" for year in range(1994, 2030)], 93 * 12, 0),
        (["0000-12", "0000-11"], ["0000-11", "0000-12"], 0, 0),
    ],
)
def test_what_is_drawn(months: list[str], names: list[str], beyond: int, without_time: int) -> None:
    found = drawn(months)
    assert [period.name for period in found.periods] == names
    assert (found.beyond, found.without_time) == (beyond, without_time)
    assert found.are_years == (len(names[0]) == 4)


@given(st.lists(st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12)) | st.just(""), max_size=30))
def test_every_finding_is_drawn_or_counted(months: list[str]) -> None:
    if not any(months):
        return
    found = drawn(months)
    counts = [period.errors + period.drift for period in found.periods]
    assert 0 < len(counts) <= PERIODS
    assert counts[0] > 0
    assert counts[-1] > 0
    assert sum(counts) + found.beyond + found.without_time == len(months)
    width = 4 if found.are_years else 7
    at = Counter(month[:width] for month in months)
    assert counts == [at[period.name] for period in found.periods]


def test_known_drift_is_not_drawn() -> None:
    timeline = Timeline()
    timeline.add("2026-01", "known")
    timeline.add("", "known")
    assert timeline.periods() is None
