"""Texts of a contract as Python docstrings: wrapped, escaped, and nothing but text."""

from __future__ import annotations

import re

from .. import ir
from .format import columns, is_wide

WIDTH = 112
_TOKEN = re.compile(r"\s+|[\x21-\x7e\u00a1-\u2dff]+|.", re.DOTALL)
_CLOSING = set("，。；：、！？）》】”’,.;:!?)]}")
_LISTED = re.compile(r"\s|[0-9]+\.\s|[-*]\s")


def docstring(words: ir.Text, indent: int) -> str:
    """A triple-quoted literal for a place that is indented by `indent`; empty words give none."""
    return quoted(joined(words), indent) if joined(words) else ""


def joined(words: ir.Text) -> str:
    """Both languages as one text."""
    return "\n\n".join(part for part in (words.en, words.zh) if part)


def quoted(text: str, indent: int) -> str:
    """Text as a docstring literal."""
    body = _escaped("\n".join(wrapped(text, WIDTH - indent))).replace("\n", "\n" + " " * indent)
    body = re.sub(r"\n +(?=\n)", "\n", body)
    return f'"""{body}\n{" " * indent}"""' if "\n" in body else f'"""{body}"""'


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    return re.sub(r'"{3,}|"+\Z', lambda quotes: '\\"' * len(quotes[0]), text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; paragraphs and list items stay apart."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        if lines:
            lines.append("")
        for item in _items(paragraph.split("\n")):
            lines += _filled(item, width)
    return lines


def _items(lines: list[str]) -> list[str]:
    """Lines that belong together joined; a line that starts a list item, or is indented, stays on its own."""
    items: list[str] = []
    for line in lines:
        if items and not _LISTED.match(line):
            space = "" if is_wide(items[-1][-1:]) or is_wide(line[:1]) else " "
            items[-1] += space + line.strip()
        else:
            items.append(line.rstrip())
    return items


def _filled(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for token in _TOKEN.findall(text):
        if used + columns(token) > width and line.strip() and token not in _CLOSING:
            lines.append(line.rstrip())
            line, used, token = "", 0, token.lstrip()
        line, used = line + token, used + columns(token)
    return [*lines, line.rstrip()] if line.strip() else lines
