"""Patterns as automata: in how many ways a text can be read, and which lengths texts have.

An engine that backtracks tries, at each character, every way to read the text so far. So the ways decide its time: one
way, or a few, is linear; as many as characters is quadratic; `(a|a)*` doubles them with each character. Each character
of the pattern, with counted repetition written out, is a state (Glushkov), and a step has a weight: its ways. The search
goes through the weighted states of all texts, as a subset construction does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .regex import Chars, Choice, Node, Repeat, Sequence

MAX_STATES = 5_000
MAX_STEPS = 200_000
START = 0


class TooBig(Exception):
    """The automaton has too many states, or too many combinations of them."""


class Endless(Exception):
    """What may be empty is repeated without an end: that can be read in any number of ways."""


@dataclass
class _Part:
    """A part of the pattern: the ways to read no text, and the states where it starts and ends, with their ways."""

    empty: int
    first: Counter[int]
    last: Counter[int]


class Automaton:
    """The automaton of a pattern. Raises TooBig or Endless."""

    def __init__(self, tree: Node) -> None:
        self._chars = [Chars(())]
        self._after: list[Counter[int]] = [Counter()]
        whole = self._build(tree)
        self._link(Counter([START]), whole.first)
        self._ends = {*whole.last, *([START] if whole.empty else [])}

    def has_length(self, least: int, most: int | None) -> bool:
        """Whether it matches a text with so many characters."""
        seen = set[frozenset[int]]()
        for length, states in enumerate(self._reached()):
            if states in seen or (most is not None and length > most):
                return False
            if length >= least:
                if states & self._ends:
                    return True
                seen.add(states)
        return False

    @property
    def shortest(self) -> int:
        """The number of characters of its shortest text."""
        return next((length for length, states in enumerate(self._reached()) if states & self._ends), 0)

    def _reached(self) -> Iterator[frozenset[int]]:
        """The states after no character, after one, and so on."""
        states = frozenset([START])
        while states:
            yield states
            states = frozenset(after for state in states for after in self._after[state])

    def is_read_in(self, most: int) -> bool:
        """Whether no text can be read in more ways than that, up to any of its characters. Raises TooBig."""
        symbols, steps = self._symbols(), 0
        todo: list[Counter[int]] = [Counter([START])]
        seen = set[frozenset[tuple[int, int]]]()
        while todo:
            ways = todo.pop()
            steps += len(ways) * len(symbols)
            if steps > MAX_STEPS:
                raise TooBig
            for symbol in symbols:
                then = self._step(ways, symbol)
                if then.total() > most:
                    return False
                if then and (key := frozenset(then.items())) not in seen:
                    seen.add(key)
                    todo.append(then)
        return True

    def _step(self, ways: Counter[int], symbol: frozenset[Chars]) -> Counter[int]:
        then: Counter[int] = Counter()
        for state, number in ways.items():
            for after, weight in self._after[state].items():
                if self._chars[after] in symbol:
                    then[after] += number * weight
        return then

    def _symbols(self) -> set[frozenset[Chars]]:
        """The characters that the pattern tells apart: for each kind of them, the sets that it is in."""
        sets = set(self._chars)
        starts = {edge for chars in sets for low, high in chars.ranges for edge in (low, high + 1)}
        return {frozenset(chars for chars in sets if start in chars) for start in starts}

    def _build(self, node: Node) -> _Part:
        """Write a part out, with new states."""
        match node:
            case Chars():
                return self._state(node)
            case Sequence(parts):
                whole = _nothing()
                for part in parts:
                    whole = self._then(whole, self._build(part))
                return whole
            case Choice(parts):
                return _either([self._build(part) for part in parts])
            case Repeat(part, least, most) if most is not None:
                return self._copies(part, least, most)
            case Repeat(part, least):
                return self._then(self._copies(part, least - 1, least - 1), self._loop(part, is_needed=least > 0))

    def _state(self, chars: Chars) -> _Part:
        if len(self._chars) > MAX_STATES:
            raise TooBig
        self._chars.append(chars)
        self._after.append(Counter())
        state = len(self._chars) - 1
        return _Part(0, Counter([state]), Counter([state]))

    def _loop(self, node: Node, is_needed: bool) -> _Part:
        part = self._build(node)
        if part.empty:
            raise Endless
        self._link(part.last, part.first)
        return part if is_needed else _optional(part)

    def _copies(self, node: Node, least: int, most: int) -> _Part:
        """`x{2,4}` is `xx(x(x)?)?`."""
        part = _nothing()
        for number in range(most, 0, -1):
            part = self._then(self._build(node), part)
            part = _optional(part) if number > least else part
        return part

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        _add(one.first, other.first, one.empty)
        _add(other.last, one.last, other.empty)
        return _Part(one.empty * other.empty, one.first, other.last)

    def _link(self, ends: Counter[int], starts: Counter[int]) -> None:
        for state, ways in ends.items():
            _add(self._after[state], starts, ways)


def _nothing() -> _Part:
    return _Part(1, Counter(), Counter())


def _optional(part: _Part) -> _Part:
    return _Part(part.empty + 1, part.first, part.last)


def _either(parts: list[_Part]) -> _Part:
    whole = _Part(0, Counter(), Counter())
    for part in parts:
        whole.empty += part.empty
        whole.first.update(part.first)
        whole.last.update(part.last)
    return whole


def _add(to: Counter[int], ways: Counter[int], times: int) -> None:
    if times:
        for state, number in ways.items():
            to[state] += number * times
