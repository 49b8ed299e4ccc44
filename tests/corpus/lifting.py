"""What an import keeps of a document."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from invoice_codegen.importing.command import Imported, import_api
from invoice_codegen.importing.convert import Converter, Draft
from invoice_codegen.importing.document import Document, open_document
from invoice_codegen.importing.operations import operations
from invoice_codegen.importing.servers import servers
from invoice_codegen.pipeline import read_contracts
from invoice_codegen.problem import ContractError, Problem
from invoice_codegen.runtime.validation.contract import Contract

SERVER = "https://server.example.com"
"""For documents that name none."""


@dataclass
class Figures:
    """Counts over all documents."""

    documents: int = 0
    unread: list[str] = field(default_factory=list)
    operations: int = 0
    whole: int = 0
    degraded: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Operations, by the reason."""
    losses: Counter[str] = field(default_factory=Counter)
    """Operations that lost something, by the sort of loss."""
    parts: Counter[str] = field(default_factory=Counter)
    """Lost parts, by the sort of loss."""
    imported: int = 0
    """Operations of the folders that were written, each of which `check` accepts."""
    failed: list[str] = field(default_factory=list)
    examples: Counter[str] = field(default_factory=Counter)
    """The documents' own examples: clean, drift or refused."""


def lift(path: Path, name: str, figures: Figures) -> Document | None:
    """Count what an import of all operations would keep; None for a document that can't be read."""
    figures.documents += 1
    try:
        document = open_document(path)
    except ContractError as error:
        figures.unread.append(f"{name}: {error.problems[0].message}")
        return None
    _count(_draft(document), figures)
    return document


def _draft(document: Document) -> Draft:
    found = operations(document)
    roots = servers(document, None) or [{"url": SERVER}]
    return Converter(document, "api", roots, [one.id for one in found]).draft(found, only_whole_client=False)


def _count(draft: Draft, figures: Figures) -> None:
    degraded = sum(bool(lost) for lost in draft.losses.values())
    figures.operations += len(draft.calls) + len(draft.refused)
    figures.degraded += degraded
    figures.whole += len(draft.calls) - degraded
    figures.left_out.update(refused.reason for _, refused in draft.refused)
    for lost in draft.losses.values():
        figures.losses.update({located.loss.reason for located in lost})
        figures.parts.update(located.loss.reason for located in lost)


def imported(document: Document, name: str, schemas: Path, figures: Figures) -> Imported | None:
    """Import all operations of a document into a folder, and count its examples; None if that fails."""
    known: list[Callable[[str], Contract]] = []

    def read(folder: Path) -> tuple[Callable[[str], Contract] | None, list[Problem]]:
        contracts, problems = read_contracts(folder)
        known.extend([contracts] if contracts else [])
        return contracts, problems

    shutil.rmtree(schemas, ignore_errors=True)
    server = None if servers(document, None) else SERVER
    try:
        done = import_api(document.path, "corpus_api", schemas, ((), (), ("/**",)), server, read)
    except ContractError as error:
        if any("operation" not in problem.message for problem in error.problems):
            figures.failed.append(f"{name}: {error.problems[0].message}")
        return None
    figures.imported += len(done.draft.calls)
    for sample in done.samples:
        figures.examples[_verdict(sample.name, sample.raw, known[-1])] += 1
    return done


def _verdict(file: str, raw: bytes, contracts: Callable[[str], Contract]) -> str:
    report = contracts(".".join(file.split(".")[:2])).check(raw)
    return "refused" if report.errors else "drift" if report.drift else "clean"
