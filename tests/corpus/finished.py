"""`python -m corpus.finished`: three APIs finished from their documents by recipes, and walked on this machine.

A recipe (`recipes/<api>.yaml`) has the document and its operations, the words that no document says, each with the JSON Pointer
of the object that gets them, and what is called: lists with their numbers of records, and single calls.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from invoice_codegen import output, pipeline
from invoice_codegen.importing.command import import_api
from invoice_codegen.importing.yaml_text import dump
from invoice_codegen.parse.load import load
from invoice_codegen.pipeline import read_contracts
from invoice_codegen.runtime.jsontext import pointer

from corpus import finished_user

RECIPES = Path(__file__).parent / "recipes"
PACKAGES = Path(".node-corpus")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        schemas, out = Path(folder, "schemas"), Path(folder, "generated")
        recipes = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(RECIPES.glob("*.yaml"))}
        for api, recipe in recipes.items():
            _finish(api, recipe, schemas)
        output.write(pipeline.generate(schemas).files, out)
        types = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", *(f"invoice_apis/{api}" for api in recipes)], cwd=out
        )
        for api, recipe in recipes.items():
            command = [sys.executable, "-I", "-B", finished_user.__file__, str(out), api, json.dumps(recipe)]
            subprocess.run(command, check=True)
        sys.exit(types.returncode)


def _finish(api: str, recipe: dict[str, Any], schemas: Path) -> None:
    """Import the operations of a recipe, and add its words."""
    document = PACKAGES / recipe["package"] / "package" / recipe["document"]
    import_api(document, api, schemas, (recipe["operations"], (), ()), None, read_contracts)
    contract = schemas / api / "openapi.yaml"
    value = load(contract)[0].value
    for each in recipe["add"]:
        pointer.find(value, each["at"]).update(each["words"])
    contract.write_text(dump(value), encoding="utf-8")


if __name__ == "__main__":
    main()
