"""What the command `validate` prints: a module for each form.

A form is a function from what was found to the pieces that are printed. It takes no longer than what it reads, and holds
no more than a batch: archives of any size go through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...i18n.message import Lang, Message
from ...validation.output import BatchResult


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

    def counted(self, batches: Iterable[BatchResult]) -> Iterator[BatchResult]:
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
