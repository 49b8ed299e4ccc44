"""Automata over UTF-8 bytes, made of patterns in the portable syntax of contracts.

Several patterns are read at the same time: the state of the automaton tells which of them match the text so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...lint import regex
from .shape import Unsupported

MAX_STATES = 255
MAX_PLACES = 4000
"""Of the automaton before it becomes deterministic."""
_LENGTHS = ((0x00, 0x7F), (0x80, 0x7FF), (0x800, 0xFFFF), (0x10000, 0x10FFFF))
"""Characters of one to four bytes."""
ByteRange = tuple[int, int]


@dataclass(frozen=True)
class Automaton:
    """A deterministic automaton; it starts in state 0."""

    classes: bytes
    """The class of each byte: bytes of one class lead to the same states."""
    next: tuple[bytes, ...]
    """By state: the next state for each class."""
    verdicts: bytes
    """By state: the verdict on a text that ends there."""


def automaton(patterns: Sequence[regex.Node], verdict: Callable[[frozenset[int]], int]) -> Automaton:
    """An automaton with the verdict for each set of patterns that match. Raises Unsupported."""
    places = _Places()
    starts, ends = [], {}
    for number, pattern in enumerate(patterns):
        start = places.new()
        starts.append(start)
        ends[places.build(pattern, start)] = number
    rows, reached = _deterministic(places, places.closed(starts))
    verdicts = [verdict(frozenset(ends[place] for place in each if place in ends)) for each in reached]
    return _smallest(rows, verdicts)


class _Places:
    """A nondeterministic automaton: from each place, steps by a byte and steps by nothing."""

    def __init__(self) -> None:
        self.by_byte: list[list[tuple[ByteRange, int]]] = []
        self.by_nothing: list[list[int]] = []

    def new(self) -> int:
        if len(self.by_byte) > MAX_PLACES:
            raise Unsupported("a pattern of too many places")
        self.by_byte.append([])
        self.by_nothing.append([])
        return len(self.by_byte) - 1

    def build(self, node: regex.Node, start: int) -> int:
        """Add the places of a part of a pattern; returns where it ends."""
        match node:
            case regex.Chars():
                return self._chars(node, start)
            case regex.Sequence(parts):
                for part in parts:
                    start = self.build(part, start)
                return start
            case regex.Choice(parts):
                end = self.new()
                for part in parts:
                    self.by_nothing[self.build(part, self._after(start))].append(end)
                return end
            case regex.Repeat(part, least, most):
                return self._repeat(part, least, most, start)

    def _after(self, start: int) -> int:
        """A new place behind a step by nothing."""
        place = self.new()
        self.by_nothing[start].append(place)
        return place

    def _chars(self, chars: regex.Chars, start: int) -> int:
        end = self.new()
        for first, last in chars.ranges:
            for *before, final in utf8_ranges(first, last):
                place = start
                for each in before:
                    then = self.new()
                    self.by_byte[place].append((each, then))
                    place = then
                self.by_byte[place].append((final, end))
        return end

    def _repeat(self, part: regex.Node, least: int, most: int | None, start: int) -> int:
        for _ in range(least):
            start = self.build(part, start)
        if most is None:
            loop = self._after(start)
            self.by_nothing[self.build(part, loop)].append(loop)
            return loop
        end = self.new()
        for _ in range(most - least):
            self.by_nothing[start].append(end)
            start = self.build(part, start)
        self.by_nothing[start].append(end)
        return end

    def closed(self, places: Sequence[int]) -> frozenset[int]:
        """The places, and those that steps by nothing lead to."""
        found, todo = set(places), list(places)
        while todo:
            for place in self.by_nothing[todo.pop()]:
                if place not in found:
                    found.add(place)
                    todo.append(place)
        return frozenset(found)

    def step(self, places: frozenset[int], byte: int) -> frozenset[int]:
        steps = (step for place in places for step in self.by_byte[place])
        return self.closed([place for (low, high), place in steps if low <= byte <= high])


def _deterministic(places: _Places, start: frozenset[int]) -> tuple[list[list[int]], list[frozenset[int]]]:
    """The next state by state and byte, and the places of each state."""
    edges = {edge for steps in places.by_byte for (low, high), _ in steps for edge in (low, high + 1)}
    numbers, reached, rows = {start: 0}, [start], []
    for state in reached:  # which grows
        row: list[int] = []
        for byte in range(256):
            if byte and byte not in edges:
                row.append(row[-1])
                continue
            then = places.step(state, byte)
            if then not in numbers:
                if len(numbers) > MAX_STATES:
                    raise Unsupported("a pattern of too many states")
                numbers[then] = len(reached)
                reached.append(then)
            row.append(numbers[then])
        rows.append(row)
    return rows, reached


def _smallest(rows: list[list[int]], verdicts: list[int]) -> Automaton:
    """The same automaton with equal states made one (Moore), and equal bytes made one class."""
    groups, count = list(verdicts), len(set(verdicts))
    unlike = [*zip(*dict.fromkeys(zip(*rows, strict=True)), strict=True)]  # most bytes lead where others do
    while True:
        numbers: dict[tuple[int, ...], int] = {}
        keys = [(groups[state], *(groups[then] for then in row)) for state, row in enumerate(unlike)]
        groups = [numbers.setdefault(key, len(numbers)) for key in keys]
        if len(numbers) == count:
            break
        count = len(numbers)
    first = {group: state for state, group in reversed(list(enumerate(groups)))}
    small = [[groups[then] for then in rows[first[group]]] for group in range(count)]
    columns: dict[tuple[int, ...], int] = {}
    classes = bytes(columns.setdefault(tuple(row[byte] for row in small), len(columns)) for byte in range(256))
    by_class = tuple(bytes(column[state] for column in columns) for state in range(count))
    return Automaton(classes, by_class, bytes(verdicts[first[group]] for group in range(count)))


def utf8_ranges(first: int, last: int) -> Iterator[list[ByteRange]]:
    """Ranges of bytes, one after the other, that together spell the characters of a range; surrogates are left out."""
    for low, high in _LENGTHS:
        low, high = max(low, first), min(high, last)
        if low <= high:
            yield from _without_surrogates(low, high)


def _without_surrogates(first: int, last: int) -> Iterator[list[ByteRange]]:
    for low, high in ((first, min(last, 0xD7FF)), (max(first, 0xE000), last)):
        if low <= high:
            yield from _same_length(low, high)


def _same_length(first: int, last: int) -> Iterator[list[ByteRange]]:
    """Split a range until each of its bytes runs independently of the others."""
    for bits in (6, 12, 18) if last > 0x7F else ():
        tail = (1 << bits) - 1
        if first & ~tail != last & ~tail:
            if first & tail:
                yield from _same_length(first, first | tail)
                yield from _same_length((first | tail) + 1, last)
                return
            if last & tail != tail:
                yield from _same_length(first, (last & ~tail) - 1)
                yield from _same_length(last & ~tail, last)
                return
    yield list(zip(chr(first).encode(), chr(last).encode(), strict=True))
