"""The types in models, for type hints and for code that builds models, and functions that read members of several types."""

from .models.base import Model, Reply
from .models.enums import OpenIntEnum, OpenStrEnum
from .models.reading import date_of, datetime_of, decimal_of
from .models.values import (
    DateText,
    DateTimeText,
    DecimalNumber,
    DecimalText,
    EpochSeconds,
    Integer,
    JsonList,
    JsonObject,
    JsonValue,
    LocalDateTimeText,
    MsJsonDateText,
    SensitiveText,
    ShanghaiMillis,
    YearMonth,
    YearMonthText,
)

__all__ = [
    "DateText",
    "DateTimeText",
    "DecimalText",
    "EpochSeconds",
    "Integer",
    "JsonList",
    "JsonObject",
    "JsonValue",
    "LocalDateTimeText",
    "Model",
    "MsJsonDateText",
    "DecimalNumber",
    "OpenIntEnum",
    "OpenStrEnum",
    "Reply",
    "SensitiveText",
    "ShanghaiMillis",
    "YearMonth",
    "YearMonthText",
    "date_of",
    "datetime_of",
    "decimal_of",
]
