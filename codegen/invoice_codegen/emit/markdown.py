"""Markdown pieces: escaped text, code, links and anchors."""

from __future__ import annotations

import re
from urllib.parse import quote

from .markup import Markup

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_WEB = re.compile(r"https?://[A-Za-z0-9]")
_URL = ":/?#@!$&'*+,;=%~"


def markdown(text: str) -> Markup:
    """Text on one line, with every character of Markdown syntax escaped; at its start it opens no list or heading."""
    text = re.sub(r"[<>&]", lambda char: _ENTITIES[char[0]], " ".join(text.split()))
    text = re.sub(r"[\\`*_{}\[\]|#~$]", r"\\\g<0>", text)
    return Markup(re.sub(r"\A([-+=]|[0-9]+[.)](?= |\Z))", _escape_last, text))


def _escape_last(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def code(text: str) -> Markup:
    """Inline code, also in a table cell. What would end the code or the cell early is written with entities."""
    text = re.sub(r"\s", " ", text)
    if set("`|") & set(text) or not text:
        return Markup(f"<code>{_with_entities(text)}</code>")
    return Markup(f"`{text}`")


def _with_entities(text: str) -> str:
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", text)


def link(label: Markup, url: str) -> Markup:
    """A link to a web page; the address as code where it is not one."""
    if not _WEB.match(url):
        return Markup(", ".join(filter(None, [label, code(url)])))
    return Markup(f"[{label or markdown(url)}]({quote(url, safe=_URL)})")


def reference(label: Markup, anchor: str) -> Markup:
    """A link to an anchor of the same page."""
    return Markup(f"[{label}](#{_fragment(anchor)})")


def anchor(name: str) -> Markup:
    """An anchor that `reference` can name."""
    return Markup(f'<a id="{_fragment(name)}"></a>')


def _fragment(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_./-]+", name):
        raise ValueError(f"{name!r} is not an anchor")
    return name
