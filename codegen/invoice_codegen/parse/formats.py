"""The values of `format`."""

from __future__ import annotations

NOTED_TEXTS = ("email", "hostname", "ipv4", "ipv6", "password", "time", "uri", "uri-reference", "uuid")
"""Formats of text that only document: no schema has them, so that no validator checks them."""
FORMATS: dict[str, dict[str, str]] = {
    "decimal": {"number": "Decimal", "string": "DecimalText"},
    "date-time": {"string": "DateTimeText"},
    "local-date-time": {"string": "LocalDateTimeText"},
    "year-month": {"string": "YearMonthText", "integer": "YearMonth"},
    "epoch-millis-shanghai": {"integer": "ShanghaiMillis"},
    "int64": {"integer": "Integer"},
    "date": {"string": "DateText"},
    "epoch-seconds": {"integer": "EpochSeconds"},
    "ms-json-date": {"string": "MsJsonDateText"},
    "int32": {"integer": "Integer"},
    "double": {"number": "Decimal"},
    "float": {"number": "Decimal"},
    **{name: {"string": "str"} for name in NOTED_TEXTS},
}
"""The supported formats: for each JSON type, the Python type of a member in models."""
