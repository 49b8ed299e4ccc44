"""Exact JSON text: what is read is what is written, digit for digit.

The profile: UTF-8 without a byte order mark, one JSON value and nothing after it, no NaN or Infinity, no number that
overflows a double, at most 200 levels and 64 MiB. Two strict parsers must both accept a text: orjson refuses what
overflows, jiter gives the exact value (integers of any length, fractions as Decimal from the token's own digits).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import jiter
import orjson

from .pointer import join

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 200
OVERFLOW = 2**1024 - 2**970
"""The smallest magnitude that rounds to infinity as a double."""


class Unreadable(ValueError):
    """The payload breaks the JSON profile; the message says how and where."""

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer


def read(raw: bytes) -> Any:
    """The exact value of a JSON text. Raises Unreadable. Of members with the same name the last one counts."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"{len(raw)} bytes are more than the limit of {MAX_BYTES}")
    try:
        orjson.loads(raw)
        return jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False)
    except ValueError as error:
        reason = _reason(raw, error)
    raise Unreadable(reason)  # out here, where it does not carry along the parser's error with the whole text


def has_duplicate_keys(raw: bytes) -> bool:
    """Whether any object of a readable text has two members of the same name."""
    try:
        jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return True
    return False


def duplicate_keys(raw: bytes) -> list[str]:
    """Pointers of the members that stand more than once in their object, of a readable text."""

    class Pairs(list[tuple[str, Any]]):
        pass

    def find(value: Any, path: tuple[str | int, ...]) -> list[str]:
        if not isinstance(value, list):
            return []
        members: list[tuple[Any, Any]] = list(value) if isinstance(value, Pairs) else list(enumerate(value))
        names = Counter(name for name, _ in members)
        found = [join((*path, name)) for name, times in names.items() if times > 1]
        return found + [pointer for name, member in dict(members).items() for pointer in find(member, (*path, name))]

    return find(json.loads(raw, object_pairs_hook=Pairs), ())


def _reason(raw: bytes, error: ValueError) -> str:
    if not raw.strip():
        return "the text is empty"
    if raw.startswith(b"\xef\xbb\xbf"):
        return "the text starts with a byte order mark; send plain UTF-8"
    try:
        raw.decode()
    except UnicodeDecodeError as broken:
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:2].count(0) == 1
        return f"not UTF-8 at byte {broken.start}" + (": the text looks like UTF-16" if utf16 else "")
    message = str(error)
    if "InvalidOperation" in message:
        return "a number has an exponent of more digits than a decimal holds" + _place(message)
    if "infinity" in message or "number out of range" in message:
        return "a number is beyond the range of a double" + _place(message)
    if "recursion limit" in message or "depth limit" in message:
        return f"nested deeper than {MAX_DEPTH} levels"
    return f"not JSON: {message}"


def _place(message: str) -> str:
    at = message.find("line ")
    return f" ({message[at:].split(' (')[0]})" if at >= 0 else ""


def plain(value: Any, depth: int = 0, path: tuple[str | int, ...] = ()) -> Any:
    """A decoded value as plain JSON types, held against the profile. Raises Unreadable with the place."""
    if depth > MAX_DEPTH:
        raise Unreadable(f"nested deeper than {MAX_DEPTH} levels")
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
    raise Unreadable(f"a {type(value).__name__} is not a JSON value", join(path))


def _plain_name(name: Any, path: tuple[str | int, ...]) -> str:
    if not isinstance(name, str):
        raise Unreadable(f"a member name is a {type(name).__name__}, not a string", join(path))
    return _plain_text(name, path)


def _plain_text(text: str, path: tuple[str | int, ...]) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        pass  # its error would carry the text along
    else:
        return str.__str__(text) if type(text) is not str else text
    raise Unreadable("a string holds half of a surrogate pair: not Unicode text", join(path))


def is_finite(number: int | float | Decimal) -> bool:
    """Whether a number is one: neither NaN nor infinite."""
    return (
        number.is_finite()
        if isinstance(number, Decimal)
        else math.isfinite(number) if isinstance(number, float) else True
    )


def _plain_number(number: int | float | Decimal, path: tuple[str | int, ...]) -> int | float | Decimal:
    if not is_finite(number):
        raise Unreadable("NaN and Infinity are not JSON numbers", join(path))
    if not -OVERFLOW < number < OVERFLOW:
        raise Unreadable("a number is beyond the range of a double", join(path))
    return int(number) if isinstance(number, int) else number


Convert = Callable[[Any], Any]


def write(value: Any, members: Convert | None = None) -> bytes:
    """The JSON text of a value, numbers with their own digits and scale.

    `members` turns objects that are no JSON types into dicts. Raises ValueError for NaN, Infinity and what is no JSON.
    """

    def wire(part: Any) -> Any:
        return _wire(part, members)

    try:
        return orjson.dumps(value, default=wire, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError:  # an integer of more than 64 bits, or really no JSON: the slow way knows
        try:
            return orjson.dumps(_written_out(value, members))
        except TypeError as error:
            raise ValueError(f"not a JSON value: {error}") from None


def _wire(value: Any, members: Convert | None) -> Any:
    """What orjson does not write by itself, as something that it does."""
    if isinstance(value, (Decimal, float)):
        if not is_finite(value):
            raise ValueError("NaN and Infinity are not JSON numbers")
        return orjson.Fragment(str(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (dict, list)):
        return dict(value) if isinstance(value, dict) else list(value)
    if isinstance(value, int):
        token: Decimal | None = getattr(value, "token", None)
        return int(value) if token is None else orjson.Fragment(str(token))
    if members is None:
        raise ValueError(f"a {type(value).__name__} is not a JSON value")
    return members(value)


def _written_out(value: Any, members: Convert | None) -> Any:
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return _written_out(value.value, members)
    if isinstance(value, dict):
        return {name: _written_out(part, members) for name, part in value.items()}
    if isinstance(value, list):
        return [_written_out(item, members) for item in value]
    if isinstance(value, int) and getattr(value, "token", None) is None:
        return orjson.Fragment(str(int(value)))
    simpler = _wire(value, members)
    return simpler if isinstance(simpler, orjson.Fragment) else _written_out(simpler, members)
