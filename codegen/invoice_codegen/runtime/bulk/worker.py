"""The verdict on a block of lines, given in whichever process: what goes in and comes out can be sent to another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from .. import jsontext
from ..validation.contract import contract as find
from ..validation.decoding import unreadable
from ..validation.output import BatchResult, OutputUnit
from ..validation.report import FailOn, Severity
from ..validation.validator import by_pointer
from .chunks import Block, Lines
from .documents import ReportOptions, tell
from .exact import ExactResult, look
from .fast import CachedDeviation, FastPath
from .rejects import Reject, as_it_came, masked, reject
from .report import MOST, BulkReport, Kind, Place, Tally, short

BLANK = b" \t\r"
MOST_OF_A_BLOCK = 2 * MOST
"""Distinct findings of one severity and keyword that are told apart in a block: archives may be made to have millions."""


class Job(NamedTuple):
    """What is asked about every line."""

    contract: str
    """Id of the contract."""
    source: str
    """As places name it."""
    fail_on: FailOn = "error"
    """A document with such a finding is rejected."""
    telling: ReportOptions = ReportOptions(told=())
    """Which findings count, and which are told one by one."""
    wants_rejects: bool = False
    """Whether a dead letter is made of each rejected document."""

    @property
    def refuses(self) -> tuple[Severity, ...]:
        """What a document is rejected for."""
        refused: tuple[Severity, ...] = ("error",) if self.fail_on == "error" else ("error", "drift")
        return tuple(severity for severity in refused if severity in self.telling.counted)

    def of(self, source: str) -> Job:
        """The same about another source."""
        return self._replace(source=source)


class ChunkResult(NamedTuple):
    """What was found in a block. Its lines are counted from 1; `moved` gives them their numbers in the source."""

    source: str
    lines: int
    report: BulkReport
    units: Sequence[OutputUnit]
    rejects: Sequence[Reject]
    hints: Sequence[str] = ()
    """Likely mistakes in a whole document with errors."""

    @property
    def batch(self) -> BatchResult:
        """The same for whoever prints findings."""
        report = self.report
        errors, drift, known = report.count("error"), report.count("drift"), report.count("known")
        return BatchResult(self.source, report.documents, report.valid, errors, drift, known, self.units, self.hints)

    def moved(self, before: int) -> ChunkResult:
        """With so many lines before the block."""
        units = [unit._replace(line=unit.line + before) for unit in self.units]
        rejects = [record._replace(line=record.line + before) for record in self.rejects]
        return ChunkResult(self.source, self.lines, self.report.moved(before), units, rejects, self.hints)


def judge(asked: Job, block: Block) -> ChunkResult:
    """Judge all lines of a block. Raises OSError when it can't be read."""
    return judge_lines(asked, block.lines())


def judge_lines(asked: Job, block: Lines, is_document: bool = False) -> ChunkResult:
    """Judge lines that were read already, or a whole document as if it were one line."""
    return _Judging(asked, block, is_document).judged()


@cache
def _swift(contract: str) -> FastPath:
    """One for each process, which goes on learning from block to block."""
    return FastPath(find(contract))


