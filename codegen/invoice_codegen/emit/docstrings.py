"""Docstrings in Google style: English first and whole, then one block of Chinese.

The Chinese block of a class is its own text and, for a code list, the labels of the codes. Docstrings of members and
codes are English only: with both languages, more than half of the emitted lines would be text. The Chinese texts of
members stand in `api.md` and in the output of `describe`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from .. import ir
from ..runtime.cli.wrap import fill
from .format import LINE_LENGTH
from .markup import Markup
from .wrap import one_line, wrap

WIDTH = 117
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_CLAUSE = re.compile(r"(?=[^:]*[^:]:(?!:))(?:[^:]*[.,;]|[^:]*)\s(?=[^:]*:)")
"""The start of a line with a colon: up to the last clause, or else the last word, before it."""
_STEM = 5
"""Words that share so many letters count as one: invoice, invoicing."""


@dataclass(frozen=True)
class Section:
    """A section such as `Args:`: a name, which may be empty, and a text for each item."""

    title: str
    items: tuple[tuple[str, str], ...]

    def lines(self, width: int) -> list[str]:
        """The section as docstring lines."""
        texts = (f"{name}: {one_line(text)}" if name else text for name, text in self.items)
        items = (fill(f"    {text}", width, 8, cut=False) for text in texts)
        return [f"{self.title}:", *(line for item in items for line in item)]


Part = str | Section


def docstring(parts: Sequence[Part], indent: int = 0) -> Markup:
    """A string literal of paragraphs and sections for a place with this indentation; empty parts are left out."""
    body = _body(parts, indent)
    close = f'\n{" " * indent}"""' if "\n" in body else '"""'
    return Markup(f'"""{body}{close}') if body else Markup("")


def attribute_docstring(text: ir.Text, indent: int) -> Markup:
    """The docstring below a member or a code; nothing without a text. The Chinese text stands in the class."""
    lines = _without_type(_capitalized(text.en or text.zh), WIDTH - indent)
    body = _indented(lines, indent)
    close = '"""' if cell_len(body.rpartition("\n")[2]) + indent + 6 <= LINE_LENGTH else f'\n{" " * indent}"""'
    return Markup(f'"""{body}{close}') if body else Markup("")


def class_parts(text: ir.Text, name: str) -> list[Part]:
    """The docstring of a class; a title that says nothing new is left out."""
    title = "" if _repeats(text.title, name, text.en) else ir.sentence(text.title)
    return [title, text.en, chinese(text)]


def chinese(text: ir.Text) -> str:
    """The Chinese block, one paragraph."""
    title = text.zh_title.rstrip("。")
    return one_line(text.zh if not title or title in text.zh.partition("。")[0] else f"{title}。{text.zh}")


def _body(parts: Sequence[Part], indent: int) -> str:
    lines: list[str] = []
    for part in filter(_is_filled, parts):
        lines += [""] if lines else []
        lines += part.lines(WIDTH - indent) if isinstance(part, Section) else wrap(part, WIDTH - indent)
    return _indented(lines, indent)


def _indented(lines: Sequence[str], indent: int) -> str:
    body = _escaped("\n".join(lines)).replace("\n", "\n" + " " * indent)
    return re.sub(r"\n +(?=\n)", "\n", body)


def _without_type(text: str, width: int) -> list[str]:
    """Wrap with no colon in the first line: napoleon takes what stands before it for the type of an attribute."""
    lines = wrap(text, width)
    head = _CLAUSE.match(lines[0]) if lines else None
    return [head[0].rstrip(), *wrap(text[head.end() :], width)] if head else lines


def _is_filled(part: Part) -> bool:
    return bool(part.items if isinstance(part, Section) else part)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    return re.sub(r'"{3,}|"+\Z', lambda quotes: '\\"' * len(quotes[0]), text)


def _capitalized(text: str) -> str:
    word = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if word.isascii() and word.isalpha() and word.islower() else text


def _repeats(title: str, name: str, text: str) -> bool:
    """Whether the class name and the first sentence already hold every word of a title."""
    said = {*_words(name), *_words(text.partition(". ")[0])}
    return all(any(word == other or word[:_STEM] == other[:_STEM] for other in said) for word in _words(title))


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in _WORD.findall(text))
