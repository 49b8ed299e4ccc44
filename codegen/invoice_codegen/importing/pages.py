"""Pages of kind `openapi`: `check` derives their rows from the vendor's document, as an import would.

So the contract is compared with the document that it came from, and with a new one when that replaces it: what the new
document says otherwise is a problem until the contract follows or the ledger excuses it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..parse import openapi
from ..parse.check import Documents
from ..parse.folder import ApiFolder
from ..parse.resolve import METHODS
from ..parse.vendor_page import Page, Row
from ..problem import ContractError, Problem
from ..runtime.jsontext.pointer import join
from .calls import Call
from .convert import Draft, convert
from .document import Document, open_document
from .evidence import places, rows
from .operations import Operation, operations
from .servers import servers

EMPTY = '""'
_ANY_SERVER = "https://server.example.com"
"""In place of the server that was given to the import: rows do not depend on it."""


def derive_rows(path: Path, folder: ApiFolder, documents: Documents) -> tuple[Documents, list[Problem]]:
    """The documents with the rows of their pages, and the problems of the vendor's documents."""
    pages = documents.documented.pages
    problems: list[Problem] = []
    derived: dict[int, Page] = {}
    for file in dict.fromkeys(page.file for page in pages if page.kind and page.file):
        numbers = [number for number, page in enumerate(pages) if page.file == file]
        derivation = _Derivation(path, folder, documents, numbers)
        derived |= derivation.pages(path / file)
        problems += derivation.problems
    if not derived:
        return documents, problems
    whole = [derived.get(number, page) for number, page in enumerate(pages)]
    return replace(documents, documented=documents.documented.model_copy(update={"pages": whole})), problems


class _Derivation:
    """The pages of one document."""

    def __init__(self, path: Path, folder: ApiFolder, documents: Documents, numbers: list[int]) -> None:
        self.folder, self.numbers = folder, numbers
        self.given = documents.documented.pages
        self.ledger = documents.ledger.entries
        self.by_body = set(_told_by_body(documents.openapi))
        """Operations whose failures are members of the response."""
        self.problems: list[Problem] = []

    def report(self, pointer: str, message: str, remedy: str) -> None:
        self.problems.append(self.folder.documented.problem(pointer, message, remedy))

    def pages(self, file: Path) -> dict[int, Page]:
        """The pages with their rows, by number."""
        if file.is_symlink():
            self.report("/pages", f"{file.name} is a link", "copy the vendor's document into the folder")
            return {}
        try:
            document = open_document(file)
            self._check_digest(document)
            server = None if servers(document) else _ANY_SERVER
            draft = convert(document, self.folder.name, self._operations(document), server)
        except ContractError as error:
            self.problems += error.problems
            return {}
        for operation, reason in draft.refused:
            message = (
                f"the document's operation {operation.id!r} can't be said any more: {reason.reason} {reason.detail}"
            )
            self.report("/pages", message.strip(), "remove the operation and its page, or keep the older document")
        by_id = {call.operation.id: call for call in draft.calls}
        return {
            number: self._page(number, self._rows(draft, call), draft)
            for number in self.numbers
            if (call := by_id.get(self.given[number].operation))
        }

    def _rows(self, draft: Draft, call: Call) -> list[Row]:
        """The rows of an operation, those of failures where its contract has them."""
        if call.operation.id not in self.by_body:
            return rows(draft, call)
        found: dict[str, Row] = {}
        for row in rows(draft, call):
            path = _in_response(row.path)
            found.setdefault(path, row.model_copy(update={"path": path}))
        return list(found.values())

    def _check_digest(self, document: Document) -> None:
        digest = hashlib.sha256(document.files[document.path.name]).hexdigest()
        for number in self.numbers:
            if self.given[number].sha256 != digest:
                message = f"the document has the sha256 {digest}"
                remedy = "look at what changed, then write the new sha256"
                self.report(f"/pages/{number}/sha256", message, remedy)

    def _operations(self, document: Document) -> list[Operation]:
        """The operations of the pages, under the names that the contract gives them."""
        by_pointer = {operation.pointer: operation for operation in operations(document)}
        found = []
        for number in self.numbers:
            page = self.given[number]
            operation = by_pointer.get(page.pointer or "")
            if operation is None:
                message = f"the document has no operation at {page.pointer}"
                self.report(f"/pages/{number}/pointer", message, "correct the pointer, or remove the page")
            else:
                found.append(replace(operation, id=page.operation))
        return found

    def _page(self, number: int, derived: list[Row], draft: Draft) -> Page:
        page = self.given[number]
        known = {row.path for row in derived}
        for path in page.excuses:
            if path not in known:
                message = f"an excuse for {path}, which is not in the document"
                self.report(f"/pages/{number}/excuses" + join([path]), message, "remove it")
        self.problems += self._unexplained(number, page, draft)
        excused = [row.model_copy(update={"ledger": page.excuses.get(row.path, {})}) for row in derived]
        left_out = self._left_out(page)
        kept = [row for row in excused if row.path not in left_out]
        numbered = [row.model_copy(update={"row": number + 1}) for number, row in enumerate(kept)]
        return page.model_copy(update={"rows": [row.model_copy(update={"table": "document"}) for row in numbered]})

    def _left_out(self, page: Page) -> set[str]:
        """Members that the contract leaves out for a reason of the ledger."""
        ids = {entry.id for entry in self.ledger}
        return {path for path, facts in page.excuses.items() if facts.get("path") in ids}

    def _unexplained(self, number: int, page: Page, draft: Draft) -> Iterator[Problem]:
        """What the contract says less of than the document, without an entry of the ledger."""
        call = next(call for call in draft.calls if call.operation.id == page.operation)
        known = {(entry.within, pointer) for entry in self.ledger for pointer in entry.pointers}
        for located, path in places(draft, call):
            side = located.side.partition("-")[0]
            side = _in_response(side) if call.operation.id in self.by_body else side
            if (side, path) not in known:
                message = f"{located.side}{path}: {located.loss} at {located.loss.place} of the document"
                remedy = f"explain it in the ledger: an entry with `at: {path or EMPTY}` and `in: {side}`"
                yield self.folder.documented.problem(f"/pages/{number}", message, remedy)


def _told_by_body(document: openapi.Document) -> Iterator[str]:
    """The operations whose envelope tells failures by members of the body."""
    for item in document.paths.values():
        for method in METHODS:
            operation: openapi.Operation | None = getattr(item, method)
            envelope = (operation.envelope or document.envelope) if operation else None
            if operation and envelope and not envelope.by_status:
                yield operation.operation_id


def _in_response(path: str) -> str:
    side, slash, rest = path.partition("/")
    return f"response{slash}{rest}" if side.startswith("failure") else path
