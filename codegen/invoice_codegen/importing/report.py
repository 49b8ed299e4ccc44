"""What an import prints: the table of all operations, and a line for each part that was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..parse.aside import said as set_aside
from ..problem import printable
from .convert import Draft
from .evidence import places
from .operations import Operation
from .parameters import Refused
from .samples import Sample

_MANY, _SHOWN = 10, 3
"""From how many losses of one sort on a report counts them, and how many places it shows then."""


def table(found: list[Operation], draft: Draft) -> list[tuple[str, str, str]]:
    """A row for each operation: method and path, name, and whether a contract can have it."""
    refused = {operation.id: reason for operation, reason in draft.refused}
    rows = []
    for operation in found:
        where = printable(operation.place)
        if operation.id in refused:
            state = f"left out: {_reason(refused[operation.id])}"
        else:
            times = Counter(located.loss.reason for located in draft.losses[operation.id])
            state = f"degraded: {_counted(times)}" if times else "whole"
        rows.append((where, operation.id, printable(state)))
    return rows


def totals(found: list[Operation], draft: Draft) -> str:
    """One line that counts the rows of the table."""
    left_out, degraded = len(draft.refused), sum(bool(losses) for losses in draft.losses.values())
    whole = len(found) - left_out - degraded
    return f"{len(found)} operation{'' if len(found) == 1 else 's'}: {whole} whole, {degraded} degraded, {left_out} left out"


def lines(draft: Draft) -> Iterator[str]:
    """A line for each operation that was left out, and for each degraded or left-out part of the others.

    Requests and successes come before failures. Many losses of one sort are one line with their number; the ledger has all.
    """
    for operation, reason in draft.refused:
        yield printable(f"{operation.place}: left out: {_reason(reason)}")
    found = [
        (
            (located.side.partition("-")[0], *located.loss[:2]),
            f"{call.operation.id}.{located.side}{path and f' {path}'}",
            located.loss,
        )
        for call in draft.calls
        for located, path in places(draft, call)
    ]
    sorts: dict[tuple[str, ...], list[str]] = {}
    counted = set[tuple[str, ...]]()
    for sort, where, _ in found:
        sorts.setdefault(sort, []).append(where)
    for sort, where, loss in sorted(found, key=lambda one: one[0][0] == "failure"):
        if len(sorts[sort]) < _MANY:
            yield printable(f"{where}: {loss}, at {loss.place} of the document")
        elif sort not in counted:
            counted.add(sort)
            yield printable(_counted_line(*sort, sorts[sort]))


def _counted_line(side: str, kind: str, reason: str, wheres: list[str]) -> str:
    """One line for many losses of one sort."""
    first = ", ".join(list(dict.fromkeys(wheres))[:_SHOWN])
    return f"{side}s: {kind}: {reason}, {len(wheres)} times, at first {first}; ledger.yaml has all places"


def note(draft: Draft) -> Iterator[str]:
    """One line about all words that only document."""
    if draft.aside:
        yield printable(set_aside(draft.aside))


def against(samples: list[Sample]) -> Iterator[str]:
    """A line for each example that contradicts its own schema."""
    for sample in samples:
        if sample.findings:
            more = f", and {len(sample.findings) - 1} more" if len(sample.findings) > 1 else ""
            yield printable(f"{sample.place}: an example that contradicts its schema: {sample.findings[0]}{more}")


def _reason(reason: Refused) -> str:
    return f"{reason.reason}{f' ({reason.detail})' if reason.detail else ''}"


def _counted(times: Counter[str]) -> str:
    return ", ".join(f"{reason}{f' × {count}' if count > 1 else ''}" for reason, count in times.most_common())
