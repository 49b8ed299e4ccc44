"""Workflow commands of GitHub Actions, shown as annotations in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; properties and data are escaped as in
https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. GitHub shows ten errors and ten warnings of a
step, so only the first findings of a kind are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ...bulk.job import ChunkResult
from ...bulk.sources import STANDARD_INPUT
from ...i18n.message import Lang, Message
from ...i18n.printable import escape_unprintable, shown
from ...validation.output import OutputUnit
from .grouping import EACH, Groups
from .summary import Summary
from .text import describe

LEVELS = {"error": "error", "drift": "warning", "known": "notice"}


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write a command for each finding, and the summary as a line of the log."""
    for source, of_source in groupby(results, key=lambda result: result.source):
        groups = Groups()
        for result in of_source:
            listed = [unit for unit in result.units if 1 <= groups.add(unit) <= EACH]
            hints = [Message("hint: {hint}", hint=hint) for hint in result.hints]
            for unit in listed:
                yield _command(unit, hints, summary.lang)
                hints = []
        for line in groups.unlisted():
            further = Message("further: {source}: {line}", source=shown(source), line=line)
            yield f"{_log_line(further.text(summary.lang))}\n"
    yield f"{summary.text()}\n"


def _command(unit: OutputUnit, hints: list[Message], lang: Lang) -> str:
    file = {} if unit.source == STANDARD_INPUT else {"file": unit.source}
    place = {**file, "line": unit.line, "col": unit.column, "title": f"{unit.severity}[{unit.finding.keyword}]"}
    properties = ",".join(f"{name}={_escape_property(str(value))}" for name, value in place.items())
    documented = [Message("documented: {meaning}", meaning=unit.meaning)] if unit.meaning else []
    text = "\n".join([describe(unit, lang), *(escape_unprintable(note.text(lang)) for note in (*documented, *hints))])
    return f"::{LEVELS[unit.severity]} {properties}::{_escape_data(text)}\n"


def _log_line(text: str) -> str:
    """A line that is no command: a command begins with two colons or, in the older syntax, has `##[` anywhere."""
    return escape_unprintable(text).replace("##[", "## [")


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
