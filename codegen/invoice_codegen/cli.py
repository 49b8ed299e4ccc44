"""The command `invoice-codegen`."""

from __future__ import annotations

import dataclasses
import io
import json
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from . import __version__
from .command_line import (
    counted,
    except_option,
    fail,
    output_option,
    package_option,
    reports_problems,
    schemas_option,
)
from .diff_command import diff_command
from .docs_command import PAGES as PAGES
from .docs_command import docs_command
from .import_command import import_command
from .runtime.cli.click_classes import Group
from .runtime.i18n.message import Message
from .runtime.i18n.suggest import unknown_name
from .schemas_command import schemas_command
from .site_command import site_command
from .terminal import clear_progress, print_table, show_progress

if TYPE_CHECKING:
    from .ir import Api
    from .package_name import PackageName


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-codegen")
def main() -> None:
    """Generate one Python package from contracts of invoice APIs.

    \b
    A contract is a folder, schemas/<api>/: openapi.yaml, documented.yaml, ledger.yaml, samples/.
    'invoice-codegen docs' documents its language.

    \b
    Usual steps:
      invoice-codegen new my_api       start a contract
      invoice-codegen import DOC api   or make it of a vendor's OpenAPI document
      invoice-codegen rows my_api      write the rows that its page lacks
      invoice-codegen check            list the problems of all contracts
      invoice-codegen generate         write the package
      invoice-codegen summary          validate the samples with the package
      invoice-codegen diff HEAD:schemas  say what changed, and what breaks
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


def _chosen(schemas: Path, names: Sequence[str], left_out: Sequence[str]) -> set[str] | None:
    """The names of the APIs that a command is about; None for all. Exits the command for a name without a folder."""
    from .pipeline import api_folders

    if not names and not left_out:
        return None
    known = [folder.name for folder in api_folders(schemas)]
    for name in (*names, *left_out):
        if name not in known:
            fail(f"{schemas}: {unknown_name(Message('API'), name, known)}")
    chosen = set(names or known) - set(left_out)
    if not chosen:
        fail("--except leaves no API")
    return chosen


main.add_command(import_command)
main.add_command(diff_command)
main.add_command(docs_command)
main.add_command(schemas_command)
main.add_command(site_command)


@main.command()
@click.argument("apis", metavar="[API]...", nargs=-1)
@schemas_option
@except_option
@reports_problems
def check(apis: tuple[str, ...], schemas: Path, left_out: tuple[str, ...]) -> None:
    """List the problems of contracts; write nothing.

    Without a name, all contracts are checked.

    Checks YAML, references, OpenAPI, extensions, names and patterns, compares the contract with the vendor's pages, and
    validates every sample and case.
    """
    from .pipeline import read_apis

    found = read_apis(schemas, show_progress, _chosen(schemas, apis, left_out))
    clear_progress()
    click.echo(f"{counted(len(found), 'contract')}, no problems: {', '.join(api.name for api in found)}")
    _print_aside(found)


def _print_aside(apis: Iterable[Api]) -> None:
    from .parse.aside import said
    from .problem import printable

    for api in apis:
        if api.aside:
            click.echo(printable(f"{api.name}: {said(api.aside)}"))


@main.command()
@schemas_option
@output_option
@package_option
@except_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; print a diff and exit 1 if files are stale.")
@click.option("--summary", "with_summary", is_flag=True, help="Then validate the samples, as 'summary' does.")
@reports_problems
def generate(
    schemas: Path,
    output: Path,
    package: PackageName,
    left_out: tuple[str, ...],
    only_check: bool,
    with_summary: bool,
) -> None:
    """Write the package; if there is a problem, write nothing."""
    from . import output as trees
    from . import pipeline

    if only_check and with_summary:
        raise click.UsageError("--check writes nothing and --summary reads what was written: give one of them")
    trees.check_place(output, schemas)
    generated = pipeline.generate(schemas, show_progress, _chosen(schemas, (), left_out), package)
    clear_progress()
    if only_check:
        _print_diff(trees.diff(generated.files, output), output)
        return
    changed = trees.write(generated.files, output)
    click.echo(f"{output}: {len(generated.files)} files, {changed or 'none'} changed")
    _print_aside(generated.apis)
    if with_summary:
        _print_summary(generated.apis, schemas, output, package)


def _print_diff(diff: Iterable[str], output: Path) -> None:
    lines = list(diff)
    if lines:
        click.echo("\n".join(lines))
        click.echo(f"invoice-codegen: {output} is stale; run 'invoice-codegen generate'", err=True)
        sys.exit(1)


def _print_summary(apis: Sequence[Api], schemas: Path, output: Path, package: PackageName) -> NoReturn:
    from .summary import HEADER, summarize

    show_progress("validating the samples")
    result = summarize(apis, schemas, output, package)
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
    from .lower import with_scans
    from .pipeline import read_api
    from .problem import ContractError

    _chosen(schemas, (api,), ())
    api_ir, problems = read_api(schemas / api)
    if api_ir is None:
        raise ContractError(problems)
    is_unicode = "utf" in (sys.stdout.encoding or "").lower()
    click.echo(json.dumps(dataclasses.asdict(with_scans(api_ir)), ensure_ascii=not is_unicode, indent=2, default=str))


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


@main.command()
@click.argument("api")
@schemas_option
@reports_problems
def rows(api: str, schemas: Path) -> None:
    """Write the rows that documented.yaml of API lacks.

    They repeat what openapi.yaml says: compare each with the vendor's page, and give the table and the number that it has
    there.
    """
    from .scaffold.rows import add_rows

    _chosen(schemas, (api,), ())
    file, count = schemas / api / "documented.yaml", add_rows(schemas / api)
    click.echo(
        f"{file}: {counted(count, 'row')} added; compare them with the vendor's page"
        if count
        else f"{file}: no row is missing"
    )


@main.command()
@schemas_option
@output_option
@package_option
@reports_problems
def summary(schemas: Path, output: Path, package: PackageName) -> None:
    """Validate the documented samples with the written package."""
    from .pipeline import read_apis

    _print_summary(read_apis(schemas, show_progress), schemas, output, package)


@main.command()
@click.argument("version")
@schemas_option
@output_option
@package_option
@reports_problems
def release(version: str, schemas: Path, output: Path, package: PackageName) -> None:
    """Release the package as VERSION, and write it.

    VERSION must be higher than the last release. If the package changes afterwards, it gets a local version.
    """
    from . import output as trees
    from . import pipeline
    from .emit import versioned
    from .release import Release, is_version, read_release, write_release

    if not is_version(version):
        fail(f"{version!r} is not a version; give three numbers such as 1.4.0")
    trees.check_place(output, schemas)
    generated = pipeline.generate(schemas, show_progress, package=package)
    clear_progress()
    new, last = Release(version, generated.digest), read_release(schemas)
    if not new.may_follow(last):
        if last.next:
            fail(f"release.toml announces {last.next}; give that or a higher version")
        fail(f"{last.version} is the last release; give a higher version")
    write_release(new, schemas)
    trees.write(generated.files | versioned(version, package), output)
    click.echo(f"{output}: {version} is released; add it to CHANGELOG.md")
