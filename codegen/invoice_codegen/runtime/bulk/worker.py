"""Validate the lines of a chunk, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .. import jsontext
from ..validation.contract import contract as find_contract
from ..validation.decoding import unreadable
from ..validation.findings import by_pointer
from ..validation.output import OutputUnit, output_units
from ..validation.report import Finding, Outcome, Report
from .chunks import Chunk, Lines, OutOfReach, whole_document
from .exact import ExactResult, validate_exactly
from .extract import Reply, extract
from .fast import CachedDeviation, CleanFailure, FastPath, Undecided
from .findings import Kind, Place, shorten
from .job import ChunkResult, Job
from .memory import LARGE, OUT_OF_MEMORY, WANT_OF_MEMORY, reserve
from .rejects import Reject, create_reject, masked_value, raw_text
from .report import MOST, BulkReport, Tally
from .suspects import Suspects

WHITE_SPACE = b" \t\r"
MOST_IN_CHUNK = 2 * MOST
"""Distinct findings of one severity and keyword in a chunk: hostile archives may have millions."""
HEAVIEST = 1 << 20
"""Bytes of the findings and rejects of a chunk, roughly; a chunk with more comes in parts."""
UNIT, KIND = 1000, 1500
"""Bytes in memory of a finding, and of a kind of findings, beside its message."""


def validate_chunk(job: Job, chunk: Chunk) -> ChunkResult:
    """Validate the lines of a chunk, or the first of them; the result has the rest.

    Raises OSError when it can't be read.
    """
    try:
        lines = chunk.lines()
    except OutOfReach:  # the process that opened the file can still read it
        return ChunkResult(job.source, 0, BulkReport(job.contract), (), (), rest=chunk)
    validation = _Validation(job, lines)
    result = validation.run()
    return result if validation.stopped is None else result._replace(rest=chunk.after(validation.stopped))


def validate_document(job: Job, raw: bytes) -> ChunkResult:
    """Validate one whole document."""
    return _Validation(job, whole_document(raw), is_document=True).run()


def validate_reply(job: Job, reply: Reply) -> ChunkResult:
    """Validate a reply that was found in a document."""
    validation = _Validation(job._replace(at=None), whole_document(reply.raw), is_document=True)
    validation.reply = reply
    return validation.run()


@cache
def _fast_path(contract: str) -> FastPath:
    """One per process; it learns from chunk to chunk."""
    return FastPath(find_contract(contract))


class _Validation:
    def __init__(self, job: Job, chunk: Lines, is_document: bool = False) -> None:
        self._job, self._chunk, self._is_document = job, chunk, is_document
        self._contract, self._fast = find_contract(job.contract), _fast_path(job.contract)
        self._deviations = self._fast.deviations if "drift" in job.options.counted else self._errors_only
        self._tally = Tally(MOST_IN_CHUNK)
        self._hits: dict[CachedDeviation, int] = {}
        self._is_response = self._contract.direction == "response"
        self._outcomes: dict[Outcome, int] = {"success": 0, "failure": 0}
        self._with_errors: dict[Outcome, int] = {"success": 0, "failure": 0}
        self._exact_severities = {*job.options.listed, *job.rejecting}
        """Severities of findings that always take the exact path."""
        self._index = self._failed = self._rejected = self._blank = 0
        self._units: list[OutputUnit] = []
        self._rejects: list[Reject] = []
        self._hints: list[str] = []
        self._suspects = Suspects()
        self._weight = 0
        """Bytes of what was found so far, roughly."""
        self._row = b""
        """The line that holds the current reply, where it is not the reply."""
        self.reply = Reply(b"")
        """Where the current reply stands."""
        self.stopped: int | None = None
        """Offset of the line at which the findings were too many."""

    def run(self) -> ChunkResult:
        """Validate the lines, as long as the findings are not too many."""
        offset = self._chunk.offset
        validate = self._validate if self._job.at is None else self._validate_row
        for line in self._chunk.lines:
            if self._weight > HEAVIEST:
                self.stopped = offset
                break
            validate(offset, line)
            self._index += 1
            offset += len(line) + 1
        else:
            if self._chunk.too_long:
                self._add_too_long(offset)
        return ChunkResult(
            self._job.source,
            self._index,
            self._report(),
            self._units,
            self._rejects,
            self._hints,
            suspects=self._suspects.kept,
            weight=self._weight,
        )

    def _validate(self, offset: int, line: bytes) -> None:
        try:
            if len(line) > LARGE:
                reserve(len(line))
            found = self._deviations(line)
        except OUT_OF_MEMORY:
            self._add(offset, line, self._unvalidated())
            return
        if isinstance(found, CleanFailure):
            self._count_outcome("failure", found.code)
        elif isinstance(found, Undecided) or (found and not self._count_hits(line, found)):
            self._validate_exactly(offset, line, found is Undecided.MAY_REPEAT)
        else:
            self._count_outcome("success" if self._is_response else None)

    def _validate_row(self, offset: int, row: bytes) -> None:
        """Validate the reply in a row."""
        if not row.strip(WHITE_SPACE):
            self._blank += 1
            return
        self._row = row
        try:
            reserve(len(row))
            self.reply = extract(row, self._job.at or "")
        except jsontext.Unreadable as error:
            self.reply = Reply(row)
            self._add(offset, row, self._unreadable(row, error))
        except OUT_OF_MEMORY:
            self._add(offset, row, self._unvalidated())
        else:
            self._validate(offset, self.reply.raw)

    def _errors_only(self, line: bytes) -> list[CachedDeviation] | CleanFailure | Undecided:
        """The fast path where only errors count."""
        found = self._fast.deviations(line)
        if not isinstance(found, Undecided):
            return found if isinstance(found, CleanFailure) else []
        decoded = self._contract.decode(line)
        if not self._contract.accepts_decoded(decoded):
            return found
        is_failure = self._contract.outcome(decoded.value) == "failure"
        return CleanFailure(self._contract.failure_code(decoded.value)) if is_failure else []

    def _count_outcome(self, outcome: Outcome | None, code: str = "", has_error: bool = False) -> None:
        if outcome is not None:
            self._outcomes[outcome] += 1
            self._with_errors[outcome] += has_error
        if outcome == "failure":
            self._tally.add_failure(code)

    def _count_hits(self, line: bytes, found: Sequence[CachedDeviation]) -> bool:
        """Count cached deviations. False when the document must take the exact path."""
        hits = self._hits
        if not all(hit in hits for hit in found):
            if any(kind.severity in self._exact_severities for hit in found for kind in hit.kinds):
                return False
            self._add_first_places(line)
        for hit in found:
            hits[hit] += 1
        return True

    def _add_first_places(self, line: bytes) -> None:
        """Add the places of deviations that are new in this chunk, in the order of the exact path."""
        placed = self._fast.places(line)
        kinds = [(place, kind) for place, hit in placed for kind in self._counted(hit)]
        for place, kind in sorted(kinds, key=lambda each: by_pointer(each[0], each[1].keyword)):
            self._tally.add(kind, 0, self._place(place))
        for _, hit in placed:
            self._hits.setdefault(hit, 0)

    def _counted(self, hit: CachedDeviation) -> list[Kind]:
        return [kind for kind in hit.kinds if kind.severity in self._job.options.counted]

    def _validate_exactly(self, offset: int, line: bytes, may_repeat: bool = False) -> None:
        if not self._is_document and self._job.at is None and not line.strip(WHITE_SPACE):
            self._blank += 1
            return
        try:
            result = validate_exactly(self._contract, line, self._job.options.messages, may_repeat)
        except OUT_OF_MEMORY:
            result = self._unvalidated()
        self._fast.learn(result.deviations)
        if self._is_document and self._job.options.listed:
            from ..validation.hints import hints

            self._hints = hints(self._contract, result.decoded, result.report, self._job.options.messages.lang)
        self._add(offset, line, result)

    def _add(self, offset: int, line: bytes, result: ExactResult) -> None:
        """Count the findings of a document, and create its output units and its reject."""
        job, report = self._job, result.report
        if job.options.listed:
            self._suspects.add(line, result.kinds, self._index == self._blank, self._head())
        self._failed += not report.ok
        self._count_outcome(report.outcome, self._contract.failure_code(result.decoded.value), not report.ok)
        self._count(result)
        is_rejected = any(finding.severity in job.rejecting for finding in report.findings)
        self._rejected += is_rejected
        wants_reject = is_rejected and job.wants_rejects
        if not wants_reject and not any(finding.severity in job.options.listed for finding in report.findings):
            return
        every = self._create_units(result)
        listed = [unit for unit in every if unit.severity in job.options.listed]
        self._units += listed
        self._weight += sum(UNIT + len(unit.finding.message) + 2 * len(unit.finding.pointer) for unit in listed)
        if wants_reject:
            self._reject(offset, self._row or line, every, result)

    def _reject(self, offset: int, line: bytes, units: Sequence[OutputUnit], result: ExactResult) -> None:
        is_shown = self._job.options.messages.show_values
        content = raw_text(line) if is_shown else masked_value(self._contract, result.decoded.value)
        reject = create_reject(self._contract, units, self._index + 1, offset, content, self._is_document)
        self._rejects.append(reject)
        self._weight += UNIT + len(reject.rest)

    def _head(self) -> bytes:
        """The beginning of the source, if no document was before and a line is a whole document."""
        is_first = self._index == self._blank and self._job.at is None
        return self._chunk.head if is_first else b""

    def _create_units(self, result: ExactResult) -> list[OutputUnit]:
        """Output units of the counted findings, by line and column."""
        options, report = self._job.options, result.report
        counted = tuple(finding for finding in report.findings if finding.severity in options.counted)
        report = report._replace(findings=counted)
        found = output_units(self._job.source, result.decoded, report, self._index + 1, options.messages.lang)
        if self.reply.raw:
            found = [self.reply.move(unit, self._index + 1) for unit in found]
        return sorted(found, key=lambda unit: (unit.line, unit.column))

    def _unvalidated(self) -> ExactResult:
        """The result for a document that there is no memory for."""
        message = WANT_OF_MEMORY.text(self._job.options.messages.lang)
        decoded = unreadable(b"", jsontext.Unreadable(WANT_OF_MEMORY))
        report = Report(self._contract.id, None, (Finding("error", "", "", "input", message),))
        return ExactResult(report, decoded, [Kind("error", "input", "", message)], {})

    def _unreadable(self, raw: bytes, error: jsontext.Unreadable) -> ExactResult:
        decoded = unreadable(raw, error)
        report = self._contract.check_decoded(decoded, self._job.options.messages)
        return ExactResult(report, decoded, [Kind("error", "json", "")], {})

    def _add_too_long(self, offset: int) -> None:
        """Add the finding of a line that exceeds the size limit."""
        self.reply = Reply(b"")
        error = jsontext.Unreadable(jsontext.too_long(self._chunk.too_long))
        self._add(offset, b"", self._unreadable(b"", error))
        self._index += 1

    def _count(self, result: ExactResult) -> None:
        before = self._tally.distinct
        for finding, kind in zip(result.report.findings, result.kinds, strict=True):
            if kind.severity in self._job.options.counted:
                self._tally.add(kind, 1, self._place(finding.pointer))
        self._weight += KIND * (self._tally.distinct - before)

    def _place(self, pointer: str) -> Place:
        return Place(self._job.source, self._index + self.reply.line, shorten(pointer))

    def _report(self) -> BulkReport:
        for hit, count in self._hits.items():
            for kind in self._counted(hit):
                self._tally.more(kind, count)
        documents = self._index - self._blank
        valid, rest = documents - self._failed, 0 if self.stopped is None else self._chunk.end - self.stopped
        numbers = {"documents": documents, "valid": valid, "rejected": self._rejected, "blank": self._blank}
        numbers |= {"successes": self._outcomes["success"], "failures": self._outcomes["failure"]}
        numbers["successes_with_errors"] = self._with_errors["success"]
        numbers["failures_with_errors"] = self._with_errors["failure"]
        self._tally.add_numbers(**numbers, bytes=self._chunk.size - rest)
        return self._tally.report(self._job.contract)
