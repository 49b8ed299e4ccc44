"""HTML: one page that holds all it needs, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...bulk.job import ChunkResult
from ..pages.collected import Collected
from ..pages.html import validation_page
from .summary import Summary


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write the page after the last result. It holds a few findings of each kind."""
    collected = Collected()
    collected.add_all(results)
    yield validation_page(summary, collected)
