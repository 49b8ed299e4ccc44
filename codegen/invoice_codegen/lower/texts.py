"""Texts in two languages, as docstrings and tables show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import ir
from ..parse.definition import Webhook
from ..parse.extensions import Code, Source
from ..parse.openapi import ExternalDocs, Parameter
from ..parse.schema import Described, Schema, Sourced
from ..parse.union import Union
from ..runtime import jsontext
from .limits import with_limits

_NONE = ir.Text()


def text_of(part: Described, title: str | None = None) -> ir.Text:
    """Title and description in both languages; a title alone, or one that repeats the description, is the text."""
    en_title, en = _parts(title, part.description)
    zh_title, zh = _parts(part.zh.title, part.zh.description) if part.zh else ("", "")
    found = sources(part.source or ()) if isinstance(part, Sourced) else ()
    return ir.Text(en, zh, sources=found, title=en_title, zh_title=zh_title)


def sources(items: Iterable[Source]) -> tuple[ir.Source, ...]:
    """The sources of a fact."""
    return tuple(ir.Source(item.page, item.url, item.date, item.note) for item in items)


def link(docs: ExternalDocs | None) -> ir.Link | None:
    """A page of the vendor."""
    return ir.Link(docs.url, docs.description or "") if docs else None


def merged(*texts: ir.Text) -> ir.Text:
    """The texts of several parts about one thing as one text."""
    return ir.Text(
        en=" ".join(text.en for text in texts if text.en),
        zh="".join(text.zh for text in texts),
        examples=tuple(example for text in texts for example in text.examples),
        sources=tuple(dict.fromkeys(source for text in texts for source in text.sources)),
        title=next((text.title for text in texts if text.title), ""),
        zh_title=next((text.zh_title for text in texts if text.zh_title), ""),
    )


def schema_text(schema: Schema, beside: ir.Text = _NONE) -> ir.Text:
    """The text of a schema, with its examples and with the limits that the text `beside` it does not state."""
    examples = tuple(jsontext.write(example).decode() for example in schema.examples or ())
    text = replace(with_limits(text_of(schema, schema.title), schema, beside), examples=examples)
    if union := schema.union:
        both = union_texts(union, {"en": text.en, "zh": text.zh})
        text = replace(text, en=both["en"], zh=both["zh"])
    return text


def union_texts(union: Union, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a union with its alternatives and their codes, in both languages."""
    kinds = [(part.component, [*map(str, codes)]) for part, codes in union.alternatives]
    en = "; ".join(f"{name} ({', '.join(codes)})" for name, codes in kinds)
    zh = "；".join(f"{name}（{'、'.join(codes)}）" for name, codes in kinds)
    first = [ir.sentence(texts["en"])] if texts.get("en") else []
    return {
        "en": " ".join([*first, f"One of several objects, by `{union.tag}`: {en}."]),
        "zh": f"{texts.get('zh', '')}按 `{union.tag}` 区分的几种对象之一：{zh}。",
    }


def member_text(schema: Schema, beside: ir.Text = _NONE) -> ir.Text:
    """The text of a member, and of its content and items unless they are components with texts of their own."""
    inner = schema.content_schema or schema.items or schema.values
    if inner is None or inner.ref:
        return schema_text(schema, beside)
    below = member_text(inner)
    if inner is schema.items:
        below = replace(below, en=below.en and f"Each item: {below.en}", zh=below.zh and f"每一项：{below.zh}")
    if inner is schema.values:
        below = replace(below, en=below.en and f"Each value: {below.en}", zh=below.zh and f"每个值：{below.zh}")
    return merged(schema_text(schema, beside), below)


def parameter_text(parameter: Parameter, schema: Schema) -> ir.Text:
    """The text of a parameter and of its schema."""
    own = text_of(parameter)
    return merged(own, member_text(schema, own))


def webhook_text(webhook: Webhook) -> ir.Text:
    """The texts of a webhook, its payload and its schema as one."""
    operation = webhook.operation
    return merged(text_of(operation, operation.summary), text_of(operation.request_body), schema_text(webhook.schema))


def code_text(code: Code) -> ir.Text:
    """The labels of a code, with HTTP status and conflict."""
    status = f"HTTP {code.status}." if code.status else ""
    en = " ".join(filter(None, [ir.sentence(code.en or ""), status, ir.sentence(code.conflict or "")]))
    return ir.Text(en, code.zh or "", sources=(ir.Source(code.source),) if code.source else ())


def _parts(title: str | None, description: str | None) -> tuple[str, str]:
    """Title and text; no title if the text is the same."""
    first, second = (title or "").strip(), (description or "").strip()
    if not second or first.rstrip(".。") == second.rstrip(".。"):
        return "", second or first
    return first, second
