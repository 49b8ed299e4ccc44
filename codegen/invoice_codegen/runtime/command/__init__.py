"""The command `invoice-apis`."""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from .call import PACKAGE, call

INTERRUPTED = 130


class _Command(click.Group):
    """Ends without a traceback when Ctrl-C comes, the reader of a pipe goes away, or the disk is full."""

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


@main.command()
def contracts() -> None:
    """Print the ids of all contracts, one per line."""
    from ..contract import contracts as all_contracts

    for contract in all_contracts():
        click.echo(contract.id)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; a free one unless told.")
@click.option("--rows", type=click.IntRange(0), default=3, show_default=True, help="Records that each list holds.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other records.")
@click.option("--fault", "faults", multiple=True, metavar="NAME[=VALUE]", help="A fault to show; may be repeated.")
def sandbox(port: int, rows: int, seed: int, faults: tuple[str, ...]) -> None:
    """Serve all APIs on this machine as their vendors document them, until Ctrl-C.

    Prints one line of JSON when it is ready: the address, and made-up credentials for each API.
    """
    from ..errors import ConfigurationError

    try:
        from ..sandbox import main as serve

        serve(port=port, rows=rows, faults=faults, seed=seed)
    except (ConfigurationError, ValueError) as error:
        click.echo(f"invoice-apis: {error}", err=True)
        sys.exit(2)


main.add_command(call)
