"""Findings as output units of JSON Schema 2020-12: `instanceLocation`, `keywordLocation`, `error`.

Severity, line, column, ledger id and documented meaning are added. Commands, archives and Arrow columns write them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..i18n.message import Lang
from ..jsontext.positions import positions
from .contract import contract
from .decoding import Decoded
from .report import Finding, Report, Severity

UNREADABLE = ("json", "input")
"""Keywords of findings on texts that can't be read; these have no documented meaning."""


class OutputUnit(NamedTuple):
    """One finding with its line and column, and the documented meaning of the member."""

    source: str
    """Name of the file; `-` for standard input."""
    line: int
    """Line of the value, from 1."""
    column: int
    """Column of the value, in characters, from 1."""
    contract: str
    finding: Finding
    meaning: str | None = None
    """The documented meaning of the member; None where nothing is documented, and for a text that can't be read."""
    entry: str | None = None
    """JSON Pointer of the entry in a HAR file; only those have it."""
    pattern: str = ""
    """Pointer pattern under which findings of many documents are counted; empty in other reports."""
    month: str = ""
    """Month of the record that has the finding, as `2026-01`; empty where it has no time, or nobody asked."""

    @property
    def severity(self) -> Severity:
        """`error`, `drift` or `known`."""
        return self.finding.severity

    def as_json(self) -> dict[str, Any]:
        """The unit as a JSON object, in the order of writing."""
        finding = self.finding
        entry = {} if self.entry is None else {"entry": self.entry}
        return {
            "source": self.source,
            "line": self.line,
            "column": self.column,
            **entry,
            "contract": self.contract,
            "severity": finding.severity,
            "keyword": finding.keyword,
            "instanceLocation": finding.pointer,
            "keywordLocation": finding.schema_pointer,
            "error": finding.message,
            "ledger": finding.ledger,
            "meaning": self.meaning,
        }


def output_units(
    source: str, decoded: Decoded, report: Report, first_line: int = 1, lang: Lang = "en"
) -> list[OutputUnit]:
    """The findings of a report as output units.

    Args:
        source: Name of the file.
        decoded: The payload on which the report was made.
        report: The report.
        first_line: The line of the source in which the payload begins.
        lang: Language of the meanings.
    """
    if not report.findings:
        return []
    raw = decoded.raw or b""
    if decoded.error is not None:
        found = [decoded.error.place(raw)] * len(report.findings)
    else:
        found = positions(raw, [finding.pointer for finding in report.findings])
    guide = contract(report.contract).documentation
    return [
        OutputUnit(
            source,
            first_line + line - 1,
            column,
            report.contract,
            finding,
            None if finding.keyword in UNREADABLE else guide.meaning(finding.pointer, lang),
        )
        for finding, (line, column) in zip(report.findings, found, strict=True)
    ]
