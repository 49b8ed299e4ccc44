"""`invoice-apis validate ID FILE...`: findings of files, with line and column."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from ..bulk.job import ChunkResult, Job, ReportOptions
from ..bulk.run import Run
from ..bulk.sources import Source
from ..i18n.message import Message, MessageOptions
from ..validation.contract import Profile
from ..validation.report import FailOn, Outcome, Severity
from .click_classes import Choice
from .exit_codes import USAGE_ERROR
from .formatters.registry import BILINGUAL, FORMATS, LISTED, WITH_SUMMARY, get_formatter
from .formatters.summary import Summary
from .inputs import find_sources, open_run, results_of
from .language import lang_option, language
from .options import (
    FILE,
    REJECTS,
    Ratio,
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
from .output import open_output, print_problem
from .signals import SIGNALLED, Interruption

VALID, FINDINGS = 0, 1
"""Exit codes."""
COUNTED: dict[Profile, tuple[Severity, ...]] = {"documented": ("error", "drift", "known"), "compatible": ("error",)}


@click.command()
@contract_argument
@files_argument
@input_format_option
@at_option
@click.option(
    "--profile",
    type=Choice(get_args(Profile)),
    default="documented",
    show_default=True,
    help="compatible: only errors are findings.",
)
@click.option(
    "--fail-on",
    type=Choice(get_args(FailOn)),
    default="error",
    show_default=True,
    help="Findings that reject a document.",
)
@expect_option
@format_option(*FORMATS)
@lang_option
@click.option("--show-values", is_flag=True, help="Print values in full, sensitive ones too.")
@jobs_option
@click.option("--rejects", type=REJECTS, help="Write rejected documents to FILE, as NDJSON.")
@click.option(
    "--max-reject-ratio",
    type=Ratio(0, 1),
    default=0,
    show_default=True,
    help="Share of rejected documents that still gives exit code 0: 0.01 is one in a hundred.",
)
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
def validate(
    contract_id: str,
    files: Sequence[str],
    is_lines: bool | None,
    at: str | None,
    profile: Profile,
    fail_on: FailOn,
    expect: Outcome | None,
    form: str,
    show_values: bool,
    jobs: int,
    rejects: Path | None,
    max_reject_ratio: float,
    output: Path | None,
) -> None:
    """Validate payloads against a contract.

    FILE is a file, a folder (its .json, .ndjson, .jsonl and .har files, and those below), a pattern, or - for standard
    input; plain, gzip or zstd. Files named .ndjson or .jsonl hold one document per line, HAR files recorded responses.

    \b
    Exit codes: 0 valid, 1 findings, 2 usage error.
    """
    contract = get_contract(contract_id)
    check_expectation(contract, expect)
    check_page(output, form)
    options = _report_options(profile, fail_on, form, show_values)
    sources, problems = find_sources(files, is_lines, output, rejects)
    job = Job(contract.id, "", fail_on, options, bool(rejects), at)
    run_of_job = open_run(contract, job, sources, jobs, rejects)
    with Interruption() as interruption, open_output(output) as write, run_of_job as run:
        summary = _summary(run, job, sources, problems, max_reject_ratio)
        summary.profile, summary.expect = profile, expect
        results = _until_interrupted(results_of(sources, run, problems), interruption, summary)
        for text in get_formatter(form)(results, summary):
            write(text)
    print_if_empty(run.report, bool(problems or interruption.signal))
    if output or form not in WITH_SUMMARY:
        click.echo(summary.text(), err=True)
    sys.exit(_exit_code(interruption, problems, print_unexpected(run.report, expect) or summary.fails()))


def _summary(
    run: Run, job: Job, sources: Sequence[Source], problems: Sequence[str | Exception], max_reject_ratio: float
) -> Summary:
    return Summary(
        job.contract,
        language(),
        lambda: run.report,
        sources=[source.name for source in sources],
        problems=problems,
        rejecting=job.rejecting,
        max_reject_ratio=max_reject_ratio,
        fails=lambda: run.report.fails(max_reject_ratio),
        shows_values=job.options.messages.show_values,
        started=datetime.now(UTC),
    )


def _exit_code(interruption: Interruption, problems: Sequence[str | Exception], fails: bool) -> int:
    if interruption.signal:
        return SIGNALLED + interruption.signal
    return USAGE_ERROR if problems else FINDINGS if fails else VALID


def _report_options(profile: Profile, fail_on: FailOn, form: str, show_values: bool) -> ReportOptions:
    """Which findings are reported. Exits the command when the profile excludes those of `--fail-on`."""
    counted = COUNTED[profile]
    if fail_on not in counted:
        print_problem(
            Message(
                "--profile {profile} does not look for {severity}: leave out one of --profile and --fail-on",
                profile=profile,
                severity=fail_on,
            )
        )
        sys.exit(USAGE_ERROR)
    messages = MessageOptions(language(), show_values, is_bilingual=form in BILINGUAL)
    listed = LISTED.get(form, counted)
    own: tuple[Severity, ...] = tuple(severity for severity in counted if severity in listed)
    return ReportOptions(messages, counted, own, has_months=form in BILINGUAL)


def _until_interrupted(
    results: Generator[ChunkResult, None, None], interruption: Interruption, summary: Summary
) -> Iterator[ChunkResult]:
    yield from interruption.until(results)
    summary.is_complete = interruption.signal is None
