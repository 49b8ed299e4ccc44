"""A finding with its place in a source text: what every door that prints or keeps findings writes.

It follows the output unit of JSON Schema 2020-12 (`instanceLocation`, `keywordLocation`, `error`), with severity, line,
column, ledger id and documented meaning beside it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..i18n.message import Lang
from ..jsontext.positions import find_positions
from .contract import contract
from .decoding import Decoded
from .report import Finding, Report, Severity

UNREAD = ("json", "input")
"""Keywords of findings about texts that can't be read: nothing is documented of what they hold."""


class OutputUnit(NamedTuple):
    """One finding, where it stands, and what the vendor documents there."""

    source: str
    """File as it was named; `-` for standard input."""
    line: int
    """Of the offending value, from 1."""
    column: int
    """In characters, from 1."""
    contract: str
    finding: Finding
    meaning: str | None = None
    """What the vendor documents of the member; None where it documents nothing, and of a text that can't be read."""

    @property
    def severity(self) -> Severity:
        """`error`, `drift` or `known`."""
        return self.finding.severity

    def as_json(self) -> dict[str, Any]:
        """The record, in the order in which it is written."""
        finding = self.finding
        return {
            "source": self.source,
            "line": self.line,
            "column": self.column,
            "contract": self.contract,
            "severity": finding.severity,
            "keyword": finding.keyword,
            "instanceLocation": finding.pointer,
            "keywordLocation": finding.schema_pointer,
            "error": finding.message,
            "ledger": finding.ledger,
            "meaning": self.meaning,
        }


def units(source: str, decoded: Decoded, report: Report, first_line: int = 1, lang: Lang = "en") -> list[OutputUnit]:
    """The findings of a report with their places in the JSON text, which begins at a line of its source."""
    if not report.findings:
        return []
    raw = decoded.raw or b""
    if decoded.error is not None:
        found = [decoded.error.place(raw)] * len(report.findings)
    else:
        found = find_positions(raw, [finding.pointer for finding in report.findings])
    guide = contract(report.contract).guide
    return [
        OutputUnit(
            source,
            first_line + line - 1,
            column,
            report.contract,
            finding,
            None if finding.keyword in UNREAD else guide.meaning(finding.pointer, lang),
        )
        for finding, (line, column) in zip(report.findings, found, strict=True)
    ]
