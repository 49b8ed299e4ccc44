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

from ..i18n.message import Message
from ..version import __version__
from .click_classes import Group

COMMANDS = ("call", "contracts", "describe", "detect", "drift", "example", "sandbox", "schema", "validate")
"""Each in a module of its name, imported when it is run."""
CLOSED_PIPE, WRITE_ERROR, INTERRUPTED = 1, 2, 130
"""Exit codes."""


class _Commands(Group):
    """Exits without a traceback on Ctrl-C, when the reader closes the pipe, and when the disk is full."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the options; some print, such as `--help`."""
        with _exit_codes():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _exit_codes():
            return super().invoke(ctx)


@contextmanager
def _exit_codes() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        _discard_output()
        if error.errno == errno.EPIPE:
            sys.exit(CLOSED_PIPE)
        from .output import print_problem

        print_problem(Message("standard output: {reason}", reason=error.strerror))
        sys.exit(WRITE_ERROR)


def _discard_output() -> None:
    """Python flushes standard output once more at exit, and would print a second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-apis")
def main() -> None:
    """Validate payloads of invoice APIs, call the APIs, and test against a local sandbox.

    \b
    First steps, without an account:
      invoice-apis contracts                list the contracts
      invoice-apis detect FILE              find the contract of a payload
      invoice-apis validate ID FILE...      list errors with line and column
      invoice-apis describe ID              read the documentation of a payload
      invoice-apis sandbox                  run a local server to call
      invoice-apis call API OPERATION -h    see the arguments of a call

    \b
    Exit codes: 0 success; 1 findings, or the call failed; 2 usage error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that can't show Chinese gets escapes
            stream.reconfigure(errors="backslashreplace")
