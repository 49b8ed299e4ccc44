"""Validate the lines of a chunk, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from .. import jsontext, scanner
from ..validation.contract import contract as find_contract
from ..validation.decoding import unreadable
from ..validation.output import OutputUnit, output_units
from ..validation.report import Finding, Outcome, Report
from .chunks import Chunk, Lines, OutOfReach, whole_document
from .deviations import KnownDeviations, MetDeviations
from .exact import ExactResult, validate_exactly
from .extract import Reply, extract
from .findings import Kind, Place, shorten
from .job import ChunkResult, Job
from .memory import LARGE, OUT_OF_MEMORY, WANT_OF_MEMORY, reserve
from .months import months, no_month
from .rejects import Reject, create_reject, masked_value, raw_text
from .report import MOST, BulkReport, Tally
from .scanned import Scanned, scan_document, scan_lines, unsure_lines
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
def _known_deviations(contract: str) -> KnownDeviations:
    """One per process; it learns from chunk to chunk."""
    return KnownDeviations(find_contract(contract))


class _Validation:
    def __init__(self, job: Job, chunk: Lines, is_document: bool = False) -> None:
        self._job, self._chunk, self._is_document = job, chunk, is_document
        self._contract = find_contract(job.contract)
        self._wants_drift = "drift" in job.options.counted
        self._tally = Tally(MOST_IN_CHUNK)
        self._met = MetDeviations(_known_deviations(job.contract), {*job.options.listed, *job.rejecting})
        self._is_response = self._contract.direction == "response"
        self._outcomes: dict[Outcome, int] = {"success": 0, "failure": 0}
        self._with_errors: dict[Outcome, int] = {"success": 0, "failure": 0}
        self._is_first = True
        """Whether no document was before the current one in this chunk."""
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
        for block in self._chunk.blocks:
            self._validate_block(offset, block)
            if self.stopped is not None:
                break
            offset += len(block)
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

    def _validate_block(self, offset: int, block: bytes) -> None:
        """Validate some lines, those that are not surely clean one by one."""
        first, (count, blank, listed), before = self._index, self._scan(block), 0
        for done, (index, start, end, result) in enumerate(listed):
            if self._weight > HEAVIEST:
                self.stopped = offset + start
                count, blank, listed = index, self._scan(block[:start])[1] if index else 0, listed[:done]
                break
            self._index, line = first + index, block[start:end]
            self._is_first = self._is_first and not block[before:start].strip()
            before = end
            if self._job.at is None:
                self._judge(offset + start, line, result)
            else:
                self._validate_row(offset + start, line)
        self._index = first + count
        self._is_first = self._is_first and not block.strip()
        self._blank += blank
        if self._is_response:
            self._outcomes["success"] += count - blank - len(listed)

    def _scan(self, block: bytes) -> Scanned:
        if self._is_document:
            return scan_document(self._contract, block, has_rows=self._job.at is not None)
        return scan_lines(self._contract, block) if self._job.at is None else unsure_lines(block)

    def _judge(self, offset: int, line: bytes, result: scanner.Result) -> None:
        """Count a document that the scanner is sure of, or validate it."""
        outcome, deviations = result if isinstance(result, tuple) else (result, ())
        is_explained = not deviations or not self._wants_drift or self._count_known(line, outcome, deviations)
        is_large_failure = outcome == scanner.FAILURE and len(line) > LARGE
        if outcome == scanner.UNSURE or not is_explained or is_large_failure:
            self._validate_exactly(offset, line, deviations)
        elif outcome == scanner.FAILURE:
            value = self._contract.decode(line, is_accepted=True).value
            self._count_outcome("failure", self._contract.failure_code(value))
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
            self._judge(offset, self.reply.raw, self._contract.scan(self.reply.raw))

    def _count_outcome(self, outcome: Outcome | None, code: str = "", has_error: bool = False) -> None:
        if outcome is not None:
            self._outcomes[outcome] += 1
            self._with_errors[outcome] += has_error
        if outcome == "failure":
            self._tally.add_failure(code)

    def _count_known(self, line: bytes, outcome: int, deviations: Sequence[scanner.RawDeviation]) -> bool:
        """Count deviations that are known. False when the document must be validated."""
        found = self._met.find(deviations) if outcome == scanner.SUCCESS else None
        if found is None:
            return False
        if not self._met.has_all(found):
            if len(line) > LARGE:
                return False
            value = self._contract.decode(line, is_accepted=True).value
            self._count(self._met.first_places(found, value), 0)
        self._met.count(found)
        return True

    def _validate_exactly(self, offset: int, line: bytes, deviations: Sequence[scanner.RawDeviation]) -> None:
        if not self._is_document and self._job.at is None and not line.strip(WHITE_SPACE):
            self._blank += 1
            return
        try:
            if len(line) > LARGE:
                reserve(len(line))
            decoded = self._contract.decode(line, is_accepted=bool(deviations))
            if not self._wants_drift and self._contract.accepts_decoded(decoded):
                outcome = self._contract.outcome(decoded.value)
                self._count_outcome(outcome, self._contract.failure_code(decoded.value) if outcome == "failure" else "")
                return
            result = validate_exactly(self._contract, decoded, self._job.options.messages)
        except OUT_OF_MEMORY:
            result = self._unvalidated()
        if deviations and result.is_usable:
            self._met.learn(deviations, result.deviations)
        if self._is_document and self._job.options.listed:
            from ..validation.hints import hints

            self._hints = hints(self._contract, result.decoded, result.report, self._job.options.messages.hint_lang)
        self._add(offset, line, result)

    def _add(self, offset: int, line: bytes, result: ExactResult) -> None:
        """Count the findings of a document, and create its output units and its reject."""
        job, report = self._job, result.report
        if job.options.listed:
            self._suspects.add(line, result.kinds, self._is_first, self._head())
        self._failed += not report.ok
        self._count_outcome(report.outcome, self._contract.failure_code(result.decoded.value), not report.ok)
        self._count(zip([finding.pointer for finding in report.findings], result.kinds, strict=True), 1)
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
        return self._chunk.head if self._is_first and self._job.at is None else b""

    def _create_units(self, result: ExactResult) -> list[OutputUnit]:
        """Output units of the counted findings, by line and column."""
        options, report = self._job.options, result.report
        both = zip(report.findings, result.kinds, strict=True)
        pairs = [pair for pair in both if pair[0].severity in options.counted]
        report = report._replace(findings=tuple(finding for finding, _ in pairs))
        found = output_units(self._job.source, result.decoded, report, self._index + 1, options.messages.lang)
        month = months(self._contract, result.decoded.value) if options.has_months else no_month
        places = zip(found, pairs, strict=True)
        found = [unit._replace(pattern=kind.pointer, month=month(unit.finding.pointer)) for unit, (_, kind) in places]
        if self.reply.raw:
            found = [self.reply.move(unit, self._index + 1) for unit in found]
        return sorted(found, key=lambda unit: (unit.line, unit.column))

    def _unvalidated(self) -> ExactResult:
        """The result for a document that there is no memory for."""
        message = self._job.options.messages.text(WANT_OF_MEMORY)
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

    def _count(self, found: Iterable[tuple[str, Kind]], count: int) -> None:
        """Count findings so many times each, with the places where they stand."""
        before = self._tally.distinct
        for pointer, kind in found:
            if kind.severity in self._job.options.counted:
                self._tally.add(kind, count, self._place(pointer))
        self._weight += KIND * (self._tally.distinct - before)

    def _place(self, pointer: str) -> Place:
        return Place(self._job.source, self._index + self.reply.line, shorten(pointer))

    def _report(self) -> BulkReport:
        for kind, count in self._met.counts():
            if kind.severity in self._job.options.counted:
                self._tally.more(kind, count)
        documents = self._index - self._blank
        valid, rest = documents - self._failed, 0 if self.stopped is None else self._chunk.end - self.stopped
        numbers = {"documents": documents, "valid": valid, "rejected": self._rejected, "blank": self._blank}
        numbers |= {"successes": self._outcomes["success"], "failures": self._outcomes["failure"]}
        numbers["successes_with_errors"] = self._with_errors["success"]
        numbers["failures_with_errors"] = self._with_errors["failure"]
        self._tally.add_numbers(**numbers, bytes=self._chunk.size - rest)
        return self._tally.report(self._job.contract)
