"""One JSON object: `contract`, `units` (a record for each finding), `hints` (likely mistakes) and `summary`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...bulk.job import ChunkResult
from ...validation.output import OutputUnit
from .escape import json_text
from .summary import Summary


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write a line for each record and hint, and the summary at the end."""
    hints: list[dict[str, str]] = []
    yield f'{{"contract": {json_text(summary.contract)}, "units": ['
    yield from array(unit.as_json() for unit in _units(results, hints))
    yield '], "hints": ['
    yield from array(hints)
    yield f'], "summary": {json_text(summary.as_json())}}}\n'


def _units(results: Iterable[ChunkResult], hints: list[dict[str, str]]) -> Iterator[OutputUnit]:
    """All units. Keeps the hints, a few for each source, which are written after them."""
    for result in results:
        yield from result.units
        hints += [{"source": result.source, "hint": hint} for hint in result.hints]


def array(items: Iterable[Any]) -> Iterator[str]:
    """The content of a JSON array, one line per item."""
    before, after = "\n", ""
    for item in items:
        yield before + json_text(item)
        before, after = ",\n", "\n"
    yield after
