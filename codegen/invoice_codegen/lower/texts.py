"""Texts in two languages: what stands in docstrings and tables."""

from __future__ import annotations

from .. import ir
from ..openapi import Schema
from ..vocabulary import Code, Zh

_LIMITS = {
    "min_length": ("At least {} characters.", "至少 {} 个字符。"),
    "max_length": ("At most {} characters.", "最多 {} 个字符。"),
    "min_items": ("At least {} items.", "至少 {} 项。"),
    "max_items": ("At most {} items.", "最多 {} 项。"),
    "minimum": ("At least {}.", "最小 {}。"),
    "maximum": ("At most {}.", "最大 {}。"),
}


def words(description: str | None, zh: Zh | None, title: str | None = None) -> ir.Words:
    """A title and a description as one text in each language."""
    return ir.Words(_joined(title, description, ". "), _joined(zh.title, zh.description, "。") if zh else "")


def schema_words(schema: Schema) -> ir.Words:
    """What a schema says of itself, with its documented limits in words."""
    text = words(schema.description, schema.zh, schema.title)
    limits = [(name, getattr(schema, name)) for name in _LIMITS if getattr(schema, name) is not None]
    en = " ".join(_LIMITS[name][0].format(limit) for name, limit in limits)
    zh = "".join(_LIMITS[name][1].format(limit) for name, limit in limits)
    return ir.Words(_paragraph(text.en, en, " "), _paragraph(text.zh, zh, "") if text.zh else "")


def code_words(code: Code) -> ir.Words:
    """The labels of a code, with their source and conflict."""
    notes = [
        f"HTTP {code.status}." if code.status else None,
        f"Source: {_sentence(code.source)}" if code.source else None,
        f"Conflict: {_sentence(code.conflict)}" if code.conflict else None,
    ]
    return ir.Words(_joined(code.en, " ".join(note for note in notes if note), ". "), code.zh or "")


def _joined(title: str | None, description: str | None, between: str) -> str:
    texts = [text.strip() for text in (title, description) if text and text.strip()]
    if len(texts) > 1 and texts[0].rstrip(".。") == texts[1].rstrip(".。"):
        return texts[1]
    return between.join([text.rstrip(".。") for text in texts[:-1]] + texts[-1:])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。")) else f"{text}."


def _paragraph(text: str, more: str, space: str) -> str:
    if not text or not more:
        return text or more
    return f"{text}\n\n{more}" if "\n\n" in text else f"{text}{space}{more}"
