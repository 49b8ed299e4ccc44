"""A contract of the IR as JSON, in the form that `runtime/contract.py` reads: what `prove` asks and `emit` writes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from . import ir

_KEYS = ("documented", "compatible", "fast", "encoded", "sensitive", "known", "outcomes")


def contract_json(contract: ir.Contract) -> bytes:
    """One contract as JSON text, laid out for reading and for diffs."""
    data = {key: getattr(contract, key) for key in _KEYS}
    return json.dumps(data, ensure_ascii=False, indent=1, default=_number).encode() + b"\n"


def _number(value: Any) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"no JSON for a {type(value).__name__}")
    return int(value) if value == value.to_integral_value() else float(value)
