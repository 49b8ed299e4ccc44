"""The exact way for one document: all findings, what kinds they are of, and which departures the swift way may learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..i18n.message import MessageOptions
from ..jsontext import pointer
from ..validation import messages
from ..validation.contract import Contract
from ..validation.decoding import Decoded
from ..validation.report import Finding, Report
from .fast import LONGEST, Deviation
from .report import MASKED, Kind, short

CODES = {"enum", "const"}
OF_A_SCALAR = {"type", *CODES, "minLength", "maxLength", "minimum", "maximum", "pattern", "format"}
"""Keywords whose verdict depends on nothing but the place and the scalar there."""


class ExactResult(NamedTuple):
    """What was found in one document."""

    report: Report
    decoded: Decoded
    """The document as it was read."""
    kinds: Sequence[Kind]
    """Of each finding of the report."""
    departures: dict[Deviation, list[Kind]]
    """What may be known of another document with the same: nothing, unless this one is a success without errors."""


def look(contract: Contract, raw: bytes, voice: MessageOptions) -> ExactResult:
    """Judge a document exactly."""
    decoded = contract.decode(raw)
    report = contract.check_decoded(decoded, voice)
    places = [_place(decoded.value, pointer.split(finding.pointer)) for finding in report.findings]
    kinds = [_kind(contract, finding, place) for finding, place in zip(report.findings, places, strict=True)]
    is_usable = report.outcome == "success" and report.ok
    return ExactResult(report, decoded, kinds, _departures(places, kinds) if is_usable else {})


class _Place(NamedTuple):
    path: tuple[str, ...]
    """`*` for an item of a list."""
    value: Any
    is_clear: bool
    """Whether each `*` of the path is an item."""


def _place(value: Any, parts: tuple[str, ...]) -> _Place:
    path: list[str] = []
    is_clear = True
    for part in parts:
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            path.append("*")
            value = value[int(part)]
        else:
            path.append(part)
            is_clear = is_clear and part != "*"
            value = value.get(part, pointer.MISSING) if isinstance(value, dict) else pointer.MISSING
    return _Place(tuple(path), value, is_clear)


def _kind(contract: Contract, finding: Finding, place: _Place) -> Kind:
    found = ""
    if finding.keyword in CODES:
        found = MASKED if _is_sensitive(contract, place.path) else messages.render_value(place.value)
    elif finding.keyword == "type" and place.value is not pointer.MISSING:
        found = messages.type_name(place.value)
    return Kind(finding.severity, finding.keyword, short(pointer.join(place.path)), found, finding.ledger)


def _is_sensitive(contract: Contract, path: tuple[str, ...]) -> bool:
    """Whether a place, or one that it lies in, is sensitive."""
    patterns = contract.rules["sensitive"]
    return any(pointer.join(path[:depth]) in patterns for depth in range(len(path) + 1))


def _departures(places: Sequence[_Place], kinds: Sequence[Kind]) -> dict[Deviation, list[Kind]]:
    """By departure what it means. Several keywords may speak of one value, and one value may stand at several places."""
    found: dict[tuple[str, ...], dict[Deviation, list[Kind]]] = {}
    for place, kind in zip(places, kinds, strict=True):
        departure = _departure(place, kind)
        if departure is not None:
            meaning = found.setdefault(place.path, {}).setdefault(departure, [])
            if kind not in meaning:
                meaning.append(kind)
    return {departure: meaning for there in found.values() for departure, meaning in there.items()}


def _departure(place: _Place, kind: Kind) -> Deviation | None:
    value = place.value
    if not place.path or not place.is_clear or place.path[-1] == "*":
        return None
    *above, name = place.path
    if len(name) > LONGEST:
        return None
    if kind.keyword == "additionalProperties":
        return Deviation(tuple(above), name, None)
    if kind.keyword not in OF_A_SCALAR or not isinstance(value, (str, int, type(None))):
        return None
    if isinstance(value, str) and len(value) > LONGEST:
        return None
    return Deviation(tuple(above), name, type(value), value)
