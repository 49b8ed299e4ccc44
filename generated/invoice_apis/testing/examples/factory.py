"""Payloads on request: `Contract.example`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, get_args

from ...validation.contract import Contract
from ...validation.report import Outcome
from .damage import ON_TEXT, Damage, damaged
from .drift import Drift, drifted
from .encoding import sealed, wire
from .generate import example

TURNS = 20
"""How many payloads are made up to find one that can change as asked."""
_MAKERS: dict[str, Any] = {"drift": drifted, "damage": damaged}
_NAMES = {"drift": get_args(Drift), "damage": get_args(Damage)}


def payload(
    contract: Contract, seed: int, outcome: Outcome, drift: Drift | None, damage: Damage | None, is_wire: bool
) -> Any:
    """A payload as `Contract.example` describes it."""
    if drift is not None and damage is not None:
        raise ValueError("a payload has a drift or a damage, not both")
    if drift is not None:
        value = _changed(contract, seed, outcome, "drift", drift)
    elif damage is not None and damage not in ON_TEXT:
        value = _changed(contract, seed, outcome, "damage", damage)
    else:
        value = example(contract, seed, outcome)
    if damage in ON_TEXT:
        dice = random.Random(f"{contract.id} {seed} {damage}")
        return damaged(contract, sealed(contract, value) if is_wire else value, damage, dice)
    return wire(contract, value) if is_wire else value


def _changed(contract: Contract, seed: int, outcome: Outcome, kind: str, name: str) -> Any:
    if name in _NAMES[kind]:
        for changed in _tries(contract, seed, outcome, kind, name):
            return changed
    there = [other for other in _NAMES[kind] if any(True for _ in _tries(contract, seed, outcome, kind, other))]
    listed = f"there are: {', '.join(there)}" if there else "it has none"
    raise LookupError(f"{contract.id}, {outcome}: there is no {kind} {name!r}; {listed}")


def _tries(contract: Contract, seed: int, outcome: Outcome, kind: str, name: str) -> Iterator[Any]:
    """Changed payloads, as far as they can change so: of the seed itself, then of others that follow from it."""
    for turn in range(TURNS):
        value = example(contract, f"{seed}.{turn}" if turn else seed, outcome)
        try:
            yield _MAKERS[kind](contract, value, name, random.Random(f"{contract.id} {seed} {turn} {name}"))
        except LookupError:
            continue
