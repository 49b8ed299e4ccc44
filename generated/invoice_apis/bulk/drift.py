"""Compare two reports: what the vendor changed since the earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import Any, NamedTuple

from .findings import OTHERS, Counted
from .report import BulkReport

Identity = tuple[str, str, str]
"""Keyword, pointer and value found. Findings with the same three are the same, whatever the ledger says of them."""


class Drift(NamedTuple):
    """A report compared with an earlier one. True when nothing is new and there are no errors."""

    report: BulkReport
    errors: tuple[Counted, ...]
    """Errors, new or not."""
    new: tuple[Counted, ...]
    """Drift that neither the ledger nor the earlier report has. A keyword that exceeded its limit of distinct findings
    in the earlier report has none."""
    known: tuple[Counted, ...]
    """Drift that the ledger explains."""
    resolved: tuple[Counted, ...]
    """Drift of the earlier report that is gone; none where no document was read."""
    recurring: tuple[Counted, ...] = ()
    """Drift that the ledger does not explain and that the earlier report has, too, or has so much of with its keyword that
    nobody can tell."""

    def __bool__(self) -> bool:
        return not self.errors and not self.new

    def as_json(self) -> dict[str, Any]:
        """The report with `new`, `known` and `resolved`. A later run accepts it as the earlier report."""
        groups = {name: [found.as_json() for found in getattr(self, name)] for name in ("new", "known", "resolved")}
        return {**self.report.as_json(), **groups}


def compare(report: BulkReport, before: BulkReport | None = None) -> Drift:
    """Find new, known and resolved drift. Raises ValueError for reports on different contracts."""
    if before is not None and before.contract != report.contract:
        raise ValueError(f"the earlier report is on {before.contract}, not on {report.contract}")
    earlier = before.census if before is not None else ()
    seen_before = {_identity(found) for found in earlier}
    seen = {_identity(found) for found in report.census}
    capped, capped_before = _capped(report.census), _capped(earlier)
    unexplained = [found for found in report.census if found.kind.severity == "drift"]
    is_new = [_identity(found) not in seen_before and found.kind.keyword not in capped_before for found in unexplained]
    return Drift(
        report,
        errors=tuple(found for found in report.findings if found.kind.severity == "error"),
        new=tuple(compress(unexplained, is_new)),
        known=tuple(found for found in report.census if found.kind.severity == "known"),
        resolved=tuple(
            found
            for found in (earlier if report.documents else ())
            if _identity(found) not in seen and found.kind.keyword not in capped
        ),
        recurring=tuple(compress(unexplained, (not each for each in is_new))),
    )


def _capped(census: Iterable[Counted]) -> set[str]:
    """Keywords with findings beyond the limit of distinct ones."""
    return {found.kind.keyword for found in census if found.kind.found == OTHERS}


def _identity(found: Counted) -> Identity:
    return found.kind.keyword, found.kind.pointer, found.kind.found
