"""Count findings of many documents by kind, and report them as text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..i18n.message import Lang, Message
from ..i18n.printable import escape_unprintable
from ..validation.contract import contract
from ..validation.report import Outcome, Severity
from .counts import errors_text, with_errors
from .findings import OTHERS, SEVERITIES, Counted, Kind, Place, parse_count, parse_text

MOST = 1000
"""Distinct findings of one severity and keyword; the rest is counted together. Then single counts are lower bounds, and
their sum is exact."""
LINES = 50
"""Findings in a printed report; `findings` has all."""
UNREADABLE = "input"
"""Keyword of a source that can't be read to its end."""
OUTCOMES = ("successes", "failures", "successes_with_errors", "failures_with_errors")
NUMBERS = ("documents", "valid", "rejected", "blank", "bytes", *OUTCOMES)
"""Members of a report that are added up."""
LATER_NUMBERS = {*OUTCOMES}
"""Members that reports of earlier versions lack."""
MOST_CODES = 100
"""Distinct codes of failures; the rest is counted together."""
CODES_SHOWN = 5
"""Codes of failures in the summary."""
LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class BulkReport:
    """Validation result of many documents. True when `ok`."""

    contract: str
    """Id of the contract."""
    documents: int = 0
    valid: int = 0
    """Documents without an error."""
    rejected: int = 0
    """Documents with an error; with `fail_on="drift"` also those with drift."""
    blank: int = 0
    """Lines of white space; they are not documents."""
    bytes: int = 0
    """Bytes read, decompressed."""
    successes: int = 0
    """Responses that say success; they may have errors. 0 for requests and records."""
    failures: int = 0
    """Responses that say failure; they may have errors. What says neither is in none of the two."""
    successes_with_errors: int = 0
    """Of the successes, those with an error."""
    failures_with_errors: int = 0
    """Of the failures, those with an error."""
    codes: tuple[tuple[str, int], ...] = ()
    """Codes of the failures with their counts, the most frequent first; the code is empty where a failure has none."""
    findings: tuple[Counted, ...] = ()
    """By severity, then by first place."""

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """Whether no document was rejected and every source was read to its end."""
        return not self.fails()

    def fails(self, max_reject_ratio: float = 0.0) -> bool:
        """Whether the ratio of rejects exceeds the limit, or a source could not be read to its end.

        Raises ValueError for a limit that is not between 0 and 1.
        """
        if not 0 <= max_reject_ratio <= 1:  # NaN is not either
            raise ValueError(f"max_reject_ratio must be between 0 and 1, not {max_reject_ratio}")
        return self.reject_ratio > max_reject_ratio or bool(self.unreadable)

    @property
    def unreadable(self) -> tuple[Counted, ...]:
        """Sources that could not be read to their end."""
        return tuple(found for found in self.findings if found.kind.keyword == UNREADABLE)

    @property
    def reject_ratio(self) -> float:
        """Share of rejected documents; 0 without documents."""
        return self.rejected / self.documents if self.documents else 0.0

    @property
    def census(self) -> tuple[Counted, ...]:
        """All drift, known or not."""
        return tuple(found for found in self.findings if found.kind.severity != "error")

    @property
    def is_capped(self) -> bool:
        """Whether some findings exceed the limit of distinct ones and are only counted together."""
        return any(found.kind.found == OTHERS for found in self.findings)

    def unexpected(self, outcome: Outcome) -> int:
        """Number of documents that do not have an outcome."""
        return self.documents - (self.successes if outcome == "success" else self.failures)

    def unexpected_outcomes(self, outcome: Outcome) -> Message:
        """How many documents do not have an outcome."""
        message = "expected {outcome}, found something else: {count} of {documents}"
        documents = documents_text(self.documents)
        return Message(message, outcome=Message(outcome), count=f"{self.unexpected(outcome):,}", documents=documents)

    def count(self, severity: Severity) -> int:
        """Number of findings of a severity."""
        return sum(found.count for found in self.findings if found.kind.severity == severity)

    def moved(self, lines: int) -> BulkReport:
        """Add a number of lines to all first places."""
        findings = (found.moved(lines) for found in self.findings)
        return replace(self, findings=tuple(findings))

    def __add__(self, later: BulkReport) -> BulkReport:
        """Combine two reports, in reading order. Raises ValueError for different contracts."""
        if self.contract != later.contract:
            raise ValueError(f"the reports are on two contracts, {self.contract} and {later.contract}")
        tally = Tally()
        for report in (self, later):
            tally.add_report(report)
        return tally.report(self.contract)

    def summary(self) -> Message:
        """The counts in one line; outcomes where there are failures."""
        counts = Message(
            "{contract}: {documents}, {valid} without error; {errors}, {drift} drift, {known} known",
            contract=self.contract,
            documents=documents_text(self.documents),
            valid=f"{self.valid:,}",
            errors=errors_text(self.count("error")),
            drift=f"{self.count('drift'):,}",
            known=f"{self.count('known'):,}",
        )
        return Message("{counts}; {outcomes}", counts=counts, outcomes=self.outcomes()) if self.failures else counts

    def outcomes(self) -> Message:
        """How many responses say success and failure, and the most frequent codes of failures."""
        shown = [f"{shorten_code(code) or '-'} x{count:,}" for code, count in self.codes[:CODES_SHOWN]]
        shown += [OTHERS] if len(self.codes) > CODES_SHOWN else []
        successes = (
            Message("1 success") if self.successes == 1 else Message("{count} successes", count=f"{self.successes:,}")
        )
        failures = (
            Message("1 failure") if self.failures == 1 else Message("{count} failures", count=f"{self.failures:,}")
        )
        parts = {
            "successes": with_errors(successes, self.successes_with_errors),
            "failures": with_errors(failures, self.failures_with_errors),
        }
        if not shown:
            return Message("{successes}, {failures}", **parts)
        return Message("{successes}, {failures}: {codes}", **parts, codes=shown)

    def code_labels(self, lang: Lang = "en") -> dict[str, str]:
        """The labels of the most frequent codes of failures, where the contract has one."""
        try:
            own = contract(self.contract)
        except LookupError:
            return {}
        labels: dict[str, str] = {}
        for code, _ in self.codes[:CODES_SHOWN]:
            found = (own.documentation.code_label(place, code, lang) for place in own.rules["codes"])
            if label := next(filter(None, found), None):
                labels[code] = label
        return labels

    def lines(self, lang: Lang = "en") -> list[str]:
        """The summary, and a line for each label of a code."""
        return [self.summary().text(lang), *(f"  {code}: {label}" for code, label in self.code_labels(lang).items())]

    def __str__(self) -> str:
        head = Message(
            "{contract}: {documents}, {rejected} rejected ({ratio}); {errors}, {drift} drift, {known} known",
            contract=self.contract,
            documents=documents_text(self.documents),
            rejected=f"{self.rejected:,}",
            ratio=f"{self.reject_ratio:.2%}",
            errors=errors_text(self.count("error")),
            drift=f"{self.count('drift'):,}",
            known=f"{self.count('known'):,}",
        )
        head = Message("{counts}; {outcomes}", counts=head, outcomes=self.outcomes()) if self.failures else head
        more = len(self.findings) - LINES
        rest = [f"  {OTHERS} and {more:,} more kinds"] if more > 0 else []
        return "\n".join([head, *(f"  {found}" for found in self.findings[:LINES]), *rest])

    def as_json(self) -> dict[str, Any]:
        """The report as JSON types; `from_json` parses it."""
        numbers = {name: getattr(self, name) for name in NUMBERS}
        result = {"ok": self.ok, "reject_ratio": self.reject_ratio, "capped": self.is_capped}
        findings = [found.as_json() for found in self.findings]
        return {"contract": self.contract, **numbers, "codes": dict(self.codes), **result, "findings": findings}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> BulkReport:
        """Parse the result of `as_json`. Raises ValueError."""
        try:
            counts = {**dict.fromkeys(LATER_NUMBERS, 0), **record}
            numbers = {name: parse_count(counts[name]) for name in NUMBERS}
            codes = tuple((parse_text(code), parse_count(count)) for code, count in record.get("codes", {}).items())
            findings = tuple(Counted.from_json(found) for found in record["findings"])
            return cls(parse_text(record["contract"]), **numbers, codes=codes, findings=findings)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no report of a bulk validation: {error!r}") from None


