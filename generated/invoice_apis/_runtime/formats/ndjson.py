"""A record for each finding, on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..unit import Batch
from . import Total
from .safe import json_text


def write(batches: Iterable[Batch], total: Total) -> Iterator[str]:
    """Lines as the batches come; nothing where nothing was found."""
    for batch in batches:
        if batch.units:
            yield "".join(f"{json_text(unit.as_json())}\n" for unit in batch.units)
