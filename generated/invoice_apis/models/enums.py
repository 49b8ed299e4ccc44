"""Open enumerations: documented codes are named members; any other code keeps its value and never raises."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .descriptions import member_docstrings
from .values import to_integer


class _OpenEnum:
    """Common part of both kinds."""

    _name_: str

    @property
    def is_known(self) -> bool:
        """Whether the vendor documents this code."""
        return self._name_ != "UNKNOWN"

    @classmethod
    def _json_schema(cls, type_name: str) -> JsonSchemaValue:
        """The documented codes with names and descriptions; the last branch admits any other code."""
        texts = member_docstrings(cls)
        codes: list[JsonSchemaValue] = []
        for name, member in cls.__members__.items():  # type: ignore[attr-defined]
            text = texts.get(name)
            codes.append({"const": member.value, "title": name} | ({"description": text} if text else {}))
        other: JsonSchemaValue = {"title": "UNKNOWN", "description": "Any other code keeps its value."}
        about = {"description": text} if (text := inspect.getdoc(cls)) else {}
        return {"type": type_name, "title": cls.__name__, **about, "anyOf": [*codes, other]}


def _lookup(codes: Any) -> Callable[[Any], Any]:
    """A function from value to member; calling the class takes three times as long."""
    known = codes._value2member_map_

    def member(value: Any) -> Any:
        found = known.get(value)
        return codes(value) if found is None else found

    return member


class OpenIntEnum(_OpenEnum, IntEnum):
    """Integer codes. `InvoiceState(99)` is a member named UNKNOWN with the value 99.

    Type checkers take an enumeration as closed: write a default branch, and no `assert_never`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls._member("UNKNOWN", value) if type(value) is int else None

    @classmethod
    def _member(cls, name: str, value: int) -> Self:
        member = int.__new__(cls, value)
        member._name_ = name
        member._value_ = value
        return member

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self._name_}: {self._value_}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (
            (self._from_token, (self._value_,))
            if isinstance(self._value_, Decimal)
            else super().__reduce_ex__(protocol)
        )

    @classmethod
    def _from_token(cls, token: Decimal) -> Self:
        """A code that came as `1.0`: equal to the code 1, and written as `1.0` again; its `value` is the Decimal."""
        member: Any = cls._member(cls(to_integer(token))._name_, to_integer(token))
        member._value_ = token
        code: Self = member
        return code

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = core_schema.no_info_after_validator_function(_lookup(cls), core_schema.int_schema(strict=True))
        token = core_schema.no_info_after_validator_function(cls._from_token, core_schema.decimal_schema(strict=True))
        return core_schema.union_schema([core_schema.is_instance_schema(cls), whole, token], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return cls._json_schema("integer")


class OpenStrEnum(_OpenEnum, StrEnum):
    """Text codes. `InvoiceMode("7")` is a member named UNKNOWN with the value "7".

    Type checkers take an enumeration as closed: write a default branch, and no `assert_never`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = "UNKNOWN"
        member._value_ = str.__str__(value)
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.no_info_after_validator_function(_lookup(cls), core_schema.str_schema(strict=True))
        return core_schema.union_schema([core_schema.is_instance_schema(cls), text], mode="left_to_right")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return cls._json_schema("string")
