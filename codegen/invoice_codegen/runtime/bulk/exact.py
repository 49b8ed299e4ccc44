"""Validate one document in full, and find the deviations that are explained by it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ..i18n.message import MessageOptions
from ..jsontext import pointer
from ..validation import formats, messages
from ..validation.contract import Contract
from ..validation.decoding import Decoded
from ..validation.report import Finding, Report
from .deviations import Deviation
from .findings import MASKED, Kind, shorten

CODES = {"enum", "const"}
SCALAR_KEYWORDS = {"type", *CODES, "minLength", "maxLength", "minimum", "maximum", "pattern", "format", "rounded"}
"""Keywords whose result depends only on the place and the scalar there."""
NO_NUMBER = "string, no number"
"""What is found where text in place of a number is none."""
LONGEST = 100
"""Characters of a name or text in a deviation."""


class ExactResult(NamedTuple):
    """Findings of one document."""

    report: Report
    decoded: Decoded
    """The document as it was read."""
    kinds: Sequence[Kind]
    """Of each finding of the report."""
    deviations: dict[Deviation, list[Kind]]
    """What can be learned from it; empty where it is not usable."""

    @property
    def is_usable(self) -> bool:
        """Whether findings depend on nothing but their places and values: not in a failure, nor beside errors."""
        return self.report.outcome != "failure" and self.report.ok


def validate_exactly(contract: Contract, decoded: Decoded, options: MessageOptions) -> ExactResult:
    """Validate a decoded document."""
    report = contract.check_decoded(decoded, options)
    places = [_place(contract, decoded.value, pointer.split(finding.pointer)) for finding in report.findings]
    kinds = [_kind(contract, finding, place) for finding, place in zip(report.findings, places, strict=True)]
    result = ExactResult(report, decoded, kinds, {})
    return result._replace(deviations=_deviations(places, kinds)) if result.is_usable else result


class _Place(NamedTuple):
    path: tuple[str, ...]
    """`*` for an item of a list, or a value of a map."""
    value: Any
    is_clear: bool
    """Whether each `*` of the path is an item, no member is named `*`, and the path leads there alone."""


def _place(contract: Contract, value: Any, parts: tuple[str, ...]) -> _Place:
    path: list[str] = []
    is_clear = True
    for part in parts:
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            path.append("*")
            value = value[int(part)]
        elif isinstance(value, dict) and contract.is_map(path):
            path.append("*")
            is_clear = False
            value = value.get(part, pointer.MISSING)
        else:
            path.append(part)
            is_clear = is_clear and part != "*"
            value = value.get(part, pointer.MISSING) if isinstance(value, dict) else pointer.MISSING
    described = tuple(map(str, contract.described_at(path)))
    return _Place(described, value, is_clear and described == tuple(path))


def _kind(contract: Contract, finding: Finding, place: _Place) -> Kind:
    found = ""
    if finding.keyword in CODES:
        found = MASKED if contract.is_sensitive(place.path, place.value) else messages.render_value(place.value)
    elif finding.keyword == "type" and place.value is not pointer.MISSING:
        found = _found_type(contract, finding, place.value)
    return Kind(finding.severity, finding.keyword, shorten(pointer.join(place.path)), found, finding.ledger)


def _found_type(contract: Contract, finding: Finding, value: Any) -> str:
    """The JSON type of a value, and for text in place of a number whether it is one."""
    member = contract.documentation.member(finding.pointer)
    is_number = member is not None and bool(messages.NUMBERS & set(member.types))
    is_odd = is_number and isinstance(value, str) and value != "" and formats.parse_decimal(value) is None
    return NO_NUMBER if is_odd else messages.type_name(value)


def _deviations(places: Sequence[_Place], kinds: Sequence[Kind]) -> dict[Deviation, list[Kind]]:
    """Deviations with their findings. A value may break several keywords, and may stand at several places."""
    found: dict[tuple[str, ...], dict[Deviation, list[Kind]]] = {}
    for place, kind in zip(places, kinds, strict=True):
        deviation = _deviation(place, kind)
        if deviation is not None:
            own = found.setdefault(place.path, {}).setdefault(deviation, [])
            if kind not in own:
                own.append(kind)
    return {deviation: own for at_path in found.values() for deviation, own in at_path.items()}


def _deviation(place: _Place, kind: Kind) -> Deviation | None:
    value = place.value
    if not place.path or not place.is_clear or place.path[-1] == "*":
        return None
    *parent, name = place.path
    if len(name) > LONGEST:
        return None
    if kind.keyword == "additionalProperties":
        return Deviation(tuple(parent), name, None)
    if kind.keyword not in SCALAR_KEYWORDS or not isinstance(value, (str, int, Decimal, type(None))):
        return None
    if isinstance(value, str) and len(value) > LONGEST:
        return None
    return Deviation(tuple(parent), name, type(value), str(value))
