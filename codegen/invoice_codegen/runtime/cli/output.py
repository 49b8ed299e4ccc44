"""Standard output, standard error and output files of the commands.

A terminal gets colours unless `NO_COLOR` or `TERM=dumb` is set. A pipe gets plain UTF-8; `FORCE_COLOR` adds colours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from ..bulk.atomic import atomic_write, write_all
from ..i18n.message import Message
from ..i18n.printable import shown
from .exit_codes import USAGE_ERROR
from .language import language

STANDARD_OUTPUT = "-"
"""Name of standard output in options."""
_clear: list[Callable[[], object]] = []
"""What clears a line that a terminal shows only for now."""


@contextmanager
def clearing(clear: Callable[[], object]) -> Iterator[None]:
    """Call a function before anything is printed."""
    _clear.append(clear)
    try:
        yield
    finally:
        _clear.remove(clear)


def print_text(text: str | bytes) -> None:
    """Write text as it is to standard output; bytes are UTF-8 without colours."""
    if not text:
        return
    for clear in _clear:
        clear()
    if isinstance(text, str) and sys.stdout.isatty():
        click.echo(text if wants_colour(sys.stdout) else click.unstyle(text), nl=False, color=True)
        return
    if isinstance(text, str):
        text = _encode(text if wants_colour(sys.stdout) else click.unstyle(text))
    write_all(sys.stdout.buffer, text)


def print_problem(problem: str | Exception) -> None:
    """Write one line to standard error, in the language of the command."""
    text = problem_text(problem)
    for clear in _clear:
        clear()
    click.echo(f"invoice-apis: {text}", err=True)


def problem_text(problem: str | Exception) -> str:
    """A message, or that of an exception, in the language of the command."""
    message = problem_message(problem)
    return message.text(language()) if isinstance(message, Message) else message


def problem_message(problem: str | Exception) -> str:
    """A message, or that of an exception, in any language; other texts as they are."""
    if isinstance(problem, Exception):
        return problem.args[0] if problem.args and isinstance(problem.args[0], str) else str(problem)
    return problem


@contextmanager
def open_output(path: Path | None) -> Iterator[Callable[[str | bytes], object]]:
    """A function that writes to a file, or to standard output for None.

    The file appears when it is complete. Exits the command when it can't be written.
    """
    if path is None:
        yield print_text
        return
    with open_file(path) as file:
        yield lambda text: file.write(text if isinstance(text, bytes) else _encode(click.unstyle(text)))


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears when it is complete, or standard output for `-`. Exits the command when it can't be written."""
    if str(path) == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with atomic_write(path) as file:
            yield file
    except BrokenPipeError:  # whoever reads a pipe has enough, as of standard output
        raise
    except OSError as error:
        print_problem(f"{shown(str(path))}: {error.strerror or error}")
        sys.exit(USAGE_ERROR)


def wants_colour(stream: TextIO) -> bool:
    """Whether text for this stream may have colours, by the environment and the stream."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
