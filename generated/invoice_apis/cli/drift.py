"""`invoice-apis drift ID FILE...`: what the vendor changed, as recorded traffic shows it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from .. import jsontext
from ..bulk.atomic import atomic_write
from ..bulk.drift import Drift, compare
from ..bulk.pool import WorkerDied
from ..bulk.report import BulkReport, Counted, amount
from ..bulk.run import Run
from ..bulk.sources import Source
from ..bulk.worker import Job
from ..contract import Contract
from ..errors import ConfigurationError
from ..i18n.printable import escape_unprintable
from .arguments import contract_of
from .console import CAN_NOT_WRITE, tell_problem
from .inputs import inputs, running
from .telling import tell

NOTHING_NEW, NEW, WRONG_USE = 0, 1, 2
LINES = 100
"""How many findings of a kind are printed; the report has more."""
HEADS = {
    "errors": "Errors",
    "new": "New",
    "known": "Known to the ledger",
    "healed": "Healed: in the earlier report, not seen any more",
}


@click.command()
@click.argument("contract_id", metavar="ID")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--ndjson", is_flag=True, help="A document on each line, whatever the suffix says.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that share NDJSON.")
@click.option(
    "--since",
    metavar="REPORT",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A report that an earlier run wrote: what it has is not new.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report, for a later --since."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def drift(
    contract_id: str,
    files: Sequence[str],
    ndjson: bool,
    jobs: int,
    since: Path | None,
    output: Path | None,
    form: str,
) -> None:
    """Tell what recorded traffic departs in from what the vendor documents: what is new, known, or healed.

    A FILE is what `validate` takes too. Values of sensitive members are never shown.

    \b
    Exit codes: 0 nothing new, 1 new drift or errors, 2 wrong use.
    """
    contract = contract_of(contract_id)
    before = _earlier(since, contract)
    sources, problems = inputs(files, ndjson, output)
    report = _report(contract, sources, jobs, problems)
    found = compare(report, before)
    if output:
        _write(output, found)
    tell(jsontext.write(found.as_json()).decode() if form == "json" else "\n".join(_lines(found)))
    sys.exit(WRONG_USE if problems else NOTHING_NEW if found else NEW)


def _earlier(path: Path | None, contract: Contract) -> BulkReport | None:
    """The earlier report. Ends the command when it is none, or on another contract."""
    if path is None:
        return None
    name = escape_unprintable(str(path))
    try:
        report = BulkReport.from_json(jsontext.read(path.read_bytes()))
    except OSError as error:
        raise click.UsageError(f"{name}: {error.strerror}") from None
    except ValueError:
        raise click.UsageError(
            f"{name}: this is no report; `invoice-apis drift … --output REPORT` writes one"
        ) from None
    if report.contract != contract.id:
        raise click.UsageError(
            f"{name}: this is a report on {escape_unprintable(report.contract)}, not on {contract.id}"
        )
    return report


def _report(contract: Contract, sources: Sequence[Source], jobs: int, problems: list[str]) -> BulkReport:
    with running(contract, Job(contract.id, ""), sources, jobs) as run:
        for source in sources:
            try:
                _judge(run, source)
            except (ConfigurationError, WorkerDied) as error:
                problems.append(str(error))
                tell_problem(str(error))
        return run.report


def _judge(run: Run, source: Source) -> None:
    if not source.is_lines:
        run.document(source)
        return
    for _ in run.lines(source):
        pass


def _write(path: Path, found: Drift) -> None:
    try:
        with atomic_write(path) as file:
            file.write(json.dumps(found.report.as_json(), ensure_ascii=False, indent=1).encode() + b"\n")
    except OSError as error:
        tell_problem(f"{click.format_filename(path)}: {error.strerror}")
        sys.exit(CAN_NOT_WRITE)


def _lines(found: Drift) -> Iterator[str]:
    report = found.report
    yield f"{report.contract}: {amount(report.documents, 'document')}, {report.rejected:,} with errors"
    for name, head in HEADS.items():
        kinds: tuple[Counted, ...] = getattr(found, name)
        if kinds:
            yield f"{head}:"
            yield from (f"  {kind}" for kind in kinds[:LINES])
            if len(kinds) > LINES:
                yield f"  … and {len(kinds) - LINES:,} more kinds"
    if not found.new:
        yield "Nothing new."
    if report.is_capped:
        yield "Some keywords have so many distinct findings that the rest of them is only counted (…)."
