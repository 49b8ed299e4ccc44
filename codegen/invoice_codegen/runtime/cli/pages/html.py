"""The HTML page of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from ...bulk.counts import with_errors
from ...bulk.drift import Drift
from ...bulk.report import BulkReport
from ...contract import Contract, contract
from ...i18n.message import Message
from ...i18n.printable import shown
from ...validation.report import Severity
from ...version import __version__
from ..formatters.summary import Summary
from .both import Both
from .charts import kinds_chart, months_chart
from .collected import Collected
from .elements import Content, element
from .facts import api_title, common_facts, judging_facts, result_facts
from .groups import Group, groups
from .kinds import Section, sections_of
from .page import Fact, facts_part, page, table_part, tiles_part, two, verdict_part
from .verdict import SEVERITY_MEANINGS, drift_verdict, verdict

SOURCES, CODES = 20, 20
"""Sources and codes of failures in a table."""

HEADINGS: Mapping[Severity, Message] = {
    "error": Message("Errors"),
    "drift": Message("Drift"),
    "known": Message("Known drift"),
}
RECURS = Message("The earlier report has it, too, or has too many distinct findings of its keyword to tell.")
Sections = Sequence[tuple[Section, Sequence[Group]]]


def validation_page(summary: Summary, collected: Collected) -> str:
    """The page of `validate`."""
    own, report = contract(summary.contract), summary.report()
    every = groups(own, report.findings, collected)
    sections = [
        (
            Section(own, f"{severity}-kinds", HEADINGS[severity], SEVERITY_MEANINGS[severity]),
            [group for group in every if group.severity == severity],
        )
        for severity in HEADINGS
    ]
    tiles = [
        ("documents", Message("Documents"), report.documents),
        ("valid", Message("Without an error"), report.valid),
        *((name, HEADINGS[name], report.count(name)) for name in HEADINGS),
        *_outcome_tiles(own, report),
    ]
    parts = [verdict_part(verdict(summary), summary.complaints(), summary.notes()), tiles_part(tiles)]
    facts = [*common_facts(summary), *judging_facts(summary), *result_facts(summary)]
    return _page(summary, collected, Message("Validation report"), parts, sections, facts)


def drift_page(summary: Summary, collected: Collected, found: Drift) -> str:
    """The page of `drift`."""
    own, report = contract(summary.contract), found.report
    names = _drift_headings(is_compared=bool(summary.earlier))
    nothing = Collected()
    kinds = {name: groups(own, getattr(found, name), nothing if name == "resolved" else collected) for name in names}
    sections = [(Section(own, f"{name}-kinds", heading, note), kinds[name]) for name, (heading, note) in names.items()]
    tiles = [
        ("documents", Message("Documents"), report.documents),
        *((name, heading, len(kinds[name])) for name, (heading, _) in names.items()),
        *_outcome_tiles(own, report),
    ]
    found_verdict = drift_verdict(summary, len(kinds["errors"]), len(kinds["new"]))
    note = element("p", Message("Errors and drift are counted in kinds: severity, keyword and place."), class_="note")
    parts = [verdict_part(found_verdict, summary.complaints(), summary.notes()), tiles_part(tiles), note]
    facts = [*common_facts(summary), *result_facts(summary)]
    return _page(summary, collected, Message("Drift report"), parts, sections, facts, len(kinds["resolved"]))


def _drift_headings(is_compared: bool) -> dict[str, tuple[Message, Message]]:
    """Heading and note of each group of a comparison."""
    recurring = {"recurring": (Message("Recurring drift"), RECURS)}
    return {
        "errors": (Message("Errors"), SEVERITY_MEANINGS["error"]),
        "new": (Message("New drift"), Message("Neither the ledger nor the earlier report has it.")),
        **(recurring if is_compared else {}),
        "known": (Message("Known drift"), SEVERITY_MEANINGS["known"]),
        "resolved": (
            Message("Resolved drift"),
            Message("Only the earlier report has it. Counts and places are from there."),
        ),
    }


def _page(
    summary: Summary,
    collected: Collected,
    heading: Message,
    parts: Sequence[Element],
    sections: Sections,
    facts: Sequence[Fact],
    left_out: int = 0,
) -> str:
    """A page. The last groups are left out of the chart: those of an earlier report."""
    own, report = contract(summary.contract), summary.report()
    every = [group for _, of_section in sections for group in of_section]
    chart = kinds_chart(own, every, len(every) - left_out) if len(every) > left_out else None
    made: list[Element | None] = [
        *parts,
        two(chart, months_chart(collected.timeline.periods())),
        two(facts_part(Message("What was validated"), facts), _codes(own, report)),
        _hints(collected),
        element("div", id="findings", class_="hidden"),
        *sections_of(sections),
        _sources(collected),
    ]
    shows = Message("This page shows values in full, sensitive ones too: keep it accordingly.")
    masks = Message("Sensitive values are masked.")
    footer = (f"invoice-apis {__version__}. ", shows if summary.shows_values else masks)
    return page(summary.lang, heading, (api_title(own), own.id), made, footer)


def _outcome_tiles(own: Contract, report: BulkReport) -> list[tuple[str, Message, int]]:
    if not own.has_outcome:
        return []
    successes, failures = report.successes_with_errors, report.failures_with_errors
    return [
        ("successes", with_errors(Message("Successes"), successes), report.successes),
        ("failures", with_errors(Message("Failures"), failures), report.failures),
    ]


def _codes(own: Contract, report: BulkReport) -> Element | None:
    """Codes of failures with their labels."""
    if not report.codes:
        return None
    rows = [
        (element("code", code or "-"), _code_label(own, code) or "", f"{count:,}")
        for code, count in report.codes[:CODES]
    ]
    left = len(report.codes) - len(rows)
    note = Message("and {count} more codes", count=left) if left else None
    names = (Message("Code"), Message("Meaning"), Message("Failures"))
    return table_part("codes", Message("Codes of failures"), names, rows, note)


def _code_label(own: Contract, code: str) -> Both | None:
    for place in own.rules["codes"]:
        labels = [own.documentation.code_label(place, code, lang) for lang in ("en", "zh")]
        if all(labels):
            return Both(labels[0] or "", labels[1] or "")
    return None


def _hints(collected: Collected) -> Element | None:
    if not collected.hints:
        return None
    rows = [(element("bdi", shown(source)), hint) for source, hint in collected.hints]
    return table_part("hints", Message("Likely mistakes"), (Message("Source"), Message("Hint")), rows)


def _sources(collected: Collected) -> Element | None:
    """The sources, those with the most errors first."""
    every = sorted(collected.sources.items(), key=lambda each: (-each[1].errors, -each[1].drift))
    if len(every) < 2:
        return None
    rows: list[Sequence[Content]] = [
        (element("bdi", shown(name)), *(f"{count:,}" for count in counts)) for name, counts in every[:SOURCES]
    ]
    left = len(every) - len(rows)
    note = Message("and {count} more sources", count=f"{left:,}") if left else None
    names = (Message("Source"), Message("Documents"), Message("Errors"), Message("Drift"))
    return table_part("sources", Message("Sources"), names, rows, note)
