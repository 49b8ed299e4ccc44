"""Documented text formats: each parser returns the value of a text, or None when the text has another form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")
_YEAR_MONTH = re.compile(r"[0-9]{6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MS_JSON_DATE = re.compile(r"/Date\((-?[0-9]{1,17})([+-][0-9]{4})?\)/")


def parse_date_time(text: str) -> datetime | None:
    """RFC 3339 with an offset: an aware datetime."""
    return _datetime(text.upper()) if _RFC3339.fullmatch(text) else None


def parse_local_date_time(text: str) -> datetime | None:
    """`yyyy-MM-dd HH:mm:ss` without an offset: a naive datetime."""
    return _datetime(text) if _LOCAL.fullmatch(text) else None


def parse_decimal(text: str) -> Decimal | None:
    """A decimal number in ASCII digits."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def parse_year_month(text: str) -> date | None:
    """`yyyyMM`: the first day of the month."""
    if not _YEAR_MONTH.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:]), 1)
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """`yyyy-MM-dd`, a full date of RFC 3339."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def parse_ms_json_date(text: str) -> datetime | None:
    """`/Date(1577836800000+0000)/`: milliseconds since 1970 in UTC. The offset says where they were written, not when."""
    found = _MS_JSON_DATE.fullmatch(text)
    return from_seconds(int(found[1]), 1000) if found else None


def from_seconds(number: int, parts: int = 1) -> datetime | None:
    """The instant that is so many seconds, or parts of a second, after 1970 in UTC; None outside of the years 1 to 9999."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number * (1_000_000 // parts))
    except OverflowError:
        return None


def _datetime(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


PARSERS: dict[str, Callable[[str], object | None]] = {
    "date-time": parse_date_time,
    "local-date-time": parse_local_date_time,
    "decimal": parse_decimal,
    "year-month": parse_year_month,
    "date": parse_date,
    "ms-json-date": parse_ms_json_date,
}


def format_checker(name: str) -> Callable[[object], bool]:
    """The test for a `format` of JSON Schema. Values of other types pass, and so does empty text, which means "no value"."""
    parse = PARSERS[name]
    return lambda value: not isinstance(value, str) or value == "" or parse(value) is not None
