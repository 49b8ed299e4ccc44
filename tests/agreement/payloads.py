"""Many texts derived from payloads, with changes of structure, tokens and bytes."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from typing import Any

import invoice_apis as ia
from support.agreement import random_payloads, seeds
from support.emitted import encoded
from support.mutate import at, dumps, places, replaced

from .corruption import corrupted, flipped


def texts(contract: ia.Contract, count: int, seed: int = 0) -> Iterator[bytes]:
    """`count` texts; the same for the same seed."""
    rng = random.Random(f"{contract.id} {seed}")
    bases = seeds(contract)
    for value in random_payloads(contract, bases, rng, count):
        share = rng.random()
        if share < 0.45:
            yield dumps(value).encode()
        elif share < 0.6:
            yield _corrupted_member(contract, rng.choice(bases), rng)
        else:
            yield corrupted(dumps(value if share < 0.7 else rng.choice(bases)), rng)


FORMS: list[Callable[[bytes], bytes]] = [
    base64.urlsafe_b64encode,
    lambda text: text + b"==",
    lambda text: text.rstrip(b"="),
    lambda text: b" " + text + b"\n",
    lambda text: text[:20] + b"\n " + text[20:],
    lambda text: text[:20] + b"\r\n" + text[20:40] + b" " + text[40:],
]
"""Other forms of base64 text, some of them unreadable."""


def _corrupted_member(contract: ia.Contract, value: Any, rng: random.Random) -> bytes:
    """A payload with a corrupt encoded member, where the contract has one."""
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        if path in places(value):
            wrapped = base64.b64encode(corrupted(_text_of(at(value, path)), rng))
            if rng.random() < 0.2:
                wrapped = flipped(wrapped, rng)
            if rng.random() < 0.2:
                wrapped = rng.choice(FORMS)(wrapped)
            return dumps(replaced(value, path, wrapped.decode("latin-1"))).encode()
    return corrupted(dumps(value), rng)


def _text_of(member: Any) -> str:
    """The JSON text of an encoded or decoded member."""
    if not isinstance(member, str):
        return dumps(member)
    try:
        return base64.b64decode(member, validate=True).decode()
    except ValueError:
        return dumps(member)
