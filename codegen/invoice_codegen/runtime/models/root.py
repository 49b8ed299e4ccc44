"""Base classes of the models of responses that are no objects: a list, or one text, number or boolean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .assign import converted
from .base import Reply


class RootReply(Reply):
    """A response that is one value, which the field `root` holds."""

    is_root: ClassVar[bool] = True

    if TYPE_CHECKING:

        @classmethod
        def from_json(cls, raw: Any) -> Self:
            """Read a response exactly: JSON text, or the decoded value."""
            ...

    else:  # type checkers derive the keyword from the field

        def __init__(self, /, root: Any) -> None:
            __tracebackhide__ = True
            self.__pydantic_validator__.validate_python(converted(type(self), "root", root), self_instance=self)

        __init__.__pydantic_base_init__ = True

    def _wire_members(self) -> Any:
        return self.__dict__["root"]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        made: Any = super().__get_pydantic_core_schema__(source, handler)
        if cls.__pydantic_complete__ or made["type"] != "model":
            return made  # type: ignore[no-any-return]
        return core_schema.no_info_wrap_validator_function(cls._with_root, made, serialization=made["serialization"])

    @classmethod
    def _with_root(cls, value: Any, build: Callable[[Any], Self]) -> Self:
        return build(value if isinstance(value, cls) else {"root": value})

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON schema of the value, under the name of the class."""
        made = super().__get_pydantic_json_schema__(schema, handler)
        whole = handler.resolve_ref_schema(made)
        about = {name: whole[name] for name in ("title", "description") if name in whole}
        value = {**whole["properties"]["root"], **about}
        whole.clear()
        whole.update(value)
        return made


class ScalarReply(RootReply):
    """A response that is a text, a number or a boolean: `reply.root`."""

    _takes: ClassVar[tuple[type, ...]] = (bool, int, Decimal)


if TYPE_CHECKING:
    from typing import Generic, TypeVar, overload

    Item = TypeVar("Item")

    class ListReply(RootReply, Generic[Item]):
        """A response that is a list: iterate over it, or take `reply.root`."""

        root: list[Item]

        def __iter__(self) -> Iterator[Item]: ...  # type: ignore[override]
        def __len__(self) -> int: ...
        @overload
        def __getitem__(self, index: int) -> Item: ...
        @overload
        def __getitem__(self, index: slice) -> list[Item]: ...
        def __getitem__(self, index: int | slice) -> Item | list[Item]: ...

else:

    class ListReply(RootReply):
        """A response that is a list: iterate over it, or take `reply.root`."""

        _takes: ClassVar[tuple[type, ...]] = (list, tuple)

        def __class_getitem__(cls, item: Any) -> type[ListReply]:
            return cls

        def __iter__(self) -> Iterator[Any]:
            return iter(self.root)

        def __len__(self) -> int:
            return len(self.root)

        def __getitem__(self, index: int | slice) -> Any:
            return self.root[index]
