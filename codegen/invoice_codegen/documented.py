"""The vendor page against the contract, both ways: every row has its member, every member its row or its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .openapi import Schema
from .problem import Problem
from .resolve import Call, Resolved
from .runtime.pointer import join
from .vocabulary import Page, Row

_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "pattern": "pattern",
    "const": "const",
}


@dataclass(frozen=True)
class Member:
    """What the contract says of one place of a call."""

    schema: Schema
    required: bool
    sourced: bool
    texts: tuple[str, ...]


def compare(resolved: Resolved) -> Iterator[Problem]:
    """Every difference between the pages and the contract."""
    yield from _Comparison(resolved).problems()


def members(resolved: Resolved, call: Call) -> dict[str, Member]:
    """The places of a call, in the paths of `documented.yaml`."""
    found: dict[str, Member] = {}
    for names in call.security:
        for scheme in (resolved.checked.openapi.components.security_schemes[name] for name in names):
            if scheme.place and scheme.name:
                member = Member(Schema(type="string"), False, True, (scheme.description or "",))
                found[f"request/{scheme.place}/{scheme.name}"] = member
    for parameter in call.parameters:
        value = parameter.value or Schema()
        texts = (parameter.description or "", *_texts(value))
        sourced = bool(parameter.source or value.source)
        member = Member(value, bool(parameter.required), sourced, texts)
        found[f"request{join([str(parameter.place), str(parameter.name)])}"] = member
    if call.body is not None:
        found |= _below(call.body, "request/body")
    for schema in (call.failure, call.success):
        if schema is not None:
            found |= _below(schema, "response")
    found["response"] = Member(call.success, False, True, _texts(call.success))
    return found


def _below(schema: Schema, path: str) -> dict[str, Member]:
    found: dict[str, Member] = {}
    logical = schema.logical
    if logical.items is not None:
        found |= _below(logical.items, f"{path}/*")
    for name, part in (logical.properties or {}).items():
        place = path + join([name])
        required = name in (logical.required or [])
        found[place] = Member(part.logical, required, bool(part.source), _texts(part))
        found |= _below(part, place)
    return found


def _texts(schema: Schema) -> tuple[str, ...]:
    zh = schema.zh
    examples = [str(example) for example in schema.examples or []]
    words = [schema.title, schema.description, zh.title if zh else None, zh.description if zh else None]
    return (*(word for word in words if word), *examples)


class _Comparison:
    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self.calls = {call.id: call for call in resolved.calls}
        self.members = {call.id: members(resolved, call) for call in resolved.calls}
        self.ledger = {entry.id for entry in resolved.checked.ledger.entries}
        self.row_problem = resolved.checked.source.documented.problem
        self.problem = resolved.checked.source.openapi.problem

    def problems(self) -> Iterator[Problem]:
        pages = self.resolved.checked.documented.pages
        for number, page in enumerate(pages):
            if page.operation not in self.calls:
                yield self.row_problem(f"/pages/{number}/operation", f"no operation {page.operation!r}", "name one")
                continue
            yield from self.page(f"/pages/{number}", page, self.calls[page.operation])
        documented = {page.operation for page in pages}
        for call in self.resolved.calls:
            if call.id in documented or documented <= self.calls.keys():  # else its page has a slip in the name
                yield from self.undocumented(call, [page for page in pages if page.operation == call.id])

    def page(self, pointer: str, page: Page, call: Call) -> Iterator[Problem]:
        for name, printed, ours in (
            ("method", page.method, call.method),
            ("path", page.path, call.path.partition("#")[0]),
        ):
            if printed is not None and printed != ours:
                yield self.row_problem(
                    f"{pointer}/{name}", f"the page prints {printed!r}, the contract has {ours!r}", "correct one"
                )
        for index, row in enumerate(page.rows):
            yield from self.row(f"{pointer}/rows/{index}", row, call)
        for index, shown in enumerate(page.sample):
            member = self.members[call.id].get(shown.path)
            place = f"{pointer}/sample/{index}"
            if member is None:
                yield self.row_problem(place, f"{shown.path} is not in the contract", "add the member")
            elif shown.json_type not in member.schema.types:
                message = f"{shown.path}: the sample shows {shown.json_type}, the contract has {member.schema.types}"
                yield self.row_problem(place, message, "correct one of the two")
        yield from self.errors(pointer, page, call)
        yield from self.authorization(pointer, page, call)

    def row(self, pointer: str, row: Row, call: Call) -> Iterator[Problem]:
        member = self.members[call.id].get(row.path)
        if row.ledger is not None and row.ledger not in self.ledger:
            yield self.row_problem(pointer, f"no ledger entry {row.ledger!r}", "correct the id or add the entry")
        if member is None:
            yield self.row_problem(pointer, f"{row.path} is not in the contract", "add the member to openapi.yaml")
            return
        differences = list(self.differences(row, member, call))
        if row.ledger is not None and not differences:
            message = f"{row.path}: the departure that {row.ledger} excuses does not exist"
            yield self.row_problem(pointer, message, "remove `ledger` from the row")
        if row.ledger is None:
            for difference in differences:
                remedy = "correct one of the two, or explain it in the ledger and name the entry on the row"
                yield self.row_problem(pointer, f"{row.path}: {difference}", remedy)
        yield from self.texts(pointer, row, member)

    def differences(self, row: Row, member: Member, call: Call) -> Iterator[str]:
        schema = member.schema
        if row.json_type is not None and row.json_type not in schema.types:
            yield f"the page has type {row.json_type}, the contract {schema.type}"
        for word, name in _LIMITS.items():
            printed, ours = getattr(row, name), getattr(schema, name)
            if printed != ours:
                yield f"{word}: the page has {_shown(printed)}, the contract {_shown(ours)}"
        if _typed(row.codes) != _typed(schema.enum):
            yield f"codes: the page lists {_shown(row.codes)}, the contract {_shown(schema.enum)}"
        marks = {other.mandatory for other in self.rows(call.id, row.path)} - {None}
        if (True in marks) != member.required:
            printed = "mandatory" if True in marks else "not mandatory" if marks else "not marked mandatory"
            yield f"it is {printed} on the page and {'required' if member.required else 'optional'} in the contract"

    def rows(self, operation: str, path: str) -> Iterator[Row]:
        for page in self.resolved.checked.documented.pages:
            if page.operation == operation:
                yield from (row for row in page.rows if row.path == path)

    def texts(self, pointer: str, row: Row, member: Member) -> Iterator[Problem]:
        for word, printed in (("unit", row.unit), ("example", row.example)):
            text = "" if printed is None else str(printed).lower() if isinstance(printed, bool) else str(printed)
            if text and not any(text in shown or text in shown.lower() for shown in member.texts):
                message = f"{row.path}: the {word} {text!r} does not stand in the contract"
                yield self.row_problem(f"{pointer}/{word}", message, "add it to the member's description or examples")

    def errors(self, pointer: str, page: Page, call: Call) -> Iterator[Problem]:
        known = {(code.status, str(code.value)) for code in self.error_codes(call)}
        for index, row in enumerate(page.errors):
            place = f"{pointer}/errors/{index}"
            if (row.status, row.code) not in known:
                remedy = "add it, with its status, to the x-sdk-codes of the member that the envelope names as code"
                yield self.row_problem(place, f"the error {row.status} {row.code} is not in the contract", remedy)
            if not {str(row.status), "default"} & set(call.statuses):
                yield self.row_problem(place, f"the operation has no response {row.status}", "add the response")

    def error_codes(self, call: Call) -> list[Any]:
        pointers = call.envelope.code if call.envelope else []
        places = (self.members[call.id].get(f"response{pointer}") for pointer in pointers)
        return [code for member in places if member is not None for code in member.schema.codes or []]

    def authorization(self, pointer: str, page: Page, call: Call) -> Iterator[Problem]:
        printed = page.authorization.model_dump(exclude_unset=True) if page.authorization else {}
        ours = call.operation.permission.model_dump() if call.operation.permission else {}
        for name, value in printed.items():
            if ours.get(name) != value:
                message = f"authorization {name}: the page has {_shown(value)}, the contract {_shown(ours.get(name))}"
                yield self.row_problem(f"{pointer}/authorization/{name}", message, "correct x-sdk-permission")

    def undocumented(self, call: Call, pages: list[Page]) -> Iterator[Problem]:
        shown = {row.path for page in pages for row in page.rows} | {row.path for page in pages for row in page.sample}
        errors = {row.code for page in pages for row in page.errors}
        listed = {
            value for page in pages for row in page.rows for value in (*(row.codes or []), row.example, row.const)
        }
        for path, member in self.members[call.id].items():
            if path not in shown and not member.sourced:
                remedy = "add its row to documented.yaml, or say in x-sdk-source where it comes from"
                yield self.problem(call.pointer, f"{path} is in the contract but on no page", remedy)
            for code in member.schema.codes or []:
                if not code.source and code.value not in listed and str(code.value) not in errors:
                    message = f"{path}: the code {code.value!r} ({code.name}) is on no page"
                    yield self.problem(call.pointer, message, "say in the row's `source` where the label comes from")


def _typed(values: list[Any] | None) -> list[tuple[str, Any]]:
    return [(type(value).__name__, value) for value in values or []]


def _shown(value: Any) -> str:
    return "none" if value is None else repr(value)
