"""`invoice-apis schema ID`: a contract for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from ..validation.contract import Profile
from ..validation.editor_schema import editor_schema
from .click_classes import Choice
from .language import lang_option, language
from .options import FILE, contract_argument, get_contract
from .output import open_output


@click.command()
@contract_argument
@click.option(
    "--profile",
    type=Choice(get_args(Profile)),
    default="documented",
    show_default=True,
    help="documented: everything the vendor documents; compatible: what a usable payload must have.",
)
@click.option("--editor", is_flag=True, help="For editors: titles, descriptions and labels of codes in --lang.")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def schema(contract_id: str, profile: Profile, editor: bool, output: Path | None) -> None:
    """Print the JSON Schema (2020-12) of a contract.

    It describes the logical payload: members sent as base64 text of JSON are decoded. With --editor they may be either.
    """
    import json

    contract = get_contract(contract_id)
    value = editor_schema(contract, profile, language()) if editor else contract.schema(profile)
    text = json.dumps(value, ensure_ascii=False, indent=2)
    with open_output(output) as write:
        write(f"{text}\n")
