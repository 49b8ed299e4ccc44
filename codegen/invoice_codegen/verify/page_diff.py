"""Compare the vendor's pages with the contract, both ways: every row has a member, every member a row or a source.

Pages are also checked for lost and duplicate rows, against each other, and against the documented samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import Any

from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.extensions import Code
from ..parse.folder import Payload
from ..parse.load import walk
from ..parse.members import members
from ..parse.vendor_page import ErrorRow, Page, Row, SampleMember
from ..problem import Problem
from ..runtime import jsontext
from ..runtime.jsontext.pointer import join
from .differences import (
    Differences,
    Siblings,
    authorization_differences,
    label_difference,
    missing_on_siblings,
    row_differences,
    type_difference,
)

_ROOTS = {"response", "request/body", "webhook"}
_ADD_MEMBER = "add the member to openapi.yaml"


def page_diff(definition: ApiDefinition) -> Iterator[Problem]:
    """Every difference between the pages and the contract."""
    yield from _PageDiff(definition).problems()


class _PageDiff:
    def __init__(self, definition: ApiDefinition) -> None:
        self.definition = definition
        self.calls = {call.id: call for call in definition.exchanges}
        self.members = {call.id: members(definition, call) for call in definition.exchanges}
        self.marks = {(page.operation, row.path) for page in definition.pages for row in page.rows if row.mandatory}
        self.problem = definition.page_problem

    def problems(self) -> Iterator[Problem]:
        pages = self.definition.pages
        ids = Counter(page.id for page in pages)
        for number, page in enumerate(pages):
            if ids[page.id] > 1:
                yield self.problem(f"/pages/{number}/id", f"duplicate page id {page.id!r}", "rename one")
            if page.operation not in self.calls:
                message = f"no operation {page.operation!r}"
                yield self.problem(f"/pages/{number}/operation", message, "use an operationId of openapi.yaml")
                continue
            yield from self.page(f"/pages/{number}", page, self.calls[page.operation])
        documented = {page.operation for page in pages}
        for call in self.definition.exchanges:
            if call.id in documented or documented <= self.calls.keys():  # else its page has a slip in the name
                own = [page for page in pages if page.operation == call.id]
                yield from self.undocumented_members(call, own)
                yield from self.undocumented_codes(call, own)
                yield from self.unlisted(call, own)

    def page(self, pointer: str, page: Page, call: Call | Webhook) -> Iterator[Problem]:
        path = call.path.partition("#")[0]
        for name, printed, ours in (("method", page.method, call.method), ("path", page.path, path)):
            if printed is not None and printed != ours:
                message = f"the page has {printed!r}, the contract {ours!r}"
                yield self.problem(f"{pointer}/{name}", message, "correct one")
        yield from self.row_numbers(pointer, page)
        yield from self.duplicates(pointer, page)
        pages = self.definition.pages
        siblings = {
            other.id: _shown(other) for other in pages if other.operation == page.operation and other is not page
        }
        for index, row in enumerate(page.rows):
            yield from self.row(f"{pointer}/rows/{index}", row, call, siblings)
        for index, member in enumerate(page.sample):
            yield from self.row(f"{pointer}/sample/{index}", member, call, siblings)
        yield from self.errors(pointer, page, call, siblings)
        name = f"authorization of page {page.id!r}"
        yield from self.unexcused(pointer, name, authorization_differences(page, call), page.ledger)

    def row_numbers(self, pointer: str, page: Page) -> Iterator[Problem]:
        """The rows of a table have the numbers 1, 2, …: any other number shows a lost row or one copied twice."""
        tables: dict[str, list[tuple[int, int]]] = {}
        for index, row in enumerate(page.rows):
            tables.setdefault(row.table, []).append((row.row, index))
        for table, rows in tables.items():
            for (before, _), (number, index) in pairwise([(0, 0), *sorted(rows)]):
                place, name = f"{pointer}/rows/{index}/row", f"page {page.id!r}, table {table!r}"
                if number == before:
                    message = f"{name}: duplicate row {number}, {page.rows[index].path}"
                    yield self.problem(place, message, "keep one, or number them as the page does")
                elif number > before + 1:
                    lost = f"row {number - 1} is" if number == before + 2 else f"rows {before + 1} to {number - 1} are"
                    remedy = "add what is missing, or number the rows as the page does"
                    yield self.problem(place, f"{name}: {lost} missing", remedy)

    def duplicates(self, pointer: str, page: Page) -> Iterator[Problem]:
        seen = {row.path for row in page.rows}
        names = [(f"sample/{index}", member.path) for index, member in enumerate(page.sample)]
        names += [(f"errors/{index}", _error(row)) for index, row in enumerate(page.errors)]
        for place, name in names:
            if name in seen:
                yield self.problem(f"{pointer}/{place}", f"page {page.id!r}: duplicate {name}", "keep one")
            seen.add(name)

    def row(self, pointer: str, row: Row | SampleMember, call: Call | Webhook, siblings: Siblings) -> Iterator[Problem]:
        member = self.members[call.id].get(row.path)
        if member is None:
            yield self.problem(pointer, f"{row.path} is not in the contract", _ADD_MEMBER)
            return
        if isinstance(row, Row):
            marked = (call.id, row.path) in self.marks or None
            differences = row_differences(row, member, row.mandatory if row.mandatory is not None else marked)
        else:
            differences = type_difference(row, member)
        differences = chain(differences, missing_on_siblings("path", row.path, siblings))
        yield from self.unexcused(pointer, row.path, differences, row.ledger)

    def unexcused(
        self, pointer: str, name: str, differences: Differences, ledger: Mapping[Any, str]
    ) -> Iterator[Problem]:
        """Differences that no ledger entry excuses, and excuses without a difference."""
        differing = dict(differences)
        for fact, message in differing.items():
            if fact not in ledger:
                remedy = f"correct one, or explain it in the ledger and name the entry here: `ledger: {{{fact}: ID}}`"
                yield self.problem(pointer, f"{name}: {message}", remedy)
        for fact, entry in ledger.items():
            place = f"{pointer}/ledger/{fact}"
            if entry not in self.definition.ledger_ids:
                yield self.problem(place, f"no ledger entry {entry!r}", "correct the id, or add the entry")
            elif fact not in differing:
                message = f"{name}: {entry} excuses {fact}, which does not differ"
                yield self.problem(place, message, f"remove {fact} from `ledger`")

    def errors(self, pointer: str, page: Page, call: Call | Webhook, siblings: Siblings) -> Iterator[Problem]:
        known = {(code.status, str(code.value)): code for code in self.error_codes(call)}
        for index, row in enumerate(page.errors):
            place, code = f"{pointer}/errors/{index}", known.get((row.status, row.code))
            if code is None:
                remedy = "add it with its status to x-sdk-codes, on the member that x-sdk-envelope names as code"
                yield self.problem(place, f"the {_error(row)} is not in the contract", remedy)
            else:
                differences = chain(label_difference(row, code), missing_on_siblings("code", _error(row), siblings))
                yield from self.unexcused(place, f"the {_error(row)}", differences, row.ledger)
            if not {str(row.status), "default"} & call.responses.keys():
                yield self.problem(place, f"the operation has no response {row.status}", "add the response")

    def error_codes(self, call: Call | Webhook) -> list[Code]:
        pointers = call.envelope.code if call.envelope else []
        sides = ("response", *(failure.direction for failure in call.failures))
        found = (self.members[call.id].get(f"{side}{pointer}") for side in sides for pointer in pointers)
        return [code for member in found if member is not None for code in member.schema.codes or []]

    def undocumented_members(self, call: Call | Webhook, pages: list[Page]) -> Iterator[Problem]:
        if call.permission and not pages and not call.operation.source:
            remedy = "add the page, or name the source in x-sdk-source of the operation"
            yield self.definition.problem(call.pointer, "x-sdk-permission is on no page", remedy)
        documented = {path for page in pages for path in _shown(page)}
        for path, member in self.members[call.id].items():
            if path not in documented and not member.has_source:
                remedy = (
                    "add its row to documented.yaml as `invoice-codegen rows` does, or name its source in x-sdk-source"
                )
                yield self.definition.problem(member.place, f"{path} is in the contract but on no page", remedy)

    def undocumented_codes(self, call: Call | Webhook, pages: list[Page]) -> Iterator[Problem]:
        rows = [row for page in pages for row in page.rows]
        values = {value for row in rows for value in (*(row.codes or []), row.example, row.const)}
        errors = {row.code for page in pages for row in page.errors}
        for path, member in self.members[call.id].items():
            for index, code in enumerate(member.schema.codes or []):
                if not code.source and code.value not in values and str(code.value) not in errors:
                    message = f"{path}: the code {code.value!r} ({code.name}) is on no page"
                    remedy = "name the source of its label in `source` of its row in x-sdk-codes"
                    place = f"/components/schemas/{member.schema.component}/x-sdk-codes/{index}"
                    yield self.definition.problem(place, message, remedy)

    def unlisted(self, call: Call | Webhook, pages: list[Page]) -> Iterator[Problem]:
        """If a page lists the members that only its sample shows, it lists all of them, x-sdk-source or not."""
        if not any(page.sample for page in pages):
            return
        documented = {path for page in pages for path in _shown(page)} | _ROOTS
        for payload in self.definition.payloads:
            if payload.is_sample and payload.operation == call.id:
                for path in sorted(_paths(payload) & self.members[call.id].keys() - documented):
                    remedy = "add its row to documented.yaml, or list it under `sample` if no table has it"
                    yield Problem(payload.file, 1, "", f"{path} is in the sample but on no page", remedy)


def _shown(page: Page) -> set[str]:
    """The names of everything that a page shows."""
    names = {row.path for row in page.rows} | {member.path for member in page.sample}
    return names | {_error(row) for row in page.errors}


def _error(row: ErrorRow) -> str:
    return f"error {row.status} {row.code}"


def _paths(payload: Payload) -> set[str]:
    """The paths of the members in a sample; encoded text is one member."""
    paths = (path for path, _ in walk(jsontext.read(payload.raw)) if path and isinstance(path[-1], str))
    return {payload.direction + join("*" if isinstance(part, int) else part for part in path) for path in paths}
