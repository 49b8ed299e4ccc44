"""Write JSON text exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from .plain import is_finite

Convert = Callable[[Any], Any]


def write(value: Any, members: Convert | None = None) -> bytes:
    """The JSON text of a value, numbers with their own digits and scale.

    Args:
        value: The value.
        members: Converts objects of other types to dicts.

    Raises:
        ValueError: The value has NaN, Infinity or a type that JSON lacks.
    """

    def default(part: Any) -> Any:
        return _simplify(part, members)

    try:
        return orjson.dumps(value, default=default, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError:  # an integer of more than 64 bits, or a type that JSON lacks
        try:
            return orjson.dumps(_expand(value, members))
        except TypeError as error:
            raise ValueError(f"not a JSON value: {error}") from None


def _simplify(value: Any, members: Convert | None) -> Any:
    """A value of a type that orjson lacks, as one that it has."""
    if isinstance(value, (Decimal, float)):
        if not is_finite(value):
            raise ValueError("NaN and Infinity are not JSON numbers")
        return orjson.Fragment(str(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (dict, list)):
        return dict(value) if isinstance(value, dict) else list(value)
    if isinstance(value, int):
        token: Decimal | None = getattr(value, "token", None)
        return int(value) if token is None else orjson.Fragment(str(token))
    if members is None:
        raise ValueError(f"a {type(value).__name__} is not a JSON value")
    return members(value)


def _expand(value: Any, members: Convert | None) -> Any:
    """A value with all integers as fragments, for integers of any length."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return _expand(value.value, members)
    if isinstance(value, dict):
        return {name: _expand(part, members) for name, part in value.items()}
    if isinstance(value, list):
        return [_expand(item, members) for item in value]
    if isinstance(value, int) and getattr(value, "token", None) is None:
        return orjson.Fragment(str(int(value)))
    simpler = _simplify(value, members)
    return simpler if isinstance(simpler, orjson.Fragment) else _expand(simpler, members)
