"""Sources of a command, and a run over them with rejects and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..bulk.identity import id_of_open_file, id_of_path
from ..bulk.job import ChunkResult, Job
from ..bulk.pool import WorkerDied
from ..bulk.run import RejectsError, RejectWriter, Run, discard, reject_writer
from ..bulk.sources import Source, expand
from ..contract import Contract
from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.printable import shown
from .exit_codes import USAGE_ERROR
from .output import clearing, print_problem
from .progress import ProgressLine


@contextmanager
def open_run(
    contract: Contract, job: Job, sources: Sequence[Source], jobs: int = 1, rejects: Path | None = None
) -> Iterator[Run]:
    """A run with a progress line. Exits the command when the rejects can't be written."""
    with open_rejects(sources, rejects) as (write, observe), Run(contract, job, jobs, write, observe) as run:
        yield run


def results_of(
    sources: Sequence[Source], run: Run, problems: list[str | Exception]
) -> Generator[ChunkResult, None, None]:
    """Results of all sources. One that can't be validated, such as for a missing library, is a problem."""
    for source in sources:
        try:
            yield from run.lines(source) if source.is_lines else run.documents(source)
        except (ConfigurationError, WorkerDied) as error:
            problems.append(error)
            print_problem(error)


@contextmanager
def open_rejects(
    sources: Sequence[Source], rejects: Path | None
) -> Iterator[tuple[RejectWriter, Callable[[ChunkResult], None]]]:
    """What writes rejects, and what shows progress. Exits the command when the rejects can't be written."""
    with ExitStack() as stack:
        progress = stack.enter_context(ProgressLine(_size(sources)))
        stack.enter_context(clearing(progress.clear))
        if rejects is None:
            yield discard, progress.add
            return
        try:
            write = stack.enter_context(reject_writer(rejects))
        except OSError as error:
            print_problem(f"{shown(str(rejects))}: {error.strerror}")
            sys.exit(USAGE_ERROR)
        try:
            yield write, progress.add
        except RejectsError as error:
            print_problem(error)
            sys.exit(USAGE_ERROR)


def find_sources(
    files: Sequence[str], is_lines: bool | None, *outputs: Path | None
) -> tuple[list[Source], list[str | Exception]]:
    """The sources and the problems, which are printed. Exits the command without a source, and when an output file
    is also an input or another output."""
    named = [identity for path in outputs if path is not None if (identity := id_of_path(path))]
    streams = {id_of_open_file(sys.stdout), id_of_open_file(sys.stderr)} - {None}
    sources: list[Source] = []
    problems: list[str | Exception] = []
    try:
        if len({*named}) < len(named) or not streams.isdisjoint(named):
            name = shown(str(next(path for path in outputs if path is not None)))
            raise ConfigurationError(Message("{name}: two outputs have this file; choose another one", name=name))
        found, missing = expand(files, is_lines, {*named, *streams})
        sources += found
        problems += missing
    except ConfigurationError as error:
        problems.append(error)
    for problem in problems:
        print_problem(problem)
    if not sources:
        sys.exit(USAGE_ERROR)
    return sources, problems


def _size(sources: Sequence[Source]) -> int | None:
    """Bytes of all sources; None where one is a stream."""
    paths = [source.path if source.is_plain else None for source in sources]
    return None if None in paths else sum(path.stat().st_size for path in paths if path is not None)
