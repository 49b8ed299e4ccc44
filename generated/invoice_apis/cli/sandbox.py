"""`invoice-apis sandbox`: a local server that answers as the vendors document."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from .complete import fault_names
from .exit_codes import USAGE_ERROR
from .language import lang_option, language
from .output import print_problem, print_text

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
    shell_complete=fault_names,
    help="Simulate a fault of the list below; may be repeated.",
)
@click.option(
    "--env", "is_env", is_flag=True, help="Serve in the background, and print shell lines with its variables."
)
@click.option("--session", type=int, hidden=True)
@lang_option
def sandbox(port: int, rows: int, seed: int, faults: tuple[str, ...], is_env: bool, session: int | None) -> None:
    """Serve all APIs on this machine until Ctrl-C.

    Responses follow the vendors' documentation. When the server is ready, it prints one line of JSON: its address, and
    generated credentials for each API.

    \b
    In a shell, with base URLs and credentials in environment variables:
      eval "$(invoice-apis sandbox --env)"
      kill "$INVOICE_APIS_SANDBOX_PID"
    """
    from ..errors import ConfigurationError

    try:
        from ..sandbox.serve import main as serve
        from ..sandbox.serve import start_in_background

        if is_env:
            _print_environment(start_in_background(_words(port, rows, seed, faults)))
        else:
            serve(port=port, rows=rows, faults=faults, seed=seed, session=session)
    except (ConfigurationError, ValueError) as error:
        print_problem(error)
        sys.exit(USAGE_ERROR)


def _words(port: int, rows: int, seed: int, faults: tuple[str, ...]) -> list[str]:
    faulty = [word for fault in faults for word in ("--fault", fault)]
    return ["--port", str(port), "--rows", str(rows), "--seed", str(seed), *faulty, "--lang", language()]


def _print_environment(found: dict[str, str] | str) -> None:
    """Print a line for each variable; for a sandbox that did not start its errors, and exit."""
    if isinstance(found, str):
        click.echo(found, nl=False, err=True)
        sys.exit(USAGE_ERROR)
    for name, text in found.items():
        quoted = text.replace("'", r"'\''")
        print_text(f"export {name}='{quoted}'\n")
