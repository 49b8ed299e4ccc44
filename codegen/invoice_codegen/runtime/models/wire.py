"""The members of a model on the wire: their names, and which of them are there."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from .. import jsontext
from .values import SingleItem

ModelType = type[BaseModel]


@cache
def wire_names(model: ModelType) -> tuple[tuple[str, str], ...]:
    """The fields of a model: names in Python and on the wire."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


@cache
def field_names(model: ModelType) -> dict[str, str]:
    """The fields of a model by their names on the wire."""
    return {wire: name for name, wire in wire_names(model)}


@cache
def needed_fields(model: ModelType) -> frozenset[str]:
    """Fields that every success has: where they did not come, they hold an empty list or object."""
    names: tuple[str, ...] = getattr(model, "_needed", ())
    return frozenset(field_names(model)[wire] for wire in names)


def is_there(model: BaseModel, name: str) -> bool:
    """Whether a field is a member: it came or was set, or what it holds by default was filled."""
    if name in model.model_fields_set:
        return True
    if name not in needed_fields(type(model)):
        return False
    value = model.__dict__[name]
    return bool(wire_members(value)) if isinstance(value, BaseModel) else bool(value)


def wire_members(model: BaseModel) -> dict[str, Any]:
    """The fields that are there, under their wire names, and the unknown members."""
    values, kind = model.__dict__, type(model)
    is_set, needed = model.model_fields_set, needed_fields(kind)
    members = {
        wire: values[name]
        for name, wire in wire_names(kind)
        if name in is_set or (name in needed and is_there(model, name))
    }
    for wire in getattr(kind, "_single_items", ()):
        if isinstance(members.get(wire), SingleItem) and len(members[wire]) == 1:
            members[wire] = members[wire][0]
    return members | jsontext.plain(model.model_extra) if model.model_extra else members


def unset_shadowed_fields(model: BaseModel, wire: Any) -> None:
    """Unset fields that did not come: pydantic counts an unknown member with the Python name of a field as that field."""
    kind = type(model)
    if getattr(kind, "is_root", False):
        wire = {"root": wire}
    for name in model.__pydantic_extra__ or ():
        if name in kind.model_fields and (kind.model_fields[name].alias or name) not in wire:
            model.__pydantic_fields_set__.discard(name)
    for name, alias in _model_fields(kind):
        value = model.__dict__[name]
        if alias not in wire:
            continue
        if isinstance(value, BaseModel):
            unset_shadowed_fields(value, wire[alias])
        elif type(value) is list:
            _unset_in_list(value, wire[alias])
        elif type(value) is SingleItem:
            _unset_in_list(value, [wire[alias]])
        elif type(value) is dict:
            _unset_in_list([*value.values()], [*wire[alias].values()])


def _unset_in_list(values: list[Any], wires: list[Any]) -> None:
    for value, wire in zip(values, wires, strict=True):
        if isinstance(value, BaseModel):
            unset_shadowed_fields(value, wire)
        elif type(value) is list:
            _unset_in_list(value, wire)
        elif type(value) is dict:
            _unset_in_list([*value.values()], [*wire.values()])


@cache
def _model_fields(model: ModelType) -> tuple[tuple[str, str], ...]:
    """Fields that hold models."""
    return tuple((name, wire) for name, wire in wire_names(model) if _holds_model(model.model_fields[name].annotation))


def _holds_model(annotation: Any) -> bool:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return is_model or any(_holds_model(part) for part in get_args(annotation))
