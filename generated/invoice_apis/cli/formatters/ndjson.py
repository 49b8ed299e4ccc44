"""NDJSON: a record for each finding; where replies are failures, a last line `{"summary": ...}` with their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...bulk.job import ChunkResult
from .escape import json_text
from .summary import Summary


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write the findings of each result. Counts are only written for failures, which have no findings."""
    for result in results:
        if result.units:
            yield "".join(f"{json_text(unit.as_json())}\n" for unit in result.units)
    counts = summary.as_json()
    if counts["failures"]:
        yield f"{json_text({'summary': counts})}\n"
