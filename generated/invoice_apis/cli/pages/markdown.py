"""The Markdown of a run: for the step summary of GitHub Actions, and for comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...bulk.counts import kinds_text
from ...bulk.drift import Drift
from ...contract import Contract, contract
from ...i18n.message import Lang, Message
from ...i18n.printable import escape_unprintable, shown
from ..formatters.summary import Summary
from .collected import Collected
from .groups import Group, groups, title
from .verdict import KEYWORDS, Verdict, drift_verdict, verdict

ROWS = 30
"""Kinds of a table: a step summary may have a megabyte."""
MARKS = {"failed": "\u274c", "drift": "\u26a0\ufe0f", "passed": "\u2705"}
_ACTIVE = re.compile(r"[^\w\s,;()/'%-]|_", re.ASCII)


def validation_summary(summary: Summary, collected: Collected) -> str:
    """The summary of `validate`."""
    own, report = contract(summary.contract), summary.report()
    every = [group for group in groups(own, report.findings, collected) if group.severity != "known"]
    tables = [_table(own, every, summary.lang)] if every else []
    return _document(summary, collected, verdict(summary), summary.notes(), tables)


def drift_summary(summary: Summary, collected: Collected, found: Drift) -> str:
    """The summary of `drift`."""
    own = contract(summary.contract)
    headings = {"errors": Message("Errors"), "new": Message("New drift"), "resolved": Message("Resolved drift")}
    kinds = {name: groups(own, getattr(found, name), collected) for name in ("errors", "new", "recurring")}
    kinds["resolved"] = groups(own, found.resolved, Collected())
    tables = [
        f"### {heading.text(summary.lang)}\n\n{_table(own, kinds[name], summary.lang)}"
        for name, heading in headings.items()
        if kinds[name]
    ]
    recurring = Message("Recurring drift: {kinds}.", kinds=kinds_text(len(kinds["recurring"])))
    notes = [recurring, *summary.notes()] if kinds["recurring"] else summary.notes()
    return _document(summary, collected, drift_verdict(summary, len(kinds["errors"]), len(kinds["new"])), notes, tables)


def _document(
    summary: Summary, collected: Collected, found: Verdict, notes: Sequence[Message], tables: Sequence[str]
) -> str:
    lang = summary.lang
    parts = [
        f"## {plain(f'invoice-apis: {summary.contract}')}",
        f"{MARKS[found.state]} **{plain(found.sentence.text(lang))}**",
    ]
    texts = [text.text(lang) if isinstance(text, Message) else text for text in (*summary.complaints(), *notes)]
    hints = [f"{shown(source)}: {hint[lang == 'zh']}" for source, hint in collected.hints]
    texts += [Message("hint: {hint}", hint=hint).text(lang) for hint in hints]
    if texts:
        parts.append("\n".join(f"- {plain(text)}" for text in texts))
    parts += tables
    parts.append("<br>\n".join(plain(line.strip()) for line in summary.report().lines(lang)))
    return "\n\n".join(parts) + "\n"


def _table(own: Contract, every: Sequence[Group], lang: Lang) -> str:
    names = (Message("Kind"), Message("Where"), Message("Findings"), Message("First place"), Message("What"))
    lines = [_row(name.text(lang) for name in names), "|---|---|---:|---|---|"]
    lines += [_row(_cells(own, group, lang)) for group in every[:ROWS]]
    if len(every) > ROWS:
        more = Message("and {count} more kinds", count=f"{len(every) - ROWS:,}")
        lines += ["", plain(more.text(lang))]
    return "\n".join(lines)


def _cells(own: Contract, group: Group, lang: Lang) -> Iterable[str]:
    keyword = KEYWORDS.get(group.keyword)
    yield f"{code(f'{group.severity}[{group.keyword}]')} {plain(keyword.text(lang)) if keyword else ''}"
    name = plain(title(own, group)[lang == "zh"])
    yield f"{name} {code(shown(group.pointer))}" if group.pointer else name
    yield f"{group.findings:,}"
    if group.found:
        first = group.found[0]
        yield code(f"{shown(first.source)}:{first.line}:{first.column}")
        yield plain(first.message[lang == "zh"]) if first.message else ""
    else:
        yield code(f"{shown(group.first.source)}:{group.first.line}")
        values = () if group.is_rest else group.values
        yield plain(" ".join(f"{value.text[lang == 'zh']} x{value.findings:,}" for value in values))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """Text without markup: what Markdown or HTML could read as such is written as character references."""
    return _ACTIVE.sub(
        lambda found: f"&#{ord(found[0])};" if found[0].isascii() else found[0], escape_unprintable(text)
    )


def code(text: str) -> str:
    """Text in the letters of code. Elements of HTML, for code in backticks takes no character references."""
    return f"<code>{plain(text)}</code>"
