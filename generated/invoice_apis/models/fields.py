"""The types of fields, for type checkers: what a field reads as, and what it may be set to.

At run time a field is its type in `Scalar[…]`, or null. A type checker sees that a text or an integer may be given too,
which is converted to the documented type (see `assign.py`), and that reading never gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

ABSENT: Any = None
"""The default of a field: a member that did not come reads as None."""


class _Nullable:
    """A value or null."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.nullable_schema(handler(source))


NEEDED = _Nullable()
"""A list or an object that every success has. A failure may lack it, which reads as empty, or have null there."""


class Tagged:
    """One of several models, by the code in a member of the object; an object with another code is a JsonObject."""

    def __init__(self, tag: str, models: Mapping[Any, str]) -> None:
        self.tag, self.models = tag, models

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices: dict[Any, CoreSchema] = {kind.__name__: handler.generate_schema(kind) for kind in get_args(source)}
        return core_schema.tagged_union_schema(choices, self._choose)

    def _choose(self, value: Any) -> str:
        """The name of the class for a value."""
        name = type(value).__name__
        if not isinstance(value, Mapping) or name == "JsonObject":
            return name if name in self.models.values() else "JsonObject"
        code: Any = value.get(self.tag)
        is_code = isinstance(code, (str, int, Decimal)) and not isinstance(code, bool)
        return self.models.get(code, "JsonObject") if is_code else "JsonObject"


if TYPE_CHECKING:
    from typing import Generic, Self, TypeVar, overload

    from .base import Model

    Kind = TypeVar("Kind")

    class Scalar(Generic[Kind]):
        """A text, a number or a code."""

        @overload
        def __get__(self, model: None, owner: type[Model]) -> Self: ...
        @overload
        def __get__(self, model: Model, owner: type[Model]) -> Kind | None: ...
        def __get__(self, model: Any, owner: Any) -> Any: ...
        def __set__(self, model: Model, value: Kind | int | str | None) -> None: ...
        def __delete__(self, model: Model) -> None: ...

else:

    class Scalar:
        """A text, a number or a code."""

        def __class_getitem__(cls, kind: Any) -> Any:
            # Optional[A | B] may be Optional[B | A]: typing keeps one of two that are equal. The first type counts here.
            return Annotated[kind, _Nullable()]
