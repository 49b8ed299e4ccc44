"""`invoice-apis contracts`: the ids of all contracts."""

from __future__ import annotations

import click

from .language import lang_option
from .output import print_text


@click.command()
@lang_option
def contracts() -> None:
    """List the ids of all contracts, one per line."""
    from ..contract import contracts as all_contracts

    print_text("".join(f"{contract.id}\n" for contract in all_contracts()))
