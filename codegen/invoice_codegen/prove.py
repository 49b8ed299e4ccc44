"""The contract against the evidence: vendor pages, documented samples, made-up cases, and the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from . import ir
from .documented import compare
from .emit.contracts import contract_json
from .problem import ContractError, Problem
from .resolve import Resolved
from .runtime.contract import Contract
from .runtime.report import Report
from .source import Payload


def prove(resolved: Resolved, api: ir.Api) -> None:
    """Raise ContractError with everything that the evidence contradicts."""
    problems = [*compare(resolved), *_payloads(resolved, api), *_unused(resolved, api)]
    if problems:
        raise ContractError(problems)


def reports(resolved: Resolved, api: ir.Api) -> Iterator[tuple[Payload, Report | None]]:
    """The verdict on each sample and case; None where no operation has its name."""
    judges = {contract.name: _judge(contract) for contract in api.contracts}
    for payload in resolved.checked.source.payloads:
        judge = judges.get(f"{payload.operation}.{payload.direction}")
        yield payload, judge.check(payload.raw) if judge else None


def _judge(contract: ir.Contract) -> Contract:
    """A contract as the emitted package has it."""
    data = contract_json(contract)
    return Contract(contract.id, lambda: data)


def _payloads(resolved: Resolved, api: ir.Api) -> Iterator[Problem]:
    for payload, report in reports(resolved, api):
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


def _unused(resolved: Resolved, api: ir.Api) -> Iterator[Problem]:
    used = {finding.ledger for _, report in reports(resolved, api) if report is not None for finding in report.known}
    for index, entry in enumerate(resolved.checked.ledger.entries):
        if entry.effect is not None and entry.id not in used:
            message = f"the effect of {entry.id} is hit by no sample and no case"
            yield resolved.checked.source.ledger.problem(
                f"/{index}", message, "add a case that shows it, or remove the effect"
            )
