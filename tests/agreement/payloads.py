"""Many texts that claim to be a payload: changed in their structure, in their letters and in their bytes."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
from support.agreement import random_payloads, seeds
from support.emitted import encoded
from support.mutate import at, dumps, places, replaced

from .damaged import flipped, spoiled


def texts(contract: ia.Contract, count: int, seed: int = 0) -> Iterator[bytes]:
    """So many texts; the same for the same seed."""
    dice = random.Random(f"{contract.id} {seed}")
    bases = seeds(contract)
    for value in random_payloads(contract, bases, dice, count):
        roll = dice.random()
        if roll < 0.45:
            yield dumps(value).encode()
        elif roll < 0.6:
            yield _spoiled_inside(contract, dice.choice(bases), dice)
        else:
            yield spoiled(dumps(value if roll < 0.7 else dice.choice(bases)), dice)


def _spoiled_inside(contract: ia.Contract, value: Any, dice: random.Random) -> bytes:
    """Spoiled within a member that carries encoded JSON, or in its wrapping, where there is one."""
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        if path in places(value):
            wrapped = base64.b64encode(spoiled(_within(at(value, path)), dice))
            if dice.random() < 0.2:
                wrapped = flipped(wrapped, dice)
            return dumps(replaced(value, path, wrapped.decode("latin-1"))).encode()
    return spoiled(dumps(value), dice)


def _within(member: Any) -> str:
    """The JSON text that a member stands for."""
    if not isinstance(member, str):
        return dumps(member)
    try:
        return base64.b64decode(member, validate=True).decode()
    except ValueError:
        return dumps(member)
