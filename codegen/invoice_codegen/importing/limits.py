"""Limits of numbers, lengths and counts as a contract can say them, and a loss for each that it can't."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, floor
from typing import Any

from ..runtime.validation.engine import compile_schema
from .flat import Flat

_BOUNDS = (("minimum", "exclusiveMinimum", max, 1), ("maximum", "exclusiveMaximum", min, -1))
_BESIDE_CODES = ("minLength", "maxLength", "minimum", "maximum", "pattern", "format")


def counts(flat: Flat, most: Mapping[str, int]) -> dict[str, int]:
    """A lower and an upper limit, each up to the most that a contract takes; a loss for each other, or if none is left."""
    found: dict[str, int] = {}
    for name, highest in most.items():
        value: Any = flat.words.get(name)
        if _is_number(value) and 0 <= value == int(value) <= highest:
            found[name] = int(value)
        elif value is not None:
            flat.lose("rule", flat.place, name)
    if len(found) == 2 and list(found.values()) != sorted(found.values()):
        for name in found:
            flat.lose("rule", flat.place, name)
        return {}
    return found


def bounds(flat: Flat) -> dict[str, Any]:
    """`minimum` and `maximum`; an exclusive one is the next integer, or a rule that is lost."""
    found: dict[str, Any] = {}
    for name, exclusive, tighter, step in _BOUNDS:
        limit = _bound(flat, name)
        beyond = _next(flat, exclusive, step, limit)
        if limit is not None or beyond is not None:
            found[name] = limit if beyond is None else beyond if limit is None else tighter(limit, beyond)
    return found


def _bound(flat: Flat, name: str) -> int | Decimal | None:
    """A limit that a contract takes."""
    value: Any = flat.words.get(name)
    if _is_number(value):
        value = int(value) if value == int(value) else value
        is_exact = isinstance(value, int) or Decimal(repr(float(value))) == value
        if is_exact and (flat.type == "integer" or abs(value) < 10**15):
            found: int | Decimal = value
            return found
    if value is not None:
        flat.lose("rule", flat.place, name)
    return None


def _next(flat: Flat, name: str, step: int, limit: int | Decimal | None) -> int | Decimal | None:
    """The first integer inside of an exclusive limit. One outside of the other limit says nothing."""
    value: Any = flat.words.get(name)
    if not _is_number(value):
        if value is not None:
            flat.lose("rule", flat.place, name)
        return None
    if limit is not None and (limit - value) * step > 0:
        return None
    if flat.type == "integer":
        found: int = floor(value) + 1 if step > 0 else ceil(value) - 1
        return found
    flat.lose("rule", flat.place, name)
    return None


def only_codes(flat: Flat, found: dict[str, Any], values: list[Any]) -> None:
    """A loss for each limit that some of the codes break: a list of codes has no limits beside it."""
    for name in _BESIDE_CODES:
        if name in found:
            rule = compile_schema({name: found.pop(name)})
            if any(next(rule.iter_errors(value), None) for value in values):
                flat.lose("rule", flat.place, name)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool) and -(10**30) < value < 10**30
