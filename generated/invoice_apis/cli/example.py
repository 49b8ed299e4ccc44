"""`invoice-apis example ID`: generated payloads."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from ..i18n.printable import escape_unprintable
from ..validation.report import Outcome
from .click_classes import Choice
from .complete import damage_names, drift_names
from .language import lang_option
from .options import FILE, contract_argument, get_contract
from .output import open_output, problem_text


@click.command()
@contract_argument
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same payload.")
@click.option(
    "--count", type=click.IntRange(1), default=1, show_default=True, help="Number of payloads, with ascending seeds."
)
@click.option("--outcome", type=Choice(get_args(Outcome)), show_default="success, where there is one")
@click.option(
    "--drift", metavar="NAME", shell_complete=drift_names, help="Add an undocumented change that the contract accepts."
)
@click.option("--damage", metavar="NAME", shell_complete=damage_names, help="Add an error that the contract rejects.")
@click.option("--wire", is_flag=True, help="Encode members as base64 text, as on the wire.")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def example(contract_id: str, seed: int, count: int, output: Path | None, **options: Any) -> None:
    """Print generated payloads of a contract, one JSON line each.

    An unknown drift or damage lists the names that the contract supports. Damaged text may not be JSON.
    """
    contract = get_contract(contract_id)
    try:
        with open_output(output) as write:
            for number in range(seed, seed + count):
                write(_encode(contract.example(number, **options)) + b"\n")
    except (LookupError, ValueError) as error:
        raise click.UsageError(escape_unprintable(problem_text(error))) from None


def _encode(payload: Any) -> bytes:
    from .. import jsontext

    return payload if isinstance(payload, bytes) else jsontext.write(payload)
