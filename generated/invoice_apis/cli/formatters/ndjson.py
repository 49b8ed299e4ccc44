"""A record for each finding, on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...validation.output import BatchResult
from .escape import json_text
from .summary import Total


def write(batches: Iterable[BatchResult], total: Total) -> Iterator[str]:
    """Lines as the batches come; nothing where nothing was found."""
    for batch in batches:
        if batch.units:
            yield "".join(f"{json_text(unit.as_json())}\n" for unit in batch.units)
