"""What deviations mean that were met before: the scanner names them, and the full validation has explained them once.

Most documents of an archive have no finding, and most of the others have the same ones: the null that the vendor always
sends, the code added last month. In a success a finding depends on nothing but the place and the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .. import jsontext, scanner
from ..jsontext import pointer
from ..validation.contract import Contract
from .findings import Kind

MOST = 10_000
"""Deviations that are remembered, before all are forgotten. One that never comes twice, such as an odd text, does not pay."""

Path = tuple[str, ...]
"""Member names from the root to a place; `*` for any item of a list."""
Scalar = str | int | Decimal | bool | None


class Deviation(NamedTuple):
    """A scalar that breaks the documented schema at its place, or a new member there."""

    parent: Path
    """Path of the object."""
    name: str
    kind: type | None
    """Type of the value; None for a new member, whatever its value."""
    value: Scalar = None


@dataclass(frozen=True, slots=True, eq=False)
class KnownDeviation:
    """A deviation that was explained; one object each, compared by identity, so that counting is cheap."""

    kinds: tuple[Kind, ...]
    """Its findings."""


class KnownDeviations:
    """The deviations of one contract that were explained. Thread-safe."""

    def __init__(self, contract: Contract) -> None:
        own = contract.scanner
        self._paths = [pointer.split(path) for path in own.paths] if own else []
        self._learns = not any(_names_an_item(entry["pointer"]) for entry in contract.rules["known"])
        self._known: dict[scanner.RawDeviation, KnownDeviation] = {}

    def find(self, scanned: Sequence[scanner.RawDeviation]) -> list[KnownDeviation] | None:
        """Those of a document; None where one was not explained yet."""
        known = self._known
        try:
            return [known[deviation] for deviation in scanned]
        except KeyError:
            return None

    def learn(self, scanned: Sequence[scanner.RawDeviation], explained: Mapping[Deviation, Sequence[Kind]]) -> None:
        """Remember what the full validation said of the deviations of a document."""
        if not self._learns:
            return
        if len(self._known) + len(scanned) > MOST:
            self._known = {}
        for deviation in scanned:
            place = self._place(deviation)
            kinds = explained.get(place, ()) if place else ()
            is_rounded = deviation[1] == scanner.ROUNDED  # a suspicion, beside the deviation in type or value
            kinds = tuple(kind for kind in kinds if (kind.keyword == "rounded") == is_rounded)
            if kinds or is_rounded:
                self._known[deviation] = KnownDeviation(kinds)

    def _place(self, scanned: scanner.RawDeviation) -> Deviation | None:
        node, kind, token = scanned
        path = self._paths[node]
        if kind == scanner.MEMBER:
            return Deviation(path, token.decode(), None)
        if kind == scanner.MISSING or not path:
            return None
        value = jsontext.read(token)
        return Deviation(path[:-1], path[-1], type(value), value)


def _names_an_item(place: str) -> bool:
    """Whether a ledger entry depends on the index in a list, which deviations do not have."""
    return any(part.isdecimal() for part in pointer.split(place))
