"""The command `invoice-apis`."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from ..version import __version__

COMMANDS = ("call", "contracts", "describe", "detect", "drift", "example", "sandbox", "schema", "validate")
"""Each in a module of its name, loaded when it is asked for: what a command does not need it does not wait for."""
READER_LEFT, CAN_NOT_WRITE, INTERRUPTED = 1, 2, 130


class _Command(click.Group):
    """Ends without a traceback when Ctrl-C comes, the reader of a pipe goes away, or the disk is full."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def make_context(self, *words: Any, **extra: Any) -> click.Context:
        """Read the options; some print, such as `--help`."""
        with _ending():
            return super().make_context(*words, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand."""
        with _ending():
            return super().invoke(ctx)


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python complains once more at its end
        if error.errno == errno.EPIPE:
            sys.exit(READER_LEFT)
        click.echo(f"invoice-apis: standard output: {error.strerror}", err=True)
        sys.exit(CAN_NOT_WRITE)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-apis")
def main() -> None:
    """Hold payloads of invoice APIs against what their vendors document, call the APIs, and serve them from a sandbox.

    \b
    A first try, without any account:
      invoice-apis contracts                 what there is
      invoice-apis detect FILE               which contract a payload fits
      invoice-apis validate ID FILE...       what departs from a contract, and where
      invoice-apis describe ID               what the vendor documents of a payload
      invoice-apis sandbox                   a local server that answers as the vendors document
      invoice-apis call API OPERATION -h     what a call takes

    \b
    Exit codes: 0 fine; 1 findings, or the service refused or did not answer; 2 wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # where a pipe takes only Latin letters, Chinese goes as escapes
            stream.reconfigure(errors="backslashreplace")
