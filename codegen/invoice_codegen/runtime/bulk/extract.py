"""The reply inside of a row: the value at a JSON Pointer, or the JSON text that stands there."""

from __future__ import annotations

from typing import NamedTuple

from .. import jsontext
from ..i18n.message import Message
from ..jsontext import Unreadable
from ..jsontext.pointer import MISSING, join, member, split
from ..jsontext.positions import positions, text_at
from ..validation.messages import render_value
from ..validation.output import OutputUnit


class Reply(NamedTuple):
    """A reply and where it stands in its row or file."""

    raw: bytes
    line: int = 1
    column: int = 1
    is_text: bool = False
    """Whether it is JSON text in a member: then all its findings are at that member."""
    entry: str | None = None
    """JSON Pointer of its entry in a HAR file."""

    def move(self, unit: OutputUnit, first_line: int) -> OutputUnit:
        """A finding on the reply, whose own lines count from `first_line`, with its place in the row or file."""
        line, column = unit.line - first_line, unit.column
        if self.is_text:
            line, column = 0, self.column
        elif line == 0:
            column += self.column - 1
        return unit._replace(line=first_line + self.line - 1 + line, column=column, entry=self.entry)


def check_pointer(pointer: str) -> str:
    """Check a JSON Pointer. Raises ValueError with a message."""
    is_escaped = all(part[:1] in ("0", "1") for part in pointer.split("~")[1:])
    if (pointer and not pointer.startswith("/")) or not is_escaped:
        message = Message("{pointer} is not a JSON Pointer, such as /response/body", pointer=render_value(pointer))
        raise ValueError(message)
    return pointer


def extract(row: bytes, at: str) -> Reply:
    """The reply at a JSON Pointer. Raises Unreadable where the row is not JSON or has nothing there."""
    value, parts = jsontext.read(row), split(at)
    for depth, part in enumerate(parts):
        if isinstance(value, str):
            inner = extract(_encode(value), join(parts[depth:]))
            ((line, column),) = positions(row, [join(parts[:depth])])
            return Reply(inner.raw, line, column, is_text=True)
        value = member(value, part)
        if value is MISSING:
            raise Unreadable(Message("the row has no value at {place}", place=render_value(at)))
    text, (line, column) = text_at(row, at)
    return Reply(_innermost(value), line, column, is_text=True) if isinstance(value, str) else Reply(text, line, column)


def _innermost(text: str) -> bytes:
    """The JSON text in a text, which may hold it as the JSON text of a string."""
    while text.lstrip().startswith('"'):
        try:
            text = jsontext.read(_encode(text))
        except Unreadable:
            break
    return _encode(text)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
