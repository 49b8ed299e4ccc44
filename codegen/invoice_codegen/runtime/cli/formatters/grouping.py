"""Findings of one kind, told a few times and then counted: thousands of them must not bury the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...jsontext.pointer import join, split
from ...validation.output import OutputUnit

EACH = 3
"""How many findings of a kind are told."""
MOST = 50
"""How many kinds are told."""


class Kind(NamedTuple):
    """What findings at any item of a list have in common."""

    severity: str
    keyword: str
    pattern: str
    """Pointer pattern; `*` is any item of a list."""


class Kinds:
    """The findings of one source, counted by kind."""

    def __init__(self) -> None:
        self._counts: dict[Kind, int] = {}
        self._others = 0

    def count(self, unit: OutputUnit) -> int:
        """How many of its kind there are now, this one among them; 0 when there are too many kinds to tell of it."""
        kind = Kind(unit.severity, unit.finding.keyword, _pattern(unit.finding.pointer))
        if kind not in self._counts and len(self._counts) >= MOST:
            self._others += 1
            return 0
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def untold(self) -> Iterator[tuple[Kind | None, int]]:
        """What was not told: how many of each kind, and of all further kinds."""
        for kind, count in self._counts.items():
            if count > EACH:
                yield kind, count - EACH
        if self._others:
            yield None, self._others


def _pattern(pointer: str) -> str:
    return join("*" if part.isdecimal() else part for part in split(pointer))
