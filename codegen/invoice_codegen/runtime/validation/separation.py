"""Diagnose JSON documents that are not separated as NDJSON wants it: one a line, each line ended by a line feed."""

from __future__ import annotations

import csv
import json
import re
from typing import Any, NamedTuple

from .. import jsontext
from ..i18n.message import Message

_NAME = re.compile(r"[^\W\d][\w .()/-]*")
"""The name of a column."""
_DELIMITERS = ",;\t"
ARRAY = Message("this is an array of documents: write each on a line of its own, as `jq -c '.[]'` does")
GLUED = Message("documents stand one behind the other: write each on a line of its own, as `jq -c .` does")
_PRETTY = Message("a document stands over several lines: write each on one line, as `jq -c .` does")
WHOLE = Message("this is one document over several lines, not NDJSON: validate it as a whole (--input-format json)")
_RETURNS = Message("the lines end with a carriage return alone: end them with a line feed")
_COMMAS = Message("a comma stands behind the document: write each document on a line of its own, without commas")
_SEPARATORS = Message("record separators stand before the documents (RFC 7464): remove them, as `tr -d '\\036'` does")
_CSV = Message("this is CSV, not JSON: write each reply as one line of JSON")


class Separated(NamedTuple):
    """How documents are separated, as the remedy."""

    hint: Message
    value: Any = None
    """The first document; None where it is not known."""


class _First(NamedTuple):
    text: str
    end: int


def diagnose_separation(raw: bytes) -> Separated | None:
    """Documents of a text that are not one a line, or one document that is over several lines.

    The text may be the beginning of a longer one.
    """
    text = _decode(raw).strip(" \t\n")
    if "\r" in text and "\n" not in text and (line := _first(text.partition("\r")[0])) is not None:
        return _separated(_RETURNS, line) if text.partition("\r")[2].strip() else None
    if text.startswith("[") and (item := _first(text[1:].lstrip())) is not None:
        return _separated(ARRAY, item)
    if text.startswith("\x1e") and (record := _first(text[1:].lstrip())) is not None:
        return _separated(_SEPARATORS, record)
    return _objects(text)


def _decode(raw: bytes) -> str:
    """The text, without a character that is cut off at its end; empty for other encodings."""
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        is_cut = error.start > len(raw) - 4 and error.reason == "unexpected end of data"
        return raw[: error.start].decode() if is_cut else ""


def _separated(hint: Message, first: _First) -> Separated:
    try:
        return Separated(hint, jsontext.read(first.text[: first.end].encode()))
    except jsontext.Unreadable:
        return Separated(hint)


def _objects(text: str) -> Separated | None:
    """Objects over several lines, several in one line, or commas between them."""
    first = _first(text)
    if first is None:
        return None
    rest, is_long = text[first.end :], "\n" in text[: first.end]
    if rest.lstrip().startswith(","):
        return _separated(_COMMAS, first)
    if not is_long:
        return _separated(GLUED, first) if rest.lstrip(" \t").startswith("{") else None
    if not rest.strip():
        return _separated(WHOLE, first)
    return _separated(_PRETTY, first) if rest.lstrip().startswith("{") else None


def diagnose_csv(raw: bytes) -> Message | None:
    """Rows of a table, with a line of names."""
    lines = [line for line in _decode(raw).splitlines()[:3] if line.strip()]
    for delimiter in _DELIMITERS if len(lines) > 1 else "":
        try:
            names, *rows = csv.reader(lines, delimiter=delimiter)
        except csv.Error:
            continue
        is_table = len(names) > 1 and all(_NAME.fullmatch(name.strip()) for name in names)
        if is_table and len(rows[0]) == len(names):
            return _CSV
    return None


def _first(text: str) -> _First | None:
    """The object at the start of a text; None where there is none."""
    try:
        value, end = json.JSONDecoder().raw_decode(text)
        return _First(text, end) if isinstance(value, dict) else None
    except (ValueError, RecursionError):
        return None
