"""Dead letters: one JSON line for each rejected document, with what was found and what it held.

What it held is masked as far as it can be told: whatever stands under the name of a sensitive member, wherever, for a
damaged document seldom has its members at their places; and texts that may carry JSON of their own. Of a text that can't be
read nothing is repeated: `source`, `line` and `offset` say where it stands.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, NamedTuple

from .. import jsontext
from ..jsontext import pointer
from ..validation.contract import Contract
from ..validation.output import OutputUnit
from .report import MASKED

SHARED = {"source", "contract"}
"""What the records of findings have in common with the dead letter that they stand in; on one line also the line."""
LONGEST = 100


class Reject(NamedTuple):
    """The dead letter of one document."""

    source: str
    line: int
    offset: int
    """Of the first byte of the line in its source, decompressed."""
    rest: bytes
    """The other members, as JSON text."""

    def text(self) -> bytes:
        """One line of NDJSON."""
        head = jsontext.write({"source": self.source, "line": self.line, "offset": self.offset})
        return head[:-1] + b"," + self.rest[1:] + b"\n"


def reject(
    contract: Contract, units: Sequence[OutputUnit], line: int, offset: int, held: dict[str, Any], is_document: bool
) -> Reject:
    """The dead letter of the document that begins at a line; `held` is what `masked` or `as_it_came` gave."""
    shared = SHARED if is_document else {*SHARED, "line"}
    findings = [{name: part for name, part in unit.as_json().items() if name not in shared} for unit in units]
    rest = jsontext.write({"contract": contract.id, "findings": findings, **held})
    return Reject(units[0].source, line, offset, rest)


def as_it_came(raw: bytes) -> dict[str, Any]:
    """The text of a document, in base64 when it is not UTF-8."""
    try:
        return {"raw": raw.decode()}
    except UnicodeDecodeError:
        return {"rawBase64": base64.b64encode(raw).decode()}


def masked(contract: Contract, value: Any) -> dict[str, Any]:
    """The logical value of a document with its sensitive members masked; nothing when there is none."""
    if value is pointer.MISSING:
        return {}
    data = contract.rules
    if not data["sensitive"]:
        return {"value": value}
    names = {pointer.split(pattern)[-1] for pattern in data["sensitive"]}
    closed = {pointer.split(place)[-1] for place in data["encoded"]}
    return {"value": _masked(value, names, closed)}


def _masked(value: Any, names: set[str], closed: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: _member(name, part, names, closed) for name, part in value.items()}
    if isinstance(value, list):
        return [_masked(item, names, closed) for item in value]
    return MASKED if isinstance(value, str) and _may_carry_json(value) else value


def _member(name: str, value: Any, names: set[str], closed: set[str]) -> Any:
    is_hidden = name in names or (name in closed and isinstance(value, str))
    return MASKED if is_hidden and value is not None else _masked(value, names, closed)


def _may_carry_json(text: str) -> bool:
    """Whether a text may hold a document of its own: as JSON, or encoded, which is long and has no spaces."""
    return text.lstrip()[:1] in ("{", "[") or (len(text) > LONGEST and text.isascii() and " " not in text)
