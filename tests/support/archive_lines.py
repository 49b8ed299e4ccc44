"""An archive of payloads, one in a line, of which one in a hundred is damaged."""

from __future__ import annotations

import random
from pathlib import Path

import invoice_apis as ia

VALID, DAMAGED = 200, 20
BLOCK = 2000


def written(file: Path, contract: ia.Contract, size: int) -> tuple[int, int]:
    """Write an archive of at least that many bytes: how many lines it has, and how many of them are refused."""
    dice = random.Random(contract.id)
    valid = [contract.example(seed, wire=True) for seed in range(VALID)]
    damaged = [line for seed in range(DAMAGED) if b"\n" not in (line := valid[seed][: len(valid[seed]) // 2])]
    lines = refused = 0
    with file.open("wb") as out:
        while out.tell() < size:
            block = [dice.choice(valid if dice.random() > 0.01 else damaged) for _ in range(BLOCK)]
            refused += sum(line in damaged for line in block)
            lines += BLOCK
            out.write(b"\n".join(block) + b"\n")
    return lines, refused
