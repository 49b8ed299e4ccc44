"""What a worker is to do, and what it returns: both can be sent to another process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..i18n.message import MessageOptions
from ..validation.output import OutputUnit
from ..validation.report import FailOn, Severity
from .chunks import Chunk
from .rejects import Reject
from .report import BulkReport


class ReportOptions(NamedTuple):
    """Which findings are reported, and how."""

    messages: MessageOptions = MessageOptions()
    counted: tuple[Severity, ...] = ("error", "drift", "known")
    """Severities that are counted."""
    listed: tuple[Severity, ...] = ("error", "drift", "known")
    """Severities with an output unit for each finding; all of them are counted."""
    has_months: bool = False
    """Whether output units have the months of their records."""


class Job(NamedTuple):
    """Options for all lines of a source."""

    contract: str
    """Id of the contract."""
    source: str
    """Name of the source in places."""
    fail_on: FailOn = "error"
    """Findings that reject a document."""
    options: ReportOptions = ReportOptions(listed=())
    wants_rejects: bool = False
    """Whether to return a reject for each rejected document."""
    at: str | None = None
    """JSON Pointer of the reply in each row; None where a row is the reply."""

    @property
    def rejecting(self) -> tuple[Severity, ...]:
        """Severities that reject a document."""
        severities: tuple[Severity, ...] = ("error",) if self.fail_on == "error" else ("error", "drift")
        return tuple(severity for severity in severities if severity in self.options.counted)

    def with_source(self, source: str) -> Job:
        """The same job for another source."""
        return self._replace(source=source)


class Suspect(NamedTuple):
    """A line for hints: it was rejected, or its names look like those of an SDK."""

    line: bytes
    findings: tuple[str, ...]
    """What was found on it: another line with the same is no better for hints."""
    is_first: bool
    """Whether it is the first document of its chunk."""
    head: bytes
    """The beginning of the source if this is its first document, else empty."""


class ChunkResult(NamedTuple):
    """Findings of a chunk, of a part of it, or of a whole document.

    Lines count from 1; `moved` adds the lines before the chunk.
    """

    source: str
    lines: int
    report: BulkReport
    units: Sequence[OutputUnit]
    rejects: Sequence[Reject]
    hints: Sequence[str] = ()
    """Likely mistakes in a source with errors."""
    rest: Chunk | None = None
    """What was not validated yet, because the findings so far are many."""
    suspects: Sequence[Suspect] = ()
    """A few lines for hints, each with other findings, in their order."""
    weight: int = 0
    """Bytes that it takes in memory, roughly."""

    def moved(self, before: int) -> ChunkResult:
        """Add a number of lines to all places."""
        units = [unit._replace(line=unit.line + before) for unit in self.units]
        rejects = [reject._replace(line=reject.line + before) for reject in self.rejects]
        return self._replace(report=self.report.moved(before), units=units, rejects=rejects)
