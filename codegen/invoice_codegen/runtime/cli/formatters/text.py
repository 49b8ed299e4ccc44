"""Lines for people: `file:line:col: severity[keyword] message (at /json/pointer)`, and a summary at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from ...i18n.message import Lang, Message
from ...i18n.printable import escape_unprintable
from ...validation.output import BatchResult, OutputUnit
from .grouping import EACH, Kind, Kinds
from .summary import Total

COLOURS = {"error": "red", "drift": "yellow", "known": "cyan"}


def write(batches: Iterable[BatchResult], total: Total) -> Iterator[str]:
    """Lines as the batches come; further findings of a kind in the same source are counted after its last batch."""
    for _, of_one_source in groupby(batches, key=lambda batch: batch.source):
        kinds = Kinds()
        for batch in of_one_source:
            yield "".join(f"{line}\n" for line in _lines(batch, kinds, total.lang))
        yield "".join(f"{_untold(kind, count, total.lang)}\n" for kind, count in kinds.untold())
    yield f"{total}\n"


def _lines(batch: BatchResult, kinds: Kinds, lang: Lang) -> Iterator[str]:
    for unit in batch.units:
        count = kinds.count(unit)
        if 1 <= count <= EACH:
            yield _line(unit, lang)
        if count == 1 and unit.meaning:
            yield _note(Message("documented: {meaning}", meaning=unit.meaning), lang)
    for hint in batch.hints:
        yield _note(hinted(hint), lang)


def _line(unit: OutputUnit, lang: Lang) -> str:
    place = click.style(f"{unit.source}:{unit.line}:{unit.column}:", bold=True)
    return f"{place} {_head(unit.severity, unit.finding.keyword)} {described(unit, lang)}"


def described(unit: OutputUnit, lang: Lang) -> str:
    """Message, place in the document and ledger entry of a finding."""
    finding = unit.finding
    place = escape_unprintable(finding.pointer)
    told = (
        Message("{message} (at {place})", message=finding.message, place=place) if place else Message(finding.message)
    )
    return escape_unprintable(told.text(lang)) + (f" [{finding.ledger}]" if finding.ledger else "")


def _head(severity: str, keyword: str) -> str:
    return f"{click.style(severity, fg=COLOURS[severity], bold=True)}[{keyword}]"


def _note(message: Message, lang: Lang) -> str:
    return click.style(f"    {escape_unprintable(message.text(lang))}", dim=True)


def hinted(hint: str) -> Message:
    """What is probably meant, told to people."""
    return Message("hint: {hint}", hint=hint)


def _untold(kind: Kind | None, count: int, lang: Lang) -> str:
    return f"  {escape_unprintable(untold(kind, count).text(lang))}"


def untold(kind: Kind | None, count: int) -> Message:
    """Findings that are not told one by one."""
    if kind is None:
        return Message("… and {count} findings of further kinds", count=count)
    head = f"{kind.severity}[{kind.keyword}]"
    return Message(
        "… and {count} more {kind} at {place}", count=count, kind=head, place=escape_unprintable(kind.pattern) or "/"
    )
