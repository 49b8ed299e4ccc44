"""What the libFuzzer target of the scanner reads: programs, first inputs, and a dictionary of names and codes."""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from agreement.payloads import texts

from .scanning import Scanners, all_contracts

LONGEST = 4096
"""Bytes of an input; longer ones are slow and find no more."""
MUTANTS = 300
"""Damaged payloads of each contract among the first inputs."""


def write_all(folder: Path) -> None:
    """Write `programs`, `dictionary` and a file for each first input."""
    contracts = [contract for contract in all_contracts() if Scanners(contract).wide is not None]
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    programs = [b64decode(contract.rules["scan"]["program"]) for contract in contracts]
    (folder / "programs").write_bytes(
        b"".join(len(program).to_bytes(4, sys.byteorder) + program for program in programs)
    )
    words = sorted({word for contract in contracts for word in _words(contract.rules["documented"])})
    (folder / "dictionary").write_text("".join(f'"{_escaped(word)}"\n' for word in words), encoding="ascii")
    for number, contract in enumerate(contracts):
        for raw in islice(texts(contract, MUTANTS, 1), MUTANTS):
            if len(raw) < LONGEST:
                (inputs / sha256(raw).hexdigest()[:16]).write_bytes(bytes([number]) + raw)


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
    write_all(Path(sys.argv[1]))
