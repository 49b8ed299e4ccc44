"""The command `invoice-codegen site`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_line import FOLDER, counted, package_option, reports_problems, schemas_option
from .terminal import clear_progress, show_progress

if TYPE_CHECKING:
    from .package_name import PackageName

_MARKDOWN = click.Path(exists=True, dir_okay=False, path_type=Path)


def _overview(context: click.Context, parameter: click.Parameter, file: Path | None) -> str:
    """The text of the page; empty without one. Raises BadParameter for a file that is no UTF-8 or can't be read."""
    try:
        return file.read_text("utf-8") if file else ""
    except UnicodeDecodeError:
        raise click.BadParameter(f"{str(file)!r} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise click.BadParameter(f"{str(file)!r}: {error.strerror}") from None


@click.command("site")
@click.argument("folder", type=FOLDER)
@schemas_option
@package_option
@click.option(
    "--overview-zh",
    type=_MARKDOWN,
    callback=_overview,
    help="A Markdown page that the guides of the Chinese site begin with.",
)
@reports_problems
def site_command(folder: Path, schemas: Path, package: PackageName, overview_zh: str) -> None:
    """Write the sources of the reference site to FOLDER, for Sphinx.

    The site has all members, codes and ledger entries of the contracts, in English (FOLDER/en) and in Chinese
    (FOLDER/zh). It is built by Sphinx with the packages myst-parser and furo.
    """
    from .emit.site import site
    from .output import check_place, write
    from .pipeline import read_apis

    check_place(folder, schemas, what="site")
    apis = read_apis(schemas, show_progress)
    files = site(apis, package, overview_zh)
    clear_progress()
    write(files, folder)
    click.echo(f"{folder}: {counted(len(files), 'file')}")
    click.echo(f"build a language with: pip install sphinx myst-parser furo, then sphinx-build {folder / 'en'} OUT")
