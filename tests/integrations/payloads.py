"""Logical payloads as JSON text: documented ones, made-up ones, mutated ones, and traps for regular expressions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import invoice_apis as ia
from invoice_apis.testing import Damage, Drift
from invoice_apis.testing.examples.nodes import shuffled_nodes
from support.agreement import drawn, seeds
from support.emitted import ROOT, decoded
from support.mutate import changed_once, dumps, replaced

PROFILES = ("documented", "compatible")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def schema_file(contract: ia.Contract, profile: str) -> Path:
    """Where the schema of a profile stands."""
    name = f"{contract.id.partition('/')[2]}.{profile}.schema.json"
    return ROOT / "generated" / "schemas" / contract.api / name


@cache
def texts(contract: ia.Contract, count: int) -> tuple[str, ...]:
    """So many random payloads and all the others, each once."""
    bases = [decoded_or_none(contract, seed) for seed in seeds(contract)]
    bases = [base for base in bases if base is not None]
    rng = random.Random(contract.id)
    values = [*bases, *made_up(contract), *traps(contract), *(drawn(contract, bases, rng) for _ in range(count))]
    return tuple(dict.fromkeys(dumps(value) for value in values if is_logical(contract, value)))


def every_single_change(contract: ia.Contract) -> Iterator[str]:
    """A valid payload with each change in each place."""
    yield from (dumps(value) for value in changed_once(contract.example(1)) if is_logical(contract, value))


def is_logical(contract: ia.Contract, value: Any) -> bool:
    """Whether a value has no text where the wire has JSON as base64: schemas validate the logical form only."""
    return value is None or decoded_or_none(contract, value) == value


def decoded_or_none(contract: ia.Contract, value: Any) -> Any:
    """The logical form, where it can be decoded."""
    try:
        return decoded(contract, value)
    except ValueError:
        return None


def made_up(contract: ia.Contract) -> Iterator[Any]:
    """Examples, and one with each drift and damage that has a value."""
    for seed in range(20):
        yield contract.example(seed)
    for drift in get_args(Drift) if contract.direction == "response" else ():
        yield from _if_there(contract, drift=drift)
    for damage in get_args(Damage):
        yield from _if_there(contract, damage=damage)


def _if_there(contract: ia.Contract, **change: Any) -> Iterator[Any]:
    try:
        value = contract.example(7, **change)
    except LookupError:
        return
    if not isinstance(value, bytes) and decoded_or_none(contract, value) is not None:
        yield value


def traps(contract: ia.Contract) -> Iterator[Any]:
    """A newline behind what matches, digits of another script, characters that take two units in UTF-16."""
    value = contract.example(2)
    for place in shuffled_nodes(contract, value, random.Random(0)):
        if isinstance(place.value, str):
            longest = place.documented.get("maxLength", 3)
            for text in (
                f"{place.value}\n",
                place.value.translate(ARABIC),
                "🧾" * longest,
                "🧾" * (longest + 1),
                "é" * (longest + 1),
            ):
                yield replaced(value, place.path, text)
