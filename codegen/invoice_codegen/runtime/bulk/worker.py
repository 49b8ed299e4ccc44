"""Validate the lines of a chunk, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from .. import jsontext
from ..validation.contract import contract as find_contract
from ..validation.decoding import unreadable
from ..validation.output import OutputUnit, output_units
from ..validation.validator import by_pointer
from .chunks import Chunk, Lines
from .exact import ExactResult, validate_exactly
from .fast import CachedDeviation, FastPath, Undecided
from .findings import Kind, Place, shorten
from .job import ChunkResult, Job
from .rejects import Reject, create_reject, masked_value, raw_text
from .report import MOST, BulkReport, Tally

WHITE_SPACE = b" \t\r"
MOST_IN_CHUNK = 2 * MOST
"""Distinct findings of one severity and keyword in a chunk: hostile archives may have millions."""


def validate_chunk(job: Job, chunk: Chunk) -> ChunkResult:
    """Validate all lines of a chunk. Raises OSError when it can't be read."""
    return validate_lines(job, chunk.lines())


def validate_lines(job: Job, chunk: Lines, is_document: bool = False) -> ChunkResult:
    """Validate lines, or one whole document given as a line."""
    return _Validation(job, chunk, is_document).run()


@cache
def _fast_path(contract: str) -> FastPath:
    """One per process; it learns from chunk to chunk."""
    return FastPath(find_contract(contract))


class _Validation:
    def __init__(self, job: Job, chunk: Lines, is_document: bool) -> None:
        self._job, self._chunk, self._lines, self._is_document = job, chunk, chunk.lines, is_document
        self._contract, self._fast = find_contract(job.contract), _fast_path(job.contract)
        self._offsets: list[int] = []
        self._tally = Tally(MOST_IN_CHUNK)
        self._hits: dict[CachedDeviation, int] = {}
        self._exact_severities = {*job.options.listed, *job.rejecting}
        """Severities of findings that always take the exact path."""
        self._failed = self._rejected = self._blank = 0
        self._units: list[OutputUnit] = []
        self._rejects: list[Reject] = []
        self._hints: list[str] = []

    def run(self) -> ChunkResult:
        """Validate all lines."""
        deviations = self._fast.deviations if "drift" in self._job.options.counted else self._errors_only
        for index, line in enumerate(self._lines):
            found = deviations(line)
            if isinstance(found, Undecided) or (found and not self._count_hits(index, line, found)):
                self._validate_exactly(index, line, found is Undecided.MAY_REPEAT)
        if self._chunk.too_long:
            self._add_too_long(self._chunk.too_long)
        lines = len(self._lines)
        return ChunkResult(self._job.source, lines, self._report(), self._units, self._rejects, self._hints)

    def _errors_only(self, line: bytes) -> list[CachedDeviation] | Undecided:
        """The fast path where only errors count."""
        return [] if self._contract.accepts(line) else Undecided.NOT_CLEAN

    def _count_hits(self, index: int, line: bytes, found: Sequence[CachedDeviation]) -> bool:
        """Count cached deviations. False when the document must take the exact path."""
        hits = self._hits
        if not all(hit in hits for hit in found):
            if any(kind.severity in self._exact_severities for hit in found for kind in hit.kinds):
                return False
            self._add_first_places(index, line)
        for hit in found:
            hits[hit] += 1
        return True

    def _add_first_places(self, index: int, line: bytes) -> None:
        """Add the places of deviations that are new in this chunk, in the order of the exact path."""
        placed = self._fast.places(line)
        kinds = [(place, kind) for place, hit in placed for kind in self._counted(hit)]
        for place, kind in sorted(kinds, key=lambda each: by_pointer(each[0], each[1].keyword)):
            self._tally.add(kind, 0, self._place(index, place))
        for _, hit in placed:
            self._hits.setdefault(hit, 0)

    def _counted(self, hit: CachedDeviation) -> list[Kind]:
        return [kind for kind in hit.kinds if kind.severity in self._job.options.counted]

    def _validate_exactly(self, index: int, line: bytes, may_repeat: bool) -> None:
        if not self._is_document and not line.strip(WHITE_SPACE):
            self._blank += 1
            return
        result = validate_exactly(self._contract, line, self._job.options.messages, may_repeat)
        self._fast.learn(result.deviations)
        if self._is_document and not result.report.ok:
            from ..validation.hints import hints

            self._hints = hints(self._contract, result.decoded, result.report, self._job.options.messages.lang)
        self._add(index, line, result)

    def _add(self, index: int, line: bytes, result: ExactResult) -> None:
        """Count the findings of a document, and create its output units and its reject."""
        job, report = self._job, result.report
        self._failed += not report.ok
        self._count(index, result)
        is_rejected = any(finding.severity in job.rejecting for finding in report.findings)
        self._rejected += is_rejected
        wants_reject = is_rejected and job.wants_rejects
        if not wants_reject and not any(finding.severity in job.options.listed for finding in report.findings):
            return
        every = self._create_units(index, result)
        self._units += [unit for unit in every if unit.severity in job.options.listed]
        if wants_reject:
            content = (
                raw_text(line)
                if job.options.messages.show_values
                else masked_value(self._contract, result.decoded.value)
            )
            offset = self._offset(index)
            self._rejects.append(create_reject(self._contract, every, index + 1, offset, content, self._is_document))

    def _create_units(self, index: int, result: ExactResult) -> list[OutputUnit]:
        """Output units of the counted findings, by line and column."""
        options, report = self._job.options, result.report
        counted = tuple(finding for finding in report.findings if finding.severity in options.counted)
        report = report._replace(findings=counted)
        found = output_units(self._job.source, result.decoded, report, index + 1, options.messages.lang)
        return sorted(found, key=lambda unit: (unit.line, unit.column))

    def _add_too_long(self, size: int) -> None:
        """Add the finding of a line that exceeds the size limit."""
        decoded = unreadable(b"", jsontext.Unreadable(jsontext.too_long(size)))
        report = self._contract.check_decoded(decoded, self._job.options.messages)
        self._lines.append(b"")
        self._add(len(self._lines) - 1, b"", ExactResult(report, decoded, [Kind("error", "json", "")], {}))

    def _count(self, index: int, result: ExactResult) -> None:
        for finding, kind in zip(result.report.findings, result.kinds, strict=True):
            if kind.severity in self._job.options.counted:
                self._tally.add(kind, 1, self._place(index, finding.pointer))

    def _place(self, index: int, pointer: str) -> Place:
        return Place(self._job.source, index + 1, shorten(pointer))

    def _offset(self, index: int) -> int:
        if not self._offsets:
            lengths = (len(line) + 1 for line in self._lines)
            self._offsets = list(accumulate(lengths, initial=self._chunk.offset))
        return self._offsets[index]

    def _report(self) -> BulkReport:
        for hit, count in self._hits.items():
            for kind in self._counted(hit):
                self._tally.more(kind, count)
        documents = len(self._lines) - self._blank
        valid, size = documents - self._failed, self._chunk.size
        numbers = {"documents": documents, "valid": valid, "rejected": self._rejected, "blank": self._blank}
        self._tally.add_numbers(**numbers, bytes=size)
        return self._tally.report(self._job.contract)
