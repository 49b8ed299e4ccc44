"""The first line of a contract's file, by which editors with yaml-language-server find its JSON Schema."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

EDITOR = PurePosixPath("codegen/editor")
"""Where `invoice-codegen schemas --output` writes the schemas, beside the folder of contracts."""


def modeline(file: str, schemas: Path) -> str:
    """The line for a file of a contract in `schemas`; empty where that file has no schema there."""
    schema = EDITOR / file.replace(".yaml", ".schema.json")
    is_there = file.endswith(".yaml") and (schemas.resolve().parent / schema).is_file()
    return f"# yaml-language-server: $schema=../../{schema}\n" if is_there else ""
