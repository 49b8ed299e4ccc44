"""What is wrong with a contract, told as values: a run collects all problems before it gives up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .runtime.i18n.printable import escape_unprintable


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file of a contract, where it stands, and what to do about it."""

    file: Path
    line: int
    pointer: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f" at {self.pointer}" if self.pointer else ""
        return f"{printable(str(self.file))}:{self.line}: {printable(self.message)}{printable(place)}\n    remedy: {printable(self.remedy)}"


class ContractError(Exception):
    """The contracts of a run have problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def printable(text: str) -> str:
    """Text of a contract as it may be shown on a terminal: control and direction characters as escapes, cut."""
    shown = escape_unprintable(text)
    return shown if len(shown) <= 400 else shown[:399] + "…"
