"""The command `invoice-apis`."""

from __future__ import annotations

import io
import sys

import click

from .call import call


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    except OSError as error:
        click.echo(f"invoice-apis: port {port}: {error.strerror}", err=True)
        sys.exit(2)


main.add_command(call)
