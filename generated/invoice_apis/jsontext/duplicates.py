"""Objects with two members of the same name.

The last member counts. The others do not count at all: neither their depth nor their numbers make a text unreadable.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

import jiter
import orjson

from .pointer import MISSING, join
from .profile import MAX_DEPTH

LARGEST_EXPONENT = 307
"""Of decimals that are surely within a double."""
_UNREADABLE = object()
_UNREADABLE_TOKEN = b"1e-99999999999999999999"
"""A number beyond every Decimal; also replaces values that are nested too deep."""
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')


def is_surely_unique(raw: bytes, value: Any) -> bool:
    r"""Whether surely no object of a text has two members of one name, and no number exceeds a double.

    False means: not known. `value` is what was read from the text, by orjson or exactly.

    A text that is written again to the same bytes has unique names. Else colons are counted: a text has one for each
    member, and those in its strings. Written again, it lacks the colon of each dropped member, and its strings have no
    more colons than before unless one was spelt `\u003a`.
    """
    try:
        written = orjson.dumps(value, default=_exponent)
    except TypeError:  # an integer of more than 64 bits, or a large exponent
        return False
    return written == raw or (raw.count(b":") == written.count(b":") and not _has_escaped_colon(raw))


def _has_escaped_colon(raw: bytes) -> bool:
    return b"\\" in raw and (b"\\u003a" in raw or b"\\u003A" in raw)


def _exponent(number: Decimal) -> int:
    exponent = number.adjusted()
    if exponent > LARGEST_EXPONENT:
        raise ValueError("may exceed a double")
    return exponent


def has_duplicate_keys(raw: bytes) -> bool:
    """Whether any object of a readable text has two members of the same name."""
    try:
        jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return True
    return False


def duplicate_keys(raw: bytes) -> tuple[str, ...]:
    """Pointers of repeated members in a readable text."""
    return _read_pairs(raw)[1]


class _Pairs(list[tuple[str, Any]]):
    """The members of an object, repeated ones too."""


def read_repeated(raw: bytes) -> tuple[Any, tuple[str, ...]]:
    """The exact value of a text, which must be JSON, and the pointers of its repeated members.

    What a later member replaces may be too deep, or have numbers that no Decimal holds; the value is MISSING when such a
    part is in itself.
    """
    value, repeated = _read_pairs(_without_deep_values(raw))
    return MISSING if _contains_unreadable(value) else value, repeated


def _read_pairs(raw: bytes) -> tuple[Any, tuple[str, ...]]:
    repeated: list[str] = []

    def last_members(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, _Pairs):
            members = dict(value)
            if len(members) < len(value):
                names = Counter(name for name, _ in value)
                repeated.extend(join((*path, name)) for name, times in names.items() if times > 1)
            return {name: last_members(member, (*path, name)) for name, member in members.items()}
        if isinstance(value, list):
            return [last_members(item, (*path, index)) for index, item in enumerate(value)]
        return value

    read = json.loads(raw, object_pairs_hook=_Pairs, parse_float=_fraction, parse_constant=_refuse)
    return last_members(read, ()), tuple(repeated)


def _fraction(token: str) -> Any:
    try:
        return Decimal(token)
    except InvalidOperation:
        return _UNREADABLE


def _refuse(token: str) -> Any:
    """NaN and Infinity, which the standard library takes for JSON."""
    raise ValueError(token)


def _without_deep_values(raw: bytes) -> bytes:
    """The text with unreadable numbers in place of values that are nested too deep."""
    chunks, kept, depth, start = [], 0, 0, 0
    for found in _STRING_OR_BRACKET.finditer(raw):
        if found[0] in b"[{":
            depth += 1
            start = found.start() if depth == MAX_DEPTH + 1 else start
        elif found[0] in b"]}":
            if depth == MAX_DEPTH + 1 and raw[start + 1 : found.start()].strip():
                chunks += [raw[kept:start], _UNREADABLE_TOKEN]
                kept = found.end()
            depth -= 1
    return b"".join([*chunks, raw[kept:]])


def _contains_unreadable(value: Any) -> bool:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is _UNREADABLE or any(_contains_unreadable(member) for member in members)
