"""Workflow commands of GitHub Actions, which become annotations in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; properties and data are escaped as
https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts does it. GitHub shows ten errors and ten
warnings of a step, so further findings of a kind are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ...bulk.sources import STANDARD_INPUT
from ...i18n.message import Lang, Message
from ...i18n.printable import escape_unprintable
from ...validation.output import BatchResult, OutputUnit
from .grouping import EACH, Kinds
from .summary import Total
from .text import described, hinted, untold

LEVELS = {"error": "error", "drift": "warning", "known": "notice"}


def write(batches: Iterable[BatchResult], total: Total) -> Iterator[str]:
    """A command for each finding, and the summary as a line of the log."""
    for source, of_one_source in groupby(batches, key=lambda batch: batch.source):
        kinds = Kinds()
        for batch in of_one_source:
            told = [unit for unit in batch.units if 1 <= kinds.count(unit) <= EACH]
            hints = [hinted(hint) for hint in batch.hints]
            for unit in told:
                yield _command(unit, hints, total.lang)
                hints = []
        for kind, count in kinds.untold():
            further = Message("further: {source}: {told}", source=source, told=untold(kind, count))
            yield f"{_logged(further.text(total.lang))}\n"
    yield f"{total}\n"


def _command(unit: OutputUnit, hints: list[Message], lang: Lang) -> str:
    file = {} if unit.source == STANDARD_INPUT else {"file": unit.source}
    place = {**file, "line": unit.line, "col": unit.column, "title": f"{unit.severity}[{unit.finding.keyword}]"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    documented = [Message("documented: {meaning}", meaning=unit.meaning)] if unit.meaning else []
    text = "\n".join([described(unit, lang), *(escape_unprintable(note.text(lang)) for note in (*documented, *hints))])
    return f"::{LEVELS[unit.severity]} {properties}::{_data(text)}\n"


def _logged(text: str) -> str:
    """A line that is no command: one begins with two colons, or, in the old way, has `##[` anywhere."""
    return escape_unprintable(text).replace("##[", "## [")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
