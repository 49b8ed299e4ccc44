"""A page of HTML that holds all it needs: no script, nothing to fetch, both languages, light and dark, for paper too."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from ...i18n.message import Lang, Message
from .both import Both, both
from .elements import Content, element, write
from .style import STYLE
from .verdict import Verdict

MARKS = {"failed": "\u2715", "drift": "\u25b3", "passed": "\u2713"}
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; img-src data:; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'"
"""Lets browsers refuse scripts and requests, whatever a payload brings in."""

Fact = tuple[Message, Content]
Tile = tuple[str, Message, int]
"""Name of a count, what it counts, and the count."""


def page(
    lang: Lang, heading: Message, subject: tuple[Both, str], parts: Iterable[Element | None], footer: Sequence[Content]
) -> str:
    """A whole page; `subject` is the title of an API and the id of a contract."""
    title, id = subject
    name = f"{heading.text(lang)}: {id}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", name),
        element("link", rel="icon", href="data:,"),
        _style(),
    )
    top = element(
        "header",
        element(
            "div",
            element("p", heading, class_="muted"),
            element("h1", title),
            element("p", element("code", id)),
        ),
        element("div", _languages(lang), _themes(), class_="switches"),
    )
    skip = element("a", Message("Skip to the findings"), href="#findings", class_="skip")
    main = element("main", *(part for part in parts if part is not None), id="main")
    body = element("body", skip, top, main, element("footer", *footer))
    return f"<!DOCTYPE html>\n{write(element('html', head, body, lang='zh-Hans' if lang == 'zh' else 'en'))}\n"


def _style() -> Element:
    made = Element("style")
    made.text = STYLE
    return made


def _languages(lang: Lang) -> Element:
    choices = (("lang-en", "English", lang == "en"), ("lang-zh", "\u4e2d\u6587", lang == "zh"))
    return _switch(Message("Language"), "lang", choices)


def _themes() -> Element:
    choices = (
        ("theme-auto", Message("Auto"), True),
        ("theme-light", Message("Light"), False),
        ("theme-dark", Message("Dark"), False),
    )
    return _switch(Message("Colours"), "theme", choices)


def _switch(legend: Message, name: str, choices: Iterable[tuple[str, str, bool]]) -> Element:
    made = element("fieldset", element("legend", legend, class_="hidden"))
    for id, text, is_chosen in choices:
        checked = "checked" if is_chosen else None
        made.append(element("input", type="radio", name=name, id=id, autocomplete="off", checked=checked))
        made.append(element("label", text, for_=id))
    return made


def verdict_part(found: Verdict, complaints: Sequence[str], notes: Sequence[Message]) -> Element:
    """The verdict, and what else the reader must know."""
    wrong = element("ul", *(element("li", both(text)) for text in complaints)) if complaints else None
    known = [element("p", note, class_="note") for note in notes]
    sentence = element("div", element("p", found.sentence, class_="sentence"), wrong, *known)
    mark = element("span", MARKS[found.state], class_="mark", aria_hidden="true")
    return element("section", mark, sentence, class_=f"card verdict {found.state}", id="verdict")


def tiles_part(tiles: Iterable[Tile]) -> Element:
    """Counts in large digits."""
    drawn = (
        element(
            "div",
            element("dt", name),
            element("dd", f"{count:,}", class_=f"{id}-text" if count else None),
            id=f"count-{id}",
        )
        for id, name, count in tiles
    )
    return element("dl", *drawn, class_="tiles", id="counts")


def facts_part(heading: Message, facts: Iterable[Fact], *more: Element | None) -> Element:
    """Names with values."""
    rows = [made for name, value in facts for made in (element("dt", name), element("dd", value))]
    return element("section", element("h2", heading), element("dl", *rows, class_="facts"), *more, class_="card")


def table_part(
    id: str, heading: Message, names: Sequence[Message], rows: Iterable[Sequence[Content]], note: Message | None = None
) -> Element:
    """A table whose first column names its rows; columns after it hold numbers where they are texts of digits."""
    every = [*rows]
    kinds = [_class(content) for content in every[0]] if every else [None] * len(names)
    head = element(
        "tr", *(element("th", name, scope="col", class_=kind) for name, kind in zip(names, kinds, strict=True))
    )
    body = [element("tr", element("th", row[0], scope="row"), *map(_cell, row[1:])) for row in every]
    table = element("table", element("thead", head), element("tbody", *body))
    return element(
        "section",
        element("h2", heading),
        table,
        element("p", note, class_="note") if note else None,
        class_="card",
        id=id,
    )


def _cell(content: Content) -> Element:
    return element("td", content, class_=_class(content))


def _class(content: Content) -> str | None:
    return "number" if isinstance(content, str) and content.replace(",", "").isdecimal() else None


def two(*parts: Element | None) -> Element | None:
    """Parts side by side, where there is room."""
    there = [part for part in parts if part is not None]
    return element("div", *there, class_="two") if there else None
