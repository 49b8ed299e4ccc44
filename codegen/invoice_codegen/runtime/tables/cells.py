"""Values of cells: exactly what the payload says, in the type of the column, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeVar

from .. import jsontext
from ..jsontext.pointer import MISSING
from ..validation import formats
from .columns import Column, Kind

T = TypeVar("T")
SHANGHAI = timezone(timedelta(hours=8))
MILLIS_SHANGHAI = "epoch-millis-shanghai"
LONGEST = 400
"""Digits of an integer in text."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LONG_FRACTION = re.compile(r"\.[0-9]{6}[0-9]*[1-9]")
"""More digits of a second than a datetime has; zeros at the end do not count."""


class UnfitValue(Exception):
    """A value that is not of the documented form, or that a column can't hold exactly."""


class UnfitTime(UnfitValue):
    """A time of the documented form that a column can't hold exactly."""


def zone_of(column: Column) -> timezone:
    """The time zone in which the times of a column are shown."""
    return SHANGHAI if column.format == MILLIS_SHANGHAI else UTC


def digits(value: Any) -> str:
    """A value as text: text as it is, a number by its own digits, anything else as JSON."""
    return value if isinstance(value, str) else jsontext.write(value).decode()


def code_text(value: Any) -> str:
    """A code as text: one that was written `1.0` is `1`."""
    is_whole = isinstance(value, Decimal) and value.adjusted() < LONGEST and value == value.to_integral_value()
    return str(int(value)) if is_whole else digits(value)


def typed(column: Column, value: Any) -> Any:
    """A value in the type of its column; empty text is None where the column is not of text. Raises UnfitValue."""
    if value is None or value is MISSING:
        return None
    if value == "" and column.kind not in ("text", "json"):
        return None
    return _CONVERSIONS[column.kind](value, column)


def is_time(column: Column, value: Any) -> bool:
    """Whether a value is a time of the documented form."""
    try:
        return isinstance(typed(column, value), date)
    except UnfitValue:
        return False


def is_number(text: str) -> bool:
    """Whether a text is a number as JSON writes it."""
    return _NUMBER.fullmatch(text) is not None


def _text(value: Any, column: Column) -> str:
    return digits(value)


def _json(value: Any, column: Column) -> str:
    return jsontext.write(value).decode()


def _decimal(value: Any, column: Column) -> Decimal:
    """A number. One in text has no zeros or sign before it that would be lost."""
    number = Decimal(value) if isinstance(value, str) and is_number(value) else value
    if isinstance(number, bool) or not isinstance(number, (int, Decimal)):
        raise UnfitValue
    return Decimal(number)


def _integer(value: Any, column: Column) -> int:
    number = _decimal(value, column)
    if number.adjusted() > LONGEST or number != number.to_integral_value():
        raise UnfitValue
    if isinstance(value, str) and value != str(int(number)):
        raise UnfitValue
    return int(number)


def _boolean(value: Any, column: Column) -> bool:
    if not isinstance(value, bool):
        raise UnfitValue
    return value


def _instant(value: Any, column: Column) -> datetime:
    """An instant in the time zone of its column."""
    if column.format == "date-time":
        found = _parsed(value, formats.parse_date_time)
    elif column.format == "ms-json-date":
        found = _parsed(value, formats.parse_ms_json_date)
    else:
        found = formats.from_seconds(_epoch(value, column), 1000 if column.format == MILLIS_SHANGHAI else 1)
    try:
        return _found(found).astimezone(zone_of(column))
    except OverflowError:  # outside of the years 1 to 9999
        raise UnfitValue from None


def _epoch(value: Any, column: Column) -> int:
    """A number since 1970. One below the documented limit, such as `20210301`, has another unit or form."""
    number = _integer(value, column)
    if column.minimum is not None and number < column.minimum:
        raise UnfitValue
    return number


def _local(value: Any, column: Column) -> datetime:
    return _found(_parsed(value, formats.parse_local_date_time))


def _day(value: Any, column: Column) -> date:
    return _found(_parsed(value, formats.parse_date))


def _parsed(value: Any, parse: Callable[[str], T | None]) -> T | None:
    found = parse(value) if isinstance(value, str) else None
    if found is not None and _LONG_FRACTION.search(value):
        raise UnfitTime
    return found


def _found(value: T | None) -> T:
    if value is None:
        raise UnfitValue
    return value


_CONVERSIONS: Mapping[Kind, Callable[[Any, Column], Any]] = {
    "text": _text,
    "json": _json,
    "decimal": _decimal,
    "integer": _integer,
    "boolean": _boolean,
    "instant": _instant,
    "local": _local,
    "day": _day,
}
