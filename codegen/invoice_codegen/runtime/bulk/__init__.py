"""Bulk validation: NDJSON of any size, in constant memory, by one process or several.

`lines` judges one source and gives its blocks in order; `check_lines` is the whole of it for Python.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from ..contract import Contract
from ..documents import Telling, unreadable
from ..sources import Source
from ..speech import Lang, Voice, speaks
from .blocks import SIZE, Block, pieces, ranges
from .given import Given, Readable, source_of
from .judging import Asked, FailOn, Judged, judge
from .pool import WorkerDied, in_order, without_interrupts
from .rejects import Reject
from .report import UNREADABLE, BulkReport, Counted, Kind, Place, Tally

__all__ = [
    "Asked",
    "BulkReport",
    "FailOn",
    "Judged",
    "Tally",
    "WorkerDied",
    "check_lines",
    "judged_lines",
    "letter_box",
]


def judged_lines(
    contract: Contract, asked: Asked, source: Source | Given, jobs: int = 1, size: int = SIZE
) -> Iterator[Judged]:
    """What each block of a source comes to, in order.

    A source that can't be read on is a finding of its own, after all whole lines before it. Raises ConfigurationError
    when the library for its compression is not installed, and WorkerDied.
    """
    line = 0
    try:
        with _blocks(source, size) as blocks:
            for judged in in_order(partial(judge, asked), blocks, jobs):
                yield judged.moved(line)
                line += judged.lines
    except OSError as error:
        yield _broken(contract, asked, error, line + 1)


@contextmanager
def _blocks(source: Source | Given, size: int) -> Iterator[Iterable[Block]]:
    if source.is_plain and source.path is not None:
        yield ranges(os.fspath(source.path), source.path.stat().st_size, size)
    else:
        with source.open() as file:
            yield pieces(file, size)


def _broken(contract: Contract, asked: Asked, error: OSError, line: int) -> Judged:
    """A source that can't be read on from a line."""
    batch = unreadable(contract, asked.source, error, asked.telling, (line, 1))
    found = Counted(Kind("error", UNREADABLE, "", batch.units[0].finding.message), 1, Place(asked.source, line, ""))
    units = batch.units if "error" in asked.telling.told else ()
    return Judged(asked.source, 0, BulkReport(contract.id, findings=(found,)), units, ())


@contextmanager
def letter_box(path: str | os.PathLike[str] | None) -> Iterator[Callable[[Iterable[Reject]], None]]:
    """A function that writes dead letters to a file; to none for None.

    The file begins empty, and holds whole lines whenever the process is interrupted. Raises OSError.
    """
    if path is None:
        yield lambda rejects: None
        return
    with open(path, "wb") as file:

        def post(rejects: Iterable[Reject]) -> None:
            if text := b"".join(record.text() for record in rejects):
                with without_interrupts():
                    file.write(text)
                    file.flush()

        yield post


def check_lines(
    contract: Contract,
    path_or_file: str | os.PathLike[str] | Readable,
    *,
    jobs: int = 1,
    fail_on: FailOn = "error",
    rejects: str | os.PathLike[str] | None = None,
    lang: Lang = "en",
    show_values: bool = False,
) -> BulkReport:
    """What `Contract.check_lines` does."""
    source = source_of(path_or_file)
    telling = Telling(Voice(speaks(lang), show_values), told=())
    asked = Asked(contract.id, source.name, fail_on, telling, rejects is not None)
    tally = Tally()
    with letter_box(rejects) as post:
        for judged in judged_lines(contract, asked, source, jobs):
            tally.add_report(judged.report)
            post(judged.rejects)
    return tally.report(contract.id)
