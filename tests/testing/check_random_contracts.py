"""Run with a package of random contracts. Prints how many payloads were generated and validated."""

from __future__ import annotations

import random
from typing import get_args

import invoice_apis as ia
from invoice_apis.operation import Operation
from invoice_apis.sandbox import refusals
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.records import Records
from invoice_apis.sandbox.routes import services
from invoice_apis.testing.examples.damage import apply_damage
from invoice_apis.testing.examples.drift import Drift, apply_drift
from invoice_apis.testing.examples.encoding import as_payload
from invoice_apis.testing.examples.generate import example

SEEDS = 15


def assert_clean(contract: ia.Contract, payload: object, outcome: str) -> int:
    report = contract.check(payload)
    assert (report.outcome, report.findings) == (outcome, ()), f"{payload!r}: {report}"
    return 1


def examples(contract: ia.Contract) -> int:
    count = 0
    for seed in range(SEEDS):
        for outcome in ("success", "failure") if "if" in contract.schema("documented") else ("success",):
            for sparse in (False, True):
                count += assert_clean(contract, as_payload(example(contract, seed, outcome, sparse)), outcome)
        value = example(contract, seed)
        damaged = apply_damage(contract, value, "wrong-type", random.Random(seed))
        assert not contract.accepts(as_payload(damaged))
        for change in get_args(Drift):
            try:
                report = contract.check(as_payload(apply_drift(contract, value, change, random.Random(seed))))
            except LookupError:
                continue
            assert report.ok
            assert report.drift
            count += 1
    return count


def bodies(operation: Operation, contract: ia.Contract) -> int:
    count = assert_clean(contract, Records(operation, 7, 0, Faults([])).response_body({}, "an-id"), "success")
    assert contract.check(Records(operation, 7, 0, Faults(get_args(Drift))).response_body({}, "an-id")).ok
    for reason in refusals.DEFAULTS if operation.envelope else ():
        refusal = refusals.find_refusal(reason, [], operation.envelope)
        body = refusals.refusal_body(contract, operation.envelope, refusal, refusal.message, "an-id")
        count += assert_clean(contract, body, "failure")
    return count


if __name__ == "__main__":
    total = 0
    for service in services():
        for operation in service.operations:
            contract = ia.contract(f"{operation.id}.response")
            total += examples(contract) + bodies(operation, contract)
    print(total)
