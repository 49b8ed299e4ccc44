"""`invoice-apis sandbox`: a local server that answers as the vendors document."""

from __future__ import annotations

import sys

import click


@click.command()
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
        from ..sandbox.serve import main as serve

        serve(port=port, rows=rows, faults=faults, seed=seed)
    except (ConfigurationError, ValueError) as error:
        click.echo(f"invoice-apis: {error}", err=True)
        sys.exit(2)
