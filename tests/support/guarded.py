"""Scan texts that end at a page which nobody may read: a read behind the end kills the process."""

from __future__ import annotations

import ctypes
import mmap
import random
import sys
from base64 import b64decode
from itertools import islice
from typing import Any

import invoice_apis as ia
from agreement.payloads import texts
from invoice_apis.scanner import _scanner

from .emitted import payloads
from .scanning import all_contracts

PAGE = mmap.PAGESIZE
NO_ACCESS = 0


class Guarded:
    """Memory with a forbidden page behind it."""

    def __init__(self, size: int) -> None:
        self._room = -(-size // PAGE) * PAGE
        self._memory = mmap.mmap(-1, self._room + PAGE)
        self._address = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mprotect(ctypes.c_void_p(self._address + self._room), ctypes.c_size_t(PAGE), NO_ACCESS):
            raise OSError(ctypes.get_errno(), "mprotect")

    def at_end(self, raw: bytes) -> Any:
        """A copy of a text whose last byte is the last one that may be read."""
        start = self._address + self._room - len(raw)
        ctypes.memmove(start, raw, len(raw))
        return (ctypes.c_ubyte * len(raw)).from_address(start)


def programs(contract: ia.Contract) -> list[_scanner.Program]:
    """The program of a contract on both paths of the scanner."""
    program = b64decode(contract.rules["scan"]["program"])
    return [_scanner.Program(program), _scanner.Program(program, True)]


def every_truncation(contract: ia.Contract, raw: bytes) -> int:
    """Scan all beginnings of a text; returns how many."""
    guarded, own = Guarded(len(raw)), programs(contract)
    for size in range(len(raw) + 1):
        part = guarded.at_end(raw[:size])
        results = {program.scan(part) for program in own} | {own[0].scan(raw[:size])}
        assert len(results) == 1, (contract.id, raw[:size])
    return len(raw) + 1


def damaged_programs(contract: ia.Contract, raw: bytes, count: int, rng: random.Random) -> int:
    """Scan with programs of which some words are others; returns how many of them were taken."""
    program, taken = bytearray(b64decode(contract.rules["scan"]["program"])), 0
    for _ in range(count):
        damaged = bytearray(program)
        for _ in range(rng.choice([1, 1, 2, 5])):
            at = rng.randrange(len(program) // 4) * 4
            word = rng.choice([-1, 0, 1, 2, 255, 2**31 - 1, -(2**31), rng.getrandbits(31), rng.randrange(2000)])
            damaged[at : at + 4] = word.to_bytes(4, "little", signed=True)
        try:
            other = _scanner.Program(
                bytes(damaged[: rng.choice([len(damaged), len(damaged), rng.randrange(len(damaged))])])
            )
        except ValueError:
            continue
        taken += 1
        other.scan(raw)
    return taken


def main(mutants: int, damages: int) -> None:
    """Truncate all samples and some damaged payloads; damage programs. Prints how many of each were scanned."""
    rng = random.Random(1)
    cut = sum(every_truncation(sample.contract, sample.raw) for sample in payloads("samples"))
    taken = sum(damaged_programs(sample.contract, sample.raw, damages, rng) for sample in payloads("samples"))
    contracts = all_contracts()
    for contract in contracts:
        for raw in islice(texts(contract, mutants, 3), 1 + mutants // len(contracts)):
            cut += every_truncation(contract, raw[:4000])
    print(cut, taken)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
