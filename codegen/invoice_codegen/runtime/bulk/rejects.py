"""Rejects: one JSON line for each rejected document, with its findings and its content.

The content is masked: every member with the name of a sensitive one, at any place, since a damaged document may have its
members elsewhere; texts and numbers in place of what has sensitive members; members that no document shows; and texts that
may hold JSON themselves. Unreadable text is left out: `source`, `line` and `offset`
locate it.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .. import jsontext
from ..jsontext import pointer
from ..validation.contract import Contract
from ..validation.output import OutputUnit
from .findings import MASKED

SHARED = {"source", "contract"}
"""Members that a finding shares with its reject; for NDJSON also `line`."""
LONGEST = 100
"""Characters of a text without spaces that is not masked."""


class Reject(NamedTuple):
    """A rejected document."""

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


def create_reject(
    contract: Contract, units: Sequence[OutputUnit], line: int, offset: int, content: dict[str, Any], is_document: bool
) -> Reject:
    """The reject of a document that starts at a line; `content` is from `masked_value` or `raw_text`."""
    shared = SHARED if is_document else {*SHARED, "line"}
    findings = [{name: part for name, part in unit.as_json().items() if name not in shared} for unit in units]
    rest = jsontext.write({"contract": contract.id, "findings": findings, **content})
    return Reject(units[0].source, line, offset, rest)


def raw_text(raw: bytes) -> dict[str, Any]:
    """The text of a document, in base64 when it is not UTF-8."""
    try:
        return {"raw": raw.decode()}
    except UnicodeDecodeError:
        return {"rawBase64": base64.b64encode(raw).decode()}


def masked_value(contract: Contract, value: Any) -> dict[str, Any]:
    """The logical value of a document with its sensitive and undocumented members masked; empty without a value."""
    return {} if value is pointer.MISSING else {"value": _mask(contract).mask(value, "")}


class Mask:
    """Masks members that are sensitive, wherever they stand, and those that no document shows, as reprs do."""

    def __init__(self, contract: Contract) -> None:
        data = contract.rules
        self._is_sensitive = cache(lambda place, value: contract.is_sensitive(pointer.split(place), value))
        self._names = {pointer.split(pattern)[-1] for pattern in data["sensitive"]}
        self._encoded = {pointer.split(place)[-1] for place in data["encoded"]}
        self._documentation = contract.documentation
        self._members = contract.documentation.members

    def mask(self, value: Any, place: str) -> Any:
        """The value at a pointer pattern."""
        if isinstance(value, dict):
            place = self._documentation.inside(place)
            if self._documentation.is_map(place):
                return {name: self._mask_item(part, f"{place}/*") for name, part in value.items()}
            return {name: self._mask_member(name, part, place + pointer.join([name])) for name, part in value.items()}
        if isinstance(value, list):
            return [self._mask_item(item, f"{place}/*") for item in value]
        return MASKED if self._is_hidden(value, place) else value

    def _mask_item(self, value: Any, place: str) -> Any:
        """An item of a list, or a value of a map."""
        return MASKED if value is not None and self._is_sensitive(place, None) else self.mask(value, place)

    def _mask_member(self, name: str, value: Any, place: str) -> Any:
        is_hidden = name in self._names or (name in self._encoded and isinstance(value, str))
        is_documented = place in self._members and bool(self._members[place].types)
        return MASKED if (is_hidden or not is_documented) and value is not None else self.mask(value, place)

    def _is_hidden(self, value: Any, place: str) -> bool:
        """Whether to mask a value that is neither object nor list."""
        may_hold_json = isinstance(value, str) and _may_hold_json(value)
        holds_more = value != "" and self._is_sensitive(place, "any text")
        return value is not None and (place not in self._members or may_hold_json or holds_more)


@lru_cache(maxsize=16)
def _mask(contract: Contract) -> Mask:
    """The mask of a contract: it remembers which of its places are sensitive."""
    return Mask(contract)


def _may_hold_json(text: str) -> bool:
    """Whether a text may be JSON, or encoded JSON: long and without spaces."""
    return text.lstrip()[:1] in ("{", "[") or (len(text) > LONGEST and text.isascii() and " " not in text)
