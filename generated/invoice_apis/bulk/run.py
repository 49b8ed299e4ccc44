"""A run over sources: what each comes to, the dead letters, and the report on all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from ..errors import InvoiceApisError
from ..i18n.printable import escape_unprintable
from ..validation.contract import Contract
from ..validation.output import BatchResult
from .atomic import write_all
from .chunks import SIZE, Block, Lines, pieces, ranges
from .documents import read, unreadable
from .pool import Pool, without_interrupts
from .progress import Progress
from .rejects import Reject
from .report import BulkReport, Counted, Kind, Place, Tally
from .sources import Source
from .streams import Given
from .worker import ChunkResult, Job, judge, judge_lines

Post = Callable[[Iterable[Reject]], None]


class CanNotWrite(InvoiceApisError):
    """Dead letters can't be written; the message says where and why."""


class Run:
    """Sources judged one after the other. As a context manager it ends its processes."""

    def __init__(
        self,
        contract: Contract,
        asked: Job,
        jobs: int = 1,
        post: Post = lambda rejects: None,
        progress: Progress | None = None,
    ) -> None:
        self._contract, self._asked, self._post = contract, asked, post
        self._pool, self._progress, self._tally = Pool(jobs), progress or Progress(None, None), Tally()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.clear()
        self._pool.close()

    @property
    def report(self) -> BulkReport:
        """On what was judged so far."""
        return self._tally.report(self._contract.id)

    def lines(self, source: Source | Given, size: int = SIZE) -> Iterator[ChunkResult]:
        """What each block of NDJSON comes to, in order.

        A source that can't be read on is a finding of its own, after all whole lines before it. Raises
        ConfigurationError when the library for its compression is not installed, and WorkerDied.
        """
        asked, line = self._asked.of(source.name), 0
        try:
            with _blocks(source, size) as blocks:
                for judged in self._pool.in_order(partial(judge, asked), blocks):
                    yield self._done(judged.moved(line))
                    line += judged.lines
        except OSError as error:
            yield self._done(
                _judged(asked, unreadable(self._contract, asked.source, error, asked.telling, (line + 1, 1)))
            )

    def document(self, source: Source) -> BatchResult:
        """What a file with one JSON document comes to, and what is probably meant. Raises ConfigurationError."""
        asked = self._asked.of(source.name)
        text = read(self._contract, source, asked.telling)
        if isinstance(text, BatchResult):
            self._done(_judged(asked, text))
            return text
        return self._done(judge_lines(asked, Lines([text], 0, len(text)), is_document=True)).batch

    def _done(self, judged: ChunkResult) -> ChunkResult:
        self._tally.add_report(judged.report)
        self._post(judged.rejects)
        self._progress.add(judged.report.bytes, judged.report.documents)
        if judged.units:
            self._progress.clear()
        return judged


@contextmanager
def _blocks(source: Source | Given, size: int) -> Iterator[Iterable[Block]]:
    if source.path is not None and source.is_plain:
        yield ranges(os.fspath(source.path), source.path.stat().st_size, size)
    else:
        with source.open() as file:
            yield pieces(file, size)


def _judged(asked: Job, broken: BatchResult) -> ChunkResult:
    """A source that can't be read on: a document for which there is no text."""
    (unit,) = broken.units
    found = Counted(
        Kind("error", unit.finding.keyword, "", unit.finding.message), 1, Place(asked.source, unit.line, "")
    )
    report = BulkReport(asked.contract, documents=1, rejected=1, findings=(found,))
    return ChunkResult(asked.source, 0, report, broken.units if "error" in asked.telling.told else (), ())


@contextmanager
def reject_writer(path: str | os.PathLike[str]) -> Iterator[Post]:
    """A function that writes dead letters to a file, which begins empty and holds whole lines whenever the process ends.

    Raises OSError; the function raises CanNotWrite.
    """
    with open(path, "wb", buffering=0) as file:

        def post(rejects: Iterable[Reject]) -> None:
            if text := b"".join(record.text() for record in rejects):
                try:
                    with without_interrupts():
                        write_all(file, text)
                except OSError as error:  # told apart from that of a source
                    raise CanNotWrite(f"{escape_unprintable(os.fspath(path))}: {error.strerror}") from None

        yield post
