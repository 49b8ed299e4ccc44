"""`invoice-apis export ID FILE... --output FILE`: records as a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import click

from ..bulk.accepted import AcceptedRun
from ..bulk.job import ChunkResult, Job, ReportOptions
from ..bulk.report import BulkReport, documents_text
from ..bulk.sources import Source
from ..contract import Contract
from ..errors import ConfigurationError
from ..i18n.message import Message, MessageOptions
from ..i18n.printable import shown
from ..tables.formats import FORMATS, Writer, format_of, get_writer
from ..tables.options import Headers, Options, Sensitive
from ..tables.table import Row, Table
from .click_classes import Choice
from .exit_codes import USAGE_ERROR
from .inputs import find_sources, open_rejects
from .language import lang_option, language
from .options import REJECTS, at_option, contract_argument, files_argument, get_contract, input_format_option
from .output import STANDARD_OUTPUT, open_file, print_problem, problem_text

HINTS = 3
"""Hints at the end of an export, after which no more are looked for."""
REJECTED = 1
"""Exit code when documents were rejected."""


@click.command()
@contract_argument
@files_argument
@input_format_option
@at_option
@click.option("--lines", is_flag=True, help="One row per line of a record, such as a line of an invoice.")
@click.option("--rows", metavar="POINTER", help="The list whose items are the records, such as /data/*/invoiceList.")
@click.option(
    "--headers",
    type=Choice(get_args(Headers)),
    help="Titles in English or Chinese, or wire names.  [default: by --lang for xlsx and csv, else wire]",
)
@click.option(
    "--sensitive",
    type=Choice(get_args(Sensitive)),
    default="mask",
    show_default=True,
    help="Mask sensitive values, show them, or leave out their columns.",
)
@click.option("--unknown", is_flag=True, help="Add a column of undocumented members, as JSON.")
@click.option("--rejects", type=REJECTS, help="Write rejected documents to FILE, as NDJSON.")
@click.option("--format", "form", type=Choice(list(FORMATS)), help="Format of the table.  [default: by suffix]")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Write to FILE (atomically); csv and ndjson also to standard output, which is -.",
)
@lang_option
def export(
    contract_id: str,
    files: Sequence[str],
    is_lines: bool | None,
    at: str | None,
    lines: bool,
    rows: str | None,
    headers: Headers | None,
    sensitive: Sensitive,
    unknown: bool,
    rejects: Path | None,
    form: str | None,
    output: Path,
) -> None:
    """Write payloads as a table: xlsx, csv, parquet, arrow or ndjson.

    A row is a record: an item of the list in a response, or the payload itself. Files are those of `validate`. Documents
    with errors are counted and left out; so are failures.

    \b
    Exit codes: 0 success, 1 documents were rejected, 2 usage error.
    """
    contract = get_contract(contract_id)
    form, write = _writer(form, output)
    names: Headers = headers or (language() if FORMATS[form].is_for_people else "wire")
    table = _create_table(contract, Options(lines, rows, names, language(), sensitive, unknown))
    is_file = str(output) != STANDARD_OUTPUT
    sources, problems = find_sources(files, is_lines, output if is_file else None, rejects)
    options = ReportOptions(MessageOptions(language(), sensitive == "show"), listed=("error",))
    job = Job(contract.id, "", "error", options, bool(rejects), at)
    with open_rejects(sources, rejects) as (write_rejects, observe):
        observed = _Observed(observe)
        run = AcceptedRun(contract, job, write_rejects, observed.add)
        counted = _Counted(_rows(table, run, sources, problems))
        _write(write, table, counted, output, FORMATS[form].is_stream)
    _print_end(table, run.report, counted.count, output, rejects, observed)
    sys.exit(USAGE_ERROR if problems else REJECTED if run.report.rejected else 0)


def _writer(form: str | None, output: Path) -> tuple[str, Writer]:
    try:
        form = form or format_of(output)
        return form, get_writer(form)
    except ConfigurationError as error:
        print_problem(error)
        sys.exit(USAGE_ERROR)


def _create_table(contract: Contract, options: Options) -> Table:
    try:
        return Table(contract, options)
    except (LookupError, ValueError) as error:
        raise click.UsageError(problem_text(error)) from None


def _write(write: Writer, table: Table, rows: Iterator[Row], output: Path, is_stream: bool) -> None:
    try:
        with open_file(output) as file:
            if not is_stream and (str(output) == STANDARD_OUTPUT or not file.seekable()):
                raise ValueError(
                    Message("only csv and ndjson can be written to standard output or a pipe: name a file")
                )
            write(table, rows, file)
    except ValueError as error:  # more columns than a format has
        print_problem(error)
        sys.exit(USAGE_ERROR)


def _rows(table: Table, run: AcceptedRun, sources: Sequence[Source], problems: list[str | Exception]) -> Iterator[Row]:
    """Rows of all sources. One that can't be read, such as for a missing library, is a problem."""
    for source in sources:
        try:
            for value in run.values(source):
                yield from table.rows(value)
        except ConfigurationError as error:
            problems.append(error)
            print_problem(error)
    if not run.report.documents and not problems:
        print_problem(Message("there was no document to export"))


class _Counted:
    """Counts rows."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        row = next(self._rows)
        self.count += 1
        return row


class _Observed:
    """Observes results, and prints why a source could not be read to its end."""

    def __init__(self, observe: Callable[[ChunkResult], None]) -> None:
        self._observe = observe
        self.unread = 0
        """Sources that were not read to their end."""
        self.hints: list[str] = []
        """What is wrong with whole documents."""

    def add(self, result: ChunkResult) -> None:
        """Observe a result."""
        failed = [unit for unit in result.units if unit.finding.keyword == "input"]
        self._observe(result._replace(units=failed))
        self.unread += len(failed)
        for unit in failed:
            print_problem(f"{unit.source}:{unit.line}: {unit.finding.message}")
        if len(self.hints) < HINTS:
            self.hints += [hint for hint in result.hints if hint not in self.hints]


def _print_end(
    table: Table, report: BulkReport, rows: int, output: Path, rejects: Path | None, observed: _Observed
) -> None:
    """Print what was written, and what the table does not show."""
    rejected = report.rejected - observed.unread  # no document was rejected where one could not be read
    end = Message(
        "{name}: {rows}, {columns}; {documents}, {rejected} rejected, {failed} failed",
        name=shown(output.name),
        rows=Message("1 row") if rows == 1 else Message("{count} rows", count=f"{rows:,}"),
        columns=_columns(len(table.columns)),
        documents=documents_text(report.documents - observed.unread),
        rejected=f"{rejected:,}",
        failed=f"{report.failures:,}",
    )
    if observed.unread:
        end = Message("{end}; sources not read to their end: {count}", end=end, count=f"{observed.unread:,}")
    notes = list(table.notes.messages(table.masked, table.omitted))
    notes += [Message("hint: {hint}", hint=hint) for hint in observed.hints]
    if rejected and rejects is None:
        notes.append(Message("'invoice-apis validate' says why documents are rejected; --rejects FILE keeps them"))
    click.echo("\n".join([end.text(language()), *(f"  {note.text(language())}" for note in notes)]), err=True)


def _columns(count: int) -> Message:
    return Message("1 column") if count == 1 else Message("{count} columns", count=f"{count:,}")
