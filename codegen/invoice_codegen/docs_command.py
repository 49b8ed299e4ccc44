"""The command `invoice-codegen docs`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_line import FOLDER, counted, package_option, reports_problems, schemas_option
from .terminal import clear_progress, show_progress

if TYPE_CHECKING:
    from .package_name import PackageName

PAGES = ("contracts", "forms", "webhooks", "evidence", "importing", "adding-an-api")


@click.command("docs")
@click.argument("page", type=click.Choice(PAGES), default=PAGES[0])
@click.option("--site", type=FOLDER, help="Write the sources of the reference site to this folder instead, for Sphinx.")
@schemas_option
@package_option
@reports_problems
def docs_command(page: str, site: Path | None, schemas: Path, package: PackageName) -> None:
    """Print a page for authors of contracts, as Markdown.

    \b
    contracts      the language of openapi.yaml: what is supported, and every x-sdk- word
    forms          how values become text in forms and in the query
    evidence       documented.yaml, ledger.yaml, samples/ and cases/
    importing      from a vendor's OpenAPI document
    adding-an-api  a tutorial
    """
    if site is not None:
        _write_site(site, schemas, package)
        return
    here = Path(__file__).parent
    places = (here / "docs", here.parent / "docs")  # of an installed wheel, of a checkout
    click.echo(next(file for place in places if (file := place / f"{page}.md").is_file()).read_text("utf-8"), nl=False)


def _write_site(folder: Path, schemas: Path, package: PackageName) -> None:
    from .emit.site import site
    from .output import check_place, write
    from .pipeline import read_apis

    check_place(folder, schemas)
    readme = schemas.parent / "README.zh-CN.md"
    apis = read_apis(schemas, show_progress)
    files = site(apis, package, readme.read_text("utf-8") if readme.is_file() else "")
    clear_progress()
    write(files, folder)
    click.echo(f"{folder}: {counted(len(files), 'file')}; build them with sphinx-build")
