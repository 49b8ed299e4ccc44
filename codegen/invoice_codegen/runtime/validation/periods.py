"""Periods of a request: a start that must not be after its end, which no JSON Schema can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..jsontext import pointer
from . import formats

ORDERED: Mapping[str, Callable[[str], Any]] = {
    name: formats.PARSERS[name] for name in ("date", "date-time", "local-date-time", "year-month")
}
"""Formats of text whose values have an order; numbers have one too."""

Period = Mapping[str, str]
"""`start` and `end`, JSON Pointers into the logical value, and the `format` of both; empty for numbers."""


def reversed_periods(periods: Sequence[Period], value: Any) -> Iterator[Period]:
    """The periods of a logical value that end before they start. What can't be compared is left to the schema."""
    for period in periods:
        start, end = (_ordered(pointer.get(value, period[name]), period["format"]) for name in ("start", "end"))
        if start is not None and type(start) is type(end) and start > end:
            yield period


def in_order(periods: Sequence[Period], value: Any) -> Any:
    """A logical value without reversed periods: their start and end are exchanged."""
    for period in reversed_periods(periods, value):
        start, end = pointer.get(value, period["start"]), pointer.get(value, period["end"])
        value = pointer.set_path(pointer.set_path(value, period["start"], end), period["end"], start)
    return value


def _ordered(value: Any, format: str) -> Any:
    """A value to compare; None if there is none."""
    if isinstance(value, str):
        return ORDERED[format](value) if format in ORDERED else None
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return Decimal(value) if is_number and value == value else None  # a NaN has no order
