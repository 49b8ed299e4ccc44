"""Base classes of the models: typed fields over exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, ClassVar, Self, get_args, overload

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
from .descriptions import with_descriptions
from .response_info import Http
from .values import SingleItem


class Check:
    """The validation of a payload by the contract of a model, or of a model as it is."""

    @overload
    def __get__(self, model: None, owner: type[Model]) -> Callable[[Payload], Report]: ...

    @overload
    def __get__(self, model: Model, owner: type[Model]) -> Callable[[], Report]: ...

    def __get__(self, model: Model | None, owner: type[Model]) -> Callable[..., Report]:
        own = owner._contract()
        return own.check if model is None else lambda: own.check(model.to_json())


class Model(BaseModel):
    """Base of all models. Unknown members are kept in `model_extra`; null, `""` and absent stay distinct.

    Reprs hide the values of unknown members, which may be personal data.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
    )

    _contract_id: ClassVar[str]
    _single_items: ClassVar[tuple[str, ...]] = ()
    """Lists by wire name in whose place one item may come."""

    check: ClassVar[Check] = Check()
    """`Invoice.check(payload)` validates a payload, `invoice.check()` this object as it is now."""

    @classmethod
    def from_json(cls, raw: bytes | bytearray | memoryview | str) -> Self:
        """Read a response, or a record in one, exactly.

        Drift (a new code, a new member, an undocumented null) is no error.

        Args:
            raw: JSON text, in wire or logical form.

        Raises:
            InvalidResponse: The contract finds an error; the exception has the report.
            TypeError: `raw` is not text.
        """
        if not isinstance(raw, (bytes, bytearray, memoryview, str)):
            raise TypeError(f"from_json takes JSON text as bytes or str, not {type(raw).__name__}")
        return cls._from_decoded(cls._contract().decode(raw))

    @classmethod
    def _from_decoded(cls, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Self:
        own = cls._contract()
        if not own.accepts_decoded(decoded):
            raise InvalidResponse(own.check_decoded(decoded, options))
        model = cls.model_validate(decoded.value, by_alias=True, by_name=False)
        _unset_shadowed_fields(model, decoded.value)
        return model

    @classmethod
    def _contract(cls) -> Contract:
        return packaged_contract(cls._contract_id)

    def to_json(self) -> bytes:
        """The JSON text of the fields that are set, under their wire names, numbers with their own digits.

        Raises:
            ValueError: A field was set to a value that is not JSON.
        """
        return jsontext.write(self, _wire_members)

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
        made = handler(source)
        if not cls._single_items:
            return made
        return core_schema.no_info_wrap_validator_function(cls._with_single_items, made)

    @classmethod
    def _with_single_items(cls, value: Any, build: Callable[[Any], Self]) -> Self:
        """Build a model; an object that came in place of its list becomes a list of one that is written as it came."""
        if not isinstance(value, dict):
            return build(value)
        names = [(name, wire) for name, wire in _wire_names(cls) if wire in cls._single_items]
        singles = {each: name for name, wire in names for each in (name, wire) if isinstance(value.get(each), dict)}
        model = build({**value, **{each: [value[each]] for each in singles}}) if singles else build(value)
        for name in singles.values():
            model.__dict__[name] = SingleItem(model.__dict__[name])
        return model

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON schema with attribute docstrings as descriptions."""
        made = handler(schema)
        with_descriptions(cls, handler.resolve_ref_schema(made), {wire: name for name, wire in _wire_names(cls)})
        return made

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        extra = self.model_extra or {}
        for name, value in super().__repr_args__():
            yield name, _Hidden() if name in extra and name not in type(self).model_fields else value


class _Hidden:
    def __repr__(self) -> str:
        return "…"


class Reply(Model):
    """Base of the models of whole responses."""

    _raw: bytes | None = PrivateAttr(default=None)
    _http: Http | None = PrivateAttr(default=None)
    _notes: tuple[Finding, ...] = PrivateAttr(default=())
    """Findings on what carried the text, such as its charset."""

    @classmethod
    def _from_decoded(cls, decoded: Decoded, options: MessageOptions = DEFAULT_OPTIONS) -> Self:
        reply = super()._from_decoded(decoded, options)
        reply._raw = decoded.raw
        return reply

    @property
    def report(self) -> Report:
        """The findings on the JSON text that this reply was read from, or on its own JSON; computed on access."""
        report = self._contract().check(self.to_json() if self._raw is None else self._raw)
        return report._replace(findings=(*self._notes, *report.findings))

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
        value = next((getattr(value, own) for own, wire in _wire_names(type(value)) if wire == name), None)
    return value


@cache
def _wire_names(model: type[Model]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


@cache
def _model_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Fields that hold models."""
    return tuple((name, wire) for name, wire in _wire_names(model) if _holds_model(model.model_fields[name].annotation))


def _holds_model(annotation: Any) -> bool:
    is_model = isinstance(annotation, type) and issubclass(annotation, Model)
    return is_model or any(_holds_model(part) for part in get_args(annotation))


def _unset_shadowed_fields(model: Model, wire: Any) -> None:
    """Unset fields that did not come: pydantic counts an unknown member with the Python name of a field as that field."""
    kind = type(model)
    for name in model.__pydantic_extra__ or ():
        if name in kind.model_fields and (kind.model_fields[name].alias or name) not in wire:
            model.__pydantic_fields_set__.discard(name)
    for name, alias in _model_fields(kind):
        value = model.__dict__[name]
        if isinstance(value, Model):
            _unset_shadowed_fields(value, wire[alias])
        elif type(value) is list:
            _unset_in_list(value, wire[alias])
        elif type(value) is SingleItem:
            _unset_in_list(value, [wire[alias]])


def _unset_in_list(values: list[Any], wires: list[Any]) -> None:
    for value, wire in zip(values, wires, strict=True):
        if isinstance(value, Model):
            _unset_shadowed_fields(value, wire)
        elif type(value) is list:
            _unset_in_list(value, wire)


def _wire_members(model: Any) -> dict[str, Any]:
    """The fields of a model that are set, under their wire names, and its unknown members."""
    if not isinstance(model, Model):
        raise ValueError(f"a {type(model).__name__} is not a JSON value")
    values, is_set = model.__dict__, model.model_fields_set
    members = {wire: values[name] for name, wire in _wire_names(type(model)) if name in is_set}
    for name in type(model)._single_items:
        if isinstance(members.get(name), SingleItem) and len(members[name]) == 1:
            members[name] = members[name][0]
    return members | jsontext.plain(model.model_extra) if model.model_extra else members
