"""Decode a payload: from the wire (JSON text, base64 members) to the logical value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .. import jsontext
from ..i18n.message import Message
from ..jsontext import Unreadable, pointer
from .base64_text import decode_base64

Payload = Any
"""JSON text as bytes or str, or a value: a dict, a list, a model, … A model is taken by its members on the wire."""
_PATH = re.compile(r"[^\s{}\[\]\"][^\n{}\[\]\"]{0,250}\.(json|jsonl|ndjson|har|gz|zst|log|txt|xml|csv)")
NO_ROOM = Message("nested too deep for the room that the caller has left on the stack")


class Text(NamedTuple):
    """A JSON text that was read."""

    pointer: str
    """Of the member that carried it; empty for the payload itself."""
    raw: bytes
    repeated: tuple[str, ...] | None
    """Pointers of members whose names are repeated; None means: not known."""


class Decoded(NamedTuple):
    """A payload that was read once, and all that later steps need of it."""

    raw: bytes | None
    """The JSON text; None for a payload that came as a value."""
    wire: Any
    """The exact value, with encoded members as text; MISSING where the text can't be read."""
    value: Any
    """The logical value: `wire` with encoded members decoded; MISSING where the payload can't be read."""
    texts: tuple[Text, ...] = ()
    undecodable: tuple[Unreadable, ...] = ()
    """Encoded members that can't be decoded; they stay text."""
    error: Unreadable | None = None
    """Why the payload can't be read."""
    accepted_by: object = None
    """The validator whose scanner found no error in the text."""
    irregular: tuple[tuple[str, Message], ...] = ()
    """Encoded members whose base64 is not of the standard form, and how it differs; they are decoded all the same."""


def read_payload(payload: Payload | Decoded) -> Decoded:
    """Read a payload; encoded members stay text."""
    if isinstance(payload, (bytes, bytearray, memoryview)):
        return read_text(bytes(payload))
    if isinstance(payload, str):
        if _PATH.fullmatch(payload):
            return unreadable(payload.encode("utf-8", "surrogatepass"), Unreadable(_IS_PATH))
        try:
            return read_text(encode(payload))
        except Unreadable as error:
            return unreadable(payload.encode("utf-8", "surrogatepass"), error)
    if isinstance(payload, Decoded):
        return payload
    return read_value(payload)


_IS_PATH = Message("not JSON, but what looks like a path: pass what the file holds, Path(…).read_bytes()")


_ARE_MODELS = Message("a list of models is not one payload: pass each of them, as in [check(item) for item in items]")


def read_value(payload: Any) -> Decoded:
    """Read a value that is no text; encoded members stay text."""
    if isinstance(payload, (list, tuple)) and payload and all(jsontext.has_members(item) for item in payload):
        return unreadable(None, Unreadable(_ARE_MODELS))._replace(wire=payload)
    try:
        value = jsontext.plain(payload)
    except Unreadable as error:
        return unreadable(None, error)._replace(wire=payload)
    except RecursionError:
        return unreadable(None, Unreadable(NO_ROOM))._replace(wire=payload)
    return Decoded(None, value, value)


def read_text(raw: bytes, accepted_by: object = None) -> Decoded:
    """Read a JSON text; encoded members stay text. `accepted_by` is the validator whose scanner is sure of the text."""
    try:
        value, repeated = jsontext.parse(raw, is_scanned=accepted_by is not None)
    except Unreadable as error:
        return unreadable(raw, error)
    return Decoded(raw, value, value, (Text("", raw, repeated),), accepted_by=accepted_by)


def unreadable(raw: bytes | None, error: Unreadable) -> Decoded:
    """A payload that can't be read."""
    return Decoded(raw, pointer.MISSING, pointer.MISSING, error=error.with_traceback(None))


def decode_payload(payload: Payload | Decoded, encoded: Sequence[str], accepted_by: object = None) -> Decoded:
    """Read a payload and decode its members at the `encoded` pointers, which may be base64 text.

    A member that is decoded already stays as it is. An empty text, which carries no value, becomes null. `accepted_by` is
    the validator of these members whose scanner is sure of the text.
    """
    is_scanned = accepted_by is not None
    read = read_payload(payload)
    if read.error is not None or (not encoded and read.value is read.wire):
        return read
    value, texts, undecodable = read.wire, [text for text in read.texts if not text.pointer], []
    irregular: list[tuple[str, Message]] = []
    for place in encoded:
        member = pointer.get(value, place)
        if not isinstance(member, str):
            continue
        try:
            raw, difference = decode_base64(member)
            parsed = jsontext.parse(raw, is_scanned) if raw else None
            if (
                parsed
                and not is_scanned
                and jsontext.is_deeper(raw, parsed.value, jsontext.MAX_DEPTH - len(pointer.split(place)))
            ):
                raise Unreadable(jsontext.TOO_DEEP)
        except Unreadable as error:
            undecodable.append(_undecodable(error.message, place))
            continue
        value = pointer.set_path(value, place, parsed.value if parsed else None)
        texts += [Text(place, raw, parsed.repeated)] if parsed else []
        irregular += [(place, difference)] if difference else []
    return Decoded(
        read.raw,
        read.wire,
        value,
        tuple(texts),
        tuple(undecodable),
        accepted_by=accepted_by,
        irregular=tuple(irregular),
    )


def explained(decoded: Decoded) -> Iterator[Unreadable]:
    """The errors of the encoded members; the reason is what a member is, where that is known."""
    for error in decoded.undecodable:
        from .malformed import diagnose_encoded

        reasons = diagnose_encoded(pointer.get(decoded.wire, error.pointer), Message("the member"))
        yield _undecodable(reasons, error.pointer) if reasons else error


def _undecodable(reason: Message | list[Message], place: str) -> Unreadable:
    return Unreadable(Message("the encoded text can't be decoded: {reason}", reason=reason), place)


def encode(text: str) -> bytes:
    """The UTF-8 bytes of JSON text. Raises Unreadable."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass  # its error holds the text
    raise Unreadable(Message("the text holds half of a surrogate pair: not Unicode text"))
