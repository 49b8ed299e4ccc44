"""Write JSON text exactly: numbers with their own digits and scale."""

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

    `members` turns objects that are no JSON types into dicts. Raises ValueError for NaN, Infinity and what is no JSON.
    """

    def wire(part: Any) -> Any:
        return _wire(part, members)

    try:
        return orjson.dumps(value, default=wire, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError:  # an integer of more than 64 bits, or really no JSON: the slow way knows
        try:
            return orjson.dumps(_written_out(value, members))
        except TypeError as error:
            raise ValueError(f"not a JSON value: {error}") from None


def _wire(value: Any, members: Convert | None) -> Any:
    """What orjson does not write by itself, as something that it does."""
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


def _written_out(value: Any, members: Convert | None) -> Any:
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return _written_out(value.value, members)
    if isinstance(value, dict):
        return {name: _written_out(part, members) for name, part in value.items()}
    if isinstance(value, list):
        return [_written_out(item, members) for item in value]
    if isinstance(value, int) and getattr(value, "token", None) is None:
        return orjson.Fragment(str(int(value)))
    simpler = _wire(value, members)
    return simpler if isinstance(simpler, orjson.Fragment) else _written_out(simpler, members)
