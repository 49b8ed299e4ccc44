"""Markdown: the verdict, and a table of the kinds of findings. For the step summary of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...bulk.job import ChunkResult
from ..pages.collected import Collected
from ..pages.markdown import validation_summary
from .summary import Summary


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write the summary after the last result. It holds a few findings of each kind."""
    collected = Collected()
    collected.add_all(results)
    yield validation_summary(summary, collected)
