"""The command `invoice-codegen import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .command_line import counted, reports_problems, schemas_option


@click.command("import")
@click.argument("document", metavar="DOC", type=click.Path(path_type=Path))
@click.argument("api", required=False)
@click.option("--list", "only_list", is_flag=True, help="List all operations and what a contract can say of them.")
@click.option("--operations", multiple=True, metavar="A,B", help="Operations by operationId; webhooks also by name.")
@click.option("--tag", "tags", multiple=True, help="Operations with this tag.")
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="GLOB",
    help="Operations by path ('/v1/invoices*'), webhooks by name; '**' for all.",
)
@click.option("--server", metavar="URL", help="The server, if the document names none.")
@click.option("--allow-incomplete", is_flag=True, help="Exit with 0 if something was degraded or left out.")
@schemas_option
@reports_problems
def import_command(
    document: Path,
    api: str | None,
    only_list: bool,
    operations: tuple[str, ...],
    tags: tuple[str, ...],
    paths: tuple[str, ...],
    server: str | None,
    allow_incomplete: bool,
    schemas: Path,
) -> None:
    """Make a contract of a vendor's OpenAPI document.

    DOC is of OpenAPI 3.0 or 3.1, in JSON or YAML. Writes a folder that `check` accepts, with the operations that the options
    choose, webhooks among them. What a contract can't say is degraded without losing a digit, or left out: a line of the report and an entry of
    ledger.yaml name each such part, and the exit code is 3.
    """
    from .importing.command import import_api, overview
    from .pipeline import read_contracts

    if only_list:
        rows, total = overview(document, server)
        _print_columns(rows)
        click.echo(total)
        return
    names = tuple(name for names in operations for name in names.split(",") if name)
    if api is None or not (names or tags or paths):
        raise click.UsageError("give the name of the API, and --operations, --tag or --path; or --list")
    done = import_api(document, api, schemas, (names, tags, paths), server, read_contracts)
    lines = done.lines()
    click.echo("\n".join([*lines, f"{done.folder}: {counted(len(done.draft.calls), 'operation')}"]))
    if not done.is_complete and not allow_incomplete:
        sys.exit(3)


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    for first, second, last in rows:
        click.echo(f"{first.ljust(widths[0])}  {second.ljust(widths[1])}  {last}")
