"""Periods: pointers to two members of a request that can be compared."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.definition import Call
from ..parse.schema import Schema
from ..problem import Message
from ..runtime.validation.periods import ORDERED
from .paging import no_member


def periods(call: Call) -> Iterator[Message]:
    """The problems of `x-sdk-period`."""
    for period in call.operation.periods or []:
        members = {pointer: call.request_member(pointer) for pointer in (period.start, period.end)}
        if len(members) == 1:
            yield f"x-sdk-period: {period.start} is both start and end", "use two members"
            continue
        found = [member for member in members.values() if member is not None]
        for pointer, member in members.items():
            if member is None:
                yield no_member("x-sdk-period", pointer, "member of the request")
            elif not _has_order(member):
                remedy = f"point to a number, or to text in one of the formats {', '.join(ORDERED)}"
                yield f"x-sdk-period: {pointer} has no order", remedy
        if len(found) == 2 and all(map(_has_order, found)) and _kind(found[0]) != _kind(found[1]):
            message = f"x-sdk-period: {period.start} and {period.end} differ in type or format"
            yield message, "give both the same type and format, or remove x-sdk-period"


def _kind(member: Schema) -> tuple[bool, str | None]:
    return member.types == ["string"], member.format


def _has_order(member: Schema) -> bool:
    return member.format in ORDERED if member.types == ["string"] else member.types in (["integer"], ["number"])
