"""Read files that hold one JSON document each."""

from __future__ import annotations

from typing import NamedTuple

from ..i18n.message import Message
from ..jsontext import MAX_BYTES
from ..jsontext.place import Place, place_of_byte
from .memory import WANT_OF_MEMORY
from .sources import Readable, Source, Whole

BLOCK = 1 << 20


class ReadError(NamedTuple):
    """Why a source can't be read."""

    keyword: str
    """Of its finding."""
    message: Message
    place: Place
    """Line and column where reading failed."""


def read_document(source: Source) -> bytes | ReadError:
    """Read a file, up to the size limit of a document. Raises ConfigurationError."""
    raw = bytearray()
    try:
        with source.open() as file:
            _read(Whole(file), raw)
    except (OSError, MemoryError) as error:
        return read_error(error, place_of_byte(raw, len(raw)))
    if len(raw) > MAX_BYTES:
        message = Message("larger than the limit of {limit} bytes", limit=MAX_BYTES)
        return ReadError("json", message, place_of_byte(raw, MAX_BYTES))
    return bytes(raw)


def read_error(error: OSError | MemoryError, place: Place) -> ReadError:
    """The read error for an exception."""
    if isinstance(error, MemoryError):
        return ReadError("input", WANT_OF_MEMORY, place)
    reason = error.strerror or (error.args[0] if error.args else str(error))
    return ReadError("input", Message("it can't be read: {reason}", reason=reason), place)


def _read(file: Readable, into: bytearray) -> None:
    """Append at most one byte more than the limit; after an exception the bytes before it stay."""
    while len(into) <= MAX_BYTES and (block := file.read(min(BLOCK, MAX_BYTES + 1 - len(into)))):
        into += block
