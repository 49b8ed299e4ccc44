"""Samples and cases, validated by the contracts that the package would have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from .. import ir
from ..contract_json import contract_json
from ..parse.folder import Payload
from ..problem import Message, Problem
from ..runtime.validation.contract import Contract
from ..runtime.validation.report import Report

PayloadReport = tuple[Payload, Report | None]


def runtime_contracts(contracts: Iterable[ir.Contract]) -> dict[str, Contract]:
    """The contracts as the package would have them, by operation and direction."""
    return {contract.name: _runtime_contract(contract) for contract in contracts}


def validate(payloads: Iterable[Payload], contracts: Mapping[str, Contract]) -> Iterator[PayloadReport]:
    """The report on each payload; None if no operation has its name."""
    for payload in payloads:
        contract = contracts.get(f"{payload.operation}.{payload.direction}")
        yield payload, contract.check(payload.raw) if contract else None


def _runtime_contract(contract: ir.Contract) -> Contract:
    return Contract(contract.id, cache(lambda: contract_json(contract)))


def _no_contract(payload: Payload) -> Message:
    if payload.direction in ("request", "response"):
        return f"no operation {payload.operation!r}", "name the file after an operation"
    if payload.direction == "webhook":
        return f"no webhook {payload.operation!r}", "name the file after the operationId of a webhook"
    message = f"no {payload.direction} of an operation {payload.operation!r} has a contract of its own"
    return message, "name the file after a contract, or tell failures by-status in x-sdk-envelope"


def payload_problems(reports: Iterable[PayloadReport]) -> Iterator[Problem]:
    """Samples that are not as documented, cases that are not valid, and bad cases that are."""
    for payload, report in reports:
        if report is None:
            yield Problem(payload.file, 1, "", *_no_contract(payload))
        elif payload.is_bad and report.ok:
            yield Problem(payload.file, 1, "", "a bad case that is valid", "correct the case or the contract")
        elif not payload.is_bad:
            for finding in report.errors + (report.drift if payload.is_sample else ()):
                remedy = "correct the payload or the contract"
                if finding.severity == "drift":
                    remedy = "correct the contract, or explain the drift by a ledger entry with an effect"
                yield Problem(payload.file, 1, finding.pointer, f"{finding.severity}: {finding.message}", remedy)
