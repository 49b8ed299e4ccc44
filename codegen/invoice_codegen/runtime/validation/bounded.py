"""The first errors of the schema engine, in time that a hostile payload can't stretch.

The engine makes all errors of a value before it returns the first; a million of them take a minute. So a large value is
validated in parts: its longest list is halved until a part is small, and only parts with errors are looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from ..jsontext import pointer

SMALL = 1000
"""Values in a part that is small for any limit."""
LEAST = 16
"""Items of a list that is cut rather than another one."""
SEARCHED = 10_000
"""Objects and lists that are looked at for a long list, before all are."""
Path = tuple[str | int, ...]
_DIGITS = re.compile("[+]?[0-9]{1,30}")
MOST_WAYS = 100
"""Places that are tried for an error whose place the engine does not name clearly."""


class Located(NamedTuple):
    """An error of the engine, with its place in the whole value."""

    path: list[str | int]
    error: Any


class _Cut(NamedTuple):
    """A list of which a part holds only some items."""

    path: Path
    start: int
    """Number of the first item of the part in the list."""


def first_errors(
    validator: Any, value: Any, limit: int, longest: int, size: int | None = None
) -> tuple[dict[tuple[str, str, str], Located], bool]:
    """The first errors, one for each place and keyword, and whether there are more.

    Args:
        validator: The compiled schema.
        value: The logical value.
        limit: How many errors are wanted.
        longest: The largest `maxItems` of the schema. Shorter parts of a list would not break it.
        size: Bytes of the text that holds the value, which are more than the values in it; None if that is not known.
    """
    found: dict[tuple[str, str, str], Located] = {}
    budget = max(SMALL, 2 * limit)
    is_small = size is not None and size <= budget
    for located in (
        _located(validator.iter_errors(value), value, ())
        if is_small
        else _errors(validator, value, budget, longest, ())
    ):
        if len(found) == limit and _key(located) not in found:
            return found, True
        found.setdefault(_key(located), located)
    return found, False


def max_items(schema: Any) -> int:
    """The largest `maxItems` in a schema."""
    if isinstance(schema, dict):
        own = schema.get("maxItems")
        return max([own if isinstance(own, int) else 0, *map(max_items, schema.values())])
    return max(map(max_items, schema), default=0) if isinstance(schema, list) else 0


def _errors(validator: Any, value: Any, budget: int, longest: int, cuts: tuple[_Cut, ...]) -> Iterator[Located]:
    path = None if _is_small(value, budget) else _list_to_cut(value, longest, cuts)
    if path is None:
        yield from _located(validator.iter_errors(value), value, cuts)
        return
    items = pointer.get_path(value, path)
    middle = max(len(items) // 2, longest + 1)
    for start, part in ((0, items[:middle]), (middle, items[middle:])):
        half = _replaced(value, path, part)
        if part and not validator.is_valid(half):
            yield from _errors(validator, half, budget, longest, (*cuts, _Cut(path, start)))


def _list_to_cut(value: Any, longest: int, cuts: tuple[_Cut, ...]) -> Path | None:
    """The list that was cut last while it is long, else another long one; None if there is none."""
    least = max(longest + 1, LEAST)
    if cuts and len(pointer.get_path(value, cuts[-1].path)) > least:
        return cuts[-1].path
    return _longest_list(value, least, SEARCHED) or _longest_list(value, 1 + longest, None)


def _located(errors: Any, value: Any, cuts: tuple[_Cut, ...]) -> Iterator[Located]:
    """Errors at their places in the whole value, without those that only a part has: too few items."""
    seen: set[tuple[Path, str]] = set()
    for error in errors:
        path: list[Any] = _names_in(value, error, seen)
        if error.kind.name == "minItems" and any(cut.path == tuple(path) for cut in cuts):
            continue
        for cut in reversed(cuts):
            if len(path) > len(cut.path) and tuple(path[: len(cut.path)]) == cut.path:
                path[len(cut.path)] += cut.start
        yield Located(path, error)


def _names_in(value: Any, error: Any, seen: set[tuple[Path, str]]) -> list[str | int]:
    """The path of an error. The engine makes a number of a name of digits, and leaves out an empty name.

    `seen` has the paths of earlier errors that could have been at another place, each with what is broken there.
    """
    ways = _ways(value, list(error.instance_path))
    first, second = next(ways), next(ways, None)
    if second is None:
        return first[0]
    broken = repr((error.schema_path, error.kind.as_dict()))
    fitting = [path for path, found in (first, second, *islice(ways, MOST_WAYS)) if found == error.instance]
    path = next((path for path in fitting if (tuple(path), broken) not in seen), (fitting or [first[0]])[0])
    seen.add((tuple(path), broken))
    return path


def _ways(value: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], Any]]:
    """The paths that a path of the engine may stand for, each with the value there."""
    if not path:
        yield [], value
    elif isinstance(value, dict):
        for name in _names_of(value, path[0]):
            yield from (([name, *rest], found) for rest, found in _ways(value[name], path[1:]))
    elif isinstance(value, list) and isinstance(path[0], int) and path[0] < len(value):
        yield from (([path[0], *rest], found) for rest, found in _ways(value[path[0]], path[1:]))
    if isinstance(value, dict) and "" in value:
        yield from ((["", *rest], found) for rest, found in _ways(value[""], path))


def _names_of(value: dict[str, Any], part: str | int) -> list[str]:
    """The members that a part of a path of the engine may stand for."""
    if isinstance(part, int):
        return [name for name in value if _DIGITS.fullmatch(name) and int(name) == part]
    return [part] if part in value else []


def _is_small(value: Any, budget: int) -> bool:
    left, stack = budget, [value]
    while stack:
        node = stack.pop()
        if isinstance(node, (dict, list)):
            left -= len(node)
            if left < 0:
                return False
            stack.extend(node.values() if isinstance(node, dict) else node)
    return True


def _longest_list(value: Any, least: int, searched: int | None) -> Path | None:
    """The path of the longest list with more than `least` items among the outermost ones; None if there is none."""
    longest, found = least, None
    level: list[tuple[Path, Any]] = [((), value)]
    for path, node in islice(level, searched):  # which grows while it is read: breadth first
        if isinstance(node, list) and len(node) > longest:
            longest, found = len(node), path
        if searched is None or len(level) < searched:
            parts = node.items() if isinstance(node, dict) else enumerate(node)
            inner = (((*path, name), part) for name, part in parts if isinstance(part, (dict, list)))
            level += islice(inner, searched)
    return found


def _replaced(value: Any, path: Path, member: Any) -> Any:
    if not path:
        return member
    inner = _replaced(value[path[0]], path[1:], member)
    if isinstance(value, dict):
        return {**value, path[0]: inner}
    index = int(path[0])
    return [*value[:index], inner, *value[index + 1 :]]


def _key(located: Located) -> tuple[str, str, str]:
    return pointer.join(located.path), located.error.kind.name, getattr(located.error.kind, "property", "")
