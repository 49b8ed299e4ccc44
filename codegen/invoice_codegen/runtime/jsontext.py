"""Exact JSON text: what is read is what is written, digit for digit.

The profile: UTF-8 without a byte order mark, one JSON value and nothing after it, no NaN or Infinity, no number that
overflows a double, at most 200 levels and 64 MiB. Two strict parsers must both accept a text: orjson refuses what
overflows, jiter gives the exact value (integers of any length, fractions as Decimal from the token's own digits).

Of members with the same name the last one counts, and the others do not count at all: what is too deep or too odd a number
in them is no reason to refuse a text. jiter knows no such difference, so such texts are read a second time without them.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

import jiter
import orjson

from .pointer import join
from .speech import Message

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 200
OVERFLOW = 2**1024 - 2**970
"""The smallest magnitude that rounds to infinity as a double."""
TOO_DEEP = Message("nested deeper than {limit} levels", limit=MAX_DEPTH)
_ODD = object()
_ODD_TOKEN = b"1e-99999999999999999999"
"""A number that no decimal holds; it also stands for what is nested too deep."""
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_PLACED = re.compile(r"(.+): line ([0-9]+) column ([0-9]+) \(char ([0-9]+)\)")
_LINE_AND_COLUMN = re.compile("line ([0-9]+) column ([0-9]+)")


class Unreadable(ValueError):
    """The payload breaks the JSON profile; the message says how and where."""

    def __init__(self, message: Message, pointer: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer


def read(raw: bytes) -> Any:
    """The exact value of a JSON text. Raises Unreadable. Of members with the same name the last one counts."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(too_long(len(raw)))
    try:
        orjson.loads(raw)
        try:
            return jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False)
        except ValueError:
            value = _without_dropped(raw)
            if value is not _ODD:
                return value
            raise
    except ValueError as error:
        reason = _reason(raw, error)
    raise Unreadable(reason)  # out here, where it does not carry along the parser's error with the whole text


def too_long(size: int) -> Message:
    """What is said of a text of more bytes than a payload may have."""
    return Message("{size} bytes are more than the limit of {limit}", size=size, limit=MAX_BYTES)


def _without_dropped(raw: bytes) -> Any:
    """The exact value of a text that orjson reads and jiter does not, or _ODD where that shows in the value."""

    def fraction(token: str) -> Any:
        try:
            return Decimal(token)
        except InvalidOperation:
            return _ODD

    value = json.loads(_cut(raw), parse_float=fraction)
    return _ODD if _holds(value, _ODD) else value


def _cut(raw: bytes) -> bytes:
    """A text with odd numbers in the place of what is nested too deep."""
    pieces, kept, depth, start = [], 0, 0, 0
    for found in _STRING_OR_BRACKET.finditer(raw):
        if found[0] in b"[{":
            depth += 1
            start = found.start() if depth == MAX_DEPTH + 1 else start
        elif found[0] in b"]}":
            if depth == MAX_DEPTH + 1 and raw[start + 1 : found.start()].strip():
                pieces += [raw[kept:start], _ODD_TOKEN]
                kept = found.end()
            depth -= 1
    return b"".join([*pieces, raw[kept:]])


def _holds(value: Any, part: Any) -> bool:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is part or any(_holds(member, part) for member in members)


def has_duplicate_keys(raw: bytes) -> bool:
    """Whether any object of a readable text has two members of the same name."""
    try:
        jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return True
    return False


def is_surely_unique(raw: bytes, value: Any) -> bool:
    r"""Whether no object of a text has two members of one name; False says nothing. `value` is what orjson made of it.

    A text that is written again to the same bytes has none, for what is written has none. Else colons are counted: a
    text has one for each member and those in its strings; written again, a member that was dropped lacks its colon,
    and strings have no more than before unless one was hidden as `\u003a`.
    """
    written = orjson.dumps(value)
    return written == raw or (raw.count(b":") == written.count(b":") and b"\\u003" not in raw)


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

    return find(json.loads(_cut(raw), object_pairs_hook=Pairs), ())


def _reason(raw: bytes, error: ValueError) -> Message:
    if not raw.strip():
        return Message("the text is empty")
    if raw.startswith(b"\xef\xbb\xbf"):
        return Message("the text starts with a byte order mark; send plain UTF-8")
    try:
        raw.decode()
    except UnicodeDecodeError as broken:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:2].count(0) == 1:
            return Message("not UTF-8 at byte {byte}: the text looks like UTF-16", byte=broken.start)
        return Message("not UTF-8 at byte {byte}", byte=broken.start)
    message = _told(raw, error)
    if "InvalidOperation" in message:
        return Message("a number has an exponent of more digits than a decimal holds{place}", place=_place(message))
    if "infinity" in message or "number out of range" in message:
        return Message("a number is beyond the range of a double{place}", place=_place(message))
    if "recursion limit" in message or "depth limit" in message:
        return TOO_DEEP
    return Message("not JSON: {reason}", reason=_parsers_reason(message))


def _told(raw: bytes, error: ValueError) -> str:
    """What a parser says; of text that ends deep inside, orjson only says that it found no memory."""
    if "allocate memory" not in str(error):
        return str(error)
    try:
        jiter.from_json(raw)
    except ValueError as second:
        return str(second)
    return str(error)


def _parsers_reason(message: str) -> Message | str:
    found = _PLACED.fullmatch(message)
    if found is None:
        return message
    reason, line, column, char = found.groups()
    template = "{reason}: line {line} column {column} (char {char})"
    return Message(template, reason=Message(reason), line=line, column=column, char=char)


def _place(message: str) -> Message | str:
    """Line and column, where a parser tells them."""
    found = _LINE_AND_COLUMN.search(message)
    return Message(" (line {line} column {column})", line=found[1], column=found[2]) if found else ""


def plain(value: Any, depth: int = 0, path: tuple[str | int, ...] = ()) -> Any:
    """A decoded value as plain JSON types, held against the profile. Raises Unreadable with the place."""
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
        pass  # its error would carry the text along
    else:
        return str.__str__(text) if type(text) is not str else text
    raise Unreadable(Message("a string holds half of a surrogate pair: not Unicode text"), join(path))


def is_finite(number: int | float | Decimal) -> bool:
    """Whether a number is one: neither NaN nor infinite."""
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
