"""The command `invoice-codegen docs`."""

from __future__ import annotations

from pathlib import Path

import click

from .command_line import reports_problems

PAGES = ("contracts", "forms", "webhooks", "evidence", "importing", "editors", "adding-an-api")


@click.command("docs")
@click.argument("page", type=click.Choice(PAGES), default=PAGES[0])
@reports_problems
def docs_command(page: str) -> None:
    """Print a page for authors of contracts, as Markdown.

    \b
    contracts      the language of openapi.yaml: what is supported, and every x-sdk- word
    forms          how values become text in forms and in the query
    evidence       documented.yaml, ledger.yaml, samples/ and cases/
    importing      from a vendor's OpenAPI document
    editors        completion and marks in editors
    adding-an-api  a tutorial
    """
    here = Path(__file__).parent
    places = (here / "docs", here.parent / "docs")  # of an installed wheel, of a checkout
    click.echo(next(file for place in places if (file := place / f"{page}.md").is_file()).read_text("utf-8"), nl=False)
