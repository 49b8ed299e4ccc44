"""The contract against the evidence: vendor pages, documented samples, made-up cases, and the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from .. import ir
from ..contract_json import contract_json
from ..parse.members import members
from ..parse.resolve import Resolved
from ..parse.source import Payload
from ..parse.vendor_page import Entry
from ..problem import ContractError, Problem
from ..runtime.validation.contract import Contract
from ..runtime.validation.report import Report
from .page_diff import compare

Judged = tuple[Payload, Report | None]


def prove(resolved: Resolved, api: ir.Api) -> None:
    """Raise ContractError with everything that the evidence contradicts."""
    judged = list(reports(resolved, _numbered(api)))
    problems = [*compare(resolved), *_nowhere(resolved), *_payloads(judged), *_unhit(resolved, api, judged)]
    if problems:
        raise ContractError(problems)


def reports(resolved: Resolved, api: ir.Api) -> Iterator[Judged]:
    """The verdict on each sample and case; None where no operation has its name."""
    judges = {contract.name: _judge(contract) for contract in api.contracts}
    for payload in resolved.checked.source.payloads:
        judge = judges.get(f"{payload.operation}.{payload.direction}")
        yield payload, judge.check(payload.raw) if judge else None


def _judge(contract: ir.Contract) -> Contract:
    """A contract as the emitted package has it."""
    data = contract_json(contract)
    return Contract(contract.id, lambda: data)


def _payloads(judged: list[Judged]) -> Iterator[Problem]:
    for payload, report in judged:
        if report is None:
            yield Problem(
                payload.file, 1, "", f"no operation {payload.operation!r}", "name the file after an operation"
            )
        elif payload.is_bad and report.ok:
            yield Problem(payload.file, 1, "", "a bad case that is accepted", "correct the case or the contract")
        elif not payload.is_bad:
            unwelcome = report.errors + (report.drift if payload.is_sample else ())
            for finding in unwelcome:
                remedy = "correct the payload or the contract"
                if finding.severity == "drift":
                    remedy = "correct the contract, or explain the drift in the ledger with an effect"
                yield Problem(payload.file, 1, finding.pointer, f"{finding.severity}: {finding.message}", remedy)


def _nowhere(resolved: Resolved) -> Iterator[Problem]:
    """Entries about members that the contract does not have."""
    known = {path for call in resolved.calls for path in members(resolved, call)}
    for index, entry in enumerate(resolved.checked.ledger.entries):
        sides = ("request", "response") if entry.within == "page" else (entry.within,)
        for place in entry.places:
            if place and known.isdisjoint(side + _described(entry, place) for side in sides):
                message = f"{entry.id}: no {' and no '.join(sides)} has the member {place}"
                remedy = "correct the pointer; `*` stands for any item of a list"
                yield resolved.checked.source.ledger.problem(f"/{index}/at", message, remedy)


def _described(entry: Entry, place: str) -> str:
    """The place that the contract must have: of a member that no page shows it is the object around it."""
    is_extra = entry.effect is not None and entry.effect.keyword == "additionalProperties"
    return place.rpartition("/")[0] if is_extra else place


def _unhit(resolved: Resolved, api: ir.Api, judged: list[Judged]) -> Iterator[Problem]:
    """Effects of which no payload shows that they are needed, told one place and one value at a time."""
    hit = {finding.ledger for _, report in judged if report is not None for finding in report.known}
    entries = {entry.id: index for index, entry in enumerate(resolved.checked.ledger.entries)}
    effects = next((contract.known for contract in api.contracts if contract.known), ())
    for number, effect in enumerate(effects):
        if str(number) not in hit:
            shown = json.dumps(effect["value"], ensure_ascii=False, default=str)
            message = (
                f"the effect of {effect['id']} on {effect['keyword']} {shown} at {effect['pointer'] or 'the root'}"
            )
            yield resolved.checked.source.ledger.problem(
                f"/{entries[effect['id']]}/effect",
                f"{message} is hit by no sample and no case",
                "add a case that shows it, or remove it from the effect",
            )


def _numbered(api: ir.Api) -> ir.Api:
    """The API with each effect's number in place of its entry's id, so that a finding tells which effect it hits."""
    contracts = (
        replace(contract, known=tuple({**effect, "id": number} for number, effect in enumerate(contract.known)))
        for contract in api.contracts
    )
    return replace(api, contracts=tuple(contracts))
