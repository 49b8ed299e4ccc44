"""What was found: the verdict on one payload, and the receipt of a walk over pages."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..i18n.message import Lang, Message
from ..i18n.printable import escape_unprintable

Severity = Literal["error", "drift", "known"]
Outcome = Literal["success", "failure"]
FailOn = Literal["error", "drift"]
"""The least severity that fails a check."""
LINES = 50
"""How many findings a report prints; `findings` has them all."""


class Finding(NamedTuple):
    """One departure of a payload from its contract.

    `error`: the payload can't be used as what it claims to be. `drift`: the vendor sends what its page does not
    show. `known`: a drift that the ledger explains; `ledger` is the id of that entry.
    Values of sensitive members never stand in the message.
    """

    severity: Severity
    pointer: str
    """JSON Pointer into the logical payload."""
    schema_pointer: str
    """JSON Pointer into the `documented` schema; empty where that schema has no word on it."""
    keyword: str
    """The JSON Schema keyword, or for what no schema can say: `json`, `duplicate-key`, `contentEncoding`, `limit`."""
    message: str
    ledger: str | None = None

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang = "en") -> str:
        """Severity, keyword, place and message in a line; the message stays in the language it was made in."""
        note = f" [{self.ledger}]" if self.ledger else ""
        place = escape_unprintable(self.pointer) or Message("(whole payload)").text(lang)
        return f"{self.severity}[{self.keyword}] {place}: {self.message}{note}"


class Report(NamedTuple):
    """All findings on one payload. As a truth value it is `ok`."""

    contract: str
    """Id of the contract, `<api>/<operation>.<direction>`."""
    outcome: Outcome | None
    """What a response says of itself; None for requests and where it can't be told."""
    findings: tuple[Finding, ...]
    lang: Lang = "en"
    """The language of the messages."""

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """True when there is no error; drift is news, not failure."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What makes the payload unusable."""
        return self._of("error")

    @property
    def drift(self) -> tuple[Finding, ...]:
        """Where the vendor departs from its own page."""
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
        more = len(self.findings) - LINES
        rest = [Message("  … and {count} more", count=more).text(self.lang)] if more > 0 else []
        lines = (f"  {finding.text(self.lang)}" for finding in self.findings[:LINES])
        return "\n".join([head.text(self.lang), *lines, *rest])
