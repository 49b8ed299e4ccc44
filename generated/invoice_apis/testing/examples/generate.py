"""Payloads made up from a contract: valid ones, ones that drift as services do, and damaged ones.

Everything follows from the contract and a seed: the same seed gives the same payload on every machine. The texts look
like what stands in such members, and none of them is anybody's.
"""

from __future__ import annotations

import random
from typing import Any

from ...jsontext import pointer
from ...validation.contract import Contract
from ...validation.report import Outcome
from .damage import Damage, damaged
from .drift import Drift, drifted
from .encoding import sealed
from .shapes import branches, list_below, records_of, within
from .values import made, unique

__all__ = [
    "Damage",
    "Drift",
    "Outcome",
    "damaged",
    "drifted",
    "example",
    "list_below",
    "member",
    "record",
    "records_of",
    "sealed",
]

TRIES = 200


def example(contract: Contract, seed: int | str, outcome: Outcome = "success", sparse: bool = False) -> Any:
    """A logical payload in which the contract finds nothing; `sparse` has only the members that must be there.

    Raises LookupError for an outcome that the contract does not have.
    """
    dice = random.Random(f"{contract.id} {seed}")
    shapes = branches(contract, outcome)
    for turn in range(TRIES):
        value = made(shapes[turn % len(shapes)], "", dice, sparse)
        if contract.direction == "request" or contract.outcome(value) == outcome:
            return value
    raise LookupError(f"{contract.id} has no {outcome} that can be made up")


def member(contract: Contract, place: str, seed: int) -> Any:
    """A value for the member at a pointer, which may lead to a list: then it is the whole list."""
    dice = random.Random(f"{contract.id} {place} {seed}")
    return made(_shape(contract, place), pointer.split(place)[-1], dice)


def record(contract: Contract, place: str, number: int, seed: int, key: str | None = None) -> Any:
    """The item with this number of the list at a pointer; its member at `key` is unlike that of any other number."""
    dice = random.Random(f"{contract.id} {place} {number} {seed}")
    shape = _shape(contract, place).get("items", {})
    value = made(shape, "", dice)
    if key is None:
        return value
    name = pointer.split(key)[-1]
    return within(value, pointer.split(key), unique(_down(shape, key), name, number))


def _shape(contract: Contract, place: str) -> dict[str, Any]:
    return _down(branches(contract, "success")[0], place)


def _down(shape: dict[str, Any], place: str) -> dict[str, Any]:
    for name in pointer.split(place):
        shape = shape["properties"][name]
    return shape
