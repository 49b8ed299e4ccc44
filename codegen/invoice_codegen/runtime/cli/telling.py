"""Text for people on standard output, in whichever language."""

from __future__ import annotations

import sys
from typing import get_args

import click

from ..i18n.message import Lang

LANG = click.option(
    "--lang", type=click.Choice(get_args(Lang)), default="en", show_default=True, help="The language of what is told."
)


def tell(text: str) -> None:
    """Print a text; what goes into a pipe or a file is UTF-8, whatever the terminal takes."""
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8", "backslashreplace"))
