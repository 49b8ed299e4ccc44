"""Wrap text at a number of columns. Chinese characters take two columns and need no space at a line break."""

from __future__ import annotations

import re

from rich.cells import cell_len

from ..runtime.cli.wrap import fill

_OWN_LINE = re.compile(r"\s|[0-9]+\.\s|[-*]\s")
_HANGING = re.compile(r"\s*(?:[0-9]+\.\s+|[-*]\s+)?")


def wrap(text: str, width: int) -> list[str]:
    """Wrap paragraphs; list items stay items, with a hanging indent."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        if lines:
            lines.append("")
        for item in _items(paragraph.split("\n")):
            lines += fill(item, width, cell_len(_HANGING.match(item)[0]), cut=False)  # type: ignore[index]
    return lines


def one_line(text: str) -> str:
    """Paragraphs and list items as one line."""
    joined = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        joined += _space(joined, line) + line
    return joined


def _items(lines: list[str]) -> list[str]:
    """Join lines of one paragraph; a list item or an indented line stays a line of its own."""
    items: list[str] = []
    for line in lines:
        if items and not _OWN_LINE.match(line):
            items[-1] += _space(items[-1], line) + line.strip()
        else:
            items.append(line.rstrip())
    return items


def _space(before: str, after: str) -> str:
    return "" if not before or 2 in (cell_len(before[-1:]), cell_len(after[:1])) else " "
