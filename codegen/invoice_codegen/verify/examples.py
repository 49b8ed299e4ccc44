"""Examples: every contract has one of each outcome, and it keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ..parse.definition import ApiDefinition
from ..problem import Message, Problem
from ..runtime.testing.examples.encoding import as_payload
from ..runtime.testing.examples.generate import example
from ..runtime.validation.contract import Contract
from ..runtime.validation.report import Outcome

SEEDS = 3


def example_problems(definition: ApiDefinition, contracts: dict[str, Contract]) -> Iterator[Problem]:
    """The operations whose conditions and limits allow no example."""
    for call in definition.calls:
        outcomes: dict[str, tuple[Outcome, ...]] = {"request": ("success",)}
        if call.success:
            has_tests = call.envelope is not None and not call.envelope.by_status
            outcomes["response"] = get_args(Outcome) if has_tests else ("success",)
        outcomes |= {failure.direction: ("failure",) for failure in call.failures}
        for direction, wanted in outcomes.items():
            for outcome in wanted:
                for message, remedy in _flaw(contracts[f"{call.id}.{direction}"], outcome):
                    yield definition.problem(call.pointer, f"{direction}: {message}", remedy)
    for webhook in definition.webhooks:
        for message, remedy in _flaw(contracts[f"{webhook.id}.webhook"], "success"):
            yield definition.problem(webhook.pointer, f"webhook: {message}", remedy)


def _flaw(contract: Contract, outcome: Outcome) -> Iterator[Message]:
    """What the examples of an outcome break, or that there is none."""
    remedy = "let x-sdk-envelope, codes and limits agree"
    try:
        reports = [contract.check(as_payload(example(contract, seed, outcome))) for seed in range(SEEDS)]
    except LookupError:
        yield f"no example of a {outcome} can be made", remedy
        return
    for finding in {finding: None for report in reports for finding in report.findings[:1]}:
        message = f"an example of a {outcome} breaks {finding.keyword} at {finding.pointer or '(the whole)'}"
        yield f"{message}: {finding.message}", remedy
        return
