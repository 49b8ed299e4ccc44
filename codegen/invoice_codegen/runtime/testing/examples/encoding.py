"""Encode a logical payload for the wire: members with JSON as base64 text."""

from __future__ import annotations

import base64
from typing import Any

from ... import jsontext
from ...jsontext import pointer
from ...validation.contract import Contract


def to_base64(raw: bytes) -> str:
    """Encode as base64 text."""
    return base64.b64encode(raw).decode()


def encode_members(contract: Contract, value: Any, prefix: str = "") -> Any:
    """Encode the members of a payload, optionally with an invalid prefix."""
    for place in contract.encoded:
        member = pointer.get(value, place)
        if member is not pointer.MISSING:
            value = pointer.set_path(value, place, prefix + to_base64(jsontext.write(member)))
    return value


def as_payload(value: Any) -> Any:
    """A logical value as a payload to validate: a text as JSON text, since a payload of type str is JSON text."""
    return jsontext.write(value) if isinstance(value, str) else value


def to_wire(contract: Contract, value: Any) -> bytes:
    """JSON text of a logical payload in wire form."""
    return jsontext.write(encode_members(contract, value))
