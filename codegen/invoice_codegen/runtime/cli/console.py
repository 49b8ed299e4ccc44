"""Where a command writes: a terminal in colours, a pipe, or a file that appears when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..bulk.atomic import atomic_write, write_all
from ..i18n.printable import escape_unprintable

CAN_NOT_WRITE = 2


@contextmanager
def writer(output: Path | None) -> Iterator[Callable[[str], object]]:
    """A function that writes text, to standard output for None. Ends the command when a file can't be written."""
    if output is None:
        yield _print
        return
    try:
        with atomic_write(output) as file:
            yield lambda text: file.write(_plain(text))
    except OSError as error:
        tell_problem(f"{escape_unprintable(str(output))}: {error.strerror}")
        sys.exit(CAN_NOT_WRITE)


def tell_problem(line: str) -> None:
    """One line on standard error."""
    click.echo(f"invoice-apis: {line}", err=True)


def _print(text: str) -> None:
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        click.echo(text, nl=False)
    elif text:
        write_all(sys.stdout.buffer, _plain(text))


def _plain(text: str) -> bytes:
    """Without colours, in UTF-8, whatever the terminal takes."""
    return click.unstyle(text).encode("utf-8", "backslashreplace")
