"""Every place of a payload that its contract knows, with what the contract says of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...validation.contract import Contract

Schema = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a payload, and its two schemas."""

    path: Path
    value: Any
    documented: Schema
    compatible: Schema


def shuffled(contract: Contract, value: Any, dice: random.Random) -> list[Place]:
    """All places of a payload, in an order that the dice give."""
    documented, compatible = _schemas(contract)
    if "if" in documented:
        documented = documented["then" if contract.outcome(value) == "success" else "else"]
    places = list(_places(Place((), value, documented, compatible)))
    dice.shuffle(places)
    return places


def replaced(value: Any, path: Path, part: Any) -> Any:
    """A copy with another value at a place."""
    if not path:
        return part
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], part)
    return copy


@cache
def _schemas(contract: Contract) -> tuple[Schema, Schema]:
    return contract.schema("documented"), contract.schema("compatible")


def _places(here: Place) -> Iterator[Place]:
    yield here
    if isinstance(here.value, dict):
        documented, compatible = here.documented.get("properties", {}), here.compatible.get("properties", {})
        for name, part in here.value.items():
            if name in documented and name in compatible:
                yield from _places(Place((*here.path, name), part, documented[name], compatible[name]))
    if isinstance(here.value, list) and "items" in here.documented:
        for index, item in enumerate(here.value):
            yield from _places(Place((*here.path, index), item, here.documented["items"], here.compatible["items"]))
