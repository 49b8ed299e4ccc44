"""Diagnose text that is not JSON, or JSON inside of other text: its kind, and the value that it holds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from .. import jsontext
from ..i18n.message import Message
from .base64_text import WHITE, decode_base64, unfold
from .separation import WHOLE, diagnose_csv, diagnose_separation
from .signatures import recognise

MAX_LITERAL = 100_000
"""Characters of a Python literal; a longer text is not read as one."""
MIN_LINES = 2
"""Lines that must each be a document in NDJSON."""
MAX_ENCODED = 1 << 19
"""Characters of an encoded member; of a longer one it is not said what it is."""
MIN_ENCRYPTED = 28
"""Bytes of encrypted data: nonce and tag."""
_DATA_URL = re.compile(r"data:[^,]{0,100};base64,")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE = ("utf-16", "utf-16-le", "utf-16-be")
_ENCODINGS = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GBK"}
"""Encodings in the order of trial, with their usual names."""
_HTML = re.compile(rb"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)
_SINGLE_QUOTED = re.compile(r"[\[{\s]*'")
_XML = re.compile(rb"\s*<(\?xml|[A-Za-z])")


class Diagnosis(NamedTuple):
    """The kind of a text, and the remedy."""

    hint: Message
    value: Any = None
    """The value after the remedy; None where it is not known."""


def diagnose(raw: bytes) -> Diagnosis | None:
    """The kind of a text that is not JSON; None where it is not recognised."""
    for read in _KINDS:
        found = read(raw)
        if found is not None:
            return found
    return None


def diagnose_string(text: str) -> Diagnosis | None:
    """JSON inside of a JSON string; None where there is none."""
    value = _json(text.encode("utf-8", "replace"))
    if isinstance(value, (dict, list)):
        return Diagnosis(Message("this is JSON encoded twice, as text in a JSON string: decode it once more"), value)
    return _base64(text.encode("utf-8", "replace"))


def diagnose_encoded(text: str, place: str | Message) -> list[Message]:
    """What an encoded member is that can't be decoded, with the remedies; empty where it is not known.

    `place` is the name of the member in the messages.
    """
    if len(text) > MAX_ENCODED:
        return []
    if _is_json(text.encode("utf-8", "replace")):
        return [Message("{place} is plain JSON text: encode it as base64, or pass the decoded value", place=place)]
    for repaired, remedies in _repaired(text, place):
        raw = _decode_base64(repaired)
        if raw is not None and _is_json(raw):
            return remedies
        if raw is not None and (content := _known_content(raw, place)) is not None:
            return [*remedies, content]
    raw = _decode_base64(text)
    if raw is None or len(raw) < MIN_ENCRYPTED or _decode(raw, "utf-8") is not None:
        return []
    message = (
        "{place} decodes to binary data: if it is encrypted (AES), give the client its aes_key, or decrypt it first"
    )
    return [Message(message, place=place)]


def may_be_encrypted(text: str) -> bool:
    """Whether text is base64 of data that is nothing else that is known."""
    raw = _decode_base64(text)
    return raw is not None and not _is_json(raw) and _known_content(raw, "") is None


def _repaired(text: str, place: str | Message) -> Iterator[tuple[str, list[Message]]]:
    """The text, and what it was before other programs changed it, each with the remedies."""
    remedies = []
    if _DATA_URL.match(text):
        text = _DATA_URL.sub("", text)
        remedies.append(Message("{place} is a data URL: leave out all up to its comma", place=place))
    if "%" in text:
        text = unquote(text)
        message = "the base64 text of {place} has percent signs of a URL: decode those first"
        remedies.append(Message(message, place=place))
    yield text, remedies
    if " " in text.strip(WHITE):
        message = "the base64 text of {place} has blanks where + belongs, as after decoding a form: restore them"
        remedies = [*remedies, Message(message, place=place)]
        yield unfold(text).replace(" ", "+"), remedies
        yield text.strip(WHITE).replace(" ", "+"), remedies


def _known_content(raw: bytes, place: str | Message) -> Message | None:
    """What base64 text carries that is no JSON in UTF-8; None where it is not known."""
    if _base64(raw) is not None:
        return Message("{place} is base64 text of base64 text: decode it once", place=place)
    if (kind := recognise(raw)) is not None:
        return Message("the content of {place} is no JSON: {reason}", place=place, reason=kind)
    if (other := _other_encoding(raw)) is not None:
        return Message("the content of {place} is no UTF-8: {reason}", place=place, reason=other.hint)
    return None


def diagnose_lines(head: bytes) -> Diagnosis | None:
    """The kind of NDJSON of which the first document is not JSON; `head` is its beginning."""
    for read in (_signature, _markup, _wide_characters, _separation, _table):
        found = read(head)
        if found is not None:
            return found
    return None


def _signature(raw: bytes) -> Diagnosis | None:
    hint = recognise(raw)
    return Diagnosis(hint) if hint else None


def _separation(raw: bytes) -> Diagnosis | None:
    found = diagnose_separation(raw)
    return Diagnosis(*found) if found else None


def _carriage_returns(raw: bytes) -> Diagnosis | None:
    return _separation(raw) if b"\n" not in raw.strip() and b"\r" in raw.strip() else None


def _several(raw: bytes) -> Diagnosis | None:
    """Several documents in a text that is to be one."""
    found = None if raw.lstrip().startswith(b"[") else _separation(raw)
    return found if found and found.hint is not WHOLE else None


def _table(raw: bytes) -> Diagnosis | None:
    hint = diagnose_csv(raw)
    return Diagnosis(hint) if hint else None


def _wide_characters(raw: bytes) -> Diagnosis | None:
    """The beginning of a text in UTF-16."""
    for encoding in _WIDE if b"\0" in raw[:4] or raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ():
        first = raw.decode(encoding, "ignore").partition("\n")[0]
        if isinstance(value := _json(first.encode("utf-8", "replace")), (dict, list)):
            return Diagnosis(Message("this is {name}: convert it to UTF-8", name="UTF-16"), value)
    return None


def _markup(raw: bytes) -> Diagnosis | None:
    if _HTML.match(raw):
        return Diagnosis(Message("this is an HTML page, as from a proxy or a login form: the service did not answer"))
    return Diagnosis(Message("this is XML, not JSON")) if _XML.match(raw) else None


def _byte_order_mark(raw: bytes) -> Diagnosis | None:
    if not raw.startswith(_BYTE_ORDER_MARK):
        return None
    hint = Message("this starts with a byte order mark: remove its first three bytes")
    return Diagnosis(hint, _json(raw.removeprefix(_BYTE_ORDER_MARK)))


def _other_encoding(raw: bytes) -> Diagnosis | None:
    for encoding, name in _ENCODINGS.items() if _decode(raw, "utf-8") is None or b"\0" in raw else ():
        value = _json((_decode(raw, encoding) or "").encode("utf-8", "replace"))
        if isinstance(value, (dict, list)):
            return Diagnosis(Message("this is {name}: convert it to UTF-8", name=name), value)
    return None


def _ndjson(raw: bytes) -> Diagnosis | None:
    lines = [line for line in raw[:MAX_LITERAL].splitlines() if line.strip()][:MIN_LINES]
    if len(lines) < MIN_LINES or not all(isinstance(_json(line), (dict, list)) for line in lines):
        return None
    return Diagnosis(Message("this is NDJSON, one document per line: validate each line by itself"))


def _base64(raw: bytes) -> Diagnosis | None:
    decoded = _decode_base64("".join(raw.decode("ascii", "replace").split()))
    value = _json(decoded) if decoded else None
    if not isinstance(value, (dict, list)):
        return None
    return Diagnosis(Message("this is base64 text of JSON: decode it first"), value)


def _python_literal(raw: bytes) -> Diagnosis | None:
    """The repr of a dict or list."""
    text = (_decode(raw, "utf-8") or "").strip(WHITE).rstrip(",")  # a comma would make a tuple of it
    if len(text) > MAX_LITERAL or text[:1] not in ("{", "["):
        return None
    import ast
    import warnings

    try:
        with warnings.catch_warnings(action="ignore"):
            value = jsontext.plain(ast.literal_eval(text))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        is_quoted = _SINGLE_QUOTED.match(text)
        return Diagnosis(Message("this has single quotes: JSON uses double quotes")) if is_quoted else None
    return Diagnosis(Message("this is a Python literal: write it with json.dumps"), value)


def _json(raw: bytes) -> Any:
    """The value of a JSON text; None for other text."""
    try:
        return jsontext.read(raw)
    except jsontext.Unreadable:
        return None


def _is_json(raw: bytes) -> bool:
    """Whether text is a JSON object or list."""
    return isinstance(_json(raw), (dict, list))


def _decode_base64(text: str) -> bytes | None:
    try:
        return decode_base64(text)[0]
    except jsontext.Unreadable:
        return None


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


_KINDS = (
    _signature,
    _markup,
    _byte_order_mark,
    _other_encoding,
    _wide_characters,
    _carriage_returns,
    _ndjson,
    _several,
    _base64,
    _python_literal,
    _table,
)
"""In the order of trial."""
