"""The report on one payload, and its findings."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from ..i18n.message import Lang, Message
from ..i18n.printable import shown

Severity = Literal["error", "drift", "known"]
Outcome = Literal["success", "failure"]
FailOn = Literal["error", "drift"]
"""The least severity that fails a check."""
MAX_LINES = 50
"""Findings in the text of a report; `findings` has all of them."""


class Finding(NamedTuple):
    """One deviation of a payload from its contract.

    | severity | meaning |
    |---|---|
    | error | the payload can't be used |
    | drift | the vendor sends what its page does not document |
    | known | drift that the ledger explains; `ledger` is the id of the entry |
    """

    severity: Severity
    pointer: str
    """JSON Pointer into the logical payload."""
    schema_pointer: str
    """JSON Pointer into the `documented` schema; empty where that schema has no such rule."""
    keyword: str
    """The JSON Schema keyword, or one of `json`, `duplicate-key`, `contentEncoding`, `rounded`, `limit`, `period`, `charset`,
    which no schema has."""
    message: str
    """The deviation in words; values of sensitive members are masked."""
    ledger: str | None = None

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang = "en") -> str:
        """One line: severity, keyword, pointer and message. The message keeps its own language."""
        note = f" [{self.ledger}]" if self.ledger else ""
        place = shown(self.pointer) or Message("(whole payload)").text(lang)
        return f"{self.severity}[{self.keyword}] {place}: {self.message}{note}"


class Report(NamedTuple):
    """All findings on one payload. Its truth value is `ok`."""

    contract: str
    """Id of the contract, `<api>/<operation>.<direction>`."""
    outcome: Outcome | None
    """Success or failure of the call; None for a request, and where neither can be determined."""
    findings: tuple[Finding, ...]
    lang: Lang = "en"
    """The language of the messages."""

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """Whether there is no error; drift is not one."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that make the payload unusable."""
        return self._of("error")

    @property
    def drift(self) -> tuple[Finding, ...]:
        """Deviations of the vendor from its own page."""
        return self._of("drift")

    @property
    def known(self) -> tuple[Finding, ...]:
        """Drift that the ledger explains."""
        return self._of("known")

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def __str__(self) -> str:
        counts = {"contract": self.contract, "drift": len(self.drift), "known": len(self.known)}
        if len(self.errors) == 1:
            head = Message("{contract}: 1 error, {drift} drift, {known} known", **counts)
        else:
            head = Message(
                "{contract}: {errors} errors, {drift} drift, {known} known", errors=len(self.errors), **counts
            )
        more = len(self.findings) - MAX_LINES
        rest = [Message("  … and {count} more", count=more).text(self.lang)] if more > 0 else []
        lines = (f"  {finding.text(self.lang)}" for finding in self.findings[:MAX_LINES])
        return "\n".join([head.text(self.lang), *lines, *rest])


def parse_fail_on(severity: str) -> FailOn:
    """Check the least severity that fails. Raises ValueError for an unknown one."""
    for known in get_args(FailOn):
        if severity == known:
            return severity  # type: ignore[return-value]
    raise ValueError(f"unknown fail_on {severity!r}; choose {' or '.join(map(repr, get_args(FailOn)))}")
