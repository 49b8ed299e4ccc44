"""What parts of a contract say of themselves, as Markdown of `api.md`."""

from __future__ import annotations

from .. import ir
from .render import Source, code, markdown


def told(words: ir.Text, between: str = " ") -> Source:
    """Both languages, then examples and sources: for the cell of a table, or as paragraphs with an empty line between."""
    parts = [markdown(words.en), markdown(words.zh), _examples(words.examples), _sources(words.sources)]
    return Source(between.join(part for part in parts if part))


def source(item: ir.Source) -> Source:
    """Where a fact comes from, on one line."""
    place = [markdown(item.page), item.date and markdown(item.date), item.url and code(item.url)]
    note = f". {markdown(item.note)}" if item.note else ""
    return Source(", ".join(part for part in place if part) + note)


def page(link: ir.Link) -> Source:
    """A page of the vendor."""
    return Source(", ".join(part for part in (code(link.url), markdown(link.label)) if part))


def _examples(examples: tuple[str, ...]) -> str:
    return f"Example: {', '.join(map(code, examples))}." if examples else ""


def _sources(sources: tuple[ir.Source, ...]) -> str:
    places = "; ".join(source(item).removesuffix(".") for item in sources)
    return f"Source: {places}" if sources else ""
