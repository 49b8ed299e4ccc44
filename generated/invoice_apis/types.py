"""What models are made of, for type hints and for building models by hand.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.codes import OpenIntEnum, OpenStrEnum
from ._runtime.model import Model, Reply
from ._runtime.values import (
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
