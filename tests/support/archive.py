"""Archives of made-up traffic: NDJSON of any size, always the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from invoice_apis import Contract, jsontext
from invoice_apis.testing.examples.damage import Damage, apply_damage
from invoice_apis.testing.examples.drift import Drift, apply_drift
from invoice_apis.testing.examples.encoding import encode_members
from invoice_apis.testing.examples.generate import example

DISTINCT = 1500
"""How many documents are made up; the lines of an archive are drawn from them."""
DAMAGED = 0.01
DRIFTED = 0.04
CHANGED = 12
"""How many different documents drift: what a vendor changes comes again and again."""
CHANGES: tuple[Drift, ...] = ("new-code", "new-member", "null", "flipped-type")


def write_archive(
    contract: Contract, path: Path, size: int, seed: int = 0, distinct: int = DISTINCT, wire: bool = False
) -> int:
    """Write about `size` bytes of responses, 1 % of them damaged and 4 % drifted. Returns the number of lines."""
    rng = random.Random(f"{contract.id} {seed}")
    valid = [line(contract, example(contract, number, "success"), wire) for number in range(seed, seed + distinct)]
    odd = list(_odd(contract, rng, CHANGED, seed, wire))
    bad = list(_bad(contract, rng, max(distinct // 10, 20), seed, wire))
    pools, shares = (valid, odd, bad), (1 - DRIFTED - DAMAGED, DRIFTED, DAMAGED)
    lines = written = 0
    with path.open("wb") as file:
        while written < size:
            for pool in rng.choices(pools, shares, k=1000):
                text = rng.choice(pool)
                written += file.write(text)
                lines += 1
                if written >= size:
                    break
    return lines


def line(contract: Contract, value: Any, wire: bool = False) -> bytes:
    """A payload as a line; text stays as it is, on one line."""
    if isinstance(value, bytes):
        return value.replace(b"\n", b" ") + b"\n"
    return jsontext.write(encode_members(contract, value) if wire else value) + b"\n"


def _odd(contract: Contract, rng: random.Random, count: int, seed: int, wire: bool) -> Iterator[bytes]:
    """Responses with one drift each, of the changes that this contract can have."""
    for number in range(count):
        value = example(contract, seed + number, "success")
        for change in rng.sample(CHANGES, len(CHANGES)):
            try:
                yield line(contract, apply_drift(contract, value, change, rng), wire)
                break
            except LookupError:
                continue


def _bad(contract: Contract, rng: random.Random, count: int, seed: int, wire: bool) -> Iterator[bytes]:
    """Responses with one damage each, of value or text."""
    kinds = get_args(Damage)
    for number in range(count):
        value = example(contract, seed + number, "success")
        for damage in rng.sample(kinds, len(kinds)):
            try:
                yield line(contract, apply_damage(contract, value, damage, rng), wire)
                break
            except LookupError:
                continue
