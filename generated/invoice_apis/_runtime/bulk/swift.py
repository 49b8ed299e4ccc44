"""The swift way: what the exact way would find in a document, known from one narrow schema, or else not known at all.

Most documents of an archive have no finding, and most of the others have the same ones: the null that the vendor always
sends, the code that it added last month. So beside the narrow schema of documents without findings there is one that
admits the departures that were met again and again, each an exact scalar at a place, or a member that is new there.
What a departure means was found by the exact way; it depends on nothing but the place and the value, in a success.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import jsonschema_rs
import orjson

from .. import jsontext, pointer
from ..contract import Contract
from .narrow import Json, Path, Scalar, Tolerated, Unsure, narrow

OFTEN = 4
"""How often a departure is met before it is admitted."""
PATIENCE = 16
"""How many documents go the exact way before the admitting schema is built again."""
MOST = 100
"""How many departures are admitted: one that is never met twice, such as an odd text, is not worth its place."""
MOST_HITS = 1000
"""Departures in one document; one with more goes the exact way, which has a limit of its own."""
LONGEST = 100


class Departure(NamedTuple):
    """A scalar at a place that breaks the documented schema there, or a member that is new there."""

    above: Path
    """The object."""
    name: str
    kind: type | None
    """Of the value; None for a new member, whatever its value."""
    value: Scalar = None


class Swift:
    """The swift way of one contract. Not for use by several threads at once."""

    def __init__(self, contract: Contract) -> None:
        data = contract._judge.data
        self._documented, self._compatible = data["documented"], data["compatible"]
        self._encoded = [(place, pointer.split(place)) for place in data["encoded"]]
        self._learns = contract.direction == "response" and not any(_names_an_item(entry) for entry in data["known"])
        self._admitted: dict[Departure, None] = {}
        self._met: Counter[Departure] = Counter()
        self._waited = 0
        self._is_clean = self._valid(None)
        self._admits: Callable[[Any], bool] = _never
        self._tables: list[_Table] = []

    def departures(self, raw: bytes) -> list[Departure] | None:
        """Where a document departs from what is documented: nowhere, at these places, or None for not known."""
        if len(raw) > jsontext.MAX_BYTES:
            return None
        try:
            value = outer = orjson.loads(raw)
            inner: list[tuple[bytes, Any]] = []
            for place, parts in self._encoded:
                member = pointer.follow(value, parts)
                if type(member) is str:
                    text = a2b_base64(member, strict_mode=True)
                    opened = orjson.loads(text)
                    inner.append((text, opened))
                    value = pointer.put(value, place, opened)
        except ValueError:
            return None
        found: list[Departure] | None = []
        if not self._is_clean(value):
            found = self._hits(value) if self._admits(value) else None
            if found is None:
                return None
        if not is_surely_unique(raw, outer) or not all(is_surely_unique(text, read) for text, read in inner):
            return None
        return found

    def _hits(self, value: Any) -> list[Departure] | None:
        hits = [hit for table in self._tables for hit in table.hits(value)]
        return hits if 0 < len(hits) <= MOST_HITS else None

    def learn(self, departures: Iterable[Departure]) -> None:
        """Remember what the exact way met in a success without errors, and admit what is met often."""
        if not self._learns or len(self._admitted) >= MOST:
            return
        self._met.update(departure for departure in departures if departure not in self._admitted)
        self._waited += 1
        if self._waited < PATIENCE:
            return
        often = [departure for departure, times in self._met.items() if times >= OFTEN]
        self._admitted |= dict.fromkeys(often[: MOST - len(self._admitted)])
        self._met.clear()
        self._waited = 0
        if often:
            self._admit()

    def _admit(self) -> None:
        values: dict[Path, list[Scalar]] = {}
        members: dict[Path, list[str]] = {}
        for above, name, kind, value in self._admitted:
            if kind is None:
                members.setdefault(above, []).append(name)
            else:
                values.setdefault((*above, name), []).append(value)
        self._admits = self._valid(Tolerated(values, members))
        self._tables = [
            _Table(above, [it for it in self._admitted if it.above == above])
            for above in dict.fromkeys(departure.above for departure in self._admitted)
        ]

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

    def __init__(self, above: Path, departures: list[Departure]) -> None:
        self._above = above
        self._new = [(departure.name, departure) for departure in departures if departure.kind is None]
        self._values: dict[str, dict[tuple[type | None, Scalar], Departure]] = {}
        for departure in departures:
            if departure.kind is not None:
                self._values.setdefault(departure.name, {})[departure.kind, departure.value] = departure

    def hits(self, value: Any) -> Iterator[Departure]:
        new, values = self._new, list(self._values.items())
        for each in _objects(value, self._above):
            for name, departure in new:
                if name in each:
                    yield departure
            for name, departures in values:
                found = each.get(name, departures)  # a dict of its own where the member is absent: in no table
                kind = found.__class__
                if kind in _SCALARS and (hit := departures.get((kind, found))) is not None:
                    yield hit


_SCALARS = frozenset({str, int, bool, type(None)})


def is_surely_unique(raw: bytes, value: Any) -> bool:
    r"""Whether no object of a text has two members of one name; False says nothing. `value` is what orjson made of it.

    A text that is written again to the same bytes has none, for what is written has none. Else colons are counted: a
    text has one for each member and those in its strings; written again, a member that was dropped lacks its colon,
    and strings have no more than before unless one was hidden as `\u003a`.
    """
    written = orjson.dumps(value)
    return written == raw or (raw.count(b":") == written.count(b":") and b"\\u003" not in raw)


def _objects(value: Any, path: Path) -> list[dict[str, Any]]:
    found = [value]
    for name in path:
        if name == "*":
            found = [item for each in found if each.__class__ is list for item in each]
        else:
            found = [each[name] for each in found if each.__class__ is dict and name in each]
    return [each for each in found if each.__class__ is dict]


def _names_an_item(entry: dict[str, Any]) -> bool:
    """Whether what is known depends on the place in a list, which departures do not tell."""
    return any(part.isdecimal() for part in pointer.split(entry["pointer"]))


def _never(value: Any) -> bool:
    return False
