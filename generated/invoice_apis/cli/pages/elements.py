"""HTML by `xml.etree.ElementTree`: text and attributes are escaped where the tree is written, so that no text is markup."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ...i18n.message import Message
from ...i18n.printable import escape_unprintable
from .both import Both, both

Content = Element | str | Both | None


def element(tag: str, *content: Content, **attributes: str | None) -> Element:
    """An element. A message and a `Both` become a text in each language, of which the page shows one.

    Attributes are written with `_` for `-`, and `class_` for `class`; those that are None are left out.
    """
    made = Element(
        tag,
        {
            name.rstrip("_").replace("_", "-"): escape_unprintable(text)
            for name, text in attributes.items()
            if text is not None
        },
    )
    for part in content:
        if isinstance(part, Element):
            made.append(part)
        elif isinstance(part, (Message, Both)):
            _add_both(made, part if isinstance(part, Both) else both(part))
        elif part is not None:
            _add_text(made, part)
    return made


def write(made: Element) -> str:
    """An element as HTML."""
    return ElementTree.tostring(made, encoding="unicode", method="html")


def _add_both(made: Element, texts: Both) -> None:
    if texts.en == texts.zh:
        _add_text(made, texts.en)
        return
    for lang, text in zip(texts._fields, texts, strict=True):
        made.append(element("span", text, class_="t", lang=lang))


def _add_text(made: Element, text: str) -> None:
    text = escape_unprintable(text)
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text
