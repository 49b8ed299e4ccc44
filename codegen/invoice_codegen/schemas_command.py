"""The command `invoice-codegen schemas`."""

from __future__ import annotations

from pathlib import Path

import click

from .command_line import FOLDER, reports_problems

NAMES = ("openapi", "documented", "ledger")


@click.command("schemas")
@click.argument("file", type=click.Choice(NAMES), required=False)
@click.option("--output", type=FOLDER, help="Write NAME.schema.json of all three files to this folder instead.")
@reports_problems
def schemas_command(file: str | None, output: Path | None) -> None:
    """Print a JSON Schema of a file of contracts, for editors.

    Editors that read JSON Schema (draft-07) for YAML complete words, explain them and mark misspelt ones. A schema is
    wider than 'check': what one word demands of another is known to 'check' alone.

    \b
    openapi     openapi.yaml, with the x-sdk- words (the default)
    documented  documented.yaml
    ledger      ledger.yaml
    """
    from .parse.editor_schemas import schema_text
    from .runtime.bulk.atomic import atomic_write

    if output is None:
        click.echo(schema_text(file or NAMES[0]), nl=False)
        return
    if file is not None:
        raise click.UsageError("--output writes the schemas of all files: leave out the name")
    output.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        with atomic_write(output / f"{name}.schema.json") as stream:
            stream.write(schema_text(name).encode())
    click.echo(f"{output}: {len(NAMES)} schemas")
