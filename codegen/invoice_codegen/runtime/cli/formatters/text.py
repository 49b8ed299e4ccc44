"""Lines for people: `file:line:col: severity[keyword] message (at /json/pointer)`, and a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from ...bulk.job import ChunkResult
from ...i18n.message import Lang, Message
from ...i18n.printable import escape_unprintable, shown
from ...validation.output import OutputUnit
from .grouping import EACH, Groups
from .summary import Summary

COLOURS = {"error": "red", "drift": "yellow", "known": "cyan"}


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write findings as they arrive; the rest of each kind is counted after the last result of its source."""
    for _, of_source in groupby(results, key=lambda result: result.source):
        groups = Groups()
        for result in of_source:
            yield "".join(f"{line}\n" for line in _lines(result, groups, summary.lang))
        yield "".join(f"  {escape_unprintable(line.text(summary.lang))}\n" for line in groups.unlisted())
    yield f"{summary.text()}\n"


def _lines(result: ChunkResult, groups: Groups, lang: Lang) -> Iterator[str]:
    for unit in result.units:
        count = groups.add(unit)
        if 1 <= count <= EACH:
            yield _line(unit, lang)
        if count == 1 and unit.meaning:
            yield _note(Message("documented: {meaning}", meaning=unit.meaning), lang)
    for hint in result.hints:
        yield _note(Message("hint: {hint}", hint=hint), lang)


def _line(unit: OutputUnit, lang: Lang) -> str:
    place = click.style(f"{unit.source}:{unit.line}:{unit.column}:", bold=True)
    severity = click.style(unit.severity, fg=COLOURS[unit.severity], bold=True)
    return f"{place} {severity}[{unit.finding.keyword}] {describe(unit, lang)}"


def describe(unit: OutputUnit, lang: Lang) -> str:
    """Message, place in the document and ledger id of a finding."""
    finding = unit.finding
    place: str | Message = shown(finding.pointer)
    if unit.entry is not None:
        place = Message("{place} of {entry}", place=place, entry=unit.entry) if place else unit.entry
    message = (
        Message("{message} (at {place})", message=finding.message, place=place) if place else Message(finding.message)
    )
    return escape_unprintable(message.text(lang)) + (f" [{finding.ledger}]" if finding.ledger else "")


def _note(message: Message, lang: Lang) -> str:
    return click.style(f"    {escape_unprintable(message.text(lang))}", dim=True)
