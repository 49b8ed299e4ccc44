"""NDJSON: a record for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...bulk.job import ChunkResult
from .escape import json_text
from .summary import Summary


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write the findings of each result."""
    for result in results:
        if result.units:
            yield "".join(f"{json_text(unit.as_json())}\n" for unit in result.units)
