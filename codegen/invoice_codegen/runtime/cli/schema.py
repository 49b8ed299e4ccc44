"""`invoice-apis schema ID`: a contract for any other tool."""

from __future__ import annotations

from typing import get_args

import click

from ..validation.contract import Profile
from .arguments import contract_of
from .telling import tell


@click.command()
@click.argument("contract_id", metavar="ID")
@click.option(
    "--profile",
    type=click.Choice(get_args(Profile)),
    default="documented",
    show_default=True,
    help="documented: all that the vendor documents; compatible: what a payload must have to be usable.",
)
def schema(contract_id: str, profile: Profile) -> None:
    """Print the JSON Schema (2020-12) of a contract.

    It judges the logical form of a payload: members that come as base64 text of JSON are opened.
    """
    import json

    tell(json.dumps(contract_of(contract_id).schema(profile), ensure_ascii=False, indent=2))
