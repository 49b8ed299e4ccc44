"""Convert Python values to plain JSON types, within the JSON profile."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Integral
from os import PathLike
from typing import Any, NamedTuple

from ..i18n.message import Message
from .pointer import join
from .profile import MAX_DEPTH, TOO_DEEP, Unreadable

OVERFLOW = 2**1024 - 2**970
"""The smallest magnitude that rounds to infinity as a double."""
MAX_REPEATED = 1_000_000
"""Values that shared parts may add, besides 16 for each value that is there once."""
MEMBERS = "_wire_members"
"""Objects with this method, such as models, are taken by the members that it returns; a list or a scalar stands for itself."""
Path = tuple[str | int, ...]
_NUMBERS = (int, float, Decimal)


def plain(value: Any) -> Any:
    """A decoded value as plain JSON types. Raises Unreadable, with a pointer, for a value outside of the profile."""
    return _Conversion().convert(value, 0, ())


class _Part(NamedTuple):
    """A container that was converted: it may stand in a value more than once."""

    value: Any
    size: int
    height: int


class _Conversion:
    """One conversion. Shared containers are converted once, and counted as often as they would be written."""

    def __init__(self) -> None:
        self._parts: dict[int, _Part] = {}
        self._visited = self._size = self._deepest = 0

    def convert(self, value: Any, depth: int, path: Path) -> Any:
        """A value as plain JSON types."""
        if depth > MAX_DEPTH:
            raise Unreadable(TOO_DEEP)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return _plain_text(value, path)
        if isinstance(value, (int, float, Decimal, Integral)):
            return _plain_number(value, path)
        known = self._parts.get(id(value))
        return self._repeat(known, depth) if known else self._container(value, depth, path)

    def _container(self, value: Any, depth: int, path: Path) -> Any:
        size, deepest = self._size, self._deepest
        self._deepest = depth
        if isinstance(value, Mapping):
            converted: Any = self._object(value, depth, path)
        elif isinstance(value, (list, tuple)):
            converted = self._array(value, depth, path)
        elif has_members(value):
            members = getattr(value, MEMBERS)()
            converted = (
                self._object(members, depth, path) if isinstance(members, dict) else self.convert(members, depth, path)
            )
        else:
            raise Unreadable(no_json(value), join(path))
        self._parts[id(value)] = _Part(converted, self._size - size, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return converted

    def _object(self, members: Mapping[Any, Any], depth: int, path: Path) -> dict[str, Any]:
        self._count(members)
        return {
            _plain_name(name, path): self.convert(member, depth + 1, (*path, str(name)))
            for name, member in members.items()
        }

    def _array(self, items: Any, depth: int, path: Path) -> list[Any]:
        self._count(items)
        return [self.convert(item, depth + 1, (*path, index)) for index, item in enumerate(items)]

    def _count(self, parts: Any) -> None:
        self._visited += len(parts)
        self._size += len(parts)

    def _repeat(self, part: _Part, depth: int) -> Any:
        """A container that was converted before."""
        self._size += part.size
        self._deepest = max(self._deepest, depth + part.height)
        if self._deepest > MAX_DEPTH:
            raise Unreadable(TOO_DEEP)
        if self._size > MAX_REPEATED + 16 * self._visited:
            raise Unreadable(
                Message("parts that occur again and again make more than {limit} values", limit=MAX_REPEATED)
            )
        return part.value


def has_members(value: Any) -> bool:
    """Whether a value is an object such as a model, which is taken by its members on the wire."""
    return hasattr(type(value), MEMBERS)


def no_json(value: Any) -> Message:
    """Why a Python object is no JSON value, and what to pass in its place."""
    name = type(value).__name__
    for remedy, matches in _REMEDIES:
        if matches(value):
            return Message("a {type} is not a JSON value: {remedy}", type=name, remedy=Message(remedy))
    return Message("a {type} is not a JSON value", type=name)


def _has(value: Any, names: Iterable[str]) -> bool:
    return all(hasattr(type(value), name) or name in getattr(value, "__dict__", ()) for name in names)


_REMEDIES: tuple[tuple[str, Any], ...] = (
    ("pass what the file holds, path.read_bytes()", lambda value: isinstance(value, PathLike)),
    (
        "pass the body of the response, response.content",
        lambda value: _has(value, ("status_code", "headers")) or _has(value, ("status", "headers", "read")),
    ),
    ("pass what the file holds, file.read()", lambda value: callable(getattr(value, "read", None))),
    ("pass a Python value, value.tolist()", lambda value: _has(value, ("dtype", "tolist"))),
    ("pass a dict of it, value.model_dump()", lambda value: _has(value, ("model_dump",))),
    (
        "pass a list of its items",
        lambda value: not isinstance(value, (bytes, bytearray)) and _has(value, ("__next__",)),
    ),
)
"""What to pass in place of objects that hold JSON; the first that matches counts."""


def _plain_name(name: Any, path: Path) -> str:
    if not isinstance(name, str):
        raise Unreadable(Message("a member name is a {type}, not a string", type=type(name).__name__), join(path))
    return _plain_text(name, path)


def _plain_text(text: str, path: Path) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        pass  # its error holds the text
    else:
        return str.__str__(text) if type(text) is not str else text
    raise Unreadable(Message("a string holds half of a surrogate pair: not Unicode text"), join(path))


def is_finite(number: Any) -> bool:
    """Whether a number is neither NaN nor infinite."""
    return (
        number.is_finite()
        if isinstance(number, Decimal)
        else math.isfinite(number) if isinstance(number, float) else True
    )


def _plain_number(number: Any, path: Path) -> int | float | Decimal:
    """An int, float or Decimal itself, not a subclass such as those of numpy; an integer that came as `1.0` as it came."""
    if type(number) not in _NUMBERS:
        token = token_of(number)
        number = _number_class(number)(number) if token is None else token
    if not is_finite(number):
        raise Unreadable(Message("NaN and Infinity are not JSON numbers"), join(path))
    if not -OVERFLOW < number < OVERFLOW:
        raise Unreadable(Message("a number is beyond the range of a double{place}", place=""), join(path))
    plain_number: int | float | Decimal = number
    return plain_number


def _number_class(number: Any) -> Any:
    return next((kind for kind in _NUMBERS if isinstance(number, kind)), int)


def token_of(number: Any) -> Decimal | None:
    """The Decimal that an integer of a model came as, such as `1.0`."""
    for token in (getattr(number, "token", None), getattr(number, "_value_", None)):
        if isinstance(token, Decimal):
            return token
    return None
