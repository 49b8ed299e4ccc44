"""From a logical payload to what comes over the wire: members that carry JSON as base64 text."""

from __future__ import annotations

import base64
from typing import Any

from ... import jsontext
from ...jsontext import pointer
from ...validation.contract import Contract


def encoded(raw: bytes) -> str:
    """Base64 text."""
    return base64.b64encode(raw).decode()


def sealed(contract: Contract, value: Any, before: str = "") -> Any:
    """With encoded members as base64 text, which may have something wrong before it."""
    for place in contract.encoded:
        member = pointer.get(value, place)
        if member is not pointer.MISSING:
            value = pointer.set_path(value, place, before + encoded(jsontext.write(member)))
    return value


def wire(contract: Contract, value: Any) -> bytes:
    """The JSON text of a logical payload as it comes over the wire."""
    return jsontext.write(sealed(contract, value))
