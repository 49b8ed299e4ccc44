"""Payloads that are no JSON text, or a text around it: what they are instead, and what they hold."""

from __future__ import annotations

import base64
import re
from typing import Any, NamedTuple

from .. import jsontext
from ..i18n.message import Message
from .messages import shown

LONGEST_LITERAL = 100_000
"""Characters; a longer text is not read as a Python literal."""
NDJSON_LINES = 2
"""How many lines must be documents of their own."""
_COMPRESSED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"PK\x03\x04": "zip"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ENCODINGS = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GBK"}
"""Encodings that such texts come in, most telling first, with what people call them."""
_PAGE = re.compile(rb"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\[{\s]*'")
_XML = re.compile(rb"\s*<(\?xml|[A-Za-z])")


class Misread(NamedTuple):
    """What a text is instead."""

    hint: Message
    value: Any = None
    """What it holds, once it is read as the hint says; None where that is not known."""


def misread(raw: bytes) -> Misread | None:
    """What a text that is no JSON probably is. None where nothing suggests itself."""
    for reads in (_compressed, _page, _marked, _other_encoding, _lines, _base64, _literal):
        found = reads(raw)
        if found is not None:
            return found
    return None


def decoded(text: str) -> Misread | None:
    """What a JSON string holds that should have been the payload itself."""
    inner = _json(text.encode("utf-8", "replace"))
    if isinstance(inner, (dict, list)):
        return Misread(Message("this is JSON text in a JSON string, encoded twice: decode it once more"), inner)
    return _base64(text.encode("utf-8", "replace"))


def repaired(text: str, place: str) -> Message | None:
    """What to do with an encoded member that can't be opened."""
    if isinstance(_json(text.encode("utf-8", "replace")), (dict, list)):
        return Message("{place} holds JSON as plain text: give it as base64, or decoded", place=shown(place))
    raw = _unwrapped(text)
    if raw is None:
        plain = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
        raw = _unwrapped(plain + "=" * (-len(plain) % 4))
        if raw is None or not isinstance(_json(raw), (dict, list)):
            return None
        return Message(
            "the base64 text of {place} has line breaks, the URL-safe alphabet or no padding: give standard base64",
            place=shown(place),
        )
    if _base64(raw) is not None:
        return Message("{place} is base64 text of base64 text: decode it once", place=shown(place))
    if _json(raw) is None and _text(raw, "utf-8") is None:
        return Message("{place} holds no text: if it is encrypted, decrypt it first", place=shown(place))
    return None


def _compressed(raw: bytes) -> Misread | None:
    for start, name in _COMPRESSED.items():
        if raw.startswith(start):
            return Misread(Message("this is compressed with {name}: decompress it first", name=name))
    return None


def _page(raw: bytes) -> Misread | None:
    if _PAGE.match(raw):
        return Misread(Message("this is an HTML page, such as a proxy or a login shows: the service did not answer"))
    return Misread(Message("this is XML, not JSON")) if _XML.match(raw) else None


def _marked(raw: bytes) -> Misread | None:
    if not raw.startswith(_BYTE_ORDER_MARK):
        return None
    hint = Message("this starts with a byte order mark: leave out its first three bytes")
    return Misread(hint, _json(raw.removeprefix(_BYTE_ORDER_MARK)))


def _other_encoding(raw: bytes) -> Misread | None:
    for encoding, name in _ENCODINGS.items() if _text(raw, "utf-8") is None or b"\0" in raw else ():
        value = _json((_text(raw, encoding) or "").encode("utf-8", "replace"))
        if isinstance(value, (dict, list)):
            return Misread(Message("this is {name}: convert it to UTF-8", name=name), value)
    return None


def _lines(raw: bytes) -> Misread | None:
    lines = [line for line in raw[:LONGEST_LITERAL].splitlines() if line.strip()][:NDJSON_LINES]
    if len(lines) < NDJSON_LINES or not all(isinstance(_json(line), (dict, list)) for line in lines):
        return None
    return Misread(Message("this is NDJSON, a document on each line: judge each line by itself"))


def _base64(raw: bytes) -> Misread | None:
    inner = _unwrapped("".join(raw.decode("ascii", "replace").split()))
    value = _json(inner) if inner else None
    if not isinstance(value, (dict, list)):
        return None
    return Misread(Message("this is base64 text of JSON: decode it first"), value)


def _literal(raw: bytes) -> Misread | None:
    """What Python prints of a dict or list."""
    text = _text(raw, "utf-8")
    if text is None or len(text) > LONGEST_LITERAL or text.strip()[:1] not in ("{", "["):
        return None
    import ast
    import warnings

    try:
        with warnings.catch_warnings(action="ignore"):
            value = jsontext.plain(ast.literal_eval(text.strip()))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Misread(Message("this has single quotes: JSON has double ones")) if _QUOTED.match(text) else None
    return Misread(Message("this is a Python literal: write it with json.dumps"), value)


def _json(raw: bytes) -> Any:
    """The value of a JSON text; None where it is none."""
    try:
        return jsontext.read(raw)
    except jsontext.Unreadable:
        return None


def _unwrapped(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def _text(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
