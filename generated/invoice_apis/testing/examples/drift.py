"""Drift: changes to a valid response that its contract reports and lives with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Literal

from ...jsontext import pointer
from ...validation.contract import Contract
from .places import Place, replaced, shuffled
from .shapes import kinds

Drift = Literal["new-code", "new-member", "null", "flipped-type", "too-long", "out-of-range", "odd-text"]
"""Each is one change: a code or the member is not documented, a null where none is documented, a type that
the ledger tolerates, a text longer than documented, a number outside of its limits, a text of another form."""
OF_EACH: dict[str, Any] = {
    "string": "text",
    "integer": 7,
    "number": Decimal("7.50"),
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}


def drifted(contract: Contract, value: Any, change: Drift, dice: random.Random, below: str = "") -> Any:
    """A response with one change, at or below a pointer, that the contract reports as drift and not as an error.

    Raises LookupError when nothing in it can change so.
    """
    above = pointer.split(below)
    for place in shuffled(contract, value, dice):
        if not pointer.matches(above, place.path[: len(above)]):
            continue
        for other in _CHANGES[change](place):
            changed = replaced(value, place.path, other)
            report = contract.check(changed)
            if report.ok and report.drift:
                return changed
    raise LookupError(f"{contract.id}: nothing in this payload can change by {change!r} and stay usable")


def _new_code(place: Place) -> Iterator[Any]:
    if "enum" in place.documented and isinstance(place.value, int):
        yield 1 + max(code for code in place.documented["enum"] if isinstance(code, int))
    if "enum" in place.documented and isinstance(place.value, str):
        yield "NEW"


def _new_member(place: Place) -> Iterator[Any]:
    if isinstance(place.value, dict) and place.documented.get("additionalProperties") is False:
        yield {**place.value, "addedLater": "new"}


def _null(place: Place) -> Iterator[Any]:
    if place.value is not None and "null" in kinds(place.compatible):
        yield None


def _flipped(place: Place) -> Iterator[Any]:
    for kind in kinds(place.compatible):
        if place.value is not None and kind not in [*kinds(place.documented), "null"]:
            yield str(place.value) if kind == "string" else OF_EACH[kind]


def _too_long(place: Place) -> Iterator[Any]:
    if isinstance(place.value, str) and "maxLength" in place.documented:
        yield place.value.ljust(place.documented["maxLength"] + 1, "x")


def _out_of_range(place: Place) -> Iterator[Any]:
    if isinstance(place.value, (int, Decimal)) and not isinstance(place.value, bool):
        for word, step in (("minimum", -1), ("maximum", 1)):
            if word in place.documented:
                yield place.documented[word] + step


def _odd_text(place: Place) -> Iterator[Any]:
    if isinstance(place.value, str) and {"format", "pattern"} & place.documented.keys():
        yield "unheard of"


_CHANGES: dict[str, Callable[[Place], Iterator[Any]]] = {
    "new-code": _new_code,
    "new-member": _new_member,
    "null": _null,
    "flipped-type": _flipped,
    "too-long": _too_long,
    "out-of-range": _out_of_range,
    "odd-text": _odd_text,
}
