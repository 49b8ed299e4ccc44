"""Write JSON text exactly."""

from __future__ import annotations

from decimal import Decimal, localcontext
from enum import Enum
from typing import Any

import orjson

from .plain import MEMBERS, has_members, is_finite, no_json, plain, token_of
from .profile import EXACT, TOO_DEEP

_MAY_HOLD_NAN = (float, list, dict)


def write(value: Any, indent: bool = False) -> bytes:
    """The JSON text of a value, numbers with their own digits and scale.

    Objects with a method `_wire_members`, such as models, are written as the members that it returns. `indent` writes
    two spaces for each level.

    Raises:
        ValueError: The value has NaN, Infinity or a type that JSON lacks, or is nested too deep.
    """
    option = orjson.OPT_PASSTHROUGH_SUBCLASS | (orjson.OPT_INDENT_2 if indent else 0)
    with localcontext(EXACT):
        try:
            return orjson.dumps(value, default=_simplify, option=option)
        except TypeError:  # an integer of more than 64 bits, or a type that JSON lacks
            pass
        try:
            return orjson.dumps(_expand(value), option=option)
        except TypeError as error:
            raise ValueError(f"not a JSON value: {error}") from None
        except RecursionError:
            raise ValueError(TOO_DEEP) from None


def _simplify(value: Any) -> Any:
    """A value of a type that orjson lacks, as one that it has."""
    if isinstance(value, (Decimal, float)):
        _check_finite(value)
        return orjson.Fragment(_decimal(value) if isinstance(value, Decimal) else float.__repr__(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (dict, list)):
        return plain(value)
    if isinstance(value, int):
        token = token_of(value)
        return int(value) if token is None else orjson.Fragment(_decimal(token))
    if not has_members(value):
        raise ValueError(no_json(value))
    members = getattr(value, MEMBERS)()
    if not isinstance(members, dict):
        _check_numbers(members)
        return members
    for member in members.values():
        if type(member) in _MAY_HOLD_NAN:
            _check_numbers(member)
    return members


def _check_numbers(value: Any) -> None:
    """Raise ValueError for NaN, which orjson writes as null."""
    if isinstance(value, float):
        _check_finite(value)
    elif isinstance(value, (list, dict)):
        for part in value if isinstance(value, list) else value.values():
            _check_numbers(part)


def _check_finite(number: float | Decimal) -> None:
    if not is_finite(number):
        raise ValueError("NaN and Infinity are not JSON numbers")


def _expand(value: Any) -> Any:
    """A value with all integers as fragments, for integers of any length."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return _expand(value.value)
    if isinstance(value, dict):
        return {name: _expand(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_expand(item) for item in value]
    if isinstance(value, int) and token_of(value) is None:
        return orjson.Fragment(str(int(value)))
    simpler = _simplify(value)
    return simpler if isinstance(simpler, orjson.Fragment) else _expand(simpler)


def _decimal(number: Decimal) -> str:
    """The digits of a number. `-0` would be read again as an integer, which has no such sign."""
    text = str(number)
    return "-0e0" if text == "-0" else text
