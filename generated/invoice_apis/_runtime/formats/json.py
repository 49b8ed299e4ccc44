"""One JSON object: `contract`, `units` (a record for each finding) and `summary`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..unit import Batch
from . import Total
from .safe import json_text


def write(batches: Iterable[Batch], total: Total) -> Iterator[str]:
    """The object in pieces, a line for each record; the summary comes last, for only then it is known."""
    yield f'{{"contract": {json_text(total.contract)}, "units": ['
    yield from array(unit.as_json() for batch in batches for unit in batch.units)
    yield f'], "summary": {json_text(total.as_json())}}}\n'


def array(items: Iterable[Any]) -> Iterator[str]:
    """What stands between the brackets of an array, a line for each item."""
    before, after = "\n", ""
    for item in items:
        yield before + json_text(item)
        before, after = ",\n", "\n"
    yield after
