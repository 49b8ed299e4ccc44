"""Fast path: one strict schema decides the common case; other documents take the full validation.

Most documents of an archive have no finding, and most of the others have the same ones: the null that the vendor always
sends, the code added last month. Beside the strict schema of documents without findings there is one that also accepts
deviations met often: an exact scalar at a place, or a new member. The exact path found what such a deviation means; in a
success it depends on nothing but the place and the value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from threading import Lock
from typing import Any, NamedTuple

import orjson

from .. import jsontext
from ..jsontext import pointer
from ..validation.base64_text import decode_standard
from ..validation.contract import Contract
from ..validation.engine import compile_strict
from .fast_schema import Json, Path, Scalar, Tolerated, UnsupportedSchema, strict_schema
from .findings import Kind

OFTEN = 4
"""Times a deviation is met before it is cached."""
PATIENCE = 16
"""Documents on the exact path between two builds of the tolerant schema."""
MOST = 200
"""Cached deviations. One that never comes twice, such as an odd text, does not pay."""
MOST_COUNTED = 10_000
"""Deviations that are counted before the counts are cleared."""
MOST_IN_DOCUMENT = 1000
"""Deviations in one document; with more it takes the exact path, which has its own limit."""
LONGEST = 100
"""Characters of a name or text in a deviation."""


class Deviation(NamedTuple):
    """A scalar that breaks the documented schema at its place, or a new member there."""

    parent: Path
    """Path of the object."""
    name: str
    kind: type | None
    """Type of the value; None for a new member, whatever its value."""
    value: Scalar = None


@dataclass(frozen=True, slots=True, eq=False)
class CachedDeviation:
    """A deviation that the fast path knows; one object each, compared by identity, so that counting is cheap."""

    deviation: Deviation
    kinds: tuple[Kind, ...]
    """Its findings."""


class Undecided(Enum):
    """Why a document needs the full validation."""

    NOT_CLEAN = "it has deviations that are not cached, or orjson does not read it"
    MAY_REPEAT = "orjson reads it, and an object may have two members of one name"


class CleanFailure(NamedTuple):
    """A response without findings that says failure."""

    code: str


class FastPath:
    """The fast path of one contract. Thread-safe."""

    def __init__(self, contract: Contract) -> None:
        self._contract, data = contract, contract.rules
        self._documented, self._compatible = data["documented"], data["compatible"]
        self._encoded = [(place, pointer.split(place)) for place in data["encoded"]]
        self._learns = contract.direction == "response" and not any(_names_an_item(entry) for entry in data["known"])
        self._identifiers = {pointer.split(pattern) for pattern in data.get("identifiers", ())}
        self._cached: dict[Deviation, CachedDeviation] = {}
        self._counts: Counter[Deviation] = Counter()
        self._next: dict[Deviation, list[Kind]] = {}
        """Deviations to cache in the next build."""
        self._waited = 0
        self._is_clean = (
            self._compile(None) if not data.get("periods") else _never
        )  # the schema does not compare members
        self._tolerant: tuple[Callable[[Any], bool], list[_Table]] = (_never, [])
        """The tolerant schema and its deviations; replaced together, because other threads may be reading."""
        self._lock = Lock()
        self.deviations = self._finder()
        """The deviations of a document: none, some, or why the full validation is needed."""

    def _finder(self) -> Callable[[bytes], list[CachedDeviation] | CleanFailure | Undecided]:
        """The function `deviations`. Every document of an archive goes through it."""
        loads, longest, is_unique = orjson.loads, jsontext.MAX_BYTES, jsontext.is_surely_unique
        is_clean, is_encoded = self._is_clean, bool(self._encoded)
        outcome_of, code_of = self._contract.outcome, self._contract.failure_code

        def deviations(raw: bytes) -> list[CachedDeviation] | CleanFailure | Undecided:
            if len(raw) > longest:
                return Undecided.NOT_CLEAN
            inner: Sequence[tuple[bytes, Any]] = ()
            try:
                value = outer = loads(raw)
                if is_encoded:
                    value, inner = self._decode(outer)
            except ValueError:
                return Undecided.NOT_CLEAN
            if not is_unique(raw, outer):
                return Undecided.MAY_REPEAT
            found: list[CachedDeviation] | None = [] if is_clean(value) else self._find(value)
            if found is None or (inner and not all(is_unique(text, read) for text, read in inner)):
                return Undecided.NOT_CLEAN
            return CleanFailure(code_of(value)) if outcome_of(value) == "failure" else found

        return deviations

    def _decode(self, value: Any) -> tuple[Any, Sequence[tuple[bytes, Any]]]:
        """The logical value, and each encoded text with its value. Raises ValueError."""
        inner = []
        for place, parts in self._encoded:
            member = pointer.get_parts(value, parts)
            if type(member) is str:
                text = decode_standard(member)
                decoded = orjson.loads(text)
                inner.append((text, decoded))
                value = pointer.set_path(value, place, decoded)
        return value, inner

    def _find(self, value: Any) -> list[CachedDeviation] | None:
        accepts, tables = self._tolerant
        if not accepts(value):
            return None
        found = [hit for table in tables for each in _objects(value, table.parent) for hit in table.find(each)]
        return found if 0 < len(found) <= MOST_IN_DOCUMENT else None

    def places(self, raw: bytes) -> list[tuple[str, CachedDeviation]]:
        """The same deviations, each with its JSON Pointer."""
        value, _ = self._decode(orjson.loads(raw))
        return [
            (pointer.join((*path, hit.deviation.name)), hit)
            for table in self._tolerant[1]
            for path, each in _objects_with_path(value, table.parent, ())
            for hit in table.find(each)
        ]

    def learn(self, deviations: Mapping[Deviation, list[Kind]]) -> None:
        """Count the deviations of a success without errors, found by the exact path, and cache the frequent ones."""
        if not self._learns or len(self._cached) >= MOST:
            return
        with self._lock:
            self._waited += 1
            if len(self._counts) > MOST_COUNTED:
                self._counts.clear()
            for deviation, kinds in deviations.items():
                self._counts[deviation] += 1
                if self._counts[deviation] == OFTEN:
                    self._next[deviation] = kinds
            if self._waited >= PATIENCE and self._next:
                self._build()

    def _build(self) -> None:
        self._cached |= {
            each: CachedDeviation(each, tuple(kinds)) for each, kinds in self._next.items() if each not in self._cached
        }
        self._next.clear()
        self._waited = 0
        values: dict[Path, list[Scalar]] = {}
        members: dict[Path, list[str]] = {}
        for parent, name, kind, value in self._cached:
            if kind is None:
                members.setdefault(parent, []).append(name)
            else:
                values.setdefault((*parent, name), []).append(value)
        tables = [
            _Table(parent, [each for each in self._cached.values() if each.deviation.parent == parent])
            for parent in dict.fromkeys(deviation.parent for deviation in self._cached)
        ]
        self._tolerant = self._compile(Tolerated(values, members, self._identifiers)), tables

    def _compile(self, tolerated: Tolerated | None) -> Callable[[Any], bool]:
        try:
            schema: Json = strict_schema(self._documented, self._compatible, tolerated, self._identifiers)
        except UnsupportedSchema:
            return _never
        return compile_strict(schema)


class _Table:
    """The cached deviations in the objects of one path."""

    def __init__(self, parent: Path, cached: list[CachedDeviation]) -> None:
        self.parent = parent
        self._new: dict[str, CachedDeviation] = {}
        self._values: dict[str, dict[tuple[type, Scalar], CachedDeviation]] = {}
        for each in cached:
            _, name, kind, value = each.deviation
            if kind is None:
                self._new[name] = each
            else:
                self._values.setdefault(name, {})[kind, value] = each

    def find(self, each: dict[str, Any]) -> Iterator[CachedDeviation]:
        """Those in one object."""
        for name in self._new.keys() & each.keys():
            yield self._new[name]
        for name in self._values.keys() & each.keys():
            value = each[name]
            kind = value.__class__
            if kind in _SCALARS and (hit := self._values[name].get((kind, value))) is not None:
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


def _objects_with_path(
    value: Any, pattern: Path, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if not pattern:
        if value.__class__ is dict:
            yield path, value
    elif pattern[0] == "*" and value.__class__ is list:
        for index, item in enumerate(value):
            yield from _objects_with_path(item, pattern[1:], (*path, index))
    elif value.__class__ is dict and pattern[0] in value:
        yield from _objects_with_path(value[pattern[0]], pattern[1:], (*path, pattern[0]))


def _names_an_item(entry: dict[str, Any]) -> bool:
    """Whether a ledger entry depends on the index in a list, which deviations do not have."""
    return any(part.isdecimal() for part in pointer.split(entry["pointer"]))


def _never(value: Any) -> bool:
    return False
