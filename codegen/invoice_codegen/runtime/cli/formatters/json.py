"""One JSON object: `contract`, `units` (a record for each finding), `hints` (what is probably meant) and `summary`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...validation.output import BatchResult, OutputUnit
from .escape import json_text
from .summary import Total


def write(batches: Iterable[BatchResult], total: Total) -> Iterator[str]:
    """The object in pieces, a line for each record and hint; the summary comes last, for only then it is known."""
    hints: list[dict[str, str]] = []
    yield f'{{"contract": {json_text(total.contract)}, "units": ['
    yield from array(unit.as_json() for unit in _units(batches, hints))
    yield '], "hints": ['
    yield from array(hints)
    yield f'], "summary": {json_text(total.as_json())}}}\n'


def _units(batches: Iterable[BatchResult], hints: list[dict[str, str]]) -> Iterator[OutputUnit]:
    """The units of all batches; their hints, which come after the last unit, are kept: a few for each source."""
    for batch in batches:
        yield from batch.units
        hints += [{"source": batch.source, "hint": hint} for hint in batch.hints]


def array(items: Iterable[Any]) -> Iterator[str]:
    """What stands between the brackets of an array, a line for each item."""
    before, after = "\n", ""
    for item in items:
        yield before + json_text(item)
        before, after = ",\n", "\n"
    yield after