class _Judging:
    def __init__(self, asked: Job, block: Lines, is_document: bool) -> None:
        self._asked, self._block, self._lines, self._is_document = asked, block, block.lines, is_document
        self._contract, self._swift = find(asked.contract), _swift(asked.contract)
        self._offsets: list[int] = []
        self._tally = Tally(MOST_OF_A_BLOCK)
        self._hits: dict[CachedDeviation, int] = {}
        self._stops = {*asked.telling.told, *asked.refuses}
        """Severities of findings that have to be looked at closely wherever they are met."""
        self._failed = self._rejected = self._blank = 0
        self._units: list[OutputUnit] = []
        self._rejects: list[Reject] = []
        self._hints: list[str] = []

    def judged(self) -> ChunkResult:
        """All lines, one after the other."""
        departures = self._swift.departures if "drift" in self._asked.telling.counted else self._accepted
        for index, line in enumerate(self._lines):
            found = departures(line)
            if found is None or (found and not self._is_counted(index, line, found)):
                self._look_closely(index, line)
        if self._block.too_long:
            self._refuse_unread(self._block.too_long)
        return ChunkResult(
            self._asked.source, len(self._lines), self._report(), self._units, self._rejects, self._hints
        )

    def _accepted(self, line: bytes) -> list[CachedDeviation] | None:
        """Where only errors count: nothing to tell of what is accepted."""
        return [] if self._contract.accepts(line) else None

    def _is_counted(self, index: int, line: bytes, found: Sequence[CachedDeviation]) -> bool:
        """Count what the swift way found; False when it has to be looked at closely."""
        hits = self._hits
        if not all(it in hits for it in found):
            if any(kind.severity in self._stops for it in found for kind in it.kinds):
                return False
            self._note_first(index, line)
        for it in found:
            hits[it] += 1
        return True

    def _note_first(self, index: int, line: bytes) -> None:
        """The places of what was not met in this block before, in the order in which the exact way finds them."""
        placed = self._swift.places(line)
        kinds = [(place, kind) for place, hit in placed for kind in self._counted(hit)]
        for place, kind in sorted(kinds, key=lambda each: by_pointer(each[0], each[1].keyword)):
            self._tally.add(kind, 0, self._place(index, place))
        for _, hit in placed:
            self._hits.setdefault(hit, 0)

    def _counted(self, hit: CachedDeviation) -> list[Kind]:
        return [kind for kind in hit.kinds if kind.severity in self._asked.telling.counted]

    def _look_closely(self, index: int, line: bytes) -> None:
        if not self._is_document and not line.strip(BLANK):
            self._blank += 1
            return
        looked = look(self._contract, line, self._asked.telling.voice)
        self._swift.learn(looked.departures)
        if self._is_document and not looked.report.ok:
            from ..validation.hints import hints

            self._hints = hints(self._contract, looked.decoded, looked.report, self._asked.telling.voice.lang)
        self._take(index, line, looked)

    def _take(self, index: int, line: bytes, looked: ExactResult) -> None:
        """Count a document that was looked at, tell its findings, and make its dead letter."""
        asked, report = self._asked, looked.report
        self._failed += not report.ok
        self._count(index, looked)
        is_rejected = any(finding.severity in asked.refuses for finding in report.findings)
        self._rejected += is_rejected
        writes = is_rejected and asked.wants_rejects
        if not writes and not any(finding.severity in asked.telling.told for finding in report.findings):
            return
        every = asked.telling._replace(told=asked.telling.counted)
        units = tell(asked.source, looked.decoded, report, every, index + 1).units
        self._units += [unit for unit in units if unit.severity in asked.telling.told]
        if writes:
            held = as_it_came(line) if asked.telling.voice.show_values else masked(self._contract, looked.decoded.value)
            letter = reject(self._contract, units, index + 1, self._offset(index), held, self._is_document)
            self._rejects.append(letter)

    def _refuse_unread(self, size: int) -> None:
        """A line that is too long to be held: what it would come to, with nothing of it to show."""
        decoded = unreadable(b"", jsontext.Unreadable(jsontext.too_long(size)))
        report = self._contract.check_decoded(decoded, self._asked.telling.voice)
        looked = ExactResult(report, decoded, [Kind("error", "json", "")], {})
        self._lines.append(b"")
        self._take(len(self._lines) - 1, b"", looked)

    def _count(self, index: int, looked: ExactResult) -> None:
        for finding, kind in zip(looked.report.findings, looked.kinds, strict=True):
            if kind.severity in self._asked.telling.counted:
                self._tally.add(kind, 1, self._place(index, finding.pointer))

    def _place(self, index: int, pointer: str) -> Place:
        return Place(self._asked.source, index + 1, short(pointer))

    def _offset(self, index: int) -> int:
        if not self._offsets:
            lengths = (len(line) + 1 for line in self._lines)
            self._offsets = list(accumulate(lengths, initial=self._block.offset))
        return self._offsets[index]

    def _report(self) -> BulkReport:
        for hit, count in self._hits.items():
            for kind in self._counted(hit):
                self._tally.more(kind, count)
        documents = len(self._lines) - self._blank
        valid, size = documents - self._failed, self._block.size
        numbers = {"documents": documents, "valid": valid, "rejected": self._rejected, "blank": self._blank}
        self._tally.add_numbers(**numbers, bytes=size)
        return self._tally.report(self._asked.contract)
