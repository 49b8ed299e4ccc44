"""What the command `validate` prints: a module for each form.

A form is a function from what was found to the pieces that are printed. It takes no longer than what it reads, and holds
no more than a batch: archives of any size go through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from ..report import Severity
from ..speech import Lang, Message
from ..unit import Batch

FORMATS = ("text", "json", "ndjson", "sarif", "github")
TOLD: dict[str, tuple[Severity, ...]] = {"text": ("error", "drift"), "github": ("error", "drift")}
"""What people read leaves out the drift that the ledger explains: it is only counted. Programs get all."""


@dataclass(slots=True)
class Total:
    """All batches together."""

    contract: str
    lang: Lang = "en"
    documents: int = 0
    valid: int = 0
    errors: int = 0
    drift: int = 0
    known: int = 0
    complete: bool = True
    """False when Ctrl-C came before the end."""

    def counted(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """The same batches, added while they go by."""
        for batch in batches:
            self.documents += batch.documents
            self.valid += batch.valid
            self.errors += batch.errors
            self.drift += batch.drift
            self.known += batch.known
            yield batch

    def __str__(self) -> str:
        """One line for people."""
        told = Message(
            "{contract}: {documents}, {valid} without error; {errors}, {drift} drift, {known} known",
            contract=self.contract,
            documents=(
                Message("1 document") if self.documents == 1 else Message("{count} documents", count=self.documents)
            ),
            valid=self.valid,
            errors=Message("1 error") if self.errors == 1 else Message("{count} errors", count=self.errors),
            drift=self.drift,
            known=self.known,
        )
        cut = Message("{summary}; interrupted, the rest was not judged", summary=told)
        return (told if self.complete else cut).text(self.lang)

    def as_json(self) -> dict[str, int | bool]:
        """The counts, for programs."""
        return {
            "documents": self.documents,
            "valid": self.valid,
            "errors": self.errors,
            "drift": self.drift,
            "known": self.known,
            "complete": self.complete,
        }


Format = Callable[[Iterable[Batch], Total], Iterator[str]]
"""Batches, and their total, which is whole after the last of them; gives text in pieces that end with a line break."""


def format_of(name: str) -> Format:
    """The form of a name in `FORMATS`."""
    write: Format = import_module(f".{name}", __name__).write
    return write
