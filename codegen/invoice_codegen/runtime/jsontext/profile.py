"""The JSON profile: its limits, and the error for text outside of it."""

from __future__ import annotations

from decimal import Context, DivisionByZero, InvalidOperation, Overflow

from ..i18n.message import Message
from .place import START, Place, place_of_byte

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 200
EXACT = Context(prec=28, capitals=1, traps=[InvalidOperation, DivisionByZero, Overflow])
"""The decimal context for reading, judging and writing, so that the caller's own changes nothing."""
TOO_DEEP = Message("nested deeper than {limit} levels", limit=MAX_DEPTH)


class Unreadable(ValueError):
    """The payload breaks the JSON profile; the message has the reason.

    `pointer` names the part of a decoded value, or the member with the encoded text; `at` is where reading a text
    fails, as line and column or as the offset of a byte.
    """

    def __init__(self, message: Message, pointer: str = "", at: Place | int = START) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer
        self.at = at

    def place(self, raw: bytes) -> Place:
        """Line and column in the text where reading fails."""
        return place_of_byte(raw, self.at) if isinstance(self.at, int) else self.at


def too_long(size: int) -> Message:
    """The message for a text of more bytes than `MAX_BYTES`."""
    return Message("{size} bytes are more than the limit of {limit}", size=size, limit=MAX_BYTES)
