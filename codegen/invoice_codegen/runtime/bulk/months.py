"""The months of records, for charts: by the first time that the contract documents in a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from ..jsontext import pointer
from ..validation.contract import Contract
from ..validation.contract import contract as find_contract
from ..validation.formats import PARSERS, from_seconds

TEXTS = ("date-time", "local-date-time", "date", "ms-json-date")
"""Formats of texts with a day. `year-month` is left out: it is the month that a bill is about."""
NUMBERS = {"epoch-millis-shanghai": (1000, 8), "epoch-seconds": (1, 0)}
"""Formats of numbers since 1970: parts of a second, and hours to the zone in which they are shown."""
HOUR = 3600

Month = Callable[[str], str]
"""From the JSON Pointer of a finding to the month of its record, as `2026-01`, or to an empty text."""


class _Time(NamedTuple):
    """A member with a time."""

    name: str
    format: str
    minimum: Decimal | int | None
    """Documented lower limit of a number."""


def no_month(place: str) -> str:
    """For findings whose months nobody asked for."""
    return ""


def months(contract: Contract, value: Any) -> Month:
    """The months of the records in a payload: for each place, of the innermost object around it that has a time."""
    times = _time_members(contract.id)

    def month(place: str) -> str:
        found, inside, pattern = "", value, ""
        for part in (*pointer.split(place), ""):
            if isinstance(inside, dict):
                known = (_month(inside.get(time.name), time) for time in times.get(pattern, ()))
                found = next(filter(None, known), found)
            pattern = f"{pattern}/*" if isinstance(inside, list) else pattern + pointer.join([part])
            inside = pointer.member(inside, part)
        return found

    return month if times else no_month


@cache
def _time_members(contract: str) -> dict[str, list[_Time]]:
    """The members with times, by the pointer pattern of their object."""
    found: dict[str, list[_Time]] = {}
    for place, member in find_contract(contract).documentation.members.items():
        if member.format in TEXTS or member.format in NUMBERS:
            *parent, name = pointer.split(place)
            found.setdefault(pointer.join(parent), []).append(_Time(name, member.format, member.limits.get("minimum")))
    return found


def _month(value: Any, member: _Time) -> str:
    """The month of a time as it came; empty for other values, also for numbers below the documented limit."""
    time: object = None
    if member.format in TEXTS and isinstance(value, str):
        time = PARSERS[member.format](value)
    elif member.format in NUMBERS and type(value) in (int, Decimal):
        parts, hours = NUMBERS[member.format]
        is_time = member.minimum is None or value >= member.minimum
        time = from_seconds(int(value) + hours * HOUR * parts, parts) if is_time else None
    return f"{time.year:04}-{time.month:02}" if isinstance(time, date) else ""
