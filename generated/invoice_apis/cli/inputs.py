"""A run of a command over its sources: processes, dead letters and a line of progress on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..bulk.progress import Progress
from ..bulk.run import CanNotWrite, Run, reject_writer
from ..bulk.sources import Source, find
from ..bulk.worker import Job
from ..contract import Contract
from ..errors import ConfigurationError
from ..i18n.printable import escape_unprintable
from .console import CAN_NOT_WRITE, tell_problem

WRONG_USE = 2


@contextmanager
def running(
    contract: Contract, asked: Job, sources: Sequence[Source], jobs: int = 1, rejects: Path | None = None
) -> Iterator[Run]:
    """A run, which is over when this ends. Ends the command when dead letters can't be written."""
    progress = Progress(sys.stderr if sys.stderr.isatty() else None, _size(sources))
    with ExitStack() as stack:
        if rejects is None:
            yield stack.enter_context(Run(contract, asked, jobs, progress=progress))
            return
        try:
            post = stack.enter_context(reject_writer(rejects))
        except OSError as error:
            tell_problem(f"{escape_unprintable(str(rejects))}: {error.strerror}")
            sys.exit(CAN_NOT_WRITE)
        try:
            yield stack.enter_context(Run(contract, asked, jobs, post, progress))
        except CanNotWrite as error:
            tell_problem(str(error))
            sys.exit(CAN_NOT_WRITE)


def inputs(files: Sequence[str], ndjson: bool, *outputs: Path | None) -> tuple[list[Source], list[str]]:
    """The sources that there are, and the problems, which were told. Ends the command when there is no source, and when a
    file would be read and written, or written twice."""
    written = [os.path.realpath(path) for path in outputs if path is not None]
    try:
        if len({*written}) < len(written):
            raise ConfigurationError(f"{escape_unprintable(str(outputs[0]))}: two things would be written there")
        sources, problems = find(files, ndjson, written)
    except ConfigurationError as error:
        sources, problems = [], [str(error)]
    for problem in problems:
        tell_problem(problem)
    if not sources:
        sys.exit(WRONG_USE)
    return sources, problems


def _size(sources: Sequence[Source]) -> int | None:
    """Bytes of all sources; None where one is read as a stream."""
    paths = [source.path if source.is_plain else None for source in sources]
    return None if None in paths else sum(path.stat().st_size for path in paths if path is not None)
