"""From what came over the wire to the logical payload: JSON text read, base64 members opened."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .. import jsontext
from ..i18n.message import Message
from ..jsontext import Unreadable, pointer

Payload = Any
"""JSON text as bytes or str, or a decoded value (dict, list, …)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A payload in logical form, and what was met on the way."""

    value: Any
    texts: tuple[tuple[str, bytes], ...]
    """The JSON texts that were read, each with the pointer of the member that carried it."""
    closed: tuple[Unreadable, ...]
    """Encoded members that could not be opened; they stay as they came."""


def decode_payload(payload: Payload, encoded: Iterable[str]) -> Decoded:
    """The logical form of a payload whose members at the `encoded` pointers may be base64 text.

    Raises Unreadable when the payload itself is not JSON. A member that is decoded already stays as it is, and an
    empty text, which carries no value, becomes null.
    """
    value, texts = _read(payload)
    closed = []
    for place in encoded:
        member = pointer.get(value, place)
        if not isinstance(member, str):
            continue
        try:
            raw = unwrap(member)
            value = pointer.set_path(value, place, jsontext.read(raw) if raw else None)
            texts += ((place, raw),) if raw else ()
        except Unreadable as error:
            closed.append(_closed(error, place))
    return Decoded(value, texts, tuple(closed))


def _closed(error: Unreadable, place: str) -> Unreadable:
    return Unreadable(Message("the encoded text can't be opened: {reason}", reason=error.message), place)


def unwrap(encoded: str) -> bytes:
    """The bytes that base64 text carries. Raises Unreadable."""
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Unreadable(Message("it is not base64")) from None


def _read(payload: Payload) -> tuple[Any, tuple[tuple[str, bytes], ...]]:
    if isinstance(payload, str):
        payload = encode(payload)
    if isinstance(payload, (bytes, bytearray, memoryview)):
        raw = bytes(payload)
        return jsontext.read(raw), (("", raw),)
    return jsontext.plain(payload), ()


def encode(text: str) -> bytes:
    """The UTF-8 bytes of JSON text. Raises Unreadable."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass  # its error would carry the text along
    raise Unreadable(Message("the text holds half of a surrogate pair: not Unicode text"))
