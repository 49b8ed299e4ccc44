"""`invoice-apis example ID`: made-up payloads, for tests and for trying things out."""

from __future__ import annotations

from typing import Any, get_args

import click

from ..i18n.printable import escape_unprintable
from ..validation.report import Outcome
from .arguments import contract_of


@click.command()
@click.argument("contract_id", metavar="ID")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same payload.")
@click.option(
    "--count", type=click.IntRange(1), default=1, show_default=True, help="How many, with the seeds after it."
)
@click.option("--outcome", type=click.Choice(get_args(Outcome)), default="success", show_default=True)
@click.option("--drift", metavar="NAME", help="With something that the documents do not show, yet usable.")
@click.option("--damage", metavar="NAME", help="With something wrong that the contract refuses.")
@click.option("--wire", is_flag=True, help="Encoded members as base64 text, as they come over the wire.")
def example(contract_id: str, seed: int, count: int, **wanted: Any) -> None:
    """Print made-up payloads of a contract, one line of JSON for each.

    A name of a drift or damage that the contract can't have is answered with those that there are. Damages of the text
    give lines that are no JSON.
    """
    judge = contract_of(contract_id)
    try:
        for number in range(seed, seed + count):
            click.echo(_line(judge.example(number, **wanted)))
    except (LookupError, ValueError) as error:
        raise click.UsageError(escape_unprintable(error.args[0])) from None


def _line(payload: Any) -> bytes:
    from .. import jsontext

    return payload if isinstance(payload, bytes) else jsontext.write(payload)
