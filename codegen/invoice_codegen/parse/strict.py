"""What all models of a contract's files share: they are strict, and say for editors what each word means."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

Scalar = str | int | Decimal | bool | None
Pointer = Annotated[str, Field(pattern=r"^(/[^/]+)*$")]
JsonType = Literal["string", "integer", "number", "boolean", "array", "object", "null"]


class _NotNull:
    """Takes null from the values of a member; its default is not validated."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        values = tuple(kind for kind in get_args(source) if kind is not NoneType)
        return handler(Union[values])  # noqa: UP007 - `|` joins no tuple


Value = TypeVar("Value")
Omittable = Annotated[Value | None, _NotNull()]
"""A member that may be left out, which makes it None. Written without a value it is a problem: `minimum:`."""


class Strict(BaseModel):
    """A model that converts nothing and rejects unknown members. The text below a member explains it in editors."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        protected_namespaces=(),
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
    )

    @classmethod
    def aliases(cls, names: Iterable[str]) -> list[str]:
        """The names of attributes as contracts write them, sorted."""
        return sorted(cls.model_fields[name].alias or name for name in names)
