"""The program of the scanner: sections of little-endian words, as `program.h` declares them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from .automaton import Automaton

MAGIC, VERSION = 0x4E414353, 2
NONE = -1
MOST = 2**31 - 1

NULL, TRUE, FALSE, INTEGER, FRACTION, STRING, ARRAY, OBJECT = (1 << bit for bit in range(8))
ANY_TYPE = 255
ENCODED, IDENTIFIER, STRICT, NEEDS_SOME = (1 << bit for bit in range(4))
ALLOWED, DEVIATES, REFUSED = range(3)
REQUIRED, SOME, EXTRA, NEEDED = (1 << bit for bit in range(0, 40, 10))


@dataclass
class Node:
    """`struct node`, word by word."""

    clean: int = 0
    type: int = 0
    value: int = 0
    flags: int = 0
    min_length: int = 0
    max_length: int = MOST
    minimum: int = NONE
    maximum: int = NONE
    codes: int = 0
    code_count: int = 0
    text: int = NONE
    items: int = 0
    min_items: int = 0
    max_items: int = MOST
    members: int = 0
    member_count: int = 0
    required_count: int = 0
    hash: int = 0
    hash_size: int = 0
    unknown: int = ALLOWED
    cases: int = 0
    case_count: int = 0
    case_other: int = 0


@dataclass(frozen=True)
class Member:
    """A member of an object, by its name."""

    name: str
    node: int
    flags: int


class Program:
    """The sections while they are filled."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._members: list[tuple[int, ...]] = []
        self._hashes: list[int] = []
        self._cases: list[tuple[int, ...]] = []
        self._texts: list[tuple[int, ...]] = []
        self._known_texts: dict[Automaton, int] = {}
        self._integers: list[int] = []
        self._bytes = bytearray()

    def add_members(self, node: Node, members: Sequence[Member]) -> None:
        """Give an object its members."""
        node.members, node.member_count = len(self._members), len(members)
        node.required_count = sum(bool(member.flags & REQUIRED) for member in members)
        for member in members:
            name = member.name.encode()
            self._members.append((self._place(name), len(name), member.node, member.flags))
        if members:
            table = _hash_table([member.name.encode() for member in members])
            node.hash, node.hash_size = len(self._hashes), len(table)
            self._hashes += table

    def add_text(self, automaton: Automaton) -> int:
        """The index of an automaton."""
        if automaton not in self._known_texts:
            self._known_texts[automaton] = len(self._texts)
            bits = max(automaton.classes).bit_length()
            rows = b"".join(row.ljust(1 << bits, b"\0") for row in automaton.next)
            places = map(self._place, (automaton.classes, rows, automaton.verdicts))
            self._texts.append((*places, len(automaton.verdicts), bits))
        return self._known_texts[automaton]

    def add_integers(self, values: Sequence[int]) -> int:
        """The index of the first of some integers."""
        for start in range(len(self._integers) - len(values) + 1):
            if self._integers[start : start + len(values)] == list(values):
                return start
        self._integers += values
        return len(self._integers) - len(values)

    def add_case(self, node: Node, kind: int, code: str | int | None, step: int) -> None:
        """Give a node one more case, behind those that it has."""
        name = length = 0
        if isinstance(code, str):
            name, length = self._place(code.encode()), len(code.encode())
        elif code is not None:
            name = self.add_integers([code])
        node.cases = len(self._cases) - node.case_count
        node.case_count += 1
        self._cases.append((kind, name, length, step))

    def written(self, success: int, failure: int, outcomes: Sequence[int]) -> bytes:
        """The program as bytes."""
        nodes = [astuple(node) for node in self.nodes]
        sections: list[Sequence[int]] = [
            _flat(nodes),
            _flat(self._members),
            self._hashes,
            _flat(self._cases),
            outcomes,
            _flat(self._texts),
        ]
        counts = (len(nodes), len(self._members), len(self._hashes), len(self._integers), len(self._cases))
        header = (MAGIC, VERSION, success, failure, *counts, len(outcomes), len(self._texts), len(self._bytes))
        words = [*header, *_flat(sections)]
        padding = bytes(-len(self._bytes) % 4)
        integers = struct.pack(f"<{len(self._integers)}q", *self._integers)
        return struct.pack(f"<{len(words)}i", *words) + integers + self._bytes + padding

    def _place(self, data: bytes) -> int:
        """Where bytes stand in their section."""
        found = self._bytes.find(data)
        if found < 0:
            found = len(self._bytes)
            self._bytes += data
        return found


def _flat(parts: Iterable[Iterable[int]]) -> list[int]:
    return [word for part in parts for word in part]


def _hash_table(names: Sequence[bytes]) -> list[int]:
    """The index of each name, at its hash or at the next free place; half of the places stay free."""
    size = 2
    while size < 2 * len(names):
        size *= 2
    table = [NONE] * size
    for index, name in enumerate(names):
        place = _hash(name) % size
        while table[place] != NONE:
            place = (place + 1) % size
        table[place] = index
    return table


def _hash(name: bytes) -> int:
    """The same as `find` in `scan.h`: three bytes and the length tell most names of an object apart."""
    if not name:
        return 0
    return len(name) * 131 + name[0] * 31 + name[len(name) // 2] * 7 + name[-1]
