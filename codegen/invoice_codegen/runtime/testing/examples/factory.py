"""Implementation of `Contract.example`: generate a payload, and apply drift or damage."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from ...i18n.message import Message
from ...i18n.suggest import choose_from, unknown_name
from ...validation.contract import Contract
from ...validation.report import Outcome
from .damage import TEXT_DAMAGES, Damage, apply_damage
from .drift import Drift, apply_drift
from .encoding import as_payload, encode_members, to_wire
from .generate import example, usual_outcome

MAX_ATTEMPTS = 20
"""Number of examples to try for one that can change as requested."""
_APPLY: dict[str, Any] = {"drift": apply_drift, "damage": apply_damage}
_KINDS = {"drift": Message("drift"), "damage": Message("damage")}
_NAMES = {"drift": get_args(Drift), "damage": get_args(Damage)}


def make_payload(
    contract: Contract, seed: int, outcome: Outcome | None, drift: Drift | None, damage: Damage | None, is_wire: bool
) -> Any:
    """Generate a payload, see `Contract.example`."""
    if drift is not None and damage is not None:
        raise ValueError("give drift or damage, not both")
    outcome = outcome or usual_outcome(contract)
    if outcome not in get_args(Outcome):
        raise LookupError(unknown_name(Message("outcome"), outcome, get_args(Outcome)))
    if drift is not None:
        value = _variant(contract, seed, outcome, "drift", drift)
    elif damage is not None and damage not in TEXT_DAMAGES:
        value = _variant(contract, seed, outcome, "damage", damage)
    else:
        value = example(contract, seed, outcome)
    if damage in TEXT_DAMAGES:
        rng = random.Random(f"{contract.id} {seed} {damage}")
        return apply_damage(contract, encode_members(contract, value) if is_wire else value, damage, rng)
    if is_wire:
        return to_wire(contract, value)
    return value if damage else as_payload(value)


def _variant(contract: Contract, seed: int, outcome: Outcome, kind: str, name: str) -> Any:
    if name in _NAMES[kind]:
        for changed in _variants(contract, seed, outcome, kind, name):
            return changed
    available = _available(contract, seed, outcome, kind)
    if not available:
        problem = Message("no {kind} is possible in this payload", kind=_KINDS[kind])
    elif name in _NAMES[kind]:
        advice = choose_from(available)
        problem = Message("{kind} {name} does not apply; {advice}", kind=_KINDS[kind], name=repr(name), advice=advice)
    else:
        problem = unknown_name(_KINDS[kind], name, available)
    raise LookupError(Message("{id}, {outcome}: {problem}", id=contract.id, outcome=outcome, problem=problem))


@lru_cache(maxsize=16)
def _available(contract: Contract, seed: int, outcome: Outcome, kind: str) -> tuple[str, ...]:
    """The names that apply to the payloads of a seed. Finding this out takes as long as a hundred payloads."""
    return tuple(name for name in _NAMES[kind] if any(True for _ in _variants(contract, seed, outcome, kind, name)))


def _variants(contract: Contract, seed: int, outcome: Outcome, kind: str, name: str) -> Iterator[Any]:
    """Changed payloads of this seed and of seeds derived from it."""
    for attempt in range(MAX_ATTEMPTS):
        value = example(contract, f"{seed}.{attempt}" if attempt else seed, outcome)
        try:
            yield _APPLY[kind](contract, value, name, random.Random(f"{contract.id} {seed} {attempt} {name}"))
        except LookupError:
            continue
