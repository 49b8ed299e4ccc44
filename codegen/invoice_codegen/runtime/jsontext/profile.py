"""The JSON profile: its limits, and the error for text that breaks it."""

from __future__ import annotations

from ..i18n.message import Message

MAX_BYTES = 64 * 1024 * 1024


MAX_DEPTH = 200


TOO_DEEP = Message("nested deeper than {limit} levels", limit=MAX_DEPTH)


class Unreadable(ValueError):
    """The payload breaks the JSON profile; the message says how and where."""

    def __init__(self, message: Message, pointer: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer
