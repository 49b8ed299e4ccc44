"""What deviations mean that were met before: the scanner names them, and the full validation has explained them once.

Most documents of an archive have no finding, and most of the others have the same ones: the null that the vendor always
sends, the code added last month. In a success a finding depends on nothing but the place and the value.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .. import jsontext, scanner
from ..jsontext import pointer
from ..validation.contract import Contract
from ..validation.findings import by_pointer
from ..validation.report import Severity
from .findings import Kind

MOST = 10_000
"""Deviations that are remembered, before all are forgotten. One that never comes twice, such as an odd text, does not pay."""

Path = tuple[str, ...]
"""Member names from the root to a place; `*` for any item of a list."""


class Deviation(NamedTuple):
    """A scalar that breaks the documented schema at its place, or a new member there."""

    parent: Path
    """Path of the object."""
    name: str
    kind: type | None
    """Type of the value; None for a new member, whatever its value."""
    value: str = ""
    """The value as text, in which 1.0 is not 1.00."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownDeviation:
    """A deviation that was explained; one object each, compared by identity, so that counting is cheap."""

    deviation: Deviation
    kinds: tuple[Kind, ...]
    """Its findings."""

    def first_place(self, value: Any) -> str:
        """JSON Pointer of the first place in a document that has it."""
        parent, name, kind, own = self.deviation
        places = pointer.iter_places(value, (*parent, name))
        return next(
            pointer.join(path) for path, found in places if kind is None or (type(found) is kind and str(found) == own)
        )


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
            if place and (kinds or is_rounded):
                self._known[deviation] = KnownDeviation(place, kinds)

    def _place(self, scanned: scanner.RawDeviation) -> Deviation | None:
        node, kind, token = scanned
        path = self._paths[node]
        if kind == scanner.MEMBER:
            return Deviation(path, token.decode(), None)
        if kind == scanner.MISSING or not path:
            return None
        value = jsontext.read(token)
        return Deviation(path[:-1], path[-1], type(value), str(value))


class MetDeviations:
    """The known deviations that the documents of a chunk have."""

    def __init__(self, known: KnownDeviations, exact: Container[Severity]) -> None:
        """Findings of the severities in `exact` always take the full validation."""
        self._known, self._exact = known, exact
        self._counts: dict[KnownDeviation, int] = {}

    def find(self, scanned: Sequence[scanner.RawDeviation]) -> list[KnownDeviation] | None:
        """Those of a document; None where it must be validated."""
        found = self._known.find(scanned)
        return found if found is not None and all(map(self._is_countable, found)) else None

    def _is_countable(self, known: KnownDeviation) -> bool:
        return known in self._counts or not any(kind.severity in self._exact for kind in known.kinds)

    def first_places(self, found: Sequence[KnownDeviation], value: Any) -> list[tuple[str, Kind]]:
        """The findings of those that no document before had, in the order of a report, each with its first place."""
        new = (known for known in dict.fromkeys(found) if known not in self._counts)
        places = [(known.first_place(value), kind) for known in new for kind in known.kinds]
        return sorted(places, key=lambda each: by_pointer(each[0], each[1].keyword))

    def has_all(self, found: Sequence[KnownDeviation]) -> bool:
        """Whether documents before had all of these."""
        return all(known in self._counts for known in found)

    def count(self, found: Sequence[KnownDeviation]) -> None:
        """Count the deviations of a document."""
        for known in found:
            self._counts[known] = self._counts.get(known, 0) + 1

    def learn(self, scanned: Sequence[scanner.RawDeviation], explained: Mapping[Deviation, Sequence[Kind]]) -> None:
        """Remember what the full validation said of a document; its own findings are counted elsewhere."""
        self._known.learn(scanned, explained)
        for known in self._known.find(scanned) or ():
            if self._is_countable(known):
                self._counts.setdefault(known, 0)

    def counts(self) -> Iterator[tuple[Kind, int]]:
        """How often each finding was counted."""
        return ((kind, count) for known, count in self._counts.items() for kind in known.kinds)


def _names_an_item(place: str) -> bool:
    """Whether a ledger entry depends on the index in a list, which deviations do not have."""
    return any(part.isdecimal() for part in pointer.split(place))
