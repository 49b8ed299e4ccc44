"""`api.md`: clients, operations, members and codes, with anchors. Anchors are dotted names below `invoice_apis`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from .. import ir
from ..package_name import DEFAULT, PackageName
from ..runtime.operation import Operation, Parameter
from .arguments import all_arguments, client_arguments, method_arguments
from .markdown import anchor, code, link, markdown, reference
from .markup import Markup
from .render import render

_FILLED = {"now-ms": "current time in milliseconds", "uuid": "new UUID"}


def reference_page(apis: Sequence[ir.Api], package: PackageName = DEFAULT) -> str:
    """The source of `api.md`."""
    functions = (
        *(english, chinese, sources, source, paragraphs, page, codes, types, sent, contracts),
        *(all_arguments, client_arguments, method_arguments, anchor, reference),
    )
    return render("api.md.jinja", package, apis=apis, **{function.__name__: function for function in functions})


def english(text: ir.Text) -> Markup:
    """A cell: title, English text and examples."""
    title = f"**{markdown(text.title)}**:" if text.title else ""
    examples = f"Example: {codes(text.examples)}." if text.examples else ""
    return joined([title, markdown(text.en), examples], " ")


def chinese(text: ir.Text) -> Markup:
    """A cell: Chinese title and text."""
    title = f"**{markdown(text.zh_title)}**：" if text.zh_title else ""
    return Markup(title + markdown(text.zh))


def sources(text: ir.Text) -> Markup:
    """A cell: where a fact comes from."""
    return joined(map(source, text.sources), "; ")


def source(item: ir.Source) -> Markup:
    """One source on one line."""
    place = link(markdown(item.page), item.url) if item.url else markdown(item.page)
    place = joined([place, markdown(item.date or "")], ", ")
    return joined([place, markdown((item.note or "").removesuffix("."))], ": ")


def paragraphs(text: ir.Text) -> Markup:
    """The text as paragraphs: English, then Chinese, then sources."""
    parts = [_lead(text.title), *_split(text.en), _examples(text), _lead(text.zh_title), *_split(text.zh)]
    where = f"Source: {sources(text)}" if text.sources else ""
    return joined([*parts, where], "\n\n")


def page(item: ir.Link) -> Markup:
    """A link to a page of the vendor."""
    return link(markdown(item.label or "Vendor page"), item.url)


def codes(values: Iterable[str]) -> Markup:
    """Values as inline code."""
    return joined(map(code, values), ", ")


def contracts(operation: Operation) -> Markup:
    """The contracts of an operation."""
    *first, last = (code(f"{operation.id}.{direction}") for direction in operation.directions)
    return Markup(f"Contracts {', '.join(first)} and {last}" if first else f"Contract {last}")


def types(api: ir.Api, kinds: Sequence[ir.Type]) -> Markup:
    """The types of a member; models and code lists of the API are links."""
    return joined((_type(api, kind) for kind in kinds), " or ")


def sent(api: ir.Api, parameter: Parameter) -> Markup:
    """The value of a parameter that the caller does not give."""
    if parameter.filled_by == "client":
        return reference(code(parameter.name), f"{api.name}.{api.class_name}.{parameter.name}")
    if parameter.filled_by:
        return markdown(_FILLED[parameter.filled_by])
    return code(json.dumps(parameter.const, ensure_ascii=False))


def joined(parts: Iterable[str], between: str) -> Markup:
    """The parts that are not empty, joined."""
    return Markup(between.join(part for part in parts if part))


def _type(api: ir.Api, kind: ir.Type) -> Markup:
    if isinstance(kind, ir.ListOf):
        return Markup(f"list of {types(api, kind.items)}")
    if isinstance(kind, ir.MapOf):
        return Markup(f"map of {types(api, kind.values)}")
    if isinstance(kind, ir.UnionOf):
        return types(api, [*map(ir.ModelRef, kind.names), ir.Value("JsonObject")])
    if isinstance(kind, (ir.ModelRef, ir.CodeRef)):
        return reference(code(kind.name), f"{api.name}.{kind.name}")
    return code(kind.name)


def _lead(title: str) -> str:
    return f"**{markdown(title)}**" if title else ""


def _examples(text: ir.Text) -> str:
    return f"Example: {codes(text.examples)}." if text.examples else ""


def _split(text: str) -> list[Markup]:
    return [markdown(part) for part in text.split("\n\n")]
