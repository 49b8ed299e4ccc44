"""What the libFuzzer target of the scanner reads: programs, first inputs, and a dictionary of names and codes.

The first byte of an input is the number of a contract. `fuzzing.py write FOLDER` writes all of them; `fuzzing.py keep
FOLDER` takes the inputs of a folder into the corpus of the tree, a line each: contract and text in base64.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import invoice_apis as ia
from agreement.payloads import texts

from .emitted import ROOT
from .scanning import scanned_contracts

CORPUS = ROOT / "tests/scanner/corpus.txt"
LONGEST = 4096
"""Bytes of an input; longer ones are slow and find no more."""
MUTANTS = 300
"""Damaged payloads of each contract among the first inputs."""


def corpus() -> list[tuple[str, bytes]]:
    """Contract and text of each input that earlier runs found worth keeping."""
    lines = CORPUS.read_text(encoding="ascii").splitlines()
    return [(id, b64decode(encoded)) for id, _, encoded in (line.partition(" ") for line in lines)]


def write(folder: Path) -> None:
    """Write `programs`, `dictionary` and a file for each first input."""
    contracts = scanned_contracts()
    folder.mkdir(exist_ok=True)
    programs = [b64decode(contract.rules["scan"]["program"]) for contract in contracts]
    (folder / "programs").write_bytes(
        b"".join(len(program).to_bytes(4, sys.byteorder) + program for program in programs)
    )
    words = sorted({word for contract in contracts for word in _words(contract.rules["documented"])})
    (folder / "dictionary").write_text("".join(f'"{_escaped(word)}"\n' for word in words), encoding="ascii")
    (folder / "inputs").mkdir(exist_ok=True)
    for number, raw in _first_inputs(contracts):
        if len(raw) < LONGEST:
            (folder / "inputs" / sha256(raw).hexdigest()[:16]).write_bytes(bytes([number]) + raw)


def _first_inputs(contracts: list[ia.Contract]) -> Iterator[tuple[int, bytes]]:
    numbers = {contract.id: number for number, contract in enumerate(contracts)}
    yield from ((numbers[id], raw) for id, raw in corpus() if id in numbers)
    for number, contract in enumerate(contracts):
        yield from ((number, raw) for raw in islice(texts(contract, MUTANTS, 1), MUTANTS))


def keep(folder: Path) -> None:
    """Replace the corpus by the inputs of a folder."""
    contracts = scanned_contracts()
    inputs = (file.read_bytes() for file in folder.iterdir())
    lines = {f"{contracts[raw[0] % len(contracts)].id} {b64encode(raw[1:]).decode()}\n" for raw in inputs if raw}
    CORPUS.write_text("".join(_shortest_first(lines)), encoding="ascii")


def _shortest_first(lines: Iterable[str]) -> list[str]:
    return sorted(lines, key=lambda line: (line.partition(" ")[0], len(line), line))


def _words(schema: Any) -> Iterator[str]:
    """Names of members and codes, as JSON."""
    if isinstance(schema, dict):
        yield from map(json.dumps, schema.get("properties", {}))
        yield from map(json.dumps, schema.get("enum", []))
        for part in schema.values():
            yield from _words(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _words(part)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    {"write": write, "keep": keep}[sys.argv[1]](Path(sys.argv[2]))
