"""Messages in English and Chinese.

A message is a template in English with named parts: `Message("found {what}", what=…)`. The template is the key of its
Chinese translation in `zh.py`. The caller who shows a message selects the language.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class MessageOptions(NamedTuple):
    """Options of the messages of findings."""

    lang: Lang = "en"
    show_values: bool = False
    """Show values whole, those of sensitive members too."""
    max_findings: int = 10_000
    """Errors of one schema that become findings; more would take minutes for a hostile payload."""
    is_bilingual: bool = False
    """Keep the messages, so that whoever shows them can render them in any language."""

    @property
    def hint_lang(self) -> Lang | None:
        """The language of hints; None where both are wanted."""
        return None if self.is_bilingual else self.lang

    def text(self, message: Message) -> str:
        """A message in the language; where both are wanted, the message itself."""
        return message if self.is_bilingual else message.text(self.lang)


class Message(str):
    """A message: a string in English, which can be rendered in another language.

    Parts are texts, numbers, messages, dicts with a text for each language, or lists of these.
    """

    __slots__ = ("parts", "template")

    template: str
    parts: dict[str, Any]

    def __new__(cls, template: str, **parts: Any) -> Message:
        """Create a message from a template of `zh.py` and its named parts."""
        self = super().__new__(cls, _fill(template, parts, "en"))
        self.template, self.parts = template, parts
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.parts

    def text(self, lang: Lang = "en") -> str:
        """The message in a language, as a plain string."""
        if lang == "en":
            return str.__str__(self)
        from .zh import CHINESE

        return _fill(CHINESE.get(self.template, self.template), self.parts, lang)


def parse_lang(lang: str) -> Lang:
    """Check a language. Raises ValueError for an unknown one."""
    for known in LANGS:
        if lang == known:
            return known
    raise ValueError(f"unknown language {lang!r}; choose from {', '.join(LANGS)}")


def render_part(part: Any, lang: Lang) -> str:
    """A part of a message in a language."""
    if isinstance(part, (list, tuple)):
        return ("，" if lang == "zh" else ", ").join(render_part(item, lang) for item in part)
    if isinstance(part, dict):
        return str(part[lang])
    return part.text(lang) if isinstance(part, Message) else str(part)


def _fill(template: str, parts: dict[str, Any], lang: Lang) -> str:
    if not parts:
        return template
    if lang == "en" and not any(isinstance(part, (list, tuple, dict)) for part in parts.values()):
        return template.format_map(parts)  # messages are strings in English
    return template.format_map({name: render_part(part, lang) for name, part in parts.items()})
