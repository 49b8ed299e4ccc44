"""Contracts read by the stages of the generator, one at a time."""

from __future__ import annotations

from pathlib import Path

from invoice_codegen.parse.check import check
from invoice_codegen.parse.definition import ApiDefinition
from invoice_codegen.parse.folder import ApiFolder, load_folder
from invoice_codegen.parse.resolve import resolve


def files_of(folder: Path) -> ApiFolder:
    """The files of an API folder without problems."""
    files, problems = load_folder(folder)
    assert problems == []
    return files


def definition_of(files: ApiFolder) -> ApiDefinition:
    """The definition in files whose documents and references have no problems."""
    documents, problems = check(files)
    assert documents, problems
    definition, problems = resolve(files, documents)
    assert problems == []
    return definition
