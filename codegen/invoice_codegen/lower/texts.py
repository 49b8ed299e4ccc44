"""Texts in two languages for docstrings and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir
from ..parse.extensions import Code, Source
from ..parse.openapi import ExternalDocs
from ..parse.schema import Described, Schema, Sourced
from ..runtime import jsontext

_LIMITS = {
    "min_length": ("At least {} characters.", "至少 {} 个字符。"),
    "max_length": ("At most {} characters.", "最多 {} 个字符。"),
    "min_items": ("At least {} items.", "至少 {} 项。"),
    "max_items": ("At most {} items.", "最多 {} 项。"),
    "minimum": ("At least {}.", "最小 {}。"),
    "maximum": ("At most {}.", "最大 {}。"),
}


def part_text(part: Described, title: str | None = None) -> ir.Text:
    """A title and a description as one text in each language."""
    zh = _joined(part.zh.title, part.zh.description, "。") if part.zh else ""
    found = sources(part.source or ()) if isinstance(part, Sourced) else ()
    return ir.Text(_joined(title, part.description, ". "), zh, sources=found)


def sources(items: Iterable[Source]) -> tuple[ir.Source, ...]:
    """The sources of a fact."""
    return tuple(ir.Source(item.page, item.url, item.date, item.note) for item in items)


def link(docs: ExternalDocs | None) -> ir.Link | None:
    """A link to a page of the vendor."""
    return ir.Link(docs.url, docs.description or "") if docs else None


def merge_texts(*texts: ir.Text) -> ir.Text:
    """The texts of several parts about the same thing, in one."""
    return ir.Text(
        en=" ".join(text.en for text in texts if text.en),
        zh="".join(text.zh for text in texts),
        examples=tuple(example for text in texts for example in text.examples),
        sources=tuple(dict.fromkeys(source for text in texts for source in text.sources)),
    )


def schema_text(schema: Schema) -> ir.Text:
    """The text of a schema, with its limits as sentences."""
    own = part_text(schema, schema.title)
    limits = [(name, getattr(schema, name)) for name in _LIMITS if getattr(schema, name) is not None]
    en = " ".join(_LIMITS[name][0].format(limit) for name, limit in limits)
    zh = "".join(_LIMITS[name][1].format(limit) for name, limit in limits)
    return ir.Text(
        en=_paragraph(own.en, en, " "),
        zh=_paragraph(own.zh, zh, "") if own.zh else "",
        examples=tuple(jsontext.write(example).decode() for example in schema.examples or ()),
        sources=own.sources,
    )


def member_text(schema: Schema) -> ir.Text:
    """The text of a member, with those of its content and items unless a component has them."""
    inner = schema.content_schema or schema.items
    if inner is None or inner.ref:
        return schema_text(schema)
    below = member_text(inner)
    if inner is schema.items:
        below = replace(below, en=below.en and f"Each item: {below.en}", zh=below.zh and f"每一项：{below.zh}")
    return merge_texts(schema_text(schema), below)


def code_text(code: Code) -> ir.Text:
    """The labels of a code, with their source and conflict."""
    notes = [
        f"HTTP {code.status}." if code.status else None,
        f"Source: {_sentence(code.source)}" if code.source else None,
        f"Conflict: {_sentence(code.conflict)}" if code.conflict else None,
    ]
    return ir.Text(_joined(code.en, " ".join(note for note in notes if note), ". "), code.zh or "")


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
