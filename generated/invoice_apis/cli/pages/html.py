"""The HTML page of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from xml.etree.ElementTree import Element

from ...bulk.drift import Drift
from ...bulk.report import BulkReport
from ...contract import Contract, contract
from ...i18n.message import Message
from ...i18n.printable import shown
from ...validation.report import Severity
from ...version import __version__
from ..formatters.summary import Summary
from .both import Both, both
from .charts import kinds_chart, months_chart
from .collected import Collected
from .elements import Content, element
from .groups import Group, groups
from .kinds import Section
from .page import Fact, facts_part, page, table_part, tiles_part, two, verdict_part
from .verdict import SEVERITY_MEANINGS, drift_verdict, verdict

SOURCES, CODES, NAMES = 20, 20, 3
"""Sources and codes of failures in a table; names of sources among the facts."""

HEADINGS: Mapping[Severity, Message] = {
    "error": Message("Errors"),
    "drift": Message("Drift"),
    "known": Message("Known drift"),
}
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
    found = verdict(report, "drift" in summary.rejecting, summary.profile == "documented")
    tiles = [
        ("documents", Message("Documents"), report.documents),
        ("valid", Message("Without an error"), report.valid),
        *((name, HEADINGS[name], report.count(name)) for name in HEADINGS),
        *_outcome_tiles(own, report),
    ]
    parts = [verdict_part(found, summary.complaints()), tiles_part(tiles)]
    return _page(summary, collected, Message("Validation report"), parts, sections)


def drift_page(summary: Summary, collected: Collected, found: Drift) -> str:
    """The page of `drift`."""
    own, report = contract(summary.contract), found.report
    names = {
        "errors": (Message("Errors"), SEVERITY_MEANINGS["error"]),
        "new": (Message("New drift"), Message("Neither the ledger nor the earlier report has it.")),
        "known": (Message("Known drift"), SEVERITY_MEANINGS["known"]),
        "resolved": (
            Message("Resolved drift"),
            Message("Only the earlier report has it. Counts and places are from there."),
        ),
    }
    nothing = Collected()
    sections = [
        (
            Section(own, f"{name}-kinds", heading, note),
            groups(own, getattr(found, name), nothing if name == "resolved" else collected),
        )
        for name, (heading, note) in names.items()
    ]
    tiles = [
        ("documents", Message("Documents"), report.documents),
        *((name, names[name][0], len(kinds)) for (name, _), (_, kinds) in zip(names.items(), sections, strict=True)),
        *_outcome_tiles(own, report),
    ]
    note = element("p", Message("Errors and drift are counted in kinds: severity, keyword and place."), class_="note")
    parts = [verdict_part(drift_verdict(found), summary.complaints()), tiles_part(tiles), note]
    return _page(summary, collected, Message("Drift report"), parts, sections, len(sections[-1][1]))


def _page(
    summary: Summary,
    collected: Collected,
    heading: Message,
    parts: Sequence[Element],
    sections: Sections,
    left_out: int = 0,
) -> str:
    """A page. The last groups are left out of the chart: those of an earlier report."""
    own, report = contract(summary.contract), summary.report()
    every = [group for _, of_section in sections for group in of_section]
    chart = kinds_chart(own, every, len(every) - left_out) if len(every) > left_out else None
    made: list[Element | None] = [
        *parts,
        two(facts_part(Message("What was validated"), _facts(summary)), _codes(own, report)),
        two(chart, months_chart(collected.months)),
        _hints(collected),
        element("div", id="findings", class_="hidden"),
    ]
    first = 1
    for section, of_section in sections:
        made.append(section.of(of_section, first))
        first += len(of_section)
    made.append(_sources(collected))
    shows = Message("This page shows values in full, sensitive ones too: keep it accordingly.")
    masks = Message("Sensitive values are masked.")
    footer = (f"invoice-apis {__version__}. ", shows if summary.shows_values else masks)
    return page(summary.lang, heading, (_title(own), own.id), made, footer)


def _title(own: Contract) -> Both:
    """The title of the API, and that of the payload where it has one."""
    text = import_module(f"...{own.api}", __package__).__doc__ or own.api
    name = text.partition("\n")[0].rpartition(", version")[0] or own.api
    return both(name)


def _facts(summary: Summary) -> list[Fact]:
    names = [shown(name) for name in summary.sources[:NAMES]]
    more = len(summary.sources) - len(names)
    sources = element(
        "span",
        element("bdi", ", ".join(names)),
        *((" ", Message("and {count} more", count=f"{more:,}")) if more > 0 else ()),
    )
    member = contract(summary.contract).documentation.member("")
    facts: list[Fact] = [(Message("Sources"), sources)]
    if member is not None and any(member.title.values()):
        facts.append(
            (
                Message("Payload"),
                Both(*(member.title.get(lang) or next(iter(member.title.values())) for lang in ("en", "zh"))),
            )
        )
    if summary.earlier:
        facts.append((Message("Compared with"), element("bdi", shown(summary.earlier))))
    if summary.profile == "compatible":
        facts.append((Message("Looked for"), Message("errors only, not for drift")))
    rejects = Message("errors and drift") if "drift" in summary.rejecting else Message("errors")
    facts.append((Message("Rejects for"), rejects))
    result = Message("failed") if summary.fails() or summary.complaints() else Message("passed")
    facts.append((Message("Result"), result))
    facts.append((Message("Bytes"), f"{summary.report().bytes:,}"))
    if summary.started is not None:
        facts.append((Message("Validated at"), f"{summary.started:%Y-%m-%d %H:%M} UTC"))
    return facts


def _outcome_tiles(own: Contract, report: BulkReport) -> list[tuple[str, Message, int]]:
    if not own.has_outcome:
        return []
    return [
        ("successes", Message("Successes"), report.successes),
        ("failures", Message("Failures"), report.failures),
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
