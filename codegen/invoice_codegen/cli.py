"""The command `invoice-codegen`."""

from __future__ import annotations

import dataclasses
import io
import json
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from . import __version__
from .runtime.cli.click_classes import Group
from .runtime.i18n.message import Message
from .runtime.i18n.suggest import unknown_name
from .terminal import clear_progress, print_table, show_progress

if TYPE_CHECKING:
    from .ir import Api

P = ParamSpec("P")
R = TypeVar("R")
FOLDER = click.Path(file_okay=False, path_type=Path)

schemas_option = click.option(
    "--schemas", type=FOLDER, default="schemas", show_default=True, help="Folder of contracts, one folder per API."
)
output_option = click.option(
    "--output",
    type=FOLDER,
    default="generated",
    show_default=True,
    help="Folder of the emitted package; other files in it are removed.",
)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-codegen")
def main() -> None:
    """Generate one Python package from contracts of invoice APIs.

    \b
    A contract is a folder, schemas/<api>/: openapi.yaml, documented.yaml, ledger.yaml, samples/.
    codegen/docs/contracts.md documents its language.

    \b
    Usual steps:
      invoice-codegen new my_api       start a contract
      invoice-codegen import DOC api   or make it of a vendor's OpenAPI document
      invoice-codegen check            list the problems of all contracts
      invoice-codegen generate         write the package
      invoice-codegen summary          validate the samples with the package
      invoice-codegen release 1.4.0    give the package this version

    \b
    Exit codes: 0 success, 1 stale output or an invalid sample, 2 a problem in a contract or a usage error, 3 an import
    that degraded or left out something.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # if the encoding has no Chinese, write escapes
            stream.reconfigure(errors="backslashreplace")
    before = signal.signal(signal.SIGTERM, _terminate)
    click.get_current_context().call_on_close(lambda: signal.signal(signal.SIGTERM, before))


def _terminate(*signalled: object) -> NoReturn:
    """Exit as Ctrl-C does, so that temporary folders are removed."""
    sys.exit(128 + signal.SIGTERM)


def reports_problems(command: Callable[P, R]) -> Callable[P, R]:
    """Print the problems of contracts and errors of the disk, and exit with code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from .problem import ContractError

        try:
            return command(*args, **kwargs)
        except ContractError as error:
            clear_progress()
            click.echo(str(error), err=True)
            _fail(f"{_counted(len(error.problems), 'problem')}; nothing was written")
        except BrokenPipeError:
            raise
        except OSError as error:
            clear_progress()
            _fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))

    return run


def _fail(message: str) -> NoReturn:
    click.echo(f"invoice-codegen: {message}", err=True)
    sys.exit(2)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


@main.command()
@schemas_option
@reports_problems
def check(schemas: Path) -> None:
    """List the problems of all contracts; write nothing.

    Checks YAML, references, OpenAPI, extensions, names and patterns, compares the contract with the vendor's pages, and
    validates every sample and case.
    """
    from .pipeline import read_apis

    apis = read_apis(schemas, show_progress)
    clear_progress()
    click.echo(f"{_counted(len(apis), 'contract')}, no problems: {', '.join(api.name for api in apis)}")


@main.command()
@schemas_option
@output_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; print a diff and exit 1 if files are stale.")
@click.option("--summary", "with_summary", is_flag=True, help="Then validate the samples, as 'summary' does.")
@reports_problems
def generate(schemas: Path, output: Path, only_check: bool, with_summary: bool) -> None:
    """Write the package; if there is a problem, write nothing."""
    from . import output as trees
    from . import pipeline

    if only_check and with_summary:
        raise click.UsageError("--check writes nothing and --summary reads what was written: give one of them")
    trees.check_place(output, schemas)
    package = pipeline.generate(schemas, show_progress)
    clear_progress()
    if only_check:
        _print_diff(trees.diff(package.files, output), output)
        return
    changed = trees.write(package.files, output)
    click.echo(f"{output}: {len(package.files)} files, {changed or 'none'} changed")
    if with_summary:
        _print_summary(package.apis, schemas, output)


def _print_diff(diff: Iterable[str], output: Path) -> None:
    lines = list(diff)
    if lines:
        click.echo("\n".join(lines))
        click.echo(f"invoice-codegen: {output} is stale; run 'invoice-codegen generate'", err=True)
        sys.exit(1)


