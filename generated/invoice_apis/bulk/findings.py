"""Kinds of findings in many documents, with count and first place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..i18n.message import Message
from ..i18n.printable import escape_unprintable, shown
from ..validation.report import Severity

MASKED = "***"
OTHERS = "…"
"""Value of `found` for the findings beyond the limit of distinct ones."""

SEVERITIES: tuple[Severity, ...] = ("error", "drift", "known")
Change = Literal["new-code", "new-member", "null", "flipped-type", "other"]
LONGEST = 500
"""Characters of a pointer in a report; names of new members may have any length."""


def shorten(pointer: str) -> str:
    """A pointer of at most `LONGEST` characters."""
    return pointer if len(pointer) <= LONGEST else pointer[: LONGEST - 1] + "…"


class Place(NamedTuple):
    """Where a finding was first met."""

    source: str
    line: int
    """From 1."""
    pointer: str
    """JSON Pointer into the document of that line."""


class Kind(NamedTuple):
    """What identical findings share."""

    severity: Severity
    keyword: str
    pointer: str
    """JSON Pointer in which `*` stands for any item of a list."""
    found: str = ""
    """The code or JSON type; codes of sensitive members are masked. Empty for other keywords."""
    ledger: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of finding and its count."""

    kind: Kind
    count: int
    first: Place

    def moved(self, lines: int) -> Counted:
        """Add a number of lines to the first place."""
        return replace(self, first=self.first._replace(line=self.first.line + lines))

    @property
    def change(self) -> Change:
        """What the vendor changed, if this is drift."""
        keyword, found = self.kind.keyword, self.kind.found
        if keyword == "type":
            return "null" if found == "null" else "flipped-type"
        return {"enum": "new-code", "const": "new-code", "additionalProperties": "new-member"}.get(keyword, "other")  # type: ignore[return-value]

    def message(self) -> Message:
        """One line of a printed report."""
        kind, note = self.kind, f" [{self.kind.ledger}]" if self.kind.ledger else ""
        found = f" {kind.found}" if kind.found else ""
        where = shown(kind.pointer) if kind.pointer else Message("(whole payload)")
        return Message(
            "{count} x {severity}[{keyword}] {where}{found}, first at {place}",
            count=self.count,
            severity=kind.severity,
            keyword=escape_unprintable(kind.keyword),
            where=where,
            found=escape_unprintable(f"{found}{note}"),
            place=f"{shown(self.first.source)}:{self.first.line}",
        )

    def __str__(self) -> str:
        return str(self.message())

    def as_json(self) -> dict[str, Any]:
        """The record, in output order."""
        kind, first = self.kind, self.first
        return {
            "severity": kind.severity,
            "keyword": kind.keyword,
            "instanceLocation": kind.pointer,
            "found": kind.found,
            "change": self.change if kind.severity != "error" else None,
            "ledger": kind.ledger,
            "count": self.count,
            "first": {"source": first.source, "line": first.line, "instanceLocation": first.pointer},
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Counted:
        """Parse the result of `as_json`. Raises KeyError or TypeError."""
        first, ledger, severity = record["first"], record["ledger"], record["severity"]
        if severity not in SEVERITIES:
            raise TypeError("unknown severity")
        keyword, pointer, found = (parse_text(record[name]) for name in ("keyword", "instanceLocation", "found"))
        place = Place(parse_text(first["source"]), parse_count(first["line"]), parse_text(first["instanceLocation"]))
        return cls(
            Kind(severity, keyword, pointer, found, None if ledger is None else parse_text(ledger)),
            parse_count(record["count"]),
            place,
        )


def parse_text(value: Any) -> str:
    """Check that a JSON value is a string. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError("expected a string")
    return value


def parse_count(value: Any) -> int:
    """Check that a JSON value is a count. Raises TypeError."""
    if type(value) is not int or value < 0:
        raise TypeError("expected a count")
    return value
