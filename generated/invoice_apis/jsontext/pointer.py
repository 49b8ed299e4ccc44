"""JSON Pointers (RFC 6901), and pointer patterns, in which `*` matches any item of an array or any value of a map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

MISSING: Any = object()
ANY_NAME = "\0*"
"""Part of a split pattern that matches any member of an object, as `*` matches any item of a list."""
_END = "\0"
"""Where a pattern ends, in a tree of patterns."""
_Tree = dict[str, Any]


def join(parts: Iterable[str | int]) -> str:
    """`["a/b", 0]` becomes `/a~1b/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def split(pointer: str) -> tuple[str, ...]:
    """`/a~1b/0` becomes `("a/b", "0")`."""
    if "~" not in pointer:
        return tuple(pointer.split("/")[1:])
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def get(value: Any, pointer: str) -> Any:
    """The value at a pointer through objects, or MISSING."""
    return get_parts(value, split(pointer))


def get_parts(value: Any, parts: tuple[str, ...]) -> Any:
    """The value at a split pointer through objects, or MISSING."""
    for part in parts:
        if not isinstance(value, dict) or part not in value:
            return MISSING
        value = value[part]
    return value


def find(value: Any, pointer: str) -> Any:
    """The value at a pointer through objects and lists, or MISSING."""
    for part in split(pointer):
        value = member(value, part)
    return value


def member(value: Any, part: str) -> Any:
    """The member or item that a part of a pointer names, or MISSING."""
    if isinstance(value, list):
        return value[int(part)] if part.isdecimal() and part.isascii() and int(part) < len(value) else MISSING
    return value.get(part, MISSING) if isinstance(value, dict) else MISSING


def set_path(value: Any, pointer: str, member: Any) -> Any:
    """A copy of `value` with `member` at the pointer; objects outside of the path are shared."""
    return _set_path(value, split(pointer), member)


def _set_path(value: Any, parts: tuple[str, ...], member: Any) -> Any:
    if not parts:
        return member
    return {**value, parts[0]: _set_path(value[parts[0]], parts[1:], member)}


def matches(pattern: tuple[str, ...], path: Sequence[str | int]) -> bool:
    """Whether a split pattern such as `/invoices/*/email` matches a path."""
    return len(pattern) == len(path) and all(
        want == part
        or (want == "*" and isinstance(part, int))
        or (want == ANY_NAME and isinstance(part, str))
        or want == str(part)
        for want, part in zip(pattern, path, strict=True)
    )


def iter_places(value: Any, pattern: tuple[str, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The path of each value that a split pattern matches, and the value; list items in their order."""
    return iter_all_places(value, (pattern,))


def iter_all_places(value: Any, patterns: tuple[tuple[str, ...], ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The same for the values that one of several patterns matches; a long list is walked once for all."""
    return _below(value, _tree(patterns), ())


def _below(value: Any, tree: _Tree, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if _END in tree:
        yield path, value
    if isinstance(value, dict):
        for part, inner in tree.items():
            if part == ANY_NAME:
                for name, member in value.items():
                    yield from _below(member, inner, (*path, name))
            elif part in value:
                yield from _below(value[part], inner, (*path, part))
    elif isinstance(value, list) and (items := tree.get("*")) is not None:
        is_end = _END in items
        for index, item in enumerate(value):
            if is_end or (item and isinstance(item, (dict, list))):
                yield from _below(item, items, (*path, index))


@lru_cache(maxsize=256)
def _tree(patterns: tuple[tuple[str, ...], ...]) -> _Tree:
    """Split patterns by their parts."""
    root: _Tree = {}
    for pattern in patterns:
        node = root
        for part in pattern:
            node = node.setdefault(part, {})
        node[_END] = {}
    return root


def get_path(value: Any, path: Sequence[str | int]) -> Any:
    """The value at an existing path."""
    for part in path:
        value = value[part]
    return value
