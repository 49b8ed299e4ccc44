"""The findings that a code host gets, which takes only so many: errors first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...bulk.job import ChunkResult
from ...validation.output import OutputUnit

MOST = 5000
"""Findings for a code host."""


class Selection:
    """At most `MOST` findings: errors as they come, then drift, then known drift; and the number of the others."""

    def __init__(self) -> None:
        self.left_out = 0

    def units(self, results: Iterable[ChunkResult]) -> Iterator[OutputUnit]:
        """The findings."""
        left = MOST
        later: dict[str, list[OutputUnit]] = {"drift": [], "known": []}
        for unit in (unit for result in results for unit in result.units):
            if unit.severity != "error" and len(later[unit.severity]) < MOST:
                later[unit.severity].append(unit)
            elif unit.severity == "error" and left:
                left -= 1
                yield unit
            else:
                self.left_out += 1
        rest = [*later["drift"], *later["known"]]
        self.left_out += max(len(rest) - left, 0)
        yield from rest[:left]
