"""Markdown pieces: escaped text, code, links and anchors."""

from __future__ import annotations

import re
from urllib.parse import quote

from .markup import Markup

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_WEB = re.compile(r"https?://[A-Za-z0-9]")
_URL = ":/?#@!$&'*+,;=%~"


def markdown(text: str) -> Markup:
    """Text on one line, with every character of Markdown syntax escaped."""
    text = re.sub(r"[<>&]", lambda char: _ENTITIES[char[0]], text)
    text = re.sub(r"[\\`*_{}\[\]|#~]", r"\\\g<0>", text)
    return Markup(" ".join(text.split()))


def code(text: str) -> Markup:
    """Inline code, also in a table cell."""
    return Markup("`" + text.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`")


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
