"""Payloads of some contract, whichever there are."""

from __future__ import annotations

import json
from pathlib import Path

import invoice_apis as ia

CONTRACT = next(contract for contract in ia.contracts() if contract.direction == "response")
GOOD = json.dumps(CONTRACT.example(seed=1)).encode()
BAD = b"[]"


def drifted() -> bytes:
    """A payload with a member that no document shows."""
    payload = CONTRACT.example(seed=1)
    raw = json.dumps({**payload, "not-documented": 1}).encode()
    assert CONTRACT.check(raw).drift
    return raw


def many(count: int) -> bytes:
    """A payload with so many findings."""
    payload = CONTRACT.example(seed=1)
    raw = json.dumps({**payload, **{f"not-documented-{number}": number for number in range(count)}}).encode()
    assert len(CONTRACT.check(raw).drift) >= count
    return raw


def put(**files: bytes) -> list[str]:
    """Files in the working directory, `.json` added to their names."""
    for name, content in files.items():
        Path(f"{name}.json").write_bytes(content)
    return [f"{name}.json" for name in files]
