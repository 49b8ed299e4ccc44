"""What pages show of the results of a run, held in bounded memory whatever comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ...bulk.job import ChunkResult
from ...validation.output import OutputUnit
from .both import Both, cut
from .timeline import Timeline

PLACES = 5
"""Places of a kind."""
KINDS = 500
"""Kinds of a severity whose places are kept."""
HINTS = 20

Key = tuple[str, str, str]
"""Severity, keyword and pointer pattern of findings."""


class Found(NamedTuple):
    """One finding at its place."""

    source: str
    line: int
    column: int
    pointer: str
    message: Both | None
    entry: str | None = None
    """JSON Pointer of the entry in a HAR file."""


class SourceCounts(NamedTuple):
    """The counts of one source."""

    documents: int = 0
    errors: int = 0
    drift: int = 0


class Collected:
    """First places of each kind, findings over time, hints, and counts of each source."""

    def __init__(self) -> None:
        self.places: dict[Key, list[Found]] = {}
        self.timeline = Timeline()
        self.hints: dict[tuple[str, Both], None] = {}
        self.sources: dict[str, SourceCounts] = {}
        self._kinds: Counter[str] = Counter()

    def add_all(self, results: Iterable[ChunkResult]) -> None:
        """Take what is needed of each result."""
        for result in results:
            self.add(result)

    def add(self, result: ChunkResult) -> None:
        """Take what is needed of a result."""
        counts, report = self.sources.get(result.source, SourceCounts()), result.report
        self.sources[result.source] = SourceCounts(
            counts.documents + report.documents,
            counts.errors + report.count("error"),
            counts.drift + report.count("drift"),
        )
        for hint in result.hints:
            if len(self.hints) < HINTS:
                self.hints[result.source, cut(hint)] = None
        for unit in result.units:
            self._add_place(unit)
            self.timeline.add(unit.month, unit.severity)

    def _add_place(self, unit: OutputUnit) -> None:
        key = unit.severity, unit.finding.keyword, unit.pattern
        places = self.places.get(key)
        if places is None:
            if self._kinds[unit.severity] >= KINDS:
                return
            self._kinds[unit.severity] += 1
            places = self.places[key] = []
        if len(places) < PLACES:
            finding = unit.finding
            places.append(Found(unit.source, unit.line, unit.column, finding.pointer, cut(finding.message), unit.entry))
