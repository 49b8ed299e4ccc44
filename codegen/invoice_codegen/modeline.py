"""The first line of a contract's file, by which editors with yaml-language-server find its JSON Schema."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

EDITOR = PurePosixPath("codegen/editor")
"""Where `invoice-codegen schemas --output` writes the schemas, beside the folder of contracts."""


def with_modeline(file: str, text: str, schemas: Path) -> str:
    """The text of a file of a contract in `schemas`, with that line; as it is where the file has no schema there.

    A comment that the text begins with stays on its line, so that all line numbers stay.
    """
    schema = EDITOR / file.replace(".yaml", ".schema.json")
    if not file.endswith(".yaml") or not (schemas.resolve().parent / schema).is_file():
        return text
    own = f"# yaml-language-server: $schema=../../{schema}"
    return f"{own} - {text.removeprefix('# ')}" if text.startswith("# ") else f"{own}\n{text}"
