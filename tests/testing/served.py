"""Run with a package of made-up contracts: prints how many bodies were made and held against them."""

from __future__ import annotations

import random
from typing import get_args

import invoice_apis as ia
from invoice_apis.operation import Operation
from invoice_apis.sandbox import refusals
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.records import Shelf
from invoice_apis.sandbox.routes import services
from invoice_apis.testing.examples.damage import damaged
from invoice_apis.testing.examples.drift import Drift, drifted
from invoice_apis.testing.examples.generate import example

SEEDS = 15


def held(contract: ia.Contract, payload: object, outcome: str) -> int:
    report = contract.check(payload)
    assert (report.outcome, report.findings) == (outcome, ()), f"{payload!r}: {report}"
    return 1


def examples(contract: ia.Contract) -> int:
    done = 0
    for seed in range(SEEDS):
        for outcome in ("success", "failure"):
            for sparse in (False, True):
                done += held(contract, example(contract, seed, outcome, sparse), outcome)
        value = example(contract, seed)
        assert not contract.accepts(damaged(contract, value, "wrong-type", random.Random(seed)))
        for change in get_args(Drift):
            try:
                report = contract.check(drifted(contract, value, change, random.Random(seed)))
            except LookupError:
                continue
            assert report.ok
            assert report.drift
            done += 1
    return done


def bodies(operation: Operation, contract: ia.Contract) -> int:
    done = held(contract, Shelf(operation, 7, 0, Faults([])).body({}, "an-id"), "success")
    assert contract.check(Shelf(operation, 7, 0, Faults(get_args(Drift))).body({}, "an-id")).ok
    for reason in refusals.DEFAULTS:
        said = refusals.refusal(reason, [], operation.envelope)
        body = refusals.body(contract, operation.envelope, said, said.message, "an-id")
        done += held(contract, body, "failure")
    return done


if __name__ == "__main__":
    made = 0
    for service in services():
        for operation in service.operations:
            contract = ia.contract(f"{operation.id}.response")
            made += examples(contract) + bodies(operation, contract)
    print(made)
