"""Base64 text: the standard form (RFC 4648, section 4), and other forms that can mean only one thing."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator

from ..i18n.message import Message
from ..jsontext import Unreadable

WHITE = " \t\r\n"
_LINE_BREAK = re.compile("[\t\r\n]")
_URL_SAFE = re.compile("[-_]")
_STANDARD = str.maketrans("-_", "+/")


def decode_standard(text: str) -> bytes:
    """The bytes that text of the standard form carries. Raises ValueError for any other text."""
    if len(text) % 4 or text.endswith("==="):
        raise ValueError("the length is no multiple of 4, or there is surplus padding")
    return a2b_base64(text, strict_mode=True)


def decode_base64(text: str) -> tuple[bytes, Message | None]:
    """The bytes that base64 text carries, and how the text differs from the standard form. Raises Unreadable."""
    try:
        return decode_standard(text), None
    except ValueError:
        pass
    content = unfold(text).translate(_STANDARD)
    standard = _with_padding(content)
    try:
        raw = decode_standard(standard)
    except ValueError:
        raise Unreadable(Message("it is not base64")) from None
    return raw, Message("the base64 text has {differences}", differences=[*_differences(text, content, standard)])


def _with_padding(text: str) -> str:
    """The text with padding where it has none, and without it behind a text that is complete."""
    body = text.rstrip("=")
    if body and len(body) % 4 == 0:
        return body
    return text if body != text else text + "=" * (-len(text) % 4)


def unfold(text: str) -> str:
    """The text without white space at its ends, line breaks, and the blanks of continuation lines."""
    first, *lines = re.split("[\r\n]+", text.strip(WHITE))
    if all(line.startswith((" ", "\t")) for line in lines):
        lines = [line.lstrip(" \t") for line in lines]
    return "".join([first, *lines]).replace("\t", "")


def _differences(text: str, content: str, standard: str) -> Iterator[Message]:
    if " " in _ends(text):
        yield Message("blanks at its ends")
    if _LINE_BREAK.search(text):
        yield Message("line breaks")
    if _URL_SAFE.search(text):
        yield Message("the URL-safe alphabet")
    if len(content) < len(standard):
        yield Message("no padding")
    elif len(content) > len(standard):
        yield Message("surplus padding")


def _ends(text: str) -> str:
    """The white space before and behind a text."""
    return text[: len(text) - len(text.lstrip(WHITE))] + text[len(text.rstrip(WHITE)) :]
