"""Progress and tables on a terminal; in a pipe, plain text without control characters."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

import click


def show_progress(step: str) -> None:
    """Replace the progress line on standard error."""
    if _has_cursor():
        click.echo(f"\r\033[K{step} …", err=True, nl=False)


def clear_progress() -> None:
    """Remove the progress line."""
    if _has_cursor():
        click.echo("\r\033[K", err=True, nl=False)


def _has_cursor() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of numbers; the first column has names."""
    from .runtime.cli.table import table

    for line in table([header, *rows], right=True):
        click.echo(line)
