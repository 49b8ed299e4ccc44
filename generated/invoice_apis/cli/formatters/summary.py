"""The summary of a `validate` run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...bulk.report import BulkReport
from ...i18n.message import Lang, Message


@dataclass(slots=True)
class Summary:
    """Counts of a run; they are final after its last result."""

    contract: str
    lang: Lang
    report: Callable[[], BulkReport]
    """The report so far."""
    is_complete: bool = True
    """False after Ctrl-C."""

    def text(self) -> str:
        """The counts in one line, and one for each code of failures that has a label."""
        summary, *labels = self.report().lines(self.lang)
        if not self.is_complete:
            summary = Message("{summary}; interrupted, the rest was not validated", summary=summary).text(self.lang)
        return "\n".join([summary, *labels])

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
