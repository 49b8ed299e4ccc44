"""JUnit XML, which CI servers show as a table of tests.

A suite is a source, a test case a kind of findings in it: severity, keyword and place. So a case keeps its name from run to
run. Only what rejects a document fails; a source without such findings is one case that passes. The form is that of the
Jenkins plugin xUnit: https://github.com/jenkinsci/xunit-plugin, `junit-10.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import quoteattr

from ...bulk.job import ChunkResult
from ...bulk.report import UNREADABLE
from ...i18n.message import Message
from ...i18n.printable import escape_unprintable, shown
from ...validation.output import OutputUnit
from ..output import problem_text
from .grouping import EACH, Groups, Kind
from .summary import Summary
from .text import describe

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write a suite after the last result of its source."""
    yield f"{HEAD}<testsuites name={quoteattr(f'invoice-apis validate {summary.contract}')}>\n"
    for source, of_source in groupby(results, key=lambda result: result.source):
        yield _text(_Suite(source, summary).of(of_source))
    yield from map(_text, _complaints(summary))
    yield "</testsuites>\n"


class _Suite:
    """The suite of one source. It holds a few findings of a few kinds."""

    def __init__(self, source: str, summary: Summary) -> None:
        self._source, self._summary = source, summary
        self._groups = Groups()
        self._listed: dict[Kind, list[OutputUnit]] = {}

    def of(self, results: Iterable[ChunkResult]) -> Element:
        """The suite of some results."""
        hints: list[str] = []
        drift = 0
        for result in results:
            hints += [hint for hint in result.hints if hint not in hints]
            for unit in result.units:
                if unit.severity in self._summary.rejecting:
                    self._add(unit)
                else:
                    drift += unit.severity == "drift"
        return self._suite(hints, drift)

    def _add(self, unit: OutputUnit) -> None:
        if 1 <= self._groups.add(unit) <= EACH:
            self._listed.setdefault(self._groups.kind(unit), []).append(unit)

    def _suite(self, hints: list[str], drift: int) -> Element:
        cases = [self._case(kind, units) for kind, units in self._listed.items()]
        if self._groups.others:
            further = Message("… and {count} findings of further kinds", count=f"{self._groups.others:,}")
            cases.append(self._failed(further.text(self._summary.lang), "failure", []))
        suite = _suite(self._source, cases or [self._passed()])
        notes = [Message("hint: {hint}", hint=hint) for hint in hints]
        notes += [Message("{count} drift, which rejects nothing here", count=f"{drift:,}")] if drift else []
        if notes:
            SubElement(suite, "system-out").text = _lines(note.text(self._summary.lang) for note in notes)
        return suite

    def _passed(self) -> Element:
        name = Message("no finding that rejects a document").text(self._summary.lang)
        return Element("testcase", classname=self._summary.contract, name=name)

    def _case(self, kind: Kind, units: list[OutputUnit]) -> Element:
        lang = self._summary.lang
        lines = [f"{shown(unit.source)}:{unit.line}:{unit.column}: {describe(unit, lang)}" for unit in units]
        if (more := self._groups.count(kind) - len(units)) > 0:
            lines.append(Message("… and {count} more", count=f"{more:,}").text(lang))
        if units[0].meaning:
            lines.append(Message("documented: {meaning}", meaning=units[0].meaning).text(lang))
        tag = "error" if kind.keyword == UNREADABLE else "failure"
        return self._failed(f"{kind.severity}[{kind.keyword}] {shown(kind.pattern) or '/'}", tag, lines)

    def _failed(self, name: str, tag: str, lines: list[str]) -> Element:
        case = Element("testcase", classname=self._summary.contract, name=escape_unprintable(name))
        what = SubElement(case, tag, type=escape_unprintable(name.partition(" ")[0]))
        what.set("message", _lines(lines[:1]) or escape_unprintable(name))
        what.text = _lines(lines)
        return case


def _complaints(summary: Summary) -> Iterator[Element]:
    """A suite for what keeps the run from success beside findings."""
    cases = []
    for problem in (escape_unprintable(problem_text(each)) for each in summary.complaints()):
        case = Element("testcase", classname=summary.contract, name=problem)
        SubElement(case, "error", type=UNREADABLE, message=problem)
        cases.append(case)
    if cases:
        yield _suite(Message("the whole run").text(summary.lang), cases)


def _suite(name: str, cases: list[Element]) -> Element:
    failures, errors = (sum(case.find(tag) is not None for case in cases) for tag in ("failure", "error"))
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors)}
    suite = Element("testsuite", {"name": escape_unprintable(name), **counts})
    suite.extend(cases)
    return suite


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(map(escape_unprintable, lines))


def _text(element: Element) -> str:
    ElementTree.indent(element)
    return ElementTree.tostring(element, encoding="unicode") + "\n"
