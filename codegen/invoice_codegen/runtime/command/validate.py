"""`invoice-apis validate ID FILE...`: payloads held against a contract."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import get_args

import click

from ..contract import Contract, Profile
from ..documents import Telling, judge, judged
from ..errors import ConfigurationError
from ..formats import FORMATS, TOLD, FailOn, Total, format_of
from ..report import Severity
from ..sources import Source, find
from ..speech import Lang, Voice
from ..unit import Batch
from .ids import contract_of
from .interruption import Interruption
from .telling import LANG
from .writer import tell_problem, writer

VALID, FINDINGS, WRONG_USE = 0, 1, 2
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
    output: Path | None,
) -> None:
    """Hold payloads against a contract, and tell what departs from it.

    A FILE is a file, a folder (its .json, .ndjson and .jsonl files, also those below it), a pattern, or - for standard
    input; compressed with gzip or zstd, or not. Files named .ndjson or .jsonl hold a document on each line.

    \b
    Exit codes: 0 valid, 1 findings, 2 wrong use.
    """
    contract = contract_of(contract_id)
    sources, problems = find(files, ndjson)
    for problem in problems:
        tell_problem(problem)
    if not sources:
        sys.exit(WRONG_USE)
    total = Total(contract.id, lang)
    with Interruption() as interruption, writer(output) as write:
        batches = _batches(contract, sources, _telling(profile, form, Voice(lang, show_values)), problems)
        for piece in format_of(form)(_counted(batches, interruption, total), total):
            write(piece)
    if output or form not in TOLD:
        click.echo(str(total), err=True)
    if interruption.signal:
        sys.exit(SIGNALLED + interruption.signal)
    sys.exit(WRONG_USE if problems else FINDINGS if total.fails(fail_on) else VALID)


def _telling(profile: Profile, form: str, voice: Voice) -> Telling:
    counted = COUNTED[profile]
    return Telling(voice, counted, tuple(severity for severity in counted if severity in TOLD.get(form, counted)))


def _batches(
    contract: Contract, sources: Sequence[Source], telling: Telling, problems: list[str]
) -> Generator[Batch, None, None]:
    """What each source comes to; one that can't be judged for want of a library is a problem."""
    for source in sources:
        try:
            yield from _judged(contract, source, telling)
        except ConfigurationError as error:
            problems.append(str(error))
            tell_problem(str(error))


def _judged(contract: Contract, source: Source, telling: Telling) -> Iterator[Batch]:
    if source.is_lines:
        with source.open() as file:
            for number, line in enumerate(file, 1):
                yield judged(contract, source.name, line, telling, number)
    else:
        yield judge(contract, source, telling)


def _counted(batches: Generator[Batch, None, None], interruption: Interruption, total: Total) -> Iterator[Batch]:
    yield from total.counted(interruption.until(batches))
    total.complete = interruption.signal is None
