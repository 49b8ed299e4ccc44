"""Read the documents of sources: the values of those that are accepted, and results of the others."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from .. import jsontext
from ..validation.contract import Contract
from ..validation.report import Outcome
from .chunks import BlockChunk, Chunk, ChunkSize
from .documents import ReadError, read_document, read_error
from .extract import extract
from .har import replies
from .job import ChunkResult, Job
from .memory import LARGE, OUT_OF_MEMORY, reserve
from .report import BulkReport, Tally
from .run import RejectWriter, discard, failure, open_chunks
from .scanned import unsure_lines
from .sources import Source
from .streams import StreamSource
from .suspects import Hints
from .worker import WHITE_SPACE, validate_chunk, validate_document, validate_reply


class AcceptedRun:
    """A run over sources, in this process, that returns values. `observe` gets each result before the value after it."""

    def __init__(
        self,
        contract: Contract,
        job: Job,
        write: RejectWriter = discard,
        observe: Callable[[ChunkResult], None] = discard,
    ) -> None:
        self._contract, self._job, self._write, self._observe = contract, job, write, observe
        self._tally, self._new = Tally(), Tally()

    @property
    def report(self) -> BulkReport:
        """The report so far: documents, and findings of those that are rejected."""
        return self._tally.report(self._contract.id)

    def values(self, source: Source | StreamSource) -> Iterator[Any]:
        """The logical values of accepted documents that are no failures. Raises ConfigurationError."""
        job = self._job.with_source(source.name)
        found = self._document(job, source) if isinstance(source, Source) and not source.is_lines else None
        yield from self._lines(job, source) if found is None else found

    def _lines(self, job: Job, source: Source | StreamSource) -> Iterator[Any]:
        line, hints = 0, Hints(self._contract, job)
        try:
            with open_chunks(source, ChunkSize()) as chunks:
                for chunk in chunks:
                    line += yield from self._chunk(job, chunk, line, hints)
        except (OSError, MemoryError) as error:
            self._add(failure(job, read_error(error, (line + 1, 1))))

    def _chunk(self, job: Job, chunk: Chunk, before: int, hints: Hints) -> Generator[Any, None, int]:
        """The values of a chunk; returns how many lines it has."""
        lines, count = chunk.lines(), 0
        offset = lines.offset
        for block in lines.blocks:
            listed = unsure_lines(block)[2]
            for index, start, end, _ in listed:
                raw = block[start:end]
                if raw.strip(WHITE_SPACE):
                    rejected = BlockChunk(raw, offset + start, len(raw))
                    yield from self._row(job, raw, partial(_line, job, rejected, before + count + index, hints))
            count, offset = count + len(listed), offset + len(block)
        if lines.too_long:
            self._reject(_line(job, BlockChunk(b"", offset, 0, lines.too_long), before + count, hints))
            count += 1
        self._flush(job, lines.size)
        return count

    def _document(self, job: Job, source: Source) -> Iterator[Any]:
        raw = read_document(source)
        if isinstance(raw, ReadError):
            self._add(failure(job, raw))
            return
        found = replies(raw) if self._contract.has_outcome and job.at is None else None
        if found is None:
            yield from self._row(job, raw, partial(validate_document, job, raw))
        else:
            for reply in found:
                yield from self._value(reply.raw, partial(validate_reply, job, reply))
        self._flush(job, len(raw))

    def _row(self, job: Job, raw: bytes, validate: Callable[[], ChunkResult]) -> Iterator[Any]:
        """The value of a document, or of what it holds at the place of the job."""
        if job.at is not None:
            try:
                reserve(len(raw))
                raw = extract(raw, job.at).raw
            except (jsontext.Unreadable, *OUT_OF_MEMORY):
                self._reject(validate())
                return
        yield from self._value(raw, validate)

    def _value(self, raw: bytes, validate: Callable[[], ChunkResult]) -> Iterator[Any]:
        try:
            if len(raw) > LARGE:
                reserve(len(raw))
            decoded = self._contract.decode(raw)
            if not self._contract.accepts_decoded(decoded):
                self._reject(validate())
                return
        except OUT_OF_MEMORY:
            self._reject(validate())
            return
        outcome: Outcome | None = self._contract.outcome(decoded.value) if self._contract.has_outcome else None
        self._new.add_numbers(documents=1, valid=1, successes=outcome == "success", failures=outcome == "failure")
        if outcome != "failure" or self._contract.direction == "failure":
            yield decoded.value

    def _add(self, result: ChunkResult) -> None:
        self._tally.add_report(result.report)
        self._write(result.rejects)
        self._observe(result)

    def _reject(self, result: ChunkResult) -> None:
        """Count a rejected document, but for its bytes, which are counted with those of its chunk or file."""
        self._add(result._replace(report=replace(result.report, bytes=0)))

    def _flush(self, job: Job, size: int) -> None:
        """Count the documents since the last time."""
        self._new.add_numbers(bytes=size)
        self._add(ChunkResult(job.source, 0, self._new.report(self._contract.id), (), ()))
        self._new = Tally()


def _line(job: Job, chunk: BlockChunk, before: int, hints: Hints) -> ChunkResult:
    """The result of a line, with the hints of its source if it is the first that has one."""
    result = validate_chunk(job, chunk)
    return result.moved(before)._replace(hints=hints.of(result.suspects, before))
