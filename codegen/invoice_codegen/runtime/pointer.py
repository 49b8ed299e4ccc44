"""JSON Pointers (RFC 6901), and patterns of them in which `*` stands for any array item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

MISSING: Any = object()


def join(parts: Iterable[str | int]) -> str:
    """`["a/b", 0]` becomes `/a~1b/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def split(pointer: str) -> tuple[str, ...]:
    """`/a~1b/0` becomes `("a/b", "0")`."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def get(value: Any, pointer: str) -> Any:
    """The member that a pointer through objects names, or MISSING."""
    return follow(value, split(pointer))


def follow(value: Any, parts: tuple[str, ...]) -> Any:
    """The member at the end of a way through objects, or MISSING."""
    for part in parts:
        if not isinstance(value, dict) or part not in value:
            return MISSING
        value = value[part]
    return value


def put(value: Any, pointer: str, member: Any) -> Any:
    """`value` with `member` at the pointer; only the objects on the way are copied."""
    return _put(value, split(pointer), member)


def _put(value: Any, parts: tuple[str, ...], member: Any) -> Any:
    if not parts:
        return member
    return {**value, parts[0]: _put(value[parts[0]], parts[1:], member)}


@lru_cache(maxsize=4096)
def matches(pattern: str, pointer: str) -> bool:
    """Whether a pointer fits a pattern such as `/invoices/*/email`."""
    wanted, parts = split(pattern), split(pointer)
    return len(wanted) == len(parts) and all(_fits(want, part) for want, part in zip(wanted, parts, strict=True))


def _fits(want: str, part: str) -> bool:
    return want == part or (want == "*" and part.isascii() and part.isdigit())


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a decoded payload with its path, parents first."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from walk(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
