"""The swift way: what the exact way would find in a document, known from one narrow schema, or else not known at all.

Most documents of an archive have no finding, and most of the others have the same ones: the null that the vendor always
sends, the code that it added last month. So beside the narrow schema of documents without findings there is one that
admits the departures that were met again and again, each an exact scalar at a place, or a member that is new there.
What a departure means was found by the exact way; it depends on nothing but the place and the value, in a success.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

import jsonschema_rs
import orjson

from .. import jsontext
from ..jsontext import pointer
from ..validation.contract import Contract
from .fast_schema import Json, Path, Scalar, Tolerated, Unsure, narrow
from .report import Kind

OFTEN = 4
"""How often a departure is met before it is admitted."""
PATIENCE = 16
"""How many documents go the exact way before the admitting schema is built again."""
MOST = 200
"""How many departures are admitted: one that is never met twice, such as an odd text, is not worth its place."""
MOST_MET = 10_000
"""How many departures are counted before all of them are forgotten."""
MOST_HITS = 1000
"""Departures in one document; one with more goes the exact way, which has a limit of its own."""
LONGEST = 100


class Deviation(NamedTuple):
    """A scalar at a place that breaks the documented schema there, or a member that is new there."""

    above: Path
    """The object."""
    name: str
    kind: type | None
    """Of the value; None for a new member, whatever its value."""
    value: Scalar = None


@dataclass(frozen=True, slots=True, eq=False)
class CachedDeviation:
    """A departure that the swift way knows; there is one object for each, so that counting them is cheap."""

    departure: Deviation
    kinds: tuple[Kind, ...]
    """What it comes to."""


class FastPath:
    """The swift way of one contract."""

    def __init__(self, contract: Contract) -> None:
        data = contract.rules
        self._documented, self._compatible = data["documented"], data["compatible"]
        self._encoded = [(place, pointer.split(place)) for place in data["encoded"]]
        self._learns = contract.direction == "response" and not any(_names_an_item(entry) for entry in data["known"])
        self._admitted: dict[Deviation, CachedDeviation] = {}
        self._met: Counter[Deviation] = Counter()
        self._often: dict[Deviation, list[Kind]] = {}
        """What will be admitted next."""
        self._waited = 0
        self._is_clean = self._valid(None)
        self._second: tuple[Callable[[Any], bool], list[_Table]] = (_never, [])
        """The admitting schema, and what it admits: replaced together, for other threads may be reading."""
        self._lock = Lock()
        self.departures = self._finder()
        """Where a document departs from what is documented: nowhere, at these places, or None for not known."""

    def _finder(self) -> Callable[[bytes], list[CachedDeviation] | None]:
        """The function `departures`: what every document of an archive goes through."""
        loads, longest, is_unique = orjson.loads, jsontext.MAX_BYTES, jsontext.is_surely_unique
        is_clean, is_encoded = self._is_clean, bool(self._encoded)

        def departures(raw: bytes) -> list[CachedDeviation] | None:
            if len(raw) > longest:
                return None
            inner: Sequence[tuple[bytes, Any]] = ()
            try:
                value = outer = loads(raw)
                if is_encoded:
                    value, inner = self._opened(outer)
            except ValueError:
                return None
            found: list[CachedDeviation] | None = [] if is_clean(value) else self._hits(value)
            if found is None or not is_unique(raw, outer):
                return None
            return None if inner and not all(is_unique(text, read) for text, read in inner) else found

        return departures

    def _opened(self, value: Any) -> tuple[Any, Sequence[tuple[bytes, Any]]]:
        """The logical value, and each text in it with what was read of it. Raises ValueError."""
        inner = []
        for place, parts in self._encoded:
            member = pointer.get_parts(value, parts)
            if type(member) is str:
                text = a2b_base64(member, strict_mode=True)
                opened = orjson.loads(text)
                inner.append((text, opened))
                value = pointer.set_path(value, place, opened)
        return value, inner

    def _hits(self, value: Any) -> list[CachedDeviation] | None:
        admits, tables = self._second
        if not admits(value):
            return None
        hits = [hit for table in tables for each in _objects(value, table.above) for hit in table.hits(each)]
        return hits if 0 < len(hits) <= MOST_HITS else None

    def places(self, raw: bytes) -> list[tuple[str, CachedDeviation]]:
        """The same departures, each with its JSON Pointer."""
        value, _ = self._opened(orjson.loads(raw))
        return [
            (pointer.join((*path, hit.departure.name)), hit)
            for table in self._second[1]
            for path, each in _placed(value, table.above, ())
            for hit in table.hits(each)
        ]

    def learn(self, departures: Mapping[Deviation, list[Kind]]) -> None:
        """Remember what the exact way met in a success without errors, and admit what is met often."""
        if not self._learns or len(self._admitted) >= MOST:
            return
        with self._lock:
            self._waited += 1
            if len(self._met) > MOST_MET:
                self._met.clear()
            for departure, kinds in departures.items():
                self._met[departure] += 1
                if self._met[departure] == OFTEN:
                    self._often[departure] = kinds
            if self._waited >= PATIENCE and self._often:
                self._admit()

    def _admit(self) -> None:
        self._admitted |= {
            it: CachedDeviation(it, tuple(kinds)) for it, kinds in self._often.items() if it not in self._admitted
        }
        self._often.clear()
        self._waited = 0
        values: dict[Path, list[Scalar]] = {}
        members: dict[Path, list[str]] = {}
        for above, name, kind, value in self._admitted:
            if kind is None:
                members.setdefault(above, []).append(name)
            else:
                values.setdefault((*above, name), []).append(value)
        tables = [
            _Table(above, [it for it in self._admitted.values() if it.departure.above == above])
            for above in dict.fromkeys(departure.above for departure in self._admitted)
        ]
        self._second = self._valid(Tolerated(values, members)), tables

    def _valid(self, tolerated: Tolerated | None) -> Callable[[Any], bool]:
        try:
            schema: Json = narrow(self._documented, self._compatible, tolerated)
        except Unsure:
            return _never
        validator = jsonschema_rs.Draft4Validator(schema, validate_formats=False, offline=True)
        is_valid: Callable[[Any], bool] = validator.is_valid
        return is_valid


class _Table:
    """The departures in the objects of one place."""

    def __init__(self, above: Path, admitted: list[CachedDeviation]) -> None:
        self.above = above
        self._new: dict[str, CachedDeviation] = {}
        self._values: dict[str, dict[tuple[type, Scalar], CachedDeviation]] = {}
        for it in admitted:
            _, name, kind, value = it.departure
            if kind is None:
                self._new[name] = it
            else:
                self._values.setdefault(name, {})[kind, value] = it

    def hits(self, each: dict[str, Any]) -> Iterator[CachedDeviation]:
        """Those in one object."""
        for name in self._new.keys() & each.keys():
            yield self._new[name]
        for name in self._values.keys() & each.keys():
            found = each[name]
            kind = found.__class__
            if kind in _SCALARS and (hit := self._values[name].get((kind, found))) is not None:
                yield hit


_SCALARS = frozenset({str, int, bool, type(None)})


def _objects(value: Any, path: Path) -> list[dict[str, Any]]:
    found = [value]
    for name in path:
        if name == "*":
            found = [item for each in found if each.__class__ is list for item in each]
        else:
            found = [each[name] for each in found if each.__class__ is dict and name in each]
    return [each for each in found if each.__class__ is dict]


def _placed(value: Any, above: Path, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The same objects, each with its path."""
    if not above:
        if value.__class__ is dict:
            yield path, value
    elif above[0] == "*" and value.__class__ is list:
        for index, item in enumerate(value):
            yield from _placed(item, above[1:], (*path, index))
    elif value.__class__ is dict and above[0] in value:
        yield from _placed(value[above[0]], above[1:], (*path, above[0]))


def _names_an_item(entry: dict[str, Any]) -> bool:
    """Whether what is known depends on the place in a list, which departures do not tell."""
    return any(part.isdecimal() for part in pointer.split(entry["pointer"]))


def _never(value: Any) -> bool:
    return False
