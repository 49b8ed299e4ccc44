"""The types in models, for type hints and for code that builds models."""

from .models.base import Model, Reply
from .models.enums import OpenIntEnum, OpenStrEnum
from .models.values import (
    DateTimeText,
    DecimalText,
    Integer,
    JsonList,
    JsonObject,
    LocalDateTimeText,
    SensitiveText,
    ShanghaiMillis,
    YearMonth,
    YearMonthText,
)

__all__ = [
    "DateTimeText",
    "DecimalText",
    "Integer",
    "JsonList",
    "JsonObject",
    "LocalDateTimeText",
    "Model",
    "OpenIntEnum",
    "OpenStrEnum",
    "Reply",
    "SensitiveText",
    "ShanghaiMillis",
    "YearMonth",
    "YearMonthText",
]
