"""Success or failure while scanning: the members that the envelope tests, and what each value of them counts.

Each tested member is in one of a few classes: absent, one of the codes that a test names, null, an object, or other. The
classes of all members together are one number, the state; a table has the outcome for each state. The table is filled by
the tests of the full validation, one document for each state.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any, NamedTuple

from ...runtime.validation.outcome import OutcomeTests
from .shape import LARGEST, Unsupported, is_same

Path = tuple[str, ...]
MOST_STATES = 4096
_KEYWORDS = {"type", "enum", "not", "required", "properties", "allOf", "anyOf"}
_OUTCOMES = {None: 0, "success": 1, "failure": 2}
NULL, OBJECT, OTHER = "null", "object", "other"


class Case(NamedTuple):
    """A class of values of a tested member."""

    kind: str
    """`code`, or one of NULL, OBJECT and OTHER."""
    value: Any
    """The code; else a value of the class."""


class Tests:
    """The tests of an envelope. Raises Unsupported."""

    def __init__(self, compatible: dict[str, Any]) -> None:
        self._codes: dict[Path, list[Any]] = {}
        for test in (compatible["if"], *compatible["else"]["anyOf"]):
            self._collect(test, ())
        self.cases = {path: self._cases(path) for path in self._codes if path}
        """The classes of each tested member but `absent`, which is number 0."""
        if prod(len(cases) + 1 for cases in self.cases.values()) > MOST_STATES:
            raise Unsupported("an envelope of many tests")
        self._tests = OutcomeTests(compatible, ())
        self.outcomes = [self._outcome(state) for state in product(*map(self._numbers, reversed(self.cases.values())))]
        """The outcome for each state; the first member counts ones."""

    def step(self, path: Path, number: int) -> int:
        """What a class adds to the state, by its number from 0."""
        paths = list(self.cases)
        return (number + 1) * prod(len(self.cases[before]) + 1 for before in paths[: paths.index(path)])

    def names(self, path: Path) -> list[str]:
        """The names of the tested members of an object."""
        depth = len(path)
        return list(dict.fromkeys(each[depth] for each in self.cases if len(each) > depth and each[:depth] == path))

    def _collect(self, test: dict[str, Any], path: Path) -> None:
        if unknown := test.keys() - _KEYWORDS:
            raise Unsupported(f"keywords {sorted(unknown)} in a test")
        kinds = test.get("type", [])
        if {kinds} - {NULL, OBJECT} if isinstance(kinds, str) else kinds:
            raise Unsupported("a test for a type")
        codes = self._codes.setdefault(path, [])
        for code in test.get("enum", ()):
            if not isinstance(code, (str, int, type(None))) or (isinstance(code, int) and abs(code) > LARGEST):
                raise Unsupported("a test for a number with a fraction or many digits")
            codes += [] if any(is_same(code, each) for each in codes) else [code]
        for name, part in test.get("properties", {}).items():
            self._collect(part, (*path, name))
        if any(name not in test.get("properties", {}) for name in test.get("required", ())):
            raise Unsupported("a test for a name alone")
        parts = [*test.get("allOf", ()), *test.get("anyOf", ()), *([test["not"]] if "not" in test else ())]
        for part in parts:
            self._collect(part, path)

    def _cases(self, path: Path) -> list[Case]:
        codes = [Case("code", code) for code in self._codes[path] if code is not None]
        return [*codes, Case(NULL, None), Case(OBJECT, {}), Case(OTHER, "\0")]

    @staticmethod
    def _numbers(cases: list[Case]) -> range:
        return range(len(cases) + 1)

    def _outcome(self, numbers: tuple[int, ...]) -> int:
        """The outcome of a document with members of these classes; 0 where there is no such document."""
        document: dict[str, Any] = {}
        for (path, cases), number in sorted(zip(self.cases.items(), reversed(numbers), strict=True)):
            if number == 0:
                continue
            parent: Any = document
            for name in path[:-1]:
                parent = parent.get(name) if isinstance(parent, dict) else None
            if not isinstance(parent, dict):
                return 0
            value = cases[number - 1].value
            parent[path[-1]] = {} if value == {} else value
        return _OUTCOMES[self._tests.outcome(document)]
