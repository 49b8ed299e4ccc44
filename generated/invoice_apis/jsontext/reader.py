"""Read JSON text exactly: integers of any length, fractions as Decimal with the digits of the text.

jiter gives the value. Two texts need a second parser, and only those are read twice:

| text | second parser |
|---|---|
| may hold a number beyond a double, which jiter accepts | orjson, which rejects it |
| rejected by jiter | orjson, for the reason; where it accepts, the fault is in a member that a later one replaces, and the standard library reads the text without it |
"""

from __future__ import annotations

import re
from decimal import localcontext
from typing import Any, NamedTuple

import jiter
import orjson

from ..i18n.message import Message
from .duplicates import is_surely_unique, read_repeated
from .place import START, Place
from .pointer import MISSING
from .profile import EXACT, MAX_BYTES, TOO_DEEP, Unreadable, too_long

_DIGITS = bytes(48 if 48 <= byte <= 57 else 101 if byte in b"eE" else byte for byte in range(256))
"""Every digit becomes 0, E becomes e."""
_LARGE_EXPONENT, _LONG_NUMBER = b"0e000", b"0" * 200
OUT_OF_MEMORY = "allocate memory"
"""Part of an error of orjson, which has it for deep texts too."""
_NO_PLACE = ("depth limit", OUT_OF_MEMORY)
"""Errors of orjson on deep texts; only jiter has the position."""
_NO_DECIMAL = "InvalidOperation"
"""Part of an error of jiter: a number has an exponent of more digits than a Decimal holds."""
_PLACED = re.compile(r"(.+): line ([0-9]+) column ([0-9]+) \(char ([0-9]+)\)")
_LINE_AND_COLUMN = re.compile("line ([0-9]+) column ([0-9]+)")


class ParsedText(NamedTuple):
    """What a JSON text holds."""

    value: Any
    """The exact value; of members with the same name the last one."""
    repeated: tuple[str, ...] | None
    """Pointers of members whose names are repeated; None means: not known."""


def read(raw: bytes) -> Any:
    """The exact value of a JSON text. Raises Unreadable. Of members with the same name the last one counts."""
    return parse(raw).value


def parse(raw: bytes, is_scanned: bool = False) -> ParsedText:
    """The exact value of a JSON text, and its repeated names where they are known. Raises Unreadable, and MemoryError.

    `is_scanned` is for a text that the scanner is sure of: it is not too long, no name is repeated, and no number exceeds
    a double.
    """
    if is_scanned:
        return ParsedText(_by_jiter(raw), ())
    if len(raw) > MAX_BYTES:
        raise Unreadable(too_long(len(raw)), at=MAX_BYTES)
    with localcontext(EXACT):
        return _parse(raw)


def _by_jiter(raw: bytes) -> Any:
    return jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False)


def _parse(raw: bytes) -> ParsedText:
    value, reason = MISSING, ""
    try:
        value = _by_jiter(raw)
    except ValueError as error:
        reason = str(error)
        parsed = _without_replaced(raw) if _NO_DECIMAL in reason else None
        if parsed is not None:
            return parsed
    else:
        is_unique = is_surely_unique(raw, value)
        if is_unique or not _may_exceed_a_double(raw):
            return ParsedText(value, () if is_unique else None)
    return _parse_again(raw, value, reason)


def _without_replaced(raw: bytes) -> ParsedText | None:
    """The content of a text with a number that no Decimal holds in a replaced member; None for any other text."""
    if b"\\u" in raw or _may_exceed_a_double(raw):
        return None  # the standard library takes half of a surrogate pair for text, and any number
    try:
        raw.decode()
        value, repeated = read_repeated(raw)
    except ValueError:
        return None
    return None if value is MISSING else ParsedText(value, repeated)


def is_deeper(raw: bytes, value: Any, levels: int) -> bool:
    """Whether the value of a JSON text has more levels of objects and lists. Most texts tell by their few brackets."""
    if raw.count(b"[") + raw.count(b"{") <= levels:
        return False
    layer = [value] if isinstance(value, (dict, list)) else []
    for _ in range(levels):
        parts = (part for each in layer for part in (each.values() if isinstance(each, dict) else each))
        layer = [part for part in parts if isinstance(part, (dict, list))]
        if not layer:
            return False
    return bool(layer)


def _parse_again(raw: bytes, value: Any, reason: str) -> ParsedText:
    """The content of a text that orjson accepts too. Raises Unreadable. `reason` is the message of jiter, if it rejected the text."""
    at: Place | int
    try:
        loaded = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        if not reason and OUT_OF_MEMORY in error.msg:
            raise MemoryError from None  # jiter read it: this is not about the text
        if not any(words in error.msg for words in _NO_PLACE):
            reason, at = str(error), (error.lineno, error.colno)
        else:
            at = _byte(raw, reason)
    else:
        repeated: tuple[str, ...] | None = None
        if reason and not is_surely_unique(raw, loaded):  # else no member is replaced
            value, repeated = read_repeated(raw)
        if value is not MISSING:
            return ParsedText(value, repeated)
        at = _byte(raw, reason)
    raise _unreadable(raw, reason, at)  # outside of the except block: the error of orjson holds the whole text


def _may_exceed_a_double(raw: bytes) -> bool:
    """Whether a number may have 200 digits or an exponent of three digits."""
    digits = raw.translate(_DIGITS, b"+")
    return _LARGE_EXPONENT in digits or _LONG_NUMBER in digits


def _unreadable(raw: bytes, reason: str, at: Place | int) -> Unreadable:
    """The error for a text; `reason` and `at` are the message and the position of a parser."""
    if not raw.strip():
        return Unreadable(Message("the text is empty"))
    if raw.startswith(b"\xef\xbb\xbf"):
        return Unreadable(Message("the text starts with a byte order mark; send plain UTF-8"))
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        byte = error.start
    else:
        return Unreadable(_explain(reason), at=at)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:2].count(0) == 1:
        return Unreadable(Message("not UTF-8 at byte {byte}: the text looks like UTF-16", byte=byte), at=byte)
    return Unreadable(Message("not UTF-8 at byte {byte}", byte=byte), at=byte)


def _explain(reason: str) -> Message:
    if _NO_DECIMAL in reason:
        return Message("a number has an exponent of more digits than a decimal holds{place}", place=_place(reason))
    if "infinity" in reason or "number out of range" in reason:
        return Message("a number is beyond the range of a double{place}", place=_place(reason))
    if "recursion limit" in reason or "depth limit" in reason:
        return TOO_DEEP
    return Message("not JSON: {reason}", reason=_syntax_error(reason))


def _syntax_error(reason: str) -> Message | str:
    found = _PLACED.fullmatch(reason)
    if found is None:
        return reason
    reason, line, column, char = found.groups()
    template = "{reason}: line {line} column {column} (char {char})"
    return Message(template, reason=Message(reason), line=line, column=column, char=char)


def _place(reason: str) -> Message | str:
    """Line and column, where the parser names them."""
    found = _LINE_AND_COLUMN.search(reason)
    return Message(" (line {line} column {column})", line=found[1], column=found[2]) if found else ""


def _byte(raw: bytes, reason: str) -> Place | int:
    """The offset that jiter names as line and column in bytes."""
    found = _LINE_AND_COLUMN.search(reason)
    if found is None:
        return START
    start = 0
    for _ in range(int(found[1]) - 1):
        start = raw.index(b"\n", start) + 1
    return start + max(int(found[2]), 1) - 1
