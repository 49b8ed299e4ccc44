"""`invoice-apis contracts`: the ids of all contracts."""

from __future__ import annotations

from pathlib import Path

import click

from .language import lang_option
from .options import FILE, format_option
from .output import open_output


@click.command()
@format_option("text", "json")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def contracts(form: str, output: Path | None) -> None:
    """List the ids of all contracts, one per line."""
    import json

    from ..contract import contracts as all_contracts

    ids = [contract.id for contract in all_contracts()]
    text = json.dumps(ids, indent=2) + "\n" if form == "json" else "".join(f"{id}\n" for id in ids)
    with open_output(output) as write:
        write(text)
