"""Line and column of values in a JSON text, both from 1, columns in characters.

A scan by regular expressions in one pass: it enters the objects and lists on the path to a pointer, and skips all others.

| pointer | position |
|---|---|
| of a value; of a repeated member (the last one counts) | the start of the value |
| of a missing member | the object that lacks it |
| into encoded text | that text |

For a text that can't be read, `Unreadable.place` has the position of the error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from .place import Place
from .pointer import split

# Each part is possessive, so nothing is read twice and the time stays proportional to the text.
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_FLAT = rf'(?:[^"\[\]{{}}]++|{_STRING})*+'
_FLAT_CONTAINER = rf"\{{{_FLAT}\}}|\[{_FLAT}\]"
_VALUE = re.compile(rf'{_STRING}|[^\s"\[\]{{}},]++|{_FLAT_CONTAINER}', re.DOTALL)
# Bounded, not possessive: Python before 3.11.5 loses its position where a part of a possessive repeat fails half-way.
_UP_TO_A_BRACKET = re.compile(rf'(?:[^"\[\]{{}}]++|{_STRING}|{_FLAT_CONTAINER}){{0,1000}}', re.DOTALL)
_GAP = re.compile(r"[\s,]*+")
_NAME = re.compile(rf"[\s,]*+({_STRING})\s*+:\s*+", re.DOTALL)


def positions(raw: bytes, pointers: Sequence[str]) -> list[Place]:
    """Line and column of the value at each pointer, or of the nearest value above it, in a readable text."""
    text = raw.decode()
    root = _Target()
    paths = [_path(root, split(pointer)) for pointer in pointers]
    root.start = _skip_gap(text, 0)
    _scan(text, root)
    return _places(text, [_last_found(path) for path in paths])


def text_at(raw: bytes, pointer: str) -> tuple[bytes, Place]:
    """The text of the value at a pointer, and its position, in a readable text that has the value."""
    text = raw.decode()
    root = _Target()
    path = _path(root, split(pointer))
    root.start = _skip_gap(text, 0)
    _scan(text, root)
    start = _last_found(path)
    return text[start : _end(text, start)].encode(), _places(text, [start])[0]


class _Target:
    """A value to find, or a value on the path to one."""

    __slots__ = ("children", "parent_start", "start")

    def __init__(self) -> None:
        self.start = -1
        """Offset of the value."""
        self.parent_start = -1
        """Offset of the object or list around it. Of a repeated member, only children of the last one count."""
        self.children: dict[str, _Target] = {}


def _path(root: _Target, parts: Sequence[str]) -> list[_Target]:
    path = [root]
    for part in parts:
        path.append(path[-1].children.setdefault(part, _Target()))
    return path


def _last_found(path: list[_Target]) -> int:
    start = path[0].start
    for target in path[1:]:
        if target.parent_start != start:
            break
        start = target.start
    return start


class _Container:
    """An object or list that the scan has entered."""

    __slots__ = ("count", "left", "target")

    def __init__(self, target: _Target, is_list: bool) -> None:
        self.target = target
        self.count = 0 if is_list else -1
        """Items of a list so far; -1 for an object."""
        self.left = len(target.children)
        """Targets still to find; in an object each may come again."""

    def next(self, text: str, at: int) -> tuple[_Target | None, int] | None:
        """The next value: its target, None for a value without one, and its offset. None at the end."""
        if self.count < 0:
            found = _NAME.match(text, at)
            return self._enter(_decode(found[1]), found.end()) if found else None
        at = _skip_gap(text, at)
        if not self.left or text[at] == "]":
            return None
        self.count += 1
        return self._enter(str(self.count - 1), at)

    def _enter(self, name: str, at: int) -> tuple[_Target | None, int]:
        target = self.target.children.get(name)
        if target is not None:
            target.start, target.parent_start = at, self.target.start
            self.left -= 1
        return target, at


def _scan(text: str, root: _Target) -> None:
    """Find all targets. Open containers are a list and not nested calls, so depth costs no stack."""
    containers: list[_Container] = []
    target: _Target | None = root
    at = root.start
    while True:
        if target is not None and target.children and text[at] in "{[":
            containers.append(_Container(target, text[at] == "["))
            at += 1
        else:
            at = _end(text, at)
        following = _next(text, at, containers)
        if following is None:
            return
        target, at = following


def _next(text: str, at: int, containers: list[_Container]) -> tuple[_Target | None, int] | None:
    """The next value of the innermost container that has one; None at the end of the text."""
    while containers:
        if following := containers[-1].next(text, at):
            return following
        containers.pop()
        at = _closing_bracket(text, at) + 1
    return None


def _end(text: str, at: int) -> int:
    """The end of a value."""
    if found := _VALUE.match(text, at):
        return found.end()
    return _closing_bracket(text, at + 1) + 1


def _closing_bracket(text: str, at: int) -> int:
    """The closing bracket of the container around an offset."""
    depth = 1
    while True:
        at = _match_end(_UP_TO_A_BRACKET, text, at)
        if text[at] in "{[":
            depth += 1
        elif text[at] in "}]":
            depth -= 1
            if depth == 0:
                return at
        else:
            continue  # the bound of the pattern was reached
        at += 1


def _skip_gap(text: str, at: int) -> int:
    return _match_end(_GAP, text, at)


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _decode(string: str) -> str:
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
