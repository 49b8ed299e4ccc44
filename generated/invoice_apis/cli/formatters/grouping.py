"""List a few findings of each kind and count the rest, so that thousands of one kind do not hide the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...i18n.message import Message
from ...i18n.printable import shown
from ...jsontext.pointer import join, split
from ...validation.output import OutputUnit

EACH = 3
"""Findings of a kind that are listed."""
MOST = 50
"""Kinds that are listed."""


class Kind(NamedTuple):
    """What findings at any item of a list have in common."""

    severity: str
    keyword: str
    pattern: str
    """Pointer pattern; `*` stands for any item of a list."""


class Groups:
    """Findings of one source, counted by kind."""

    def __init__(self) -> None:
        self._counts: dict[Kind, int] = {}
        self.others = 0
        """Findings of the kinds beyond those."""

    def add(self, unit: OutputUnit) -> int:
        """Count a finding. Returns the count of its kind, or 0 when there are too many kinds to list it."""
        kind = self.kind(unit)
        if kind not in self._counts and len(self._counts) >= MOST:
            self.others += 1
            return 0
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def kind(self, unit: OutputUnit) -> Kind:
        """The kind of a finding."""
        return Kind(unit.severity, unit.finding.keyword, _pattern(unit.finding.pointer))

    def count(self, kind: Kind) -> int:
        """Findings of a kind."""
        return self._counts.get(kind, 0)

    def unlisted(self) -> Iterator[Message]:
        """A line for each kind with more findings than were listed, and one for all other kinds."""
        for kind, count in self._counts.items():
            if count > EACH:
                head, place = f"{kind.severity}[{kind.keyword}]", shown(kind.pattern) or "/"
                yield Message("… and {count} more {kind} at {place}", count=count - EACH, kind=head, place=place)
        if self.others:
            yield Message("… and {count} findings of further kinds", count=self.others)


def _pattern(pointer: str) -> str:
    return join("*" if part.isdecimal() else part for part in split(pointer))
