"""Where the values of a JSON text stand: line and column, both from 1, columns in characters.

Only texts with findings are asked for positions, so this reads a text once more, by regular expressions in one pass: it
steps into the objects and lists on the way to what is asked for, and over everything else.

| asked for | place |
|---|---|
| a value, also of a new member, and of one that stands twice (the last one counts) | where the value begins |
| a missing member | the object that lacks it |
| anything inside of encoded text | that text |
| anything in a text that is no JSON | where reading fails |
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from .place import Place
from .pointer import split
from .profile import Unreadable
from .reader import read

# Each part is possessive, so nothing is ever read twice and the time stays in proportion to the text.
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_FLAT = rf'(?:[^"\[\]{{}}]++|{_STRING})*+'
_FLAT_CONTAINER = rf"\{{{_FLAT}\}}|\[{_FLAT}\]"
_VALUE = re.compile(rf'{_STRING}|[^\s"\[\]{{}},]++|{_FLAT_CONTAINER}', re.DOTALL)
# Not possessive: Python before 3.11.5 loses its place where a part of a possessive repeat fails half-way. So it is bounded.
_UP_TO_A_BRACKET = re.compile(rf'(?:[^"\[\]{{}}]++|{_STRING}|{_FLAT_CONTAINER}){{0,1000}}', re.DOTALL)
_GAP = re.compile(r"[\s,]*+")
_NAME = re.compile(rf"[\s,]*+({_STRING})\s*+:\s*+", re.DOTALL)


def positions(raw: bytes, pointers: Sequence[str]) -> list[Place]:
    """Line and column of the value at each pointer, or of the nearest value above it.

    For a text that can't be read, where reading fails.
    """
    if (failed := failure(raw)) is not None:
        return [failed] * len(pointers)
    return find_positions(raw, pointers)


def find_positions(raw: bytes, pointers: Sequence[str]) -> list[Place]:
    """The same for a text that can be read."""
    text = raw.decode()
    whole = _Spot()
    ways = [_way(whole, split(pointer)) for pointer in pointers]
    whole.at = _gap_end(text, 0)
    _scan(text, whole)
    return _places(text, [_last_found(way) for way in ways])


def failure(raw: bytes) -> Place | None:
    """Line and column where a text breaks the JSON profile; None for one that can be read."""
    try:
        read(raw)
    except Unreadable as error:
        return error.place(raw)
    return None


class _Spot:
    """A value that is asked for, or that lies on the way to one."""

    __slots__ = ("at", "below", "within")

    def __init__(self) -> None:
        self.at = -1
        """Where it begins in the text."""
        self.within = -1
        """Where the object or list around it begins: after a member that stands twice, only what is below the last
        one counts."""
        self.below: dict[str, _Spot] = {}


def _way(whole: _Spot, parts: Sequence[str]) -> list[_Spot]:
    way = [whole]
    for part in parts:
        way.append(way[-1].below.setdefault(part, _Spot()))
    return way


def _last_found(way: list[_Spot]) -> int:
    at = way[0].at
    for spot in way[1:]:
        if spot.within != at:
            break
        at = spot.at
    return at


class _Open:
    """An object or list that is being stepped through."""

    __slots__ = ("count", "spot", "wanted")

    def __init__(self, spot: _Spot, is_list: bool) -> None:
        self.spot = spot
        self.count = 0 if is_list else -1
        """How many items of a list have been met; -1 for an object."""
        self.wanted = len(spot.below)
        """How many spots are still to be met; in an object each may be met again."""

    def next(self, text: str, at: int) -> tuple[_Spot | None, int] | None:
        """The next value from here on: its spot, None where nobody asks for it, and its begin. None for no more."""
        if self.count < 0:
            found = _NAME.match(text, at)
            return self._met(_decoded(found[1]), found.end()) if found else None
        at = _gap_end(text, at)
        if not self.wanted or text[at] == "]":
            return None
        self.count += 1
        return self._met(str(self.count - 1), at)

    def _met(self, name: str, at: int) -> tuple[_Spot | None, int]:
        spot = self.spot.below.get(name)
        if spot is not None:
            spot.at, spot.within = at, self.spot.at
            self.wanted -= 1
        return spot, at


def _scan(text: str, whole: _Spot) -> None:
    """Find all spots. What is open is held in a list, not in nested calls, so depth costs no stack."""
    opened: list[_Open] = []
    spot: _Spot | None = whole
    at = whole.at
    while True:
        if spot is not None and spot.below and text[at] in "{[":
            opened.append(_Open(spot, text[at] == "["))
            at += 1
        else:
            at = _end(text, at)
        met = _next(text, at, opened)
        if met is None:
            return
        spot, at = met


def _next(text: str, at: int, opened: list[_Open]) -> tuple[_Spot | None, int] | None:
    """The next value in what is open, after leaving what has no more; None at the end of the text."""
    while opened:
        if met := opened[-1].next(text, at):
            return met
        opened.pop()
        at = _closing_bracket(text, at) + 1
    return None


def _end(text: str, at: int) -> int:
    """Where a value ends."""
    if found := _VALUE.match(text, at):
        return found.end()
    return _closing_bracket(text, at + 1) + 1


def _closing_bracket(text: str, at: int) -> int:
    """Where what is open at a place is closed."""
    depth = 1
    while True:
        at = _matched(_UP_TO_A_BRACKET, text, at)
        if text[at] in "{[":
            depth += 1
        elif text[at] in "}]":
            depth -= 1
            if depth == 0:
                return at
        else:
            continue  # the pattern's bound was reached
        at += 1


def _gap_end(text: str, at: int) -> int:
    return _matched(_GAP, text, at)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern that matches everywhere ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _decoded(string: str) -> str:
    return str(json.loads(string)) if "\\" in string else string[1:-1]


def _places(text: str, offsets: Sequence[int]) -> list[Place]:
    """Lines and columns of offsets, counted in one pass."""
    places: dict[int, Place] = {}
    line, start, before = 1, 0, 0
    for at in sorted(set(offsets)):
        lines = text.count("\n", before, at)
        if lines:
            line, start = line + lines, text.rindex("\n", before, at) + 1
        places[at], before = (line, at - start + 1), at
    return [places[at] for at in offsets]