def _print_summary(apis: Sequence[Api], schemas: Path, output: Path) -> NoReturn:
    from .summary import HEADER, summarize

    show_progress("validating the samples")
    result = summarize(apis, schemas, output)
    clear_progress()
    print_table(HEADER, result.rows)
    click.echo(str(result.opinion))
    sys.exit(0 if result.ok else 1)


@main.command()
@click.argument("api")
@schemas_option
@reports_problems
def show(api: str, schemas: Path) -> None:
    """Print the intermediate representation of API as JSON."""
    from .pipeline import api_folders, read_api
    from .problem import ContractError

    names = [folder.name for folder in api_folders(schemas)]
    if api not in names:
        _fail(f"{schemas}: {unknown_name(Message('API'), api, names)}")
    api_ir, problems = read_api(schemas / api)
    if api_ir is None:
        raise ContractError(problems)
    is_unicode = "utf" in (sys.stdout.encoding or "").lower()
    click.echo(json.dumps(dataclasses.asdict(api_ir), ensure_ascii=not is_unicode, indent=2, default=str))


@main.command()
@click.argument("api")
@schemas_option
@reports_problems
def new(api: str, schemas: Path) -> None:
    """Start a contract: write a commented folder for API.

    The new contract has no problems: `check` and `generate` accept it as it is.
    """
    from .scaffold import start

    folder = start(api, schemas)
    click.echo(
        f"{folder}: edit openapi.yaml, documented.yaml, ledger.yaml and samples/, then run 'invoice-codegen check'"
    )


@main.command("import")
@click.argument("document", metavar="DOC", type=click.Path(path_type=Path))
@click.argument("api", required=False)
@click.option("--list", "only_list", is_flag=True, help="List all operations and what a contract can say of them.")
@click.option("--operations", multiple=True, metavar="A,B", help="Operations by operationId.")
@click.option("--tag", "tags", multiple=True, help="Operations with this tag.")
@click.option(
    "--path", "paths", multiple=True, metavar="GLOB", help="Operations by path: '/v1/invoices*', '/**' for all."
)
@click.option("--server", metavar="URL", help="The server, if the document names none.")
@click.option("--allow-incomplete", is_flag=True, help="Exit with 0 if something was degraded or left out.")
@schemas_option
@reports_problems
def import_(
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
    """Make the contract API of DOC, a vendor's OpenAPI document (3.0 or 3.1, JSON or YAML).

    Writes a folder that `check` accepts, with the operations that the options choose. What a contract can't say is degraded
    without losing a digit, or left out: a line of the report and an entry of ledger.yaml name each such part, and the exit
    code is 3.
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
    click.echo("\n".join([*lines, f"{done.folder}: {_counted(len(done.draft.calls), 'operation')}"]))
    if not done.is_complete and not allow_incomplete:
        sys.exit(3)


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    for first, second, last in rows:
        click.echo(f"{first.ljust(widths[0])}  {second.ljust(widths[1])}  {last}")


@main.command()
@schemas_option
@output_option
@reports_problems
def summary(schemas: Path, output: Path) -> None:
    """Validate the documented samples with the written package."""
    from .pipeline import read_apis

    _print_summary(read_apis(schemas, show_progress), schemas, output)


@main.command()
@click.argument("version")
@schemas_option
@output_option
@reports_problems
def release(version: str, schemas: Path, output: Path) -> None:
    """Release the package as VERSION, and write it.

    VERSION must be higher than the last release. If the package changes afterwards, it gets a local version.
    """
    from . import output as trees
    from . import pipeline
    from .emit import versioned
    from .release import Release, is_version, read_release, write_release

    if not is_version(version):
        _fail(f"{version!r} is not a version; give three numbers such as 1.4.0")
    trees.check_place(output, schemas)
    package = pipeline.generate(schemas, show_progress)
    clear_progress()
    new, last = Release(version, package.digest), read_release(schemas)
    if not new.may_follow(last):
        _fail(f"{last.version} is the last release; give a higher version")
    write_release(new, schemas)
    trees.write(package.files | versioned(version), output)
    click.echo(f"{output}: {version} is released; add it to CHANGELOG.md")
