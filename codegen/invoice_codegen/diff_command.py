"""The command `invoice-codegen diff`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_line import reports_problems, schemas_option

if TYPE_CHECKING:
    from .changes.change import Change
    from .ir import Api


@click.command("diff")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True,
    help="Markdown is for a changelog.",
)  # fmt: skip
@click.option(
    "--since-release", is_flag=True, help="Compare with the last release; exit 1 if 'next' in release.toml is too low."
)
@schemas_option
@reports_problems
def diff_command(old: str | None, new: str | None, form: str, since_release: bool, schemas: Path) -> None:
    """Say what changed between two versions of contracts.

    Exits with 1 if something breaks.

    OLD and NEW are folders of contracts, folders of one API, or revisions of git as in 'HEAD~1:schemas'. NEW is the folder
    of contracts if you don't give it.

    \b
    breaking  a request that was taken is refused, a reply is an error, or a name is gone
    drift     a reply that is documented on one side is drift on the other
    added     a request that was refused is taken, or a name is new
    """
    from .changes.change import step, stepped
    from .changes.report import FORMATS
    from .release import read_release

    if since_release == (old is not None):
        raise click.UsageError("give OLD, or --since-release")
    released = read_release(schemas)
    source = _last_release(schemas, released.digest) if since_release else old
    if source is None:
        return
    repository = schemas if since_release else Path()
    changes = _changes(source, new or str(schemas), repository)
    by = step(changes, released.version)
    least = stepped(released.version, by)
    click.echo(FORMATS[form](changes, by, least))
    is_breaking = any(change.level == "breaking" for change in changes)
    if not since_release:
        sys.exit(1 if is_breaking else 0)
    if is_breaking and not released.announces(least):
        message = f'{least} is the least next version after a breaking change: write next = "{least}"'
        click.echo(f"invoice-codegen: {message} into {schemas / 'release.toml'}", err=True)
        sys.exit(1)


def _last_release(schemas: Path, digest: str) -> str | None:
    from .changes.sources import last_release

    if not digest:
        click.echo("nothing is released yet")
        return None
    source = last_release(schemas)
    if source is None:
        click.echo("git does not know the last release here; nothing is compared", err=True)
    return source


def _changes(old: str, new: str, repository: Path) -> list[Change]:
    from .changes.compare import compare
    from .changes.sources import folders

    with folders(old, repository) as before, folders(new, repository) as after:
        both_single = before.is_single and after.is_single
        return compare(_read(before.folders, after.folders[0].name if both_single else None), _read(after.folders))


def _read(found: Sequence[Path], name: str | None = None) -> list[Api]:
    """The APIs of these folders. Two contracts that are given one by one are one API, whatever their folders are called."""
    from .pipeline import read_unverified
    from .problem import ContractError

    read = [read_unverified(folder, name) for folder in found]
    if problems := [problem for _, of_api in read for problem in of_api]:
        raise ContractError(problems)
    return [api for api, _ in read if api is not None]
