"""The tree of nodes: one for each documented place, with what both schemas say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...runtime.jsontext.pointer import split
from . import program as words
from .outcome import NULL, OBJECT, OTHER, Tests
from .place import Place
from .program import MOST, Member, Node, Program
from .shape import LARGEST, Json, Shape, Unsupported, followed, references, shape_of
from .text import text_automaton

Path = tuple[str, ...]
ITEM = "*"
ANYTHING = 0
"""The node of any value."""
MOST_MEMBERS = 256
EXACT = 2**53
"""Limits up to here are the same for numbers that were rounded to doubles."""


class Builder:
    """Builds the nodes of one contract."""

    def __init__(self, data: Mapping[str, Any], tests: Tests | None, is_request: bool) -> None:
        self.program = Program()
        self.paths: list[Path] = []
        """The path of each node; `*` for an item of a list."""
        self._tests = tests
        self._encoded = {split(pointer) for pointer in data["encoded"]}
        if tests is not None and any(path in self._encoded or ITEM in path for path in tests.cases):
            raise Unsupported("a test of a member that is encoded, or in a list")
        self._identifiers = {split(pointer) for pointer in data["identifiers"]}
        self._periods = {split(period["start"]) for period in data["periods"]}
        names_an_item = any(part.isdecimal() for entry in data["known"] for part in split(entry["pointer"]))
        self._is_strict = is_request or names_an_item
        """Whether no deviation is reported: in a request it is an error; if the ledger names an item, it depends on the index."""
        self._definitions = [data[profile].get("$defs", {}) for profile in ("documented", "compatible")]
        self._homes = {split(place): split(home) for place, home in data.get("described_at", {}).items()}
        self._known: dict[str, int] = {}
        self._new(()).clean = words.ANY_TYPE

    def node(self, path: Path, documented: Sequence[Json], compatible: Sequence[Json], is_away: bool = False) -> int:
        """The node for a place; each of the schemas holds there.

        `is_away`: the members are described elsewhere. Deviations are not reported there, because paths are those of nodes.
        """
        if self._definitions[0] and any(map(references, (*documented, *compatible))):
            path, is_away = self._homes.get(path, path), True
            documented, compatible = map(followed, (documented, compatible), self._definitions)
        tests = None if is_away else self._tests
        has_tests = tests is not None and (path in tests.cases or bool(tests.names(path)))
        if not documented and not compatible and not has_tests and path not in self._encoded:
            return ANYTHING
        key = repr((path, documented, compatible, is_away))
        if key not in self._known:
            self._known[key] = len(self.paths)
            self._fill(self._new(path), path, documented, compatible, is_away)
        return self._known[key]

    def _new(self, path: Path) -> Node:
        node = Node()
        self.program.nodes.append(node)
        self.paths.append(path)
        return node

    def _fill(
        self, node: Node, path: Path, documented: Sequence[Json], compatible: Sequence[Json], is_away: bool
    ) -> None:
        """Make a node clean for the types that can be checked; where nothing can, it is always unsure."""
        try:
            place = Place(shape_of(documented), shape_of(compatible), self._is_strict or is_away)
        except Unsupported:
            return
        if path in self._periods:
            return
        place.set_types(node)
        node.flags |= words.STRICT if place.is_strict else 0
        node.flags |= words.ENCODED if path in self._encoded else 0
        node.flags |= words.IDENTIFIER if path in self._identifiers else 0
        for types, fill in (
            (words.INTEGER | words.FRACTION, self._numbers),
            (words.STRING, self._strings),
            (words.ARRAY, self._items),
            (words.OBJECT, self._members),
        ):
            try:
                fill(node, path, place, is_away)
            except Unsupported:
                place.drop(node, types)
        if self._tests is not None and not is_away:
            self._cases(node, path, self._tests)

    def _numbers(self, node: Node, path: Path, place: Place, is_away: bool) -> None:
        if path in self._identifiers:
            place.drop(node, words.FRACTION)
        if not node.clean & (words.INTEGER | words.FRACTION):
            return
        for keyword, pick in (("minimum", max), ("maximum", min)):
            found = [limit for shape in place.shapes if (limit := _limit(shape, keyword)) is not None]
            if found:
                setattr(node, keyword, self.program.add_integers([pick(found)]))
        codes = place.codes(int)
        if any(abs(code) > LARGEST for code in codes):
            raise Unsupported("a code of many digits")
        if codes and codes == list(range(codes[0], codes[-1] + 1)) and node.minimum == node.maximum == words.NONE:
            node.minimum, node.maximum = (self.program.add_integers([code]) for code in (codes[0], codes[-1]))
        elif codes:
            node.codes, node.code_count = self.program.add_integers(codes), len(codes)

    def _strings(self, node: Node, path: Path, place: Place, is_away: bool) -> None:
        if not node.clean & words.STRING:
            return
        node.min_length = max(shape.largest("minLength", 0) for shape in place.shapes)
        node.max_length = min(shape.smallest("maxLength", MOST) for shape in place.shapes)
        if node.min_length > MOST:
            raise Unsupported("a string of more than 2 GB")
        automaton = text_automaton(place.shapes)
        node.text = words.NONE if automaton is None else self.program.add_text(automaton)

    def _items(self, node: Node, path: Path, place: Place, is_away: bool) -> None:
        if not node.clean & words.ARRAY:
            return
        documented, compatible = place.shapes
        node.min_items = max(shape.largest("minItems", 0) for shape in place.shapes)
        node.max_items = min(shape.smallest("maxItems", MOST) for shape in place.shapes)
        if node.min_items > MOST:
            raise Unsupported("a list of more than 2 GB")
        node.items = self.node((*path, ITEM), documented.items, compatible.items, is_away)

    def _members(self, node: Node, path: Path, place: Place, is_away: bool) -> None:
        if not node.clean & words.OBJECT:
            return
        documented, compatible = place.shapes
        tested = self._tests.names(path) if self._tests and not is_away else []
        names = list(dict.fromkeys([*documented.properties, *compatible.properties, *tested]))
        node.unknown = place.unknown
        some = place.some
        if some:
            node.flags |= words.NEEDS_SOME
        if place.is_strict_about_members:
            names = [name for name in names if documented.knows(name) and compatible.knows(name)]
        if len(names) > MOST_MEMBERS or not all(map(_is_plain, names)):
            raise Unsupported("names that the scanner does not compare")
        if not (documented.required | compatible.required | some) <= set(names):
            raise Unsupported("a member that is required, but not described")
        members = [
            Member(
                name,
                self.node(
                    (*path, name), documented.properties.get(name, []), compatible.properties.get(name, []), is_away
                ),
                place.member_flags(name) | (words.SOME if name in some else 0),
            )
            for name in names
        ]
        self.program.add_members(node, members)

    def _cases(self, node: Node, path: Path, tests: Tests) -> None:
        """What the values of a tested member count; nothing for other members."""
        for number, case in enumerate(tests.cases.get(path, ())):
            step = tests.step(path, number)
            if case.kind == OTHER:
                node.case_other = step
            elif case.kind in (NULL, OBJECT):
                self.program.add_case(node, words.NULL if case.kind == NULL else words.OBJECT, None, step)
            elif isinstance(case.value, bool):
                self.program.add_case(node, words.TRUE if case.value else words.FALSE, None, step)
            else:
                kind = words.STRING if isinstance(case.value, str) else words.INTEGER
                self.program.add_case(node, kind, case.value, step)


def _limit(shape: Shape, keyword: str) -> int | None:
    """A limit of numbers. Raises Unsupported where rounding counts."""
    if keyword not in shape.limits:
        return None
    limit = shape.largest(keyword, 0) if keyword == "minimum" else shape.smallest(keyword, 0)
    if abs(limit) > EXACT:
        raise Unsupported("a limit that no double has")
    return limit


def _is_plain(name: str) -> bool:
    """Whether JSON text spells a name in one way, and a path does not mistake it for an item."""
    return name != ITEM and all(char >= " " and char not in '"\\' for char in name)
