"""What the vendor changed since an earlier report: two reports compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from .report import OTHERS, BulkReport, Counted

Same = tuple[str, str, str]
"""Keyword, place and what was found: with these two findings are the same, whatever the ledger says of them by now."""


class Drift(NamedTuple):
    """What recorded traffic says of a contract, next to an earlier report. As a truth value: there is nothing new."""

    report: BulkReport
    errors: tuple[Counted, ...]
    """What makes documents unusable, new or not."""
    new: tuple[Counted, ...]
    """Drift that the ledger does not explain and the earlier report does not have. Of a keyword with so many distinct
    findings that the earlier report left some out, none is called new."""
    known: tuple[Counted, ...]
    """Drift that the ledger explains."""
    healed: tuple[Counted, ...]
    """Drift of the earlier report, explained or not, that is not seen any more."""

    def __bool__(self) -> bool:
        return not self.errors and not self.new

    def as_json(self) -> dict[str, Any]:
        """The report, and what was compared: a later run can take it as the earlier report."""
        compared = {name: [found.as_json() for found in getattr(self, name)] for name in ("new", "known", "healed")}
        return {**self.report.as_json(), **compared}


def compare(report: BulkReport, before: BulkReport | None = None) -> Drift:
    """What is new, known or healed in a report. Raises ValueError for an earlier report on another contract."""
    if before is not None and before.contract != report.contract:
        raise ValueError(f"the earlier report is on {before.contract}, not on {report.contract}")
    earlier = before.census if before is not None else ()
    seen = {_same(found) for found in earlier}
    here = {_same(found) for found in report.census}
    capped, capped_before = _capped(report.census), _capped(earlier)
    return Drift(
        report,
        errors=tuple(found for found in report.findings if found.kind.severity == "error"),
        new=tuple(
            found
            for found in report.census
            if found.kind.severity == "drift" and _same(found) not in seen and found.kind.keyword not in capped_before
        ),
        known=tuple(found for found in report.census if found.kind.severity == "known"),
        healed=tuple(it for it in earlier if _same(it) not in here and it.kind.keyword not in capped),
    )


def _capped(census: Iterable[Counted]) -> set[str]:
    """Keywords with so many distinct findings that some were only counted."""
    return {found.kind.keyword for found in census if found.kind.found == OTHERS}


def _same(found: Counted) -> Same:
    return found.kind.keyword, found.kind.pointer, found.kind.found
