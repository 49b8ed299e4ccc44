"""Exact JSON text: what is read is what is written, digit for digit.

The profile: UTF-8 without a byte order mark, one JSON value and nothing after it, no NaN or Infinity, no number that
overflows a double, at most 200 levels and 64 MiB. Two strict parsers must both accept a text: orjson refuses what
overflows, jiter gives the exact value (integers of any length, fractions as Decimal from the token's own digits).

Of members with the same name the last one counts, and the others do not count at all: what is too deep or too odd a number
in them is no reason to refuse a text. jiter knows no such difference, so such texts are read a second time without them.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import jiter
import orjson

from ..i18n.message import Message
from .profile import MAX_BYTES, MAX_DEPTH, TOO_DEEP, Unreadable

_ODD = object()
_ODD_TOKEN = b"1e-99999999999999999999"
"""A number that no decimal holds; it also stands for what is nested too deep."""
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_PLACED = re.compile(r"(.+): line ([0-9]+) column ([0-9]+) \(char ([0-9]+)\)")
_LINE_AND_COLUMN = re.compile("line ([0-9]+) column ([0-9]+)")


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

    value = json.loads(cut_deep_values(raw), parse_float=fraction)
    return _ODD if _holds(value, _ODD) else value


def cut_deep_values(raw: bytes) -> bytes:
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
