"""The vendor page against the contract, both ways: every row has its member, every member its row or its source.

Pages are held against themselves too (no row lost or twice), against each other, and against the documented samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import Any

from ..parse.extensions import Authorization, Code
from ..parse.load import walk
from ..parse.members import Member, members
from ..parse.resolve import Call, Resolved
from ..parse.source import Payload
from ..parse.vendor_page import ErrorRow, Page, Row, SampleMember
from ..problem import Problem
from ..runtime import jsontext
from ..runtime.jsontext.pointer import join

_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "pattern": "pattern",
    "const": "const",
}
_ROOTS = {"response", "request/body"}
_MARKS = {True: "mandatory", False: "not mandatory", None: "not marked mandatory"}

Differences = Iterator[tuple[str, str]]
"""Facts in which a page departs, each with what is told about it."""

Siblings = Mapping[str, set[str]]
"""What stands on the other pages of the same operation, by their ids."""


def compare(resolved: Resolved) -> Iterator[Problem]:
    """Every difference between the pages and the contract."""
    yield from _Comparison(resolved).problems()


class _Comparison:
    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self.calls = {call.id: call for call in resolved.calls}
        self.members = {call.id: members(resolved, call) for call in resolved.calls}
        self.ledger = {entry.id for entry in resolved.checked.ledger.entries}
        self.pages = resolved.checked.documented.pages
        self.marks = {(page.operation, row.path) for page in self.pages for row in page.rows if row.mandatory}
        self.row_problem = resolved.checked.source.documented.problem
        self.problem = resolved.checked.source.openapi.problem

    def problems(self) -> Iterator[Problem]:
        ids = Counter(page.id for page in self.pages)
        for number, page in enumerate(self.pages):
            if ids[page.id] > 1:
                yield self.row_problem(f"/pages/{number}/id", f"the page id {page.id!r} stands twice", "rename one")
            if page.operation not in self.calls:
                yield self.row_problem(f"/pages/{number}/operation", f"no operation {page.operation!r}", "name one")
                continue
            yield from self.page(f"/pages/{number}", page, self.calls[page.operation])
        documented = {page.operation for page in self.pages}
        for call in self.resolved.calls:
            if call.id in documented or documented <= self.calls.keys():  # else its page has a slip in the name
                pages = [page for page in self.pages if page.operation == call.id]
                yield from self.undocumented(call, pages)
                yield from self.unlisted(call, pages)

    def page(self, pointer: str, page: Page, call: Call) -> Iterator[Problem]:
        for name, printed, ours in (
            ("method", page.method, call.method),
            ("path", page.path, call.path.partition("#")[0]),
        ):
            if printed is not None and printed != ours:
                yield self.row_problem(
                    f"{pointer}/{name}", f"the page prints {printed!r}, the contract has {ours!r}", "correct one"
                )
        yield from self.numbers(pointer, page)
        yield from self.repeated(pointer, page)
        siblings = {
            other.id: _shown(other) for other in self.pages if other.operation == page.operation and other is not page
        }
        for index, row in enumerate(page.rows):
            yield from self.row(f"{pointer}/rows/{index}", row, call, siblings)
        for index, shown in enumerate(page.sample):
            yield from self.sample(f"{pointer}/sample/{index}", shown, call, siblings)
        yield from self.errors(pointer, page, call, siblings)
        yield from self.told(pointer, f"authorization of page {page.id!r}", _authorization(page, call), page.ledger)

    def numbers(self, pointer: str, page: Page) -> Iterator[Problem]:
        """The rows of a table are numbered from 1, without gap or repeat: else one was lost, or copied twice."""
        tables: dict[str, list[tuple[int, int]]] = {}
        for index, row in enumerate(page.rows):
            tables.setdefault(row.table, []).append((row.row, index))
        for table, rows in tables.items():
            for (before, _), (number, index) in pairwise([(0, 0), *sorted(rows)]):
                place, name = f"{pointer}/rows/{index}/row", f"page {page.id!r}, table {table!r}"
                if number == before:
                    message = f"{name}: row {number} stands twice, again as {page.rows[index].path}"
                    yield self.row_problem(place, message, "keep one, or number them as the page does")
                elif number > before + 1:
                    lost = f"row {number - 1} is" if number == before + 2 else f"rows {before + 1} to {number - 1} are"
                    remedy = "transcribe what is missing, or number the rows as the page does"
                    yield self.row_problem(place, f"{name}: {lost} missing", remedy)

    def repeated(self, pointer: str, page: Page) -> Iterator[Problem]:
        seen = {row.path for row in page.rows}
        names = [(f"sample/{index}", shown.path) for index, shown in enumerate(page.sample)]
        names += [(f"errors/{index}", _error(row)) for index, row in enumerate(page.errors)]
        for place, name in names:
            if name in seen:
                yield self.row_problem(f"{pointer}/{place}", f"page {page.id!r}: {name} stands twice", "keep one")
            seen.add(name)

    def row(self, pointer: str, row: Row, call: Call, siblings: Siblings) -> Iterator[Problem]:
        member = self.members[call.id].get(row.path)
        if member is None:
            yield self.row_problem(pointer, f"{row.path} is not in the contract", "add the member to openapi.yaml")
            return
        differences = chain(self.differences(row, member, call), _alone("path", row.path, siblings))
        yield from self.told(pointer, row.path, differences, row.ledger)

    def differences(self, row: Row, member: Member, call: Call) -> Differences:
        schema = member.schema
        yield from _type(row, member)
        for word, name in _LIMITS.items():
            printed, ours = getattr(row, name), getattr(schema, name)
            if printed != ours:
                yield word, f"{word}: the page has {_told(printed)}, the contract {_told(ours)}"
        if _typed(row.codes) != _typed(schema.enum):
            yield "codes", f"codes: the page lists {_told(row.codes)}, the contract {_told(schema.enum)}"
        mark = row.mandatory if row.mandatory is not None else (call.id, row.path) in self.marks or None
        if member.required is not None and bool(mark) != member.required:
            ours = "required" if member.required else "optional"
            yield "mandatory", f"it is {_MARKS[mark]} on the page and {ours} in the contract"
        for word, value in (("unit", row.unit), ("example", row.example)):
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            if text and not any(text in ours or text in ours.lower() for ours in member.texts):
                yield word, f"the {word} {text!r} does not stand in the member's description or examples"

    def sample(self, pointer: str, shown: SampleMember, call: Call, siblings: Siblings) -> Iterator[Problem]:
        member = self.members[call.id].get(shown.path)
        if member is None:
            yield self.row_problem(pointer, f"{shown.path} is not in the contract", "add the member to openapi.yaml")
            return
        differences = chain(_type(shown, member), _alone("path", shown.path, siblings))
        yield from self.told(pointer, shown.path, differences, shown.ledger)

    def told(self, pointer: str, name: str, differences: Differences, ledger: Mapping[Any, str]) -> Iterator[Problem]:
        """What differs and no entry excuses, and what an entry excuses though it does not differ."""
        differing = dict(differences)
        for fact, message in differing.items():
            if fact not in ledger:
                remedy = f"make them agree, or explain it in the ledger and name the entry: `ledger: {{{fact}: ID}}`"
                yield self.row_problem(pointer, f"{name}: {message}", remedy)
        for fact, entry in ledger.items():
            place = f"{pointer}/ledger/{fact}"
            if entry not in self.ledger:
                yield self.row_problem(place, f"no ledger entry {entry!r}", "correct the id or add the entry")
            elif fact not in differing:
                message = f"{name}: {entry} excuses {fact}, which does not differ"
                yield self.row_problem(place, message, f"remove {fact} from `ledger`")

    def errors(self, pointer: str, page: Page, call: Call, siblings: Siblings) -> Iterator[Problem]:
        known = {(code.status, str(code.value)): code for code in self.error_codes(call)}
        for index, row in enumerate(page.errors):
            place, code = f"{pointer}/errors/{index}", known.get((row.status, row.code))
            if code is None:
                remedy = "add it, with its status, to the x-sdk-codes of the member that the envelope names as code"
                yield self.row_problem(place, f"the {_error(row)} is not in the contract", remedy)
            else:
                differences = chain(_label(row, code), _alone("code", _error(row), siblings))
                yield from self.told(place, f"the {_error(row)}", differences, row.ledger)
            if not {str(row.status), "default"} & set(call.statuses):
                yield self.row_problem(place, f"the operation has no response {row.status}", "add the response")

    def error_codes(self, call: Call) -> list[Code]:
        pointers = call.envelope.code if call.envelope else []
        places = (self.members[call.id].get(f"response{pointer}") for pointer in pointers)
        return [code for member in places if member is not None for code in member.schema.codes or []]

    def undocumented(self, call: Call, pages: list[Page]) -> Iterator[Problem]:
        shown = {path for page in pages for path in _shown(page)}
        errors = {row.code for page in pages for row in page.errors}
        listed = {
            value for page in pages for row in page.rows for value in (*(row.codes or []), row.example, row.const)
        }
        if call.operation.permission and not pages and not call.operation.source:
            remedy = "add the page, or say in the operation's x-sdk-source where it comes from"
            yield self.problem(call.pointer, "x-sdk-permission is on no page", remedy)
        for path, member in self.members[call.id].items():
            if path not in shown and not member.sourced:
                remedy = "add its row to documented.yaml, or say in x-sdk-source where it comes from"
                yield self.problem(call.pointer, f"{path} is in the contract but on no page", remedy)
            for code in member.schema.codes or []:
                if not code.source and code.value not in listed and str(code.value) not in errors:
                    message = f"{path}: the code {code.value!r} ({code.name}) is on no page"
                    yield self.problem(call.pointer, message, "say in the row's `source` where the label comes from")

    def unlisted(self, call: Call, pages: list[Page]) -> Iterator[Problem]:
        """Where a page lists what only its sample shows, the list is whole: a source elsewhere makes up for no member."""
        shown = {path for page in pages for path in _shown(page)} | _ROOTS
        is_listed = any(page.sample for page in pages)
        for payload in self.resolved.checked.source.payloads:
            if is_listed and payload.is_sample and payload.operation == call.id:
                for path in sorted(_held(payload) & self.members[call.id].keys() - shown):
                    remedy = "add its row to documented.yaml, or list it under `sample` where no table has it"
                    yield Problem(payload.file, 1, "", f"{path} is in the sample but on no page", remedy)


def _shown(page: Page) -> set[str]:
    """What stands on a page, by name."""
    return {
        *(row.path for row in page.rows),
        *(shown.path for shown in page.sample),
        *(_error(row) for row in page.errors),
    }


def _error(row: ErrorRow) -> str:
    return f"error {row.status} {row.code}"


def _alone(fact: str, name: str, siblings: Siblings) -> Differences:
    """Pages of one operation tell of the same things, in two languages or for two audiences."""
    lacking = [repr(page) for page, shown in siblings.items() if name not in shown]
    if lacking:
        yield fact, f"this page shows it, the page {' and '.join(lacking)} of the same operation does not"


def _type(shown: Row | SampleMember, member: Member) -> Differences:
    if shown.json_type is not None and shown.json_type not in member.schema.types:
        yield "json", f"the page has type {shown.json_type}, the contract {member.schema.type}"


def _label(row: ErrorRow, code: Code) -> Differences:
    if row.label and not any(row.label in text for text in (code.en, code.zh) if text):
        yield "label", f"the page has the label {row.label!r}, the contract {_told(code.en)} and {_told(code.zh)}"


def _authorization(page: Page, call: Call) -> Differences:
    for name in Authorization.model_fields:
        printed, ours = getattr(page.authorization, name, None), getattr(call.operation.permission, name, None)
        if printed != ours:
            yield name, f"{name}: the page has {_told(printed)}, x-sdk-permission {_told(ours)}"


def _held(payload: Payload) -> set[str]:
    """The paths of the members that a sample shows open; what it holds encoded counts as one."""
    places = (path for path, _ in walk(jsontext.read(payload.raw)) if path and isinstance(path[-1], str))
    return {payload.direction + join("*" if isinstance(part, int) else part for part in path) for path in places}


def _typed(values: list[Any] | None) -> list[tuple[str, Any]]:
    return [(type(value).__name__, value) for value in values or []]


def _told(value: Any) -> str:
    return "none" if value is None else repr(value)
