"""What pydantic makes of a model: only members that are there, and numbers that JSON of doubles loses nothing of.

pydantic's own JSON writer has no exact decimals. `model_dump_json` of our models goes through the exact writer; where a
model stands in a model of another library, a list or a response of FastAPI, pydantic writes, with numbers from here.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, SerializationInfo, SerializerFunctionWrapHandler

from .. import jsontext
from ..jsontext.plain import token_of
from .values import SingleItem
from .wire import is_there, wire_names

_INDENT = re.compile("^(?:  )+", re.MULTILINE)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def dump(kind: type[BaseModel], model: Any, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> Any:
    """The members of a model that are there, as pydantic serializes them. `kind` is the class that is asked for."""
    if not isinstance(model, kind):
        return handler(model)
    if info.mode == "json":
        return json_value(_dump_python(kind, model, info))
    members = handler(model)
    if getattr(kind, "is_root", False):
        return members.get("root")
    by_alias, extra = info.by_alias is not False, model.model_extra or {}
    for name, wire in wire_names(type(model)):
        key = wire if by_alias else name
        if key in members and key not in extra and not is_there(model, name):
            del members[key]
        elif (
            type(value := model.__dict__.get(name)) is SingleItem and len(value) == 1 and type(members.get(key)) is list
        ):
            members[key] = members[key][0]
    return members


def _dump_python(kind: type[BaseModel], model: BaseModel, info: SerializationInfo) -> Any:
    return kind.__pydantic_serializer__.to_python(
        model,
        mode="python",
        include=info.include,  # type: ignore[arg-type]
        exclude=info.exclude,  # type: ignore[arg-type]
        by_alias=info.by_alias,
        exclude_unset=info.exclude_unset,
        exclude_defaults=info.exclude_defaults,
        exclude_none=info.exclude_none,
        round_trip=info.round_trip,
        serialize_as_any=info.serialize_as_any,
        context=info.context,
    )


def json_value(value: Any) -> Any:
    """A dumped value with numbers that pydantic writes as numbers: a double where it is equal, else text."""
    if isinstance(value, dict):
        return {name: json_value(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(part) for part in value]
    if isinstance(value, Decimal):
        return _json_number(value)
    if isinstance(value, int) and token_of(value) is not None:
        return int(value)
    return value


def _json_number(number: Decimal) -> int | float | str:
    if not number.is_finite():
        return str(number)
    if number.as_tuple().exponent >= 0 and number.adjusted() <= 308:  # type: ignore[operator]
        return int(number)
    double = float(number)
    return double if Decimal(repr(double)) == number else str(number)


def exact_json(value: Any, indent: int | None, ensure_ascii: bool) -> str:
    """The exact JSON text of a model, or of what `model_dump` made of it."""
    text = jsontext.write(value, indent=bool(indent)).decode()
    if indent and indent != 2:
        text = _INDENT.sub(lambda spaces: " " * (len(spaces[0]) // 2 * indent), text)
    return _NON_ASCII.sub(lambda character: json.dumps(character[0])[1:-1], text) if ensure_ascii else text
