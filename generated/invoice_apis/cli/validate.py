"""`invoice-apis validate ID FILE...`: payloads held against a contract."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import get_args

import click

from ..bulk.documents import ReportOptions
from ..bulk.pool import WorkerDied
from ..bulk.run import Run
from ..bulk.sources import Source
from ..bulk.worker import Job
from ..errors import ConfigurationError
from ..i18n.message import Lang, MessageOptions
from ..validation.contract import Profile
from ..validation.output import BatchResult
from ..validation.report import FailOn, Severity
from .arguments import contract_of
from .console import tell_problem, writer
from .formatters.registry import FORMATS, TOLD, format_of
from .formatters.summary import Total
from .inputs import inputs, running
from .signals import Interruption
from .telling import LANG

VALID, FINDINGS, WRONG_USE = 0, 1, 2
NO_DOCUMENTS = "no document was there to be judged"
SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a program."""
COUNTED: dict[Profile, tuple[Severity, ...]] = {"documented": ("error", "drift", "known"), "compatible": ("error",)}


@click.command()
@click.argument("contract_id", metavar="ID")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--ndjson", is_flag=True, help="A document on each line, whatever the suffix says.")
@click.option(
    "--profile",
    type=click.Choice(get_args(Profile)),
    default="documented",
    show_default=True,
    help="compatible: only errors are findings.",
)
@click.option(
    "--fail-on", type=click.Choice(get_args(FailOn)), default="error", show_default=True, help="What gives exit code 1."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@LANG
@click.option("--show-values", is_flag=True, help="Show values whole, those of sensitive members too.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that share NDJSON.")
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Write rejected documents to a file of NDJSON."
)
@click.option(
    "--max-reject-ratio",
    type=click.FloatRange(0, 1),
    default=0,
    show_default=True,
    help="Exit code 1 only when more of all documents are rejected: 0.01 is one in a hundred.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, which appears when it is whole."
)
def validate(
    contract_id: str,
    files: Sequence[str],
    ndjson: bool,
    profile: Profile,
    fail_on: FailOn,
    form: str,
    lang: Lang,
    show_values: bool,
    jobs: int,
    rejects: Path | None,
    max_reject_ratio: float,
    output: Path | None,
) -> None:
    """Hold payloads against a contract, and tell what departs from it.

    A FILE is a file, a folder (its .json, .ndjson and .jsonl files, also those below it), a pattern, or - for standard
    input; compressed with gzip or zstd, or not. Files named .ndjson or .jsonl hold a document on each line. A document
    with a finding that --fail-on names is rejected.

    \b
    Exit codes: 0 valid, 1 findings, 2 wrong use.
    """
    contract, telling = contract_of(contract_id), _telling(profile, fail_on, form, MessageOptions(lang, show_values))
    sources, problems = inputs(files, ndjson, output, rejects)
    total, asked = Total(contract.id, lang), Job(contract.id, "", fail_on, telling, rejects is not None)
    with (
        Interruption() as interruption,
        writer(output) as write,
        running(contract, asked, sources, jobs, rejects) as run,
    ):
        batches = _batches(sources, run, problems)
        for piece in format_of(form)(_counted(batches, interruption, total), total):
            write(piece)
    if not run.report.documents and not interruption.signal:
        tell_problem(NO_DOCUMENTS)
    if output or form not in TOLD:
        click.echo(str(total), err=True)
    sys.exit(_exit_code(interruption, problems, run.report.fails(max_reject_ratio)))


def _exit_code(interruption: Interruption, problems: Sequence[str], fails: bool) -> int:
    if interruption.signal:
        return SIGNALLED + interruption.signal
    return WRONG_USE if problems else FINDINGS if fails else VALID


def _telling(profile: Profile, fail_on: FailOn, form: str, voice: MessageOptions) -> ReportOptions:
    """What is told. Ends the command when it fails on what it does not look for."""
    counted = COUNTED[profile]
    if fail_on not in counted:
        tell_problem(f"--profile {profile} does not look for {fail_on}: leave out one of --profile and --fail-on")
        sys.exit(WRONG_USE)
    return ReportOptions(voice, counted, tuple(severity for severity in counted if severity in TOLD.get(form, counted)))


def _batches(sources: Sequence[Source], run: Run, problems: list[str]) -> Generator[BatchResult, None, None]:
    """What each source comes to; one that can't be judged for want of a library is a problem."""
    for source in sources:
        try:
            if source.is_lines:
                yield from (judged.batch for judged in run.lines(source))
            else:
                yield run.document(source)
        except (ConfigurationError, WorkerDied) as error:
            problems.append(str(error))
            tell_problem(str(error))


def _counted(
    batches: Generator[BatchResult, None, None], interruption: Interruption, total: Total
) -> Iterator[BatchResult]:
    yield from total.counted(interruption.until(batches))
    total.complete = interruption.signal is None
