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
    """A line for each operation that was left out, and for each degraded or left-out part of the others."""
    for operation, reason in draft.refused:
        yield printable(f"{operation.place}: left out: {_reason(reason)}")
    for call in draft.calls:
        for located, path in places(draft, call):
            where = f"{call.operation.id}.{located.side}{path and f' {path}'}"
            yield printable(f"{where}: {located.loss}, at {located.loss.place} of the document")


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
