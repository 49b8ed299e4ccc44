"""Convert Python values to plain JSON types, within the JSON profile."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from ..i18n.message import Message
from .pointer import join
from .profile import MAX_DEPTH, TOO_DEEP, Unreadable

OVERFLOW = 2**1024 - 2**970
"""The smallest magnitude that rounds to infinity as a double."""


def plain(value: Any, depth: int = 0, path: tuple[str | int, ...] = ()) -> Any:
    """A decoded value as plain JSON types. Raises Unreadable, with a pointer, for a value outside of the profile."""
    if depth > MAX_DEPTH:
        raise Unreadable(TOO_DEEP)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _plain_text(value, path)
    if isinstance(value, (int, float, Decimal)):
        return _plain_number(value, path)
    if isinstance(value, dict):
        return {_plain_name(name, path): plain(member, depth + 1, (*path, str(name))) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1, (*path, index)) for index, item in enumerate(value)]
    raise Unreadable(Message("a {type} is not a JSON value", type=type(value).__name__), join(path))


def _plain_name(name: Any, path: tuple[str | int, ...]) -> str:
    if not isinstance(name, str):
        raise Unreadable(Message("a member name is a {type}, not a string", type=type(name).__name__), join(path))
    return _plain_text(name, path)


def _plain_text(text: str, path: tuple[str | int, ...]) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        pass  # its error holds the text
    else:
        return str.__str__(text) if type(text) is not str else text
    raise Unreadable(Message("a string holds half of a surrogate pair: not Unicode text"), join(path))


def is_finite(number: int | float | Decimal) -> bool:
    """Whether a number is neither NaN nor infinite."""
    return (
        number.is_finite()
        if isinstance(number, Decimal)
        else math.isfinite(number) if isinstance(number, float) else True
    )


def _plain_number(number: int | float | Decimal, path: tuple[str | int, ...]) -> int | float | Decimal:
    if not is_finite(number):
        raise Unreadable(Message("NaN and Infinity are not JSON numbers"), join(path))
    if not -OVERFLOW < number < OVERFLOW:
        raise Unreadable(Message("a number is beyond the range of a double{place}", place=""), join(path))
    return int(number) if isinstance(number, int) else number
