"""Changes to a valid payload: drift, which a contract reports and lives with, and damage, which it refuses."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from .. import pointer
from ..contract import Contract
from .branches import kinds

Schema = dict[str, Any]
Change = Literal["new-code", "new-member", "null", "flipped-type"]
_OF_EACH: dict[str, Any] = {
    "string": "text",
    "integer": 7,
    "number": Decimal("7.50"),
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}


@dataclass(frozen=True, slots=True)
class _Place:
    path: tuple[str | int, ...]
    value: Any
    documented: Schema
    compatible: Schema


def drifted(contract: Contract, value: Any, change: Change, dice: random.Random, below: str = "") -> Any:
    """A response with one change, at or below a pointer, that the contract reports as drift and not as an error.

    Raises LookupError when nothing in it can change so.
    """
    above = pointer.split(below)
    for place in _shuffled(contract, value, dice):
        if not pointer.fits(above, place.path[: len(above)]):
            continue
        for other in _CHANGES[change](place):
            changed = _replaced(value, place.path, other)
            report = contract.check(changed)
            if report.ok and report.drift:
                return changed
    raise LookupError(f"{contract.id}: nothing in this payload can change by {change!r} and stay usable")


def damaged(contract: Contract, value: Any, dice: random.Random) -> Any:
    """A response with one member of a type that its contract refuses."""
    for place in _shuffled(contract, value, dice):
        allowed = kinds(place.compatible)
        for kind in dice.sample(list(_OF_EACH), len(_OF_EACH)):
            changed = _replaced(value, place.path, _OF_EACH[kind])
            if kind not in allowed and not contract.accepts(changed):
                return changed
    raise LookupError(f"{contract.id}: any change to this payload leaves it usable")


def _shuffled(contract: Contract, value: Any, dice: random.Random) -> list[_Place]:
    documented, compatible = contract.schema("documented"), contract.schema("compatible")
    if "if" in documented:
        documented = documented["then" if contract.outcome(value) == "success" else "else"]
    places = list(_places(_Place((), value, documented, compatible)))
    dice.shuffle(places)
    return places


def _places(here: _Place) -> Iterator[_Place]:
    """Every place of a payload that the contract knows."""
    yield here
    if isinstance(here.value, dict):
        documented, compatible = here.documented.get("properties", {}), here.compatible.get("properties", {})
        for name, part in here.value.items():
            if name in documented and name in compatible:
                yield from _places(_Place((*here.path, name), part, documented[name], compatible[name]))
    if isinstance(here.value, list) and "items" in here.documented:
        for index, item in enumerate(here.value):
            yield from _places(_Place((*here.path, index), item, here.documented["items"], here.compatible["items"]))


def _new_code(place: _Place) -> Iterator[Any]:
    if "enum" in place.documented and isinstance(place.value, int):
        yield 1 + max(code for code in place.documented["enum"] if isinstance(code, int))
    if "enum" in place.documented and isinstance(place.value, str):
        yield "NEW"


def _new_member(place: _Place) -> Iterator[Any]:
    if isinstance(place.value, dict) and place.documented.get("additionalProperties") is False:
        yield {**place.value, "addedLater": "new"}


def _null(place: _Place) -> Iterator[Any]:
    if place.value is not None and "null" in kinds(place.compatible):
        yield None


def _flipped(place: _Place) -> Iterator[Any]:
    for kind in kinds(place.compatible):
        if place.value is not None and kind not in [*kinds(place.documented), "null"]:
            yield str(place.value) if kind == "string" else _OF_EACH[kind]


_CHANGES: dict[str, Callable[[_Place], Iterator[Any]]] = {
    "new-code": _new_code,
    "new-member": _new_member,
    "null": _null,
    "flipped-type": _flipped,
}


def _replaced(value: Any, path: tuple[str | int, ...], part: Any) -> Any:
    if not path:
        return part
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(copy[path[0]], path[1:], part)
    return copy
