"""A contract of the IR as JSON, in the form that the runtime reads.

`verify` uses one text. `emit` writes several files, because other tools read the schemas too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

from . import ir
from .runtime.validation.contract import Profile

PROFILES = get_args(Profile)
_REST = (
    "encoded", "sensitive", "single_items", "identifiers", "own_limits", "known", "periods", "codes", "outcomes",
    "scan",
)  # fmt: skip


def contract_json(contract: ir.Contract) -> bytes:
    """The contract in one text."""
    return _text({key: getattr(contract, key) for key in (*PROFILES, *_rest(contract))})


def rest_json(contract: ir.Contract) -> bytes:
    """A contract without the schemas that have files of their own."""
    return _text({key: getattr(contract, key) for key in _rest(contract)})


def _rest(contract: ir.Contract) -> tuple[str, ...]:
    """The keys beside the schemas; those that few contracts need only where they do."""
    return (*_REST, *(key for key in ("maps", "described_at", "is_form") if getattr(contract, key)))


def schema_files(contract: ir.Contract) -> Iterator[tuple[str, bytes]]:
    """The file names and JSON Schemas of a contract."""
    for profile in PROFILES:
        yield f"{contract.name}.{profile}.schema.json", _text(getattr(contract, profile), indent=2)


def documentation_json(contract: ir.Contract) -> bytes:
    """The documentation of a contract's members."""
    return _text(contract.documentation)


def _text(data: dict[str, Any], indent: int = 1) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=indent, default=_number).encode() + b"\n"


def _number(value: Any) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"no JSON for a {type(value).__name__}")
    return int(value) if value == value.to_integral_value() else float(value)
