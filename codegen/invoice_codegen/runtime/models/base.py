"""Base classes of the models: typed fields over exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self, overload

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, PrivateAttr
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .. import jsontext
from ..errors import InvalidResponse
from ..i18n.message import MessageOptions
from ..jsontext import pointer
from ..validation.contract import DEFAULT_OPTIONS, Contract, packaged_contract
from ..validation.decoding import Decoded, Payload
from ..validation.report import Finding, Report
from . import html
from .assign import check_names, converted, unknown_field
from .descriptions import with_descriptions
from .dump import dump, exact_json
from .response_info import Http
from .values import SingleItem, Undocumented
from .wire import field_names, is_there, needed_fields, unset_shadowed_fields, wire_members, wire_names


class Check:
    """The validation of a payload by the contract of a model, or of a model as it is."""

    @overload
    def __get__(self, model: None, owner: type[Model]) -> Callable[[Payload], Report]: ...

    @overload
    def __get__(self, model: Model, owner: type[Model]) -> Callable[[], Report]: ...

    def __get__(self, model: Model | None, owner: type[Model]) -> Callable[..., Report]:
        own = owner._contract()
        return own.check if model is None else lambda: own.check(model)


class Model(BaseModel):
    """Base of all models. Unknown members are kept in `model_extra`; null, `""` and absent stay distinct.

    A field that is absent reads as None; `del` makes it absent. A constructor and an assignment take Python names and
    names on the wire, and convert texts and integers to the documented type where that loses nothing. Reprs hide the
    values of unknown members, which may be personal data.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        validate_assignment=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
    )

    _contract_id: ClassVar[str]
    _single_items: ClassVar[tuple[str, ...]] = ()
    """Lists by wire name in whose place one item may come."""
    _needed: ClassVar[tuple[str, ...]] = ()
    """Members by wire name that every success has."""
    _takes: ClassVar[tuple[type, ...]] = (Mapping,)
    """Decoded values that `from_json` takes."""

    check: ClassVar[Check] = Check()
    """`Invoice.check(payload)` validates a payload, `invoice.check()` this object as it is now."""

    if not TYPE_CHECKING:  # type checkers derive the keywords from the fields
        __pydantic_extra__: dict[str, Undocumented]

        def __init__(self, /, **members: Any) -> None:
            __tracebackhide__ = True
            kind = type(self)
            check_names(kind, members)
            given = {name: converted(kind, name, value) for name, value in members.items()}
            self.__pydantic_validator__.validate_python(given, self_instance=self)

        __init__.__pydantic_base_init__ = True  # so that pydantic does not call it for what comes over the wire

        def __setattr__(self, name: str, value: Any) -> None:
            kind = type(self)
            name = field_names(kind).get(name, name)
            if name in kind.model_fields:
                value = converted(kind, name, value)
            elif not (name.startswith("_") or hasattr(kind, name) or name in (self.model_extra or ())):
                raise AttributeError(f"{kind.__name__} {unknown_field(kind, name)}")
            super().__setattr__(name, value)

        def __delattr__(self, name: str) -> None:
            kind = type(self)
            name = field_names(kind).get(name, name)
            if name not in kind.model_fields or kind.model_config.get("frozen"):
                super().__delattr__(name)
            else:
                self.__dict__[name] = kind.model_fields[name].get_default(call_default_factory=True)
                self.__pydantic_fields_set__.discard(name)

    @classmethod
    def from_json(cls, raw: bytes | bytearray | memoryview | str | Mapping[str, Any] | Model) -> Self:
        """Read a response, or a record in one, exactly.

        Drift (a new code, a new member, an undocumented null) is no error.

        Args:
            raw: JSON text, or a mapping or a model, in wire or logical form.

        Raises:
            InvalidResponse: The contract finds an error; the exception has the report.
            TypeError: `raw` is nothing of that.
        """
        if not isinstance(raw, (bytes, bytearray, memoryview, str, Model, *cls._takes)):
            raise TypeError(_not_json(cls, raw))
        try:
            return cls._from_decoded(cls._contract().decode(raw))
        except RecursionError:
            raise InvalidResponse(cls._contract().no_room()) from None

    @classmethod
    def _from_decoded(cls, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Self:
        own = cls._contract()
        if not own.accepts_decoded(decoded):
            raise InvalidResponse(own.check_decoded(decoded, options))
        model = cls.model_validate(decoded.value, by_alias=True, by_name=False)
        unset_shadowed_fields(model, decoded.value)
        return model

    @classmethod
    def _contract(cls) -> Contract:
        return packaged_contract(cls._contract_id)

    def to_json(self) -> bytes:
        """The JSON text of the fields that are set, under their wire names, numbers with their own digits.

        Raises:
            ValueError: A field was set to a value that is not JSON.
        """
        return jsontext.write(self)

    def _wire_members(self) -> dict[str, Any]:
        """The members that are there by their names on the wire; `jsontext` asks for them."""
        return wire_members(self)

    def model_dump_json(self, *, indent: int | None = None, ensure_ascii: bool = False, **options: Any) -> str:
        """The JSON text that `to_json` gives, as a string; with options of pydantic the same of `model_dump(**options)`."""
        return exact_json(self.model_dump(**options) if options else self, indent, ensure_ascii)

    def __eq__(self, other: object) -> bool:
        """Equal in every field, also in which fields are set; the text that a reply was read from does not count."""
        if type(other) is not type(self) or not isinstance(other, Model):
            return NotImplemented
        return (
            self.__dict__ == other.__dict__
            and self.model_fields_set == other.model_fields_set
            and self.model_extra == other.model_extra
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        fields = handler(source)
        if cls.__pydantic_complete__:  # it is the schema that this method made when the class was
            return fields
        writer = core_schema.wrap_serializer_function_ser_schema(partial(dump, cls), info_arg=True, schema=fields)
        made: Any = {**fields, "serialization": writer}
        if not cls._single_items:
            return made  # type: ignore[no-any-return]
        return core_schema.no_info_wrap_validator_function(cls._with_single_items, made)

    @classmethod
    def _with_single_items(cls, value: Any, build: Callable[[Any], Self]) -> Self:
        """Build a model; an object that came in place of its list becomes a list of one that is written as it came."""
        if not isinstance(value, dict):
            return build(value)
        names = [(name, wire) for name, wire in wire_names(cls) if wire in cls._single_items]
        singles = {each: name for name, wire in names for each in (name, wire) if isinstance(value.get(each), dict)}
        model = build({**value, **{each: [value[each]] for each in singles}}) if singles else build(value)
        for name in singles.values():
            vars(model)[name] = SingleItem(vars(model)[name])
        return model

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON schema with attribute docstrings as descriptions."""
        fields: Any = {name: part for name, part in schema.items() if name != "serialization"}
        made = handler(fields)
        with_descriptions(cls, handler.resolve_ref_schema(made), {wire: name for name, wire in wire_names(cls)})
        return made

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        extra, needed = self.model_extra or {}, needed_fields(type(self))
        for name, value in super().__repr_args__():
            if name in extra and name not in type(self).model_fields:
                yield name, _Hidden()
            elif name not in needed or is_there(self, name):
                yield name, value

    def _repr_html_(self) -> str:
        """A table for notebooks; masked as the repr."""
        return html.table(self)


# As text, older versions of pydantic look the name up in the module of each model.
Model.__annotations__["__pydantic_extra__"] = dict[str, Undocumented]


class _Hidden:
    def __repr__(self) -> str:
        return html.HIDDEN


def _not_json(kind: type[Model], raw: Any) -> str:
    if isinstance(raw, (list, tuple)) and Mapping in kind._takes:
        return f"from_json takes JSON text or one object; use [{kind.__name__}.from_json(item) for item in items]"
    own = "a dict" if Mapping in kind._takes else "a list" if list in kind._takes else "an int, a Decimal, a bool"
    takes = f"from_json takes JSON text as bytes or str, {own} or a model"
    is_json = raw is None or isinstance(raw, (bool, int, float, Decimal, Mapping, list, tuple))
    return f"{takes}, not {type(raw).__name__}" if is_json else f"{takes}; {jsontext.no_json(raw)}"


class Reply(Model):
    """Base of the models of whole responses and webhooks."""

    _raw: bytes | None = PrivateAttr(default=None)
    _received: Report | None = PrivateAttr(default=None)
    """The report on `_raw`, once somebody asked for it."""
    _http: Http | None = PrivateAttr(default=None)
    _notes: tuple[Finding, ...] = PrivateAttr(default=())
    """Findings on what carried the text, such as its charset."""

    @classmethod
    def _from_decoded(cls, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Self:
        reply = super()._from_decoded(decoded, options)
        private: Any = reply.__pydantic_private__  # as `reply._raw = …`, without the tests of an assignment
        private["_raw"] = decoded.raw
        return reply

    @property
    def report(self) -> Report:
        """The report on what was received: the findings on the JSON text that this reply was read from.

        It stays the same when the object is changed; `reply.check()` and `contract.check(reply)` judge the object as it
        is now. A reply that was not read from text has the report on itself.
        """
        if self._raw is None:
            return self._contract().check(self)
        if self._received is None:
            report = self._contract().check(self._raw)
            self._received = report._replace(findings=(*self._notes, *report.findings))
        return self._received

    @property
    def http(self) -> Http | None:
        """HTTP status and headers; None when the reply did not come from a call."""
        return self._http


def get_member(model: Model, place: str) -> Any:
    """The value at a JSON Pointer through models; None where there is none."""
    value: Any = model
    for name in pointer.split(place):
        if not isinstance(value, Model):
            return None
        value = next((getattr(value, own) for own, wire in wire_names(type(value)) if wire == name), None)
    return value


def has_parent(model: Model, place: str) -> bool:
    """Whether the object around a member is there, or is said to be null."""
    for name in pointer.split(place)[:-1]:
        own = field_names(type(model)).get(name, "")
        inner = getattr(model, own, None)
        if not isinstance(inner, Model):
            return is_there(model, own)
        model = inner
    return True
