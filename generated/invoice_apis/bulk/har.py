"""HAR files, in which browsers and proxies record calls: http://www.softwareishard.com/blog/har-12-spec/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .. import jsontext
from ..jsontext.pointer import MISSING, get
from ..jsontext.positions import positions
from ..validation.base64_text import decode_base64
from .extract import Reply

_START = re.compile(rb'\s*\{\s*"log"\s*:\s*\{')


def replies(raw: bytes) -> Iterator[Reply] | None:
    """The JSON bodies of the responses in a HAR file, one after the other; None for other documents."""
    if not _START.match(raw):
        return None
    try:
        entries = get(jsontext.read(raw), "/log/entries")
    except jsontext.Unreadable:
        return None
    return _replies(raw, entries) if isinstance(entries, list) else None


def _replies(raw: bytes, entries: list[Any]) -> Iterator[Reply]:
    bodies = {f"/log/entries/{index}": body for index, entry in enumerate(entries) if (body := _body(entry))}
    places = positions(raw, [f"{entry}/response/content/text" for entry in bodies])
    for (entry, body), (line, column) in zip(bodies.items(), places, strict=True):
        yield Reply(body, line, column, is_text=True, entry=entry)


def _body(entry: Any) -> bytes | None:
    """The body of a response, if it was recorded and is JSON by its media type or its first character."""
    content = get(entry, "/response/content")
    text = get(content, "/text")
    if not isinstance(text, str) or not text:
        return None
    body = text.encode("utf-8", "surrogatepass")
    if get(content, "/encoding") == "base64":
        try:
            body = decode_base64(text)[0]
        except ValueError:
            return body  # what it is, the finding says
    media_type = get(content, "/mimeType")
    is_json = media_type is not MISSING and "json" in str(media_type).lower()
    return body if is_json or body.lstrip()[:1] in (b"{", b"[") else None
