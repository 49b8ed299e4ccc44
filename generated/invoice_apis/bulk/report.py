"""What was found in many documents: counts of each kind of finding, each with the place where it was first met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..i18n.printable import escape_unprintable
from ..validation.report import Severity

MOST = 1000
"""How many distinct findings of one severity and keyword are told apart; the others are counted together. Where some
are, the counts of single ones are at least so many, and their sum is exact."""
MASKED = "***"
OTHERS = "…"
"""Found: what comes after the first `MOST`."""
LINES = 50
"""How many findings a printed report shows; `findings` has them all."""
UNREADABLE = "input"
"""Keyword: a source that can't be read to its end."""

Change = Literal["new-code", "new-member", "null", "flipped-type", "other"]


LONGEST = 500
"""Characters of a pointer that a report keeps: names of new members may have any length."""


def short(pointer: str) -> str:
    """A pointer as reports keep it."""
    return pointer if len(pointer) <= LONGEST else pointer[: LONGEST - 1] + "…"


class Place(NamedTuple):
    """Where something was first met."""

    source: str
    line: int
    """From 1."""
    pointer: str
    """JSON Pointer into the document of that line."""


class Kind(NamedTuple):
    """What makes two findings the same."""

    severity: Severity
    keyword: str
    pointer: str
    """JSON Pointer in which `*` stands for any item of a list."""
    found: str = ""
    """The code or the JSON type that was found; codes of sensitive members are masked. Empty for other keywords."""
    ledger: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of finding, and how often it was met."""

    kind: Kind
    count: int
    first: Place

    def moved(self, lines: int) -> Counted:
        """With its first place so many lines further down."""
        return replace(self, first=self.first._replace(line=self.first.line + lines))

    @property
    def change(self) -> Change:
        """What the vendor changed, when it is drift."""
        keyword, found = self.kind.keyword, self.kind.found
        if keyword == "type":
            return "null" if found == "null" else "flipped-type"
        return {"enum": "new-code", "const": "new-code", "additionalProperties": "new-member"}.get(keyword, "other")  # type: ignore[return-value]

    def __str__(self) -> str:
        kind, note = self.kind, f" [{self.kind.ledger}]" if self.kind.ledger else ""
        found = f" {kind.found}" if kind.found else ""
        where = kind.pointer or "(whole payload)"
        first = f"{self.first.source}:{self.first.line}"
        return escape_unprintable(
            f"{self.count} x {kind.severity}[{kind.keyword}] {where}{found}{note}, first at {first}"
        )

    def as_json(self) -> dict[str, Any]:
        """The record, in the order in which it is written."""
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
        """Read what `as_json` wrote. Raises KeyError or TypeError for anything else."""
        first, ledger, severity = record["first"], record["ledger"], record["severity"]
        if severity not in _SEVERITIES:
            raise TypeError("a finding without a severity")
        keyword, pointer, found = (_text(record[name]) for name in ("keyword", "instanceLocation", "found"))
        place = Place(_text(first["source"]), _number(first["line"]), _text(first["instanceLocation"]))
        return cls(
            Kind(severity, keyword, pointer, found, None if ledger is None else _text(ledger)),
            _number(record["count"]),
            place,
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text where text belongs")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("no count where a count belongs")
    return value


def amount(number: int, noun: str) -> str:
    """`1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class BulkReport:
    """The verdict on many documents. As a truth value it is `ok`."""

    contract: str
    """Id of the contract."""
    documents: int = 0
    valid: int = 0
    """Documents without an error."""
    rejected: int = 0
    """Documents with a finding that they are rejected for: an error, or any drift where that was asked."""
    blank: int = 0
    """Lines with nothing but white space; they are no documents."""
    bytes: int = 0
    """Size of what was read, decompressed."""
    findings: tuple[Counted, ...] = ()
    """By severity, and within it in the order of their first places."""

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """Whether no document was rejected and every source could be read to its end."""
        return not self.fails()

    def fails(self, max_reject_ratio: float = 0.0) -> bool:
        """Whether more of all documents than this were rejected, or a source could not be read to its end."""
        return self.reject_ratio > max_reject_ratio or bool(self.unreadable)

    @property
    def unreadable(self) -> tuple[Counted, ...]:
        """Sources that could not be read to their end."""
        return tuple(found for found in self.findings if found.kind.keyword == UNREADABLE)

    @property
    def reject_ratio(self) -> float:
        """Rejected documents out of all; 0 when there are none."""
        return self.rejected / self.documents if self.documents else 0.0

    @property
    def census(self) -> tuple[Counted, ...]:
        """The drift, known or not."""
        return tuple(found for found in self.findings if found.kind.severity != "error")

    @property
    def is_capped(self) -> bool:
        """Whether some findings are only counted together."""
        return any(found.kind.found == OTHERS for found in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(found.count for found in self.findings if found.kind.severity == severity)

    def moved(self, lines: int) -> BulkReport:
        """With all first places so many lines further down."""
        findings = (found.moved(lines) for found in self.findings)
        return replace(self, findings=tuple(findings))

    def __add__(self, later: BulkReport) -> BulkReport:
        """One report of both; `later` was read after this one. Raises ValueError for two contracts."""
        if self.contract != later.contract:
            raise ValueError(f"reports on two contracts: {self.contract} and {later.contract}")
        tally = Tally()
        for report in (self, later):
            tally.add_report(report)
        return tally.report(self.contract)

    def __str__(self) -> str:
        known, drift = self.count("known"), self.count("drift")
        rejected = f"{self.rejected:,} rejected ({self.reject_ratio:.2%})"
        head = f"{self.contract}: {amount(self.documents, 'document')}, {rejected}"
        tail = f"{amount(self.count('error'), 'error')}, {drift:,} drift, {known:,} known"
        more = len(self.findings) - LINES
        rest = [f"  {OTHERS} and {more:,} more kinds"] if more > 0 else []
        return "\n".join([f"{head}; {tail}", *(f"  {found}" for found in self.findings[:LINES]), *rest])

    def as_json(self) -> dict[str, Any]:
        """The report as JSON types; `from_json` reads it again."""
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        verdict = {"ok": self.ok, "reject_ratio": self.reject_ratio, "capped": self.is_capped}
        findings = [found.as_json() for found in self.findings]
        return {"contract": self.contract, **numbers, **verdict, "findings": findings}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> BulkReport:
        """Read what `as_json` gave. Raises ValueError for anything else."""
        try:
            numbers = {name: _number(record[name]) for name in _NUMBERS}
            findings = tuple(Counted.from_json(found) for found in record["findings"])
            return cls(_text(record["contract"]), **numbers, findings=findings)
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no report of a bulk validation: {error!r}") from None


_NUMBERS = ("documents", "valid", "rejected", "blank", "bytes")
_SEVERITIES: tuple[Severity, ...] = ("error", "drift", "known")


class Tally:
    """A report in the making. Parts are added in the order in which they were read."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        """How many distinct findings of one severity and keyword are told apart."""
        self._numbers: dict[str, int] = dict.fromkeys(_NUMBERS, 0)
        self._counts: dict[Kind, int] = {}
        self._first: dict[Kind, Place] = {}
        self._distinct: dict[tuple[str, str], int] = {}

    def add(self, kind: Kind, count: int, first: Place) -> None:
        """Count findings of a kind; `first` is where the first of these is."""
        kind = self._told_apart(kind)
        self._counts[kind] = self._counts.get(kind, 0) + count
        self._first.setdefault(kind, first)

    def more(self, kind: Kind, count: int) -> None:
        """Count more findings of a kind that was added before."""
        self._counts[kind if kind in self._counts else _others(kind)] += count

    def _told_apart(self, kind: Kind) -> Kind:
        """The kind, or when there are too many such the one for all others."""
        if kind in self._counts:
            return kind
        group = kind.severity, kind.keyword
        distinct = self._distinct.get(group, 0)
        if kind.found == OTHERS or distinct >= self._most:
            return _others(kind)
        self._distinct[group] = distinct + 1
        return kind

    def add_report(self, report: BulkReport) -> None:
        """Count what another report counted."""
        self.add_numbers(**{name: getattr(report, name) for name in _NUMBERS})
        for found in report.findings:
            self.add(found.kind, found.count, found.first)

    def add_numbers(self, **numbers: int) -> None:
        """Count documents, bytes and so on."""
        for name, number in numbers.items():
            self._numbers[name] += number

    def report(self, contract: str) -> BulkReport:
        """What was counted so far."""
        return BulkReport(contract, **self._numbers, findings=tuple(self._sorted()))

    def _sorted(self) -> Iterator[Counted]:
        for severity in _SEVERITIES:
            for kind, count in self._counts.items():
                if kind.severity == severity:
                    yield Counted(kind, count, self._first[kind])


def _others(kind: Kind) -> Kind:
    return Kind(kind.severity, kind.keyword, "", OTHERS)
