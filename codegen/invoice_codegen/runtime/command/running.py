"""A run of a command over its sources: processes, dead letters and a line of progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from ..bulk import Asked, Run, letter_box
from ..bulk.progress import Progress
from ..contract import Contract
from ..sources import Source
from .writer import CAN_NOT_WRITE, tell_problem


@contextmanager
def running(
    contract: Contract, asked: Asked, sources: Sequence[Source], jobs: int = 1, rejects: Path | None = None
) -> Iterator[Run]:
    """A run, which is over when this ends. Ends the command when dead letters can't be written."""
    progress = Progress(sys.stderr if sys.stderr.isatty() else None, _size(sources))
    with ExitStack() as stack:
        if rejects is None:
            yield stack.enter_context(Run(contract, asked, jobs, progress=progress))
            return
        try:
            post = stack.enter_context(letter_box(rejects))
        except OSError as error:
            tell_problem(f"{click.format_filename(rejects)}: {error.strerror}")
            sys.exit(CAN_NOT_WRITE)
        yield stack.enter_context(Run(contract, asked, jobs, post, progress))


def _size(sources: Sequence[Source]) -> int | None:
    """Bytes of all sources; None where one is read as a stream."""
    paths = [source.path if source.is_plain else None for source in sources]
    return None if None in paths else sum(path.stat().st_size for path in paths if path is not None)
