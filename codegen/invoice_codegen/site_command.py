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


@click.command("site")
@click.argument("folder", type=FOLDER)
@schemas_option
@package_option
@click.option("--overview-zh", type=_MARKDOWN, help="A Markdown page that the guides of the Chinese site begin with.")
@reports_problems
def site_command(folder: Path, schemas: Path, package: PackageName, overview_zh: Path | None) -> None:
    """Write the sources of the reference site to FOLDER, for Sphinx.

    The site has all members, codes and ledger entries of the contracts, in English (FOLDER/en) and in Chinese
    (FOLDER/zh). It is built by Sphinx with the packages myst-parser and furo.
    """
    from .emit.site import site
    from .output import check_place, write
    from .pipeline import read_apis

    check_place(folder, schemas)
    apis = read_apis(schemas, show_progress)
    files = site(apis, package, overview_zh.read_text("utf-8") if overview_zh else "")
    clear_progress()
    write(files, folder)
    click.echo(f"{folder}: {counted(len(files), 'file')}")
    click.echo(f"build a language with: pip install sphinx myst-parser furo, then sphinx-build {folder / 'en'} OUT")
