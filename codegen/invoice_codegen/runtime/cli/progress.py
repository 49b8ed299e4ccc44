"""Progress of a long run: one line on standard error, drawn by `rich` when that is a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from ..bulk.job import ChunkResult

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 0.5
"""Seconds before the line appears: a short run does not import `rich`."""
PAUSE = 0.2
"""Seconds between two lines, at least."""


class ProgressLine:
    """Share, documents, size, rate and time left; as a context manager it leaves nothing on the terminal."""

    def __init__(self, size: int | None) -> None:
        self._size = size
        """Bytes of all sources; None where they are unknown."""
        self._is_wanted = sys.stderr.isatty()
        self._start = self._drawn = time.monotonic()
        self._bytes = self._documents = 0
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def add(self, result: ChunkResult) -> None:
        """Count the documents of a chunk. Clears the line when findings are about to be printed."""
        self._bytes += result.report.bytes
        self._documents += result.report.documents
        now = time.monotonic()
        if result.units:
            self.clear()
        elif self._is_wanted and now - self._start >= DELAY and now - self._drawn >= PAUSE:
            self._drawn = now
            self._draw()

    def _draw(self) -> None:
        if self._progress is None:
            self._progress = _create(self._size, self._start)
            self._is_wanted = self._progress.console.is_interactive  # not on TERM=dumb
        if self._is_wanted:
            self._progress.update(self._progress.task_ids[0], completed=self._bytes, documents=self._documents)
            self._progress.start()
            self._progress.refresh()

    def clear(self) -> None:
        """Clear the line; the next result may draw it again."""
        if self._progress is not None and self._progress.live.is_started:
            self._progress.stop()


def _create(size: int | None, start: float) -> Progress:
    from rich import progress as rich
    from rich.console import Console

    columns: list[rich.ProgressColumn] = [
        rich.TextColumn("{task.fields[documents]:,} documents"),
        rich.DownloadColumn(),
        rich.TransferSpeedColumn(),
    ]
    if size:
        columns = [rich.TaskProgressColumn(), *columns, rich.TimeRemainingColumn(), rich.TextColumn("left")]
    console = Console(stderr=True)
    line = rich.Progress(
        *columns, console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    line.add_task("", total=size, documents=0)
    line.tasks[0].start_time = start
    return line
