"""The command `invoice-apis`."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from ..i18n.message import Message
from ..scanner import native
from ..version import __version__
from .click_classes import Group
from .exit_codes import USAGE_ERROR
from .streams import open_closed_streams

COMMANDS = (
    "call",
    "completion",
    "contracts",
    "describe",
    "detect",
    "drift",
    "example",
    "export",
    "sandbox",
    "schema",
    "validate",
)
"""Each in a module of its name, imported when it is run."""
CLOSED_PIPE, INTERRUPTED, TERMINATED = 128 + 13, 128 + 2, 128 + 15
"""Exit codes; those above 128 are what a shell gives for the signals SIGPIPE, SIGINT and SIGTERM."""


class _Commands(Group):
    """Exits without a traceback on signals, closed streams and pipes, a full disk, and for want of memory."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program."""
        open_closed_streams()
        with _exit_codes(), _termination():
            return super().main(*args, **kwargs)

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
    except MemoryError:
        _exit_with(Message("there is not enough memory"))
    except OSError as error:
        if error.errno == errno.EPIPE:
            _discard_output(sys.stdout, sys.stderr)
            sys.exit(CLOSED_PIPE)
        _discard_output(sys.stdout)
        _exit_with(Message("standard output: {reason}", reason=error.strerror))


def _exit_with(problem: Message) -> NoReturn:
    from .output import print_problem

    print_problem(problem)
    sys.exit(USAGE_ERROR)


def _discard_output(*streams: Any) -> None:
    """Python flushes the standard streams once more at exit, and would print a second error."""
    for stream in streams:
        with suppress(AttributeError, OSError, ValueError):  # a stream that is no file of the system
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _termination() -> Iterator[None]:
    """Let SIGTERM unwind the program, so that temporary files and the progress line go. Commands may handle it better."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(TERMINATED)

    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


_SCANNER = "scanner: native" if native else "scanner: none, so validation is slower"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="invoice-apis", message=f"%(prog)s, version %(version)s\n{_SCANNER}")
def main() -> None:
    """Validate payloads of invoice APIs, call the APIs, and test against a local sandbox.

    \b
    First steps, without an account:
      invoice-apis contracts                list the contracts
      invoice-apis detect FILE              find the contract of a payload
      invoice-apis validate ID FILE...      list errors with line and column
      invoice-apis describe ID              read the documentation of a payload
      invoice-apis export ID FILE... --output FILE.xlsx   write records as a table
      invoice-apis sandbox                  run a local server to call
      invoice-apis call API OPERATION -h    see the arguments of a call

    \b
    Exit codes: 0 success; 1 findings, or the call failed; 2 usage error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that can't show Chinese gets escapes
            stream.reconfigure(errors="backslashreplace")
