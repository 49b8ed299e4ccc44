"""The report of `invoice-codegen diff`: text, JSON, or Markdown for a changelog."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ..problem import printable
from .change import Change, Level, Step

_TITLES: dict[Level, str] = {
    "breaking": "breaking",
    "drift": "drift where the other side is older",
    "added": "added",
    "words": "documentation",
}
_HEADINGS: dict[Level, str] = {"breaking": "Breaking", "drift": "Drift", "added": "Added", "words": "Documentation"}
MOST_WORDS = 10
"""Lines about documentation in a text; JSON has all."""
Report = Callable[[Sequence[Change], Step, str], str]


def text(changes: Sequence[Change], step: Step, version: str) -> str:
    """The changes by level, one line each, and the step."""
    lines = []
    for level, group in groupby(changes, key=lambda change: change.level):
        found = list(group)
        lines.append(f"{_TITLES[level]}: {len(found)}")
        shown = found[:MOST_WORDS] if level == "words" else found
        lines += [f"  {printable(_line(change))}" for change in shown]
        lines += [f"  … and {len(found) - len(shown)} more"] if len(found) > len(shown) else []
    return "\n".join([*lines, _conclusion(step, version)])


def as_json(changes: Sequence[Change], step: Step, version: str) -> str:
    """The changes as one JSON object."""
    return json.dumps({"step": step, "version": version, "changes": [change._asdict() for change in changes]}, indent=2)


def markdown(changes: Sequence[Change], step: Step, version: str) -> str:
    """Lines for a changelog. Text of contracts stands in code spans, where Markdown and HTML mean nothing."""
    return "\n".join(_markdown(changes)) or "No changes."


def _markdown(changes: Sequence[Change]) -> Iterator[str]:
    for level, group in groupby(changes, key=lambda change: change.level):
        yield f"### {_HEADINGS[level]}"
        for change in group:
            place = f" {_code(change.pointer)}" if change.pointer else ""
            yield f"- {_code(change.where)}{place}: {_code(change.message)}"


def _line(change: Change) -> str:
    return f"{change.where}{f' {change.pointer}' if change.pointer else ''}: {change.message}"


def _code(text: str) -> str:
    """A code span; longer fences than any in the text."""
    said = printable(text)
    fence = "`"
    while fence in said:
        fence += "`"
    pad = " " if "`" in (said[:1], said[-1:]) else ""
    return f"{fence}{pad}{said}{pad}{fence}"


def _conclusion(step: Step, version: str) -> str:
    return "no changes" if step == "none" else f"{step} step: the next release is at least {version}"


FORMATS: dict[str, Report] = {"text": text, "json": as_json, "markdown": markdown}
