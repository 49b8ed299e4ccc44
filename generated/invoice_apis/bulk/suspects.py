"""Lines of NDJSON that hints are looked for in: bounded in number and bytes, each with other findings."""

from __future__ import annotations

from collections.abc import Sequence

from ..i18n.message import Lang
from ..validation.contract import Contract
from .findings import Kind
from .job import Job, Suspect

MOST = 8
"""Lines of a chunk."""
MOST_OF_SOURCE = 24
"""Lines of a source; most have no hint where the first ones have none."""
MOST_BYTES = 1 << 19
"""Bytes of the lines of a chunk."""
MOST_NAMES = 5
"""Errors, and new members, by which lines are distinguished."""


class Suspects:
    """The lines of one chunk."""

    def __init__(self) -> None:
        self.kept: list[Suspect] = []
        self._findings: set[tuple[str, ...]] = set()
        self._bytes = 0

    def add(self, line: bytes, kinds: Sequence[Kind], is_first: bool, head: bytes) -> None:
        """Keep a line if it was rejected or has new names of several words, unless one with the same findings was kept."""
        if len(self.kept) >= MOST or self._bytes + len(line) > MOST_BYTES:
            return
        findings = _names(kinds)
        if findings and findings not in self._findings:
            self._findings.add(findings)
            self._bytes += len(line)
            self.kept.append(Suspect(line, findings, is_first, head))


def _names(kinds: Sequence[Kind]) -> tuple[str, ...]:
    """Errors and new members; without an error only those with an underscore in their names."""
    errors = {f"{kind.keyword} {kind.pointer}" for kind in kinds if kind.severity == "error"}
    new = {kind.pointer for kind in kinds if kind.keyword == "additionalProperties" and (errors or _is_snake(kind))}
    return (*sorted(errors)[:MOST_NAMES], *sorted(new)[:MOST_NAMES])


def _is_snake(kind: Kind) -> bool:
    return "_" in kind.pointer.rpartition("/")[2]


class Hints:
    """Hints for a source of lines: once, for the first line that has one."""

    def __init__(self, contract: Contract, job: Job) -> None:
        self._contract, self._at = contract, job.at or ""
        self._lang: Lang | None = job.options.messages.hint_lang
        self._left = MOST_OF_SOURCE if job.options.listed else 0
        self._seen: set[tuple[str, ...]] = set()

    def of(self, suspects: Sequence[Suspect], lines_before: int) -> list[str]:
        """The hints for the lines of a chunk; empty when a line before had one."""
        for suspect in suspects:
            if not self._left or suspect.findings in self._seen:
                continue
            from ..validation.hints import line_hints

            self._left -= 1
            self._seen.add(suspect.findings)
            at = self._at if suspect.is_first and not lines_before else None
            if found := line_hints(self._contract, suspect.line, suspect.head, self._lang, at):
                self._left = 0
                return found
        return []