class Tally:
    """Counts findings for a report, in reading order."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        """Distinct findings of one severity and keyword."""
        self._numbers: dict[str, int] = dict.fromkeys(NUMBERS, 0)
        self._counts: dict[Kind, int] = {}
        self._first: dict[Kind, Place] = {}
        self._distinct: dict[tuple[str, str], int] = {}
        self._codes: Counter[str] = Counter()

    def add(self, kind: Kind, count: int, first: Place) -> None:
        """Count findings of a kind; `first` is the place of the first one."""
        kind = self._distinguish(kind)
        self._counts[kind] = self._counts.get(kind, 0) + count
        self._first.setdefault(kind, first)

    def more(self, kind: Kind, count: int) -> None:
        """Count more findings of a kind that was added before."""
        self._counts[kind if kind in self._counts else _others(kind)] += count

    @property
    def distinct(self) -> int:
        """Number of distinct findings."""
        return len(self._counts)

    def _distinguish(self, kind: Kind) -> Kind:
        """The kind, or the one for all others when there are too many."""
        if kind in self._counts:
            return kind
        group = kind.severity, kind.keyword
        distinct = self._distinct.get(group, 0)
        if kind.found == OTHERS or distinct >= self._most:
            return _others(kind)
        self._distinct[group] = distinct + 1
        return kind

    def add_failure(self, code: str, count: int = 1) -> None:
        """Count failures with a code."""
        code = shorten_code(code)
        self._codes[code if code in self._codes or len(self._codes) < MOST_CODES else OTHERS] += count

    def add_report(self, report: BulkReport) -> None:
        """Add the counts of a report."""
        for code, count in report.codes:
            self.add_failure(code, count)
        self.add_numbers(**{name: getattr(report, name) for name in NUMBERS})
        for found in report.findings:
            self.add(found.kind, found.count, found.first)

    def add_numbers(self, **numbers: int) -> None:
        """Add to the numbers of documents, bytes and so on."""
        for name, number in numbers.items():
            self._numbers[name] += number

    def report(self, contract: str) -> BulkReport:
        """The report so far."""
        codes = sorted(self._codes.items(), key=lambda each: (-each[1], each[0]))
        return BulkReport(contract, **self._numbers, codes=tuple(codes), findings=tuple(self._sorted()))

    def _sorted(self) -> Iterator[Counted]:
        for severity in SEVERITIES:
            for kind, count in self._counts.items():
                if kind.severity == severity:
                    yield Counted(kind, count, self._first[kind])


def _others(kind: Kind) -> Kind:
    return Kind(kind.severity, kind.keyword, "", OTHERS)


def documents_text(count: int) -> Message:
    """How many documents."""
    return Message("1 document") if count == 1 else Message("{count} documents", count=f"{count:,}")


def shorten_code(code: str) -> str:
    """A code of a failure without unprintable characters, cut to `LONGEST_CODE`."""
    code = escape_unprintable(code)
    return code if len(code) <= LONGEST_CODE else code[: LONGEST_CODE - 1] + OTHERS
