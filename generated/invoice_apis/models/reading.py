"""One type for a member that may come in several: decimals, days and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar, overload

from ..jsontext.plain import token_of
from ..validation import formats
from .values import DateTimeText, EpochSeconds, LocalDateTimeText, MsJsonDateText, ShanghaiMillis, YearMonth

View = TypeVar("View")


@overload
def decimal_of(value: None) -> None: ...
@overload
def decimal_of(value: Decimal | int) -> Decimal: ...
@overload
def decimal_of(value: Decimal | int | str | None) -> Decimal | None: ...
def decimal_of(value: Decimal | int | str | None) -> Decimal | None:
    """The number of a member, whether it came as a number or as text, with its own digits.

    Args:
        value: The member. None and `""`, which carry no value, give None.

    Raises:
        ValueError: A text is no decimal number, such as `"N/A"`: a sum that left it out would be wrong.
        TypeError: A float or another type, which no member has.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _parsed(value, formats.parse_decimal, "a decimal number")
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"decimal_of takes Decimal, int, str or None, not {type(value).__name__}")
    if isinstance(value, Decimal):
        return value
    return Decimal(int(value)) if (token := token_of(value)) is None else token


def date_of(value: str | int | None) -> dt.date | None:
    """The day of a member: in China for milliseconds, at its own offset for a time, the first for a month.

    Args:
        value: The member, a typed text or number such as `YearMonth`, or a text of one of their forms or `yyyy-MM-dd`. None
            and `""`, which carry no value, give None.

    Raises:
        ValueError: A text is no day, or a number is beyond the years 1 to 9999.
        TypeError: A plain int, which does not say what it counts, or another type.
    """
    if value is None or value == "":
        return None
    if isinstance(value, (ShanghaiMillis, YearMonth)):
        return _in_range(value.date)
    if isinstance(value, EpochSeconds):
        return _in_range(value.datetime).date()
    if not isinstance(value, str):
        raise TypeError(f"date_of takes a member with a date, text or None, not {type(value).__name__}")
    return _parsed(value, _parse_date, "a day, a month or a time")


def datetime_of(value: str | int | None) -> dt.datetime | None:
    """The time of a member: aware where the member has an offset or counts milliseconds, else naive.

    Args:
        value: The member, a typed text or number such as `DateTimeText`, or a text of their forms. None and `""`, which
            carry no value, give None.

    Raises:
        ValueError: A text is no time, or a number is beyond the years 1 to 9999.
        TypeError: A plain int, which does not say what it counts, or another type.
    """
    if value is None or value == "":
        return None
    if isinstance(value, (ShanghaiMillis, EpochSeconds)):
        return _in_range(value.datetime)
    if not isinstance(value, str):
        raise TypeError(f"datetime_of takes a member with a time, text or None, not {type(value).__name__}")
    return _parsed(value, _parse_time, "a time")


def _parse_time(text: str) -> dt.datetime | None:
    return DateTimeText(text).datetime or LocalDateTimeText(text).datetime or MsJsonDateText(text).datetime


def _parse_date(text: str) -> dt.date | None:
    time = _parse_time(text)
    if time is not None:
        return time.date()
    try:
        return formats.parse_year_month(text) or dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None


def _parsed(text: str, parse: Callable[[str], View | None], what: str) -> View:
    """A parsed text. The error has no text, which may be personal data."""
    found = parse(str.__str__(text))
    if found is None:
        raise ValueError(f"a text of {len(text)} characters is not {what}")
    return found


def _in_range(found: View | None) -> View:
    if found is None:
        raise ValueError("a number is beyond the years 1 to 9999, or no month")
    return found
