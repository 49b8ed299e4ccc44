"""The summary of a `validate` run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...bulk.report import BulkReport
from ...i18n.message import Lang, Message
from ...validation.contract import Profile
from ...validation.report import Outcome, Severity
from ..output import problem_message

INTERRUPTED = Message("interrupted; the rest was not validated")
CAPPED = Message("Some keywords have too many distinct findings; the rest is only counted (\u2026).")


@dataclass(slots=True)
class Summary:
    """Counts of a run; they are final after its last result."""

    contract: str
    lang: Lang
    report: Callable[[], BulkReport]
    """The report so far."""
    is_complete: bool = True
    """False after Ctrl-C."""
    sources: Sequence[str] = ()
    """Names of all sources."""
    problems: Sequence[str | Exception] = ()
    """Why some were not validated."""
    profile: Profile = "documented"
    rejecting: Sequence[Severity] = ("error",)
    """Severities that reject a document."""
    expect: Outcome | None = None
    """Outcome that every response must have."""
    earlier: str = ""
    """Name of the report that this run was compared with."""
    max_reject_ratio: float = 0.0
    """Share of rejected documents that is accepted."""
    fails: Callable[[], bool] = lambda: False
    """Whether the findings so far are more than is accepted."""
    shows_values: bool = False
    started: datetime | None = None
    """In UTC."""

    @property
    def is_partial(self) -> bool:
        """Whether some of the input was not validated."""
        return bool(self.problems) or not self.is_complete

    def text(self) -> str:
        """The counts in one line, and one for each code of failures that has a label."""
        summary, *labels = self.report().lines(self.lang)
        if not self.is_complete:
            summary = Message("{summary}; interrupted, the rest was not validated", summary=summary).text(self.lang)
        return "\n".join([summary, *labels])

    def complaints(self) -> list[str]:
        """What else keeps the run from success: messages, and other texts as they are."""
        found = [problem_message(problem) for problem in self.problems]
        if not self.is_complete:
            found.append(INTERRUPTED)
        if self.expect is not None and self.report().unexpected(self.expect):
            found.append(self.report().unexpected_outcomes(self.expect))
        return found

    def notes(self) -> list[Message]:
        """What the reader must know besides."""
        return [CAPPED] if self.report().is_capped else []

    def as_json(self) -> dict[str, Any]:
        """The counts."""
        report = self.report()
        return {
            "documents": report.documents,
            "valid": report.valid,
            "errors": report.count("error"),
            "drift": report.count("drift"),
            "known": report.count("known"),
            "successes": report.successes,
            "failures": report.failures,
            "codes": dict(report.codes),
            "complete": self.is_complete,
        }
