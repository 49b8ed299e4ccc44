"""The command `invoice-apis`."""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module
from typing import Any

import click

PACKAGE = __name__.rpartition("._runtime")[0]
COMMANDS = ("call", "contracts", "describe", "detect", "drift", "example", "sandbox", "schema", "validate")
"""Each in a module of its name, loaded when it is asked for: what a command does not need it does not wait for."""
INTERRUPTED = 130


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

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python complains once more at its end
            if error.errno != errno.EPIPE:
                click.echo(f"invoice-apis: standard output: {error.strerror}", err=True)
            sys.exit(1)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(import_module(PACKAGE).__version__, prog_name="invoice-apis")
def main() -> None:
    """Call invoice APIs, and serve them from a local sandbox.

    \b
    A first try, without any account:
      invoice-apis contracts                 what there is
      invoice-apis sandbox                   a local server that answers as the vendors document
      invoice-apis call API OPERATION -h     what a call takes

    \b
    Exit codes: 0 fine, 1 the service refused or did not answer, 2 wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # where a pipe takes only Latin letters, Chinese goes as escapes
            stream.reconfigure(errors="backslashreplace")
