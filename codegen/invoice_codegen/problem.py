"""Problems of contracts: values that a run collects and reports together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .runtime.i18n.printable import escape_unprintable

Message = tuple[str, str]
"""What is wrong, and the remedy."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem in a file of a contract: place, message and remedy."""

    file: Path
    line: int
    pointer: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f" at {self.pointer}" if self.pointer else ""
        first = f"{printable(str(self.file))}:{self.line}: {printable(self.message)}{printable(place)}"
        return f"{first}\n    remedy: {printable(self.remedy)}"


class ContractError(Exception):
    """A run found problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def printable(text: str) -> str:
    """Text of a contract for a terminal: control and direction characters as escapes, at most 400 characters."""
    shown = escape_unprintable(text)
    return shown if len(shown) <= 400 else shown[:399] + "…"
