"""`invoice-codegen import`: from the options to the table, or to the folder and the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..parse.folder import MAX_PAYLOAD
from ..problem import ContractError, Problem, printable
from ..runtime.validation.contract import Contract
from . import report
from .convert import Converter, Draft, convert
from .document import Document, open_document
from .folder import files, publish, refuse
from .operations import Operation, chosen, operations
from .samples import Sample, samples
from .servers import servers

Read = Callable[[Path], tuple[Callable[[str], Contract] | None, list[Problem]]]
"""Reads a folder as `check` does: the contracts that the package would have, by their names, or problems."""


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    folder: Path
    draft: Draft
    samples: list[Sample]

    @property
    def is_complete(self) -> bool:
        """Whether nothing was degraded or left out."""
        return not self.draft.refused and not any(self.draft.losses.values())

    def lines(self) -> list[str]:
        """The lines of the report."""
        return [*report.lines(self.draft), *report.against(self.samples), *report.note(self.draft)]


def overview(path: Path, server: str | None) -> tuple[list[tuple[str, str, str]], str]:
    """The table of all operations of a document, and its last line. Raises ContractError."""
    document = open_document(path)
    found = operations(document)
    roots = servers(document, server) or [{"url": "https://server.example.com"}]
    draft = Converter(document, "api", roots, [one.id for one in found]).draft(found, only_whole_client=False)
    return report.table(found, draft), report.totals(found, draft)


def import_api(
    path: Path,
    api: str,
    schemas: Path,
    choice: tuple[Sequence[str], Sequence[str], Sequence[str]],
    server: str | None,
    read: Read,
) -> Imported:
    """Import the chosen operations into a folder of contracts. Raises ContractError; then nothing is written."""
    refuse(api, schemas)
    document = open_document(path)
    picked, in_vain = chosen(operations(document), *choice)
    if in_vain or not picked:
        what = ", ".join(in_vain) or "the options"
        message = f"the document has no operation for {what}"
        raise ContractError([Problem(path, 1, "", message, "see --list for the operations of the document")])
    draft = convert(document, api, picked, server)
    if not draft.calls:
        raise ContractError(list(_reasons(document, draft)))
    found: list[Sample] = []
    folder = publish(
        files(document, draft, api, schemas),
        api,
        schemas,
        lambda staged: _complete(staged, document, draft, read, found),
    )
    return Imported(folder, draft, found)


def _reasons(document: Document, draft: Draft) -> list[Problem]:
    return [
        _refusal(document.path, operation, line)
        for (operation, _), line in zip(draft.refused, report.lines(draft), strict=False)
    ]


def _refusal(path: Path, operation: Operation, line: str) -> Problem:
    return Problem(path, 1, operation.node.pointer, line, "choose other operations; see --list")


def _complete(staged: Path, document: Document, draft: Draft, read: Read, found: list[Sample]) -> None:
    """Check the folder, and add the examples that the contract accepts. Raises ContractError."""
    contracts, problems = read(staged)
    if contracts is None:
        raise ContractError(problems)
    found += samples(document, draft.calls, contracts)
    accepted = [sample for sample in found if not sample.findings and len(sample.raw) <= MAX_PAYLOAD]
    for sample in accepted:
        (staged / "samples").mkdir(exist_ok=True)
        (staged / "samples" / sample.name).write_bytes(sample.raw)
    if contradicting := list(_proposed(found)):
        ledger = staged / "ledger.yaml"
        text = ledger.read_text("utf-8") + "\n".join(["", *contradicting]) + "\n"
        ledger.write_text(text, "utf-8")


def _proposed(found: list[Sample]) -> list[str]:
    """Comments for the ledger about examples that contradict their schema."""
    lines: list[str] = []
    for sample in found:
        if sample.findings:
            lines.append(f"# Not a sample: {printable(sample.place)}, which contradicts its own schema:")
            lines += [f"#   {printable(finding)}" for finding in sample.findings[:10]]
    if lines:
        lines.insert(
            0, "# Examples of the document for which the contract, or an entry with an effect, may be corrected."
        )
    return lines
