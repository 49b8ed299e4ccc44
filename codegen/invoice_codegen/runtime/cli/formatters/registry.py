"""Output formats of `validate`, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from ...bulk.job import ChunkResult
from ...validation.report import Severity
from .summary import Summary

FORMATS = ("text", "html", "markdown", "json", "ndjson", "sarif", "github", "gitlab", "junit")
FOR_PEOPLE = ("text", "html", "markdown", "github", "junit")
LISTED: dict[str, tuple[Severity, ...]] = dict.fromkeys(FOR_PEOPLE, ("error", "drift"))
"""Formats for people list no drift that the ledger explains; it is only counted. Other formats list all findings."""
WITH_SUMMARY = ("text", "github")
"""Formats that end with the counts; beside others these stand on standard error."""
BILINGUAL = ("html",)
"""Formats in both languages."""

Formatter = Callable[[Iterable[ChunkResult], Summary], Iterator[str]]
"""Formats results as text with line breaks while they arrive, and holds no more than one result."""


def get_formatter(name: str) -> Formatter:
    """The formatter of a name in `FORMATS`."""
    formatter: Formatter = import_module(f".{name}", __package__).write
    return formatter
