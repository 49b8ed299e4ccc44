"""Value types that keep the wire form and add a typed view.

A view is read-only. It is None when the value has another form than documented, so an odd value never fails a reply.
The value itself is the vendor's: text stays text, numbers stay numbers.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .. import jsontext
from ..validation import formats

SHANGHAI = dt.timedelta(hours=8)
"""China's offset from UTC since 1991, without daylight saving time."""


def to_integer(token: Decimal) -> int:
    """The integer that a token such as `1.0` represents. Raises ValueError for other tokens."""
    if not token.is_finite() or (token and token.adjusted() > 308) or token != token.to_integral_value():
        raise ValueError("not an integer")
    return int(token)


class WireInteger(int):
    """An integer; one that came as `1.0` is written as `1.0` again."""

    token: Decimal | None = None
    """The number as it came, when it was not a plain integer."""

    def __new__(cls, value: int | Decimal) -> Self:
        """Raises ValueError when a Decimal is not an integer."""
        number = super().__new__(cls, to_integer(value) if isinstance(value, Decimal) else value)
        if isinstance(value, Decimal):
            number.token = value
        return number

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = core_schema.int_schema(strict=True)
        token = core_schema.decimal_schema(strict=True)
        number = core_schema.no_info_after_validator_function(cls, core_schema.union_schema([whole, token]))
        return core_schema.union_schema([core_schema.is_instance_schema(cls), number], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "integer"}


class _PlainInteger:
    """Plain integers stay `int`; only a token such as `1.0` becomes a WireInteger."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        token = core_schema.no_info_after_validator_function(WireInteger, core_schema.decimal_schema(strict=True))
        kept = core_schema.is_instance_schema(WireInteger)
        return core_schema.union_schema([kept, core_schema.int_schema(strict=True), token], mode="left_to_right")

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "integer"}


Integer = Annotated[int, _PlainInteger]
"""An integer of any length."""


class _ExactNumber:
    """A number with the digits and the scale that it came with."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "number"}


DecimalNumber = Annotated[Decimal, _ExactNumber]
"""A number with its own digits and scale."""


class ShanghaiMillis(WireInteger):
    """Milliseconds since 1970-01-01 UTC that represent a day in China."""

    @property
    def datetime(self) -> dt.datetime | None:
        """The instant as an aware datetime in UTC."""
        return formats.from_seconds(int(self), 1000)

    @property
    def date(self) -> dt.date | None:
        """The day in China (+08:00); at midnight there, the UTC day is the one before."""
        try:
            return (dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=int(self)) + SHANGHAI).date()
        except OverflowError:
            return None


class EpochSeconds(WireInteger):
    """Seconds since 1970-01-01 UTC."""

    @property
    def datetime(self) -> dt.datetime | None:
        """The instant as an aware datetime in UTC."""
        return formats.from_seconds(int(self))


class YearMonth(WireInteger):
    """A month as the number yyyyMM."""

    @property
    def date(self) -> dt.date | None:
        """The first day of the month."""
        return formats.parse_year_month(str(int(self)))


class _WireText(str):
    """Base of text types with a view."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        wrapped = core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))
        return core_schema.union_schema([core_schema.is_instance_schema(cls), wrapped], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


class SensitiveText(_WireText):
    """Personal or secret text. Its repr is masked, for logs and tracebacks; `str()` gives the value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'" if self else "''"


class DateTimeText(_WireText):
    """A time with an offset, as RFC 3339 text."""

    __slots__ = ()

    @property
    def datetime(self) -> dt.datetime | None:
        """The time as an aware datetime."""
        return formats.parse_date_time(self)


class LocalDateTimeText(_WireText):
    """A time without an offset, as `yyyy-MM-dd HH:mm:ss`; the vendor does not document its time zone."""

    __slots__ = ()

    @property
    def datetime(self) -> dt.datetime | None:
        """The time as a naive datetime."""
        return formats.parse_local_date_time(self)


class DateText(_WireText):
    """A day, as `yyyy-MM-dd`."""

    __slots__ = ()

    @property
    def date(self) -> dt.date | None:
        """The day."""
        return formats.parse_date(self)


class MsJsonDateText(_WireText):
    """An instant, as `/Date(1577836800000+0000)/`."""

    __slots__ = ()

    @property
    def datetime(self) -> dt.datetime | None:
        """The instant as an aware datetime in UTC."""
        return formats.parse_ms_json_date(self)


class DecimalText(_WireText):
    """A decimal number, sent as text."""

    __slots__ = ()

    @property
    def decimal(self) -> Decimal | None:
        """The number, with the digits and the scale of the text."""
        return formats.parse_decimal(self)


class YearMonthText(_WireText):
    """A month as the text yyyyMM."""

    __slots__ = ()

    @property
    def date(self) -> dt.date | None:
        """The first day of the month."""
        return formats.parse_year_month(self)


class SingleItem(list[Any]):
    """A list whose one item came without the list around it; while it has one item, it is written without."""


class JsonObject(dict[str, Any]):
    """An object with undocumented members. Its repr shows only their names, for the values may be personal data."""

    def __repr__(self) -> str:
        return f"JsonObject({', '.join(self)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        read = core_schema.no_info_after_validator_function(_json_object, core_schema.dict_schema())
        return core_schema.union_schema([core_schema.is_instance_schema(cls), read], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "object"}


class JsonList(list[Any]):
    """A list with undocumented items. Its repr shows only their number."""

    def __repr__(self) -> str:
        return f"JsonList({len(self)} items)"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        read = core_schema.no_info_after_validator_function(_json_list, core_schema.list_schema())
        return core_schema.union_schema([core_schema.is_instance_schema(cls), read], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "array"}


class _AnyValue:
    """Any value; objects and lists as JsonObject and JsonList."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_json_value)

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {}


JsonValue = Annotated[Any, _AnyValue]
"""A value of any JSON type, numbers as int and Decimal with their own digits."""


def _json_value(value: Any) -> Any:
    plain = _without_floats(jsontext.plain(value))
    return JsonObject(plain) if isinstance(plain, dict) else JsonList(plain) if isinstance(plain, list) else plain


def _json_object(value: dict[Any, Any]) -> JsonObject:
    return JsonObject(_without_floats(jsontext.plain(value)))


def _json_list(value: list[Any]) -> JsonList:
    return JsonList(_without_floats(jsontext.plain(value)))


def _without_floats(value: Any) -> Any:
    """A value of JSON with Decimals in place of floats, digit for digit as the floats are written."""
    if isinstance(value, float):
        return Decimal(float.__repr__(value))
    if type(value) is dict:
        return {name: _without_floats(part) for name, part in value.items()}
    if type(value) is list:
        return [_without_floats(part) for part in value]
    return value


class _Undocumented:
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_without_floats)

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {}


Undocumented = Annotated[Any, _Undocumented]
"""An undocumented member of an object."""
