"""Examples: valid, varied, the same for the same seed. For drift and damage see test_factories."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys

import invoice_apis as ia
import pytest
from invoice_apis.testing.examples.generate import example, member, record
from invoice_apis.testing.examples.patterns import generate_match
from invoice_apis.testing.examples.schemas import find_list

CONTRACTS = ia.contracts()
RESPONSES = [contract for contract in CONTRACTS if contract.direction == "response"]
SEEDS = range(60)
PRINT = "import invoice_apis as ia; from invoice_apis.testing.examples.generate import *; print([example(c, 3) for c in ia.contracts()])"


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
@pytest.mark.parametrize("sparse", [False, True])
def test_examples_have_no_findings(contract: ia.Contract, sparse: bool) -> None:
    for seed in SEEDS:
        report = contract.check(example(contract, seed, required_only=sparse))
        assert report.findings == ()


@pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
@pytest.mark.parametrize("sparse", [False, True])
def test_failure_examples_are_failures(contract: ia.Contract, sparse: bool) -> None:
    for seed in SEEDS:
        report = contract.check(example(contract, seed, "failure", sparse))
        assert (report.outcome, report.findings) == ("failure", ())


@pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
def test_different_seeds_give_different_payloads(contract: ia.Contract) -> None:
    assert example(contract, 5) == example(contract, 5)
    assert len({str(example(contract, seed)) for seed in SEEDS}) == len(SEEDS)


def test_examples_do_not_depend_on_the_process() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
def test_the_nearest_list_is_found_and_its_records_differ(contract: ia.Contract) -> None:
    place = find_list(contract, "")
    assert place is not None
    assert len({str(record(contract, place, number, 0)) for number in range(50)}) == 50
    assert record(contract, place, 7, 0) == record(contract, place, 7, 0) != record(contract, place, 7, 1)


@pytest.mark.slow
@pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
def test_any_scalar_can_be_the_key_of_a_record(contract: ia.Contract) -> None:
    place = find_list(contract, "")
    assert place is not None
    for name, value in record(contract, place, 0, 0).items():
        if isinstance(value, (str, int)):
            keys = [record(contract, place, number, 0, f"/{name}")[name] for number in range(200)]
            assert len(set(keys)) == 200


def test_a_generated_member_satisfies_its_contract() -> None:
    for contract in CONTRACTS:
        if contract.direction == "request":
            for place in contract.schema("documented")["properties"]:
                assert contract.accepts({**example(contract, 1), place: member(contract, f"/{place}", 2)})


PATTERNS = [
    "^[0-9]{4}-[0-9]{2}(?![\\s\\S])",
    "^[^/]+(?![\\s\\S])",
    "^(AB|CD)?x{2,4}y*$",
    "^[A-Za-z0-9+/=.-]{3,}$",
    "^(?:[0-9]{2}){3}\\.[a-f]+$",
    "^.{5}$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_texts_match_the_patterns_that_contracts_may_use(pattern: str) -> None:
    texts = {generate_match(pattern, random.Random(seed)) for seed in SEEDS}
    assert len(texts) > 1
    assert all(re.search(pattern, text) for text in texts)
