"""Texts in both languages, of bounded length."""

from __future__ import annotations

from typing import NamedTuple

from ...i18n.message import Message
from ...i18n.printable import escape_unprintable
from ...validation.documentation import Text, text_in

LONGEST = 300
"""Characters of a text that comes from a payload."""


class Both(NamedTuple):
    """A text in English and in Chinese."""

    en: str
    zh: str


def both(text: str) -> Both:
    """A message in both languages; any other text as it is."""
    if isinstance(text, Message):
        return Both(text.text("en"), text.text("zh"))
    return Both(text, text)


def cut(text: str) -> Both:
    """A message or text that may hold values of a payload: unprintable characters escaped, and cut."""
    return Both(*(_cut(each) for each in both(text)))


def in_both(text: Text) -> Both:
    """A text of the documentation."""
    return Both(text_in(text, "en"), text_in(text, "zh"))


def _cut(text: str) -> str:
    text = escape_unprintable(text[: LONGEST + 1])
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
