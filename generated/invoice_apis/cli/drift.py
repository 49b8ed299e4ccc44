"""`invoice-apis drift ID FILE...`: what the vendor changed, by recorded traffic."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from .. import jsontext
from ..bulk.drift import Drift, compare
from ..bulk.findings import Counted
from ..bulk.job import Job, ReportOptions
from ..bulk.report import BulkReport
from ..bulk.run import Run
from ..bulk.sources import Source
from ..contract import Contract
from ..i18n.message import Message, MessageOptions
from ..i18n.printable import shown
from ..validation.report import Outcome
from .exit_codes import USAGE_ERROR
from .formatters.registry import BILINGUAL
from .formatters.summary import CAPPED, INTERRUPTED, Summary
from .inputs import find_sources, open_run, results_of
from .language import lang_option, language
from .options import (
    FILE,
    at_option,
    check_expectation,
    check_page,
    contract_argument,
    expect_option,
    files_argument,
    format_option,
    get_contract,
    input_format_option,
    jobs_option,
    print_if_empty,
    print_unexpected,
)
from .output import open_output, print_problem, print_text
from .pages.collected import Collected
from .signals import SIGNALLED, Interruption

NOTHING_NEW, NEW = 0, 1
"""Exit codes."""
PAGES = ("html", "markdown")
FORMATS = ("text", *PAGES, "json")
LINES = 100
"""Findings of one group in the text; the report has more."""
HEADINGS = {
    "errors": Message("Errors:"),
    "new": Message("New:"),
    "known": Message("Known to the ledger:"),
    "resolved": Message("Resolved, in the earlier report only:"),
}


@click.command()
@contract_argument
@files_argument
@input_format_option
@at_option
@jobs_option
@click.option(
    "--since",
    metavar="REPORT",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with the report of an earlier run.",
)
@click.option("--output", type=FILE, help="Write to FILE; with text, JSON: the report, for a later --since.")
@expect_option
@format_option(*FORMATS)
@lang_option
def drift(
    contract_id: str,
    files: Sequence[str],
    is_lines: bool | None,
    at: str | None,
    jobs: int,
    since: Path | None,
    output: Path | None,
    expect: Outcome | None,
    form: str,
) -> None:
    """Report new, known and resolved drift in recorded traffic.

    FILE is as in `validate`. Sensitive values are never printed.

    \b
    Exit codes: 0 nothing new, 1 new drift or errors, 2 usage error.
    """
    contract = get_contract(contract_id)
    check_expectation(contract, expect)
    check_page(output, form)
    before = _read_report(since, contract)
    sources, problems = find_sources(files, is_lines, output)
    job = Job(contract.id, "", options=_report_options(form), at=at)
    with Interruption() as interruption, open_run(contract, job, sources, jobs) as run:
        summary = _summary(run, job, sources, problems)
        summary.expect, summary.earlier = expect, str(since or "")
        collected = Collected()
        collected.add_all(interruption.until(results_of(sources, run, problems)))
        summary.is_complete = interruption.signal is None
        found = compare(run.report, before)
        summary.fails = lambda: not found
        if summary.is_complete or form in PAGES:
            _write(form, found, summary, collected, output)
    if interruption.signal:
        print_problem(INTERRUPTED)
        sys.exit(SIGNALLED + interruption.signal)
    print_if_empty(run.report, bool(problems))
    print_unexpected(run.report, expect)
    sys.exit(_exit_code(found, summary))


def _summary(run: Run, job: Job, sources: Sequence[Source], problems: Sequence[str | Exception]) -> Summary:
    names = [source.name for source in sources]
    return Summary(
        job.contract, language(), lambda: run.report, sources=names, problems=problems, started=datetime.now(UTC)
    )


def _exit_code(found: Drift, summary: Summary) -> int:
    if summary.problems:
        return USAGE_ERROR
    return NEW if not found or summary.complaints() else NOTHING_NEW


def _write(form: str, found: Drift, summary: Summary, collected: Collected, output: Path | None) -> None:
    """Write the page or the report, and print the text."""
    if output or form != "text":
        with open_output(output) as write:
            write(_page(form, found, summary, collected))
    if form == "text":
        is_nothing_new = _exit_code(found, summary) == NOTHING_NEW
        print_text("".join(f"{line}\n" for line in _lines(found, is_nothing_new)))
    elif output and form in PAGES:
        click.echo(summary.text(), err=True)


def _report_options(form: str) -> ReportOptions:
    """Pages show the first places and the months of drift and errors; other formats have counts alone."""
    if form not in PAGES:
        return ReportOptions(listed=())
    messages = MessageOptions(language(), is_bilingual=form in BILINGUAL)
    return ReportOptions(messages, listed=("error", "drift"), has_months=form in BILINGUAL)


def _page(form: str, found: Drift, summary: Summary, collected: Collected) -> str:
    if form in PAGES:
        from .pages.html import drift_page
        from .pages.markdown import drift_summary

        return (drift_page if form == "html" else drift_summary)(summary, collected, found)
    return json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n"


def _read_report(path: Path | None, contract: Contract) -> BulkReport | None:
    """The earlier report. Exits the command for other files, and for a report on another contract."""
    if path is None:
        return None
    name = shown(str(path))
    try:
        report = BulkReport.from_json(jsontext.read(path.read_bytes()))
    except OSError as error:
        raise click.UsageError(f"{name}: {error.strerror}") from None
    except ValueError:
        problem = Message("{name}: this is no report; `invoice-apis drift … --output REPORT` writes one", name=name)
        raise click.UsageError(problem.text(language())) from None
    if report.contract != contract.id:
        other = shown(report.contract)
        problem = Message("{name}: the report is on {other}, not on {id}", name=name, other=other, id=contract.id)
        raise click.UsageError(problem.text(language()))
    return report


def _lines(found: Drift, is_nothing_new: bool) -> Iterator[str]:
    """The text of the report. Nothing is new if every file was read and every outcome is the expected one, too."""
    lang, report = language(), found.report
    yield from report.lines(lang)
    for name, heading in HEADINGS.items():
        kinds: tuple[Counted, ...] = getattr(found, name)
        if kinds:
            yield heading.text(lang)
            yield from (f"  {kind.message().text(lang)}" for kind in kinds[:LINES])
            if len(kinds) > LINES:
                yield f"  {Message('… and {count} more kinds', count=f'{len(kinds) - LINES:,}').text(lang)}"
    if is_nothing_new:
        yield Message("Nothing new.").text(lang)
    if report.is_capped:
        yield CAPPED.text(lang)
