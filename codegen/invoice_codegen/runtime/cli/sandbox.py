"""`invoice-apis sandbox`: a local server that answers as the vendors document."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from .exit_codes import USAGE_ERROR
from .language import lang_option
from .output import print_problem

ROWS = 237
"""As `invoice_apis.sandbox.Sandbox`: enough for three pages of 100."""


class _WithFaults(click.Command):
    """Lists the faults in its help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and descriptions; nothing without the extra `[sandbox]`."""
        with suppress(ImportError):
            from ..sandbox.faults import FAULTS

            with formatter.section("Faults"):
                formatter.write_dl([(fault.usage, fault.description) for fault in FAULTS])


@click.command(cls=_WithFaults)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; by default any free port.")
@click.option("--rows", type=click.IntRange(0), default=ROWS, show_default=True, help="Records in each list.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed generates other records.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="NAME[=VALUE]",
    help="Simulate a fault of the list below; may be repeated.",
)
@lang_option
def sandbox(port: int, rows: int, seed: int, faults: tuple[str, ...]) -> None:
    """Serve all APIs on this machine until Ctrl-C.

    Responses follow the vendors' documentation. When the server is ready, it prints one line of JSON: its address, and
    generated credentials for each API.
    """
    from ..errors import ConfigurationError

    try:
        from ..sandbox.serve import main as serve

        serve(port=port, rows=rows, faults=faults, seed=seed)
    except (ConfigurationError, ValueError) as error:
        print_problem(error)
        sys.exit(USAGE_ERROR)
