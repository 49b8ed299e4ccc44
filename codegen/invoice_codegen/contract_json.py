"""A contract of the IR as JSON, in the form that `runtime/contract.py` reads: what `prove` asks and `emit` writes.

It is one text for `prove`, and three for `emit`: the schemas that other tools read too stand in files of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

from . import ir
from .runtime.validation.contract import Profile

SCHEMAS = get_args(Profile)
_REST = ("fast", "encoded", "sensitive", "known", "outcomes")


def contract_json(contract: ir.Contract) -> bytes:
    """One contract as JSON text."""
    return _text({key: getattr(contract, key) for key in (*SCHEMAS, *_REST)})


def rest_json(contract: ir.Contract) -> bytes:
    """One contract without the schemas that stand in files of their own."""
    return _text({key: getattr(contract, key) for key in _REST})


def schema_files(contract: ir.Contract) -> Iterator[tuple[str, bytes]]:
    """The JSON Schemas of a contract, each with the name of its file."""
    for profile in SCHEMAS:
        yield f"{contract.name}.{profile}.schema.json", _text(getattr(contract, profile), indent=2)


def guide_json(contract: ir.Contract) -> bytes:
    """The guide to a contract as JSON text, in the form that `runtime/guide.py` reads."""
    return _text(contract.guide)


def _text(data: dict[str, Any], indent: int = 1) -> bytes:
    """JSON laid out for reading and for diffs."""
    return json.dumps(data, ensure_ascii=False, indent=indent, default=_number).encode() + b"\n"


def _number(value: Any) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"no JSON for a {type(value).__name__}")
    return int(value) if value == value.to_integral_value() else float(value)
