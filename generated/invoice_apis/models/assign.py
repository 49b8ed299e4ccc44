"""Members that a program gives, in a constructor or an assignment: their names, and the conversions that lose nothing.

A text that comes over the wire stays text, and a number a number. A program that builds a model means the documented
type, so here "5.10" becomes the number 5.10 where a number is documented, and 5 becomes "5" where text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ..i18n.suggest import did_you_mean
from .enums import OpenIntEnum
from .values import DecimalText
from .wire import ModelType, field_names

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")


def check_names(model: ModelType, given: Mapping[str, Any]) -> None:
    """Raise TypeError for a keyword that is no field, and for a field that is given twice."""
    names = field_names(model)
    for name in given:
        if name not in model.model_fields and name not in names and name not in _other_names(model):
            raise TypeError(f"{model.__name__}() {unknown_field(model, name)}")
        if names.get(name, name) != name and names[name] in given:
            raise TypeError(f"{model.__name__}() got {names[name]!r} twice, also by its name on the wire, {name!r}")


@cache
def _other_names(model: ModelType) -> frozenset[str]:
    """Names that fields of a user's subclass are read by besides their own."""
    return frozenset(str(field.validation_alias) for field in model.model_fields.values() if field.validation_alias)


def unknown_field(model: ModelType, name: str) -> str:
    """What is wrong with a name that is no field, and what to do."""
    advice = did_you_mean(name, model.model_fields) or "members that are not documented go into model_extra"
    return f"has no field {name!r}; {advice}"


def converted(model: ModelType, name: str, value: Any) -> Any:
    """A value in the documented type of a field, where the conversion loses nothing. Raises ValidationError for floats."""
    convert = _converter(model, field_names(model).get(name, name))
    if convert is None or value is None:
        return value
    if isinstance(value, float) and convert in (_to_decimal, _to_decimal_text):
        kind, message = "decimal_of_float", 'a float has lost digits; give a Decimal or a text, such as "5.10"'
        details = InitErrorDetails(type=PydanticCustomError(kind, message), loc=(name,), input=value)
        raise ValidationError.from_exception_data(model.__name__, [details], hide_input=True)
    return convert(value)


@cache
def _converter(model: ModelType, name: str) -> Callable[[Any], Any] | None:
    """The conversion to the documented type of a field, which is the first of its types."""
    field = model.model_fields.get(name)
    kinds = [_plain_class(kind) for kind in _union(field.annotation)] if field else []
    if not kinds or bool in kinds:
        return None
    rows = ((Decimal, _to_decimal), (DecimalText, _to_decimal_text), (int, _to_integer), (str, _to_text))
    return next((convert for base, convert in rows if isinstance(kinds[0], type) and issubclass(kinds[0], base)), None)


def _union(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _plain_class(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _to_decimal(value: Any) -> Any:
    return Decimal(value) if type(value) is str and _NUMBER.fullmatch(value) else value


def _to_decimal_text(value: Any) -> Any:
    if type(value) is int or (isinstance(value, Decimal) and value.is_finite()):
        return DecimalText(format(value, "f") if isinstance(value, Decimal) else value)
    return value


def _to_integer(value: Any) -> Any:
    return int(value) if type(value) is str and _INTEGER.fullmatch(value) else value


def _to_text(value: Any) -> Any:
    return str(int(value)) if isinstance(value, int) and not isinstance(value, (bool, OpenIntEnum)) else value
