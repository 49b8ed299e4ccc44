"""The output formats of `validate`, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from ...validation.output import BatchResult
from ...validation.report import Severity
from .summary import Total

FORMATS = ("text", "json", "ndjson", "sarif", "github")


TOLD: dict[str, tuple[Severity, ...]] = {"text": ("error", "drift"), "github": ("error", "drift")}
"""What people read leaves out the drift that the ledger explains: it is only counted. Programs get all."""


Format = Callable[[Iterable[BatchResult], Total], Iterator[str]]
"""Batches, and their total, which is whole after the last of them; gives text in pieces that end with a line break."""


def format_of(name: str) -> Format:
    """The form of a name in `FORMATS`."""
    write: Format = import_module(f".{name}", __package__).write
    return write
