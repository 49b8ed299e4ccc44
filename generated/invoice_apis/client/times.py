"""Days and times as arguments: written as the format of the contract says, and refused where that would lose digits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from .http.messages import format_utc

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _day(day: date) -> str:
    if isinstance(day, datetime):
        raise ValueError("time for an argument that is a day; give the day that is meant, as in time.date()")
    return day.isoformat()


def _seconds(time: date) -> int:
    return _since_epoch(time) // timedelta(seconds=1)


def _ms_json_date(time: date) -> str:
    return f"/Date({_since_epoch(time, 'millisecond', 1000) // timedelta(milliseconds=1)}+0000)/"


def _date_time(time: date) -> str:
    try:
        return format_utc(_instant(time))
    except OverflowError:
        raise ValueError("time outside of the years 1 to 9999 in UTC") from None


def _since_epoch(time: date, unit: str = "second", microseconds: int = 1_000_000) -> timedelta:
    return _instant(time, unit, microseconds) - _EPOCH


def _instant(time: date, unit: str = "second", microseconds: int = 1_000_000) -> datetime:
    """A time that is one instant, in whole units. Raises ValueError."""
    if not isinstance(time, datetime):
        raise ValueError(
            "day for an argument that is a time; give one, as in datetime(2026, 1, 31, tzinfo=timezone.utc)"
        )
    if time.tzinfo is None or time.utcoffset() is None:
        raise ValueError("time without a time zone; give one, as in datetime(2026, 1, 31, tzinfo=timezone.utc)")
    if rest := time.microsecond % microseconds:
        remedy = f"use .replace(microsecond={time.microsecond - rest})"
        raise ValueError(f"time with a fraction of a {unit}, which the documented format does not have; {remedy}")
    return time


WRITERS: dict[str, Callable[[date], str | int]] = {
    "datetime": _date_time,
    "date": _day,
    "epoch-seconds": _seconds,
    "ms-json-date": _ms_json_date,
}
"""What writes a day or a time, by the type of the parameter. Each raises ValueError for one that would lose something."""
