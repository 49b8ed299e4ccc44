"""What a person is told, in English or Chinese.

A sentence is written once, in English, as a template whose named parts are filled in: `Message("found {what}", what=…)`.
The English template is its name; `chinese.py` has the Chinese one beside it. Which language is spoken is decided where
a sentence reaches a person, not where it is made.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class MessageOptions(NamedTuple):
    """How a finding is told."""

    lang: Lang = "en"
    show_values: bool = False
    """Whether values are shown whole, those of sensitive members too."""


class Message(str):
    """A sentence: a string in English, which knows how to say itself in another language.

    Parts are texts, numbers, messages, or dicts with a text for each language; a list of them is joined as the
    language joins lists.
    """

    __slots__ = ("parts", "template")

    template: str
    parts: dict[str, Any]

    def __new__(cls, template: str, **parts: Any) -> Message:
        """A template of `chinese.py`, and what stands in for its named parts."""
        self = super().__new__(cls, _filled(template, parts, "en"))
        self.template, self.parts = template, parts
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.parts

    def text(self, lang: Lang = "en") -> str:
        """The sentence in a language, as a plain string."""
        if lang == "en":
            return str.__str__(self)
        from .zh import CHINESE

        return _filled(CHINESE.get(self.template, self.template), self.parts, lang)


def speaks(lang: str) -> Lang:
    """A language that is spoken here. Raises ValueError for another one."""
    for known in LANGS:
        if lang == known:
            return known
    raise ValueError(f"unknown language {lang!r}: choose {' or '.join(map(repr, LANGS))}")


def text(part: Any, lang: Lang) -> str:
    """A part of a sentence in a language."""
    if isinstance(part, (list, tuple)):
        return ("，" if lang == "zh" else ", ").join(text(item, lang) for item in part)
    if isinstance(part, dict):
        return str(part[lang])
    return part.text(lang) if isinstance(part, Message) else str(part)


def _filled(template: str, parts: dict[str, Any], lang: Lang) -> str:
    if not parts:
        return template
    if lang == "en" and not any(isinstance(part, (list, tuple, dict)) for part in parts.values()):
        return template.format_map(parts)  # messages are strings in English
    return template.format_map({name: text(part, lang) for name, part in parts.items()})
