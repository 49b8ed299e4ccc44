"""`invoice-apis contracts`: what there is."""

from __future__ import annotations

import click


@click.command()
def contracts() -> None:
    """Print the ids of all contracts, one per line."""
    from ..contract import contracts as all_contracts

    for contract in all_contracts():
        click.echo(contract.id)
