"""The syntax tree of a pattern in the portable syntax of contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_COUNTED = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
_TIMES: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
_LAST = 0x10FFFF
_SIGNS = frozenset("^$\\.*+?()[]{}|/")
"""The characters that every engine lets escape; in a set `-` too."""


class Unportable(Exception):
    """An escape or a sign in a place where some engine refuses it."""


@dataclass(frozen=True)
class Chars:
    """One character: the first and the last of each range of them."""

    ranges: tuple[tuple[int, int], ...]

    def __contains__(self, char: int) -> bool:
        return any(low <= char <= high for low, high in self.ranges)


@dataclass(frozen=True)
class Sequence:
    """One part after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    """One of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    """A part so many times; None is no limit."""

    part: Node
    least: int
    most: int | None


Node = Chars | Sequence | Choice | Repeat
_DOT = Chars(((0, 9), (11, _LAST)))


def parse(pattern: str) -> Node:
    """The tree of an anchored pattern that our engines compile, without its anchors. Raises Unportable."""
    return _Parser(pattern[1:-1]).choice()


class _Parser:
    """Recursive descent; each method reads a part."""

    def __init__(self, text: str) -> None:
        self.text, self.position = text, 0

    def choice(self) -> Node:
        """`a|b`, up to the end of the group."""
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return Choice(tuple(parts)) if len(parts) > 1 else parts[0]

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.position < len(self.text) and self.text[self.position] not in "|)":
            parts.append(self._repeated(self._atom()))
        return Sequence(tuple(parts))

    def _atom(self) -> Node:
        """A group, a set or one character."""
        if self._take("(?:") or self._take("("):
            inner = self.choice()
            self._take(")")
            return inner
        if self._take("["):
            return self._set()
        if self._take("."):
            return _DOT
        if self.text[self.position] in "*+?{}]":
            raise Unportable
        return Chars(((char := self._character(_SIGNS), char),))

    def _set(self) -> Chars:
        is_negated, ranges = self._take("^"), []
        while not self._take("]"):
            low = high = self._character(_SIGNS | {"-"})
            if self.text[self.position] == "-" and self.text[self.position + 1] != "]":
                self.position += 1
                high = self._character(_SIGNS | {"-"})
            ranges.append((low, high))
        return Chars(tuple(_gaps(ranges) if is_negated else sorted(ranges)))

    def _repeated(self, part: Node) -> Node:
        """`?`, `*`, `+`, `{n}`, `{n,}` and `{n,m}`, each perhaps lazy."""
        least, most = _TIMES[""]
        if counted := _COUNTED.match(self.text, self.position):
            self.position = counted.end()
            least = int(counted[1])
            most = int(counted[3]) if counted[3] else None if counted[2] else least
        elif (sign := self.text[self.position : self.position + 1]) in _TIMES:
            self.position += len(sign)
            least, most = _TIMES[sign]
        self._take("?")
        return part if (least, most) == (1, 1) else Repeat(part, least, most)

    def _character(self, escaped: frozenset[str]) -> int:
        if self._take("\\") and self.text[self.position] not in escaped:
            raise Unportable
        self.position += 1
        return ord(self.text[self.position - 1])

    def _take(self, token: str) -> bool:
        found = self.text.startswith(token, self.position)
        self.position += len(token) if found else 0
        return found


def _gaps(ranges: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            yield start, low - 1
        start = max(start, high + 1)
    if start <= _LAST:
        yield start, _LAST
