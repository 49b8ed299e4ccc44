"""Validate sources one after the other: results, rejects, and one report on all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from ..errors import InvoiceApisError
from ..i18n.printable import shown
from ..jsontext.place import START
from ..validation.contract import Contract
from ..validation.output import OutputUnit
from ..validation.report import Finding
from .atomic import write_all
from .chunks import SIZE, BlockChunk, Chunk, ChunkSize, PlainFile, block_chunks, range_chunks
from .documents import ReadError, read_document, read_error
from .findings import Counted, Kind, Place
from .har import replies
from .job import ChunkResult, Job
from .pool import Pool, without_interrupts
from .rejects import Reject
from .report import BulkReport, Tally
from .sources import Source, Whole, is_plain
from .streams import StreamSource
from .suspects import Hints
from .worker import validate_chunk, validate_document, validate_reply

RejectWriter = Callable[[Iterable[Reject]], None]


def discard(item: object) -> None:
    """Ignore rejects or results."""


class RejectsError(InvoiceApisError):
    """Rejects can't be written; the message has the file and the reason."""


class Run:
    """A run over sources. As a context manager it ends its worker processes.

    `observe` gets each result before the caller does.
    """

    def __init__(
        self,
        contract: Contract,
        job: Job,
        jobs: int = 1,
        write: RejectWriter = discard,
        observe: Callable[[ChunkResult], None] = discard,
    ) -> None:
        self._contract, self._job, self._write, self._observe = contract, job, write, observe
        self._pool, self._tally = Pool(jobs), Tally()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    @property
    def report(self) -> BulkReport:
        """The report so far."""
        return self._tally.report(self._contract.id)

    def lines(self, source: Source | StreamSource, size: int = SIZE) -> Iterator[ChunkResult]:
        """Results of the chunks of an NDJSON source, in order; those of a chunk with many findings in parts.

        A read error is a finding after all whole lines before it. Raises ConfigurationError when the library for a
        compression is missing, and WorkerDied.
        """
        job, line, adaptive = self._job.with_source(source.name), 0, ChunkSize(size)
        hints = Hints(self._contract, job)
        try:
            with open_chunks(source, adaptive) as chunks:
                for first in self._pool.in_order(partial(validate_chunk, job), chunks, _weigh):
                    adaptive.adapt(is_whole=first.rest is None)
                    for result in _with_rest(job, first):
                        found = hints.of(result.suspects, line)
                        yield self._add(result.moved(line)._replace(hints=found))
                        line += result.lines
        except (OSError, MemoryError) as error:
            yield self._add(failure(job, read_error(error, (line + 1, 1))))

    def documents(self, source: Source) -> Iterator[ChunkResult]:
        """The result of a file with one JSON document; of a HAR file one for each response. Raises ConfigurationError."""
        job = self._job.with_source(source.name)
        raw = read_document(source)
        if isinstance(raw, ReadError):
            yield self._add(failure(job, raw))
            return
        try:
            yield from map(self._add, self._document(job, raw))
        except MemoryError as error:
            yield self._add(failure(job, read_error(error, START)))

    def _document(self, job: Job, raw: bytes) -> Iterator[ChunkResult]:
        is_har_allowed = self._contract.has_outcome and job.at is None
        found = replies(raw) if is_har_allowed else None
        if found is None:
            yield validate_document(job, raw)
            return
        has_hints = False
        for result in (validate_reply(job, reply) for reply in found):
            yield result._replace(hints=()) if has_hints else result
            has_hints = has_hints or bool(result.hints)

    def _add(self, result: ChunkResult) -> ChunkResult:
        self._tally.add_report(result.report)
        self._write(result.rejects)
        self._observe(result)
        return result


def _with_rest(job: Job, result: ChunkResult) -> Iterator[ChunkResult]:
    """A result, and those of what it left."""
    yield result
    while result.rest is not None:
        result = validate_chunk(job, result.rest)
        yield result


def _weigh(result: ChunkResult) -> int:
    return result.weight + (len(result.rest.data) if isinstance(result.rest, BlockChunk) else 0)


@contextmanager
def open_chunks(source: Source | StreamSource, size: ChunkSize) -> Iterator[Iterable[Chunk]]:
    """The chunks of an NDJSON source."""
    with source.open() as file:
        if source.path is not None and is_plain(file):
            yield range_chunks(PlainFile.of(os.fspath(source.path), file), size)
        else:
            yield block_chunks(Whole(file), size)


def failure(job: Job, error: ReadError) -> ChunkResult:
    """A read error as the result of a document without text."""
    message = error.message.text(job.options.messages.lang)
    line, column = error.place
    unit = OutputUnit(job.source, line, column, job.contract, Finding("error", "", "", error.keyword, message))
    found = Counted(Kind("error", error.keyword, "", message), 1, Place(job.source, line, ""))
    report = BulkReport(job.contract, documents=1, rejected=1, findings=(found,))
    return ChunkResult(job.source, 0, report, (unit,) if "error" in job.options.listed else (), ())


@contextmanager
def reject_writer(path: str | os.PathLike[str]) -> Iterator[RejectWriter]:
    """A function that appends rejects to a new file, which ends with a whole line whenever the process ends.

    Raises OSError; the function raises RejectsError.
    """
    with open(path, "wb", buffering=0) as file:

        def write(rejects: Iterable[Reject]) -> None:
            if text := b"".join(reject.text() for reject in rejects):
                try:
                    with without_interrupts():
                        write_all(file, text)
                except OSError as error:  # not to be taken for a read error of the source
                    raise RejectsError(f"{shown(os.fspath(path))}: {error.strerror}") from None

        yield write
