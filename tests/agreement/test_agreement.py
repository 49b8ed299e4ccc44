"""One verdict: each place of each contract is changed in each way, and all validators agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
import pytest
from support.agreement import agreed_verdict, beyond_schemas, seeds, single_items, validators
from support.emitted import Payload, decoded, exact, payloads
from support.mutate import changed_once
from support.slow import all_but_first

CONTRACTS = ia.contracts()


@pytest.mark.parametrize(
    "sample", all_but_first(payloads("samples"), kind=lambda sample: sample.contract.direction), ids=str
)
def test_all_validators_reject_a_changed_sample_at_the_same_place(sample: Payload) -> None:
    contract, rejected = sample.contract, 0
    python, rust = validators(contract)
    for payload in changed_once(decoded(contract, exact(sample.raw))):
        try:
            logical = decoded(contract, payload)
        except ValueError:
            assert contract.check(payload).errors[0].keyword == "contentEncoding"
            continue
        ours = {place(finding) for finding in contract.check(payload).errors if not beyond_schemas(finding)}
        assert ours == {join(error.absolute_path) for error in python.iter_errors(logical)}, payload
        assert ours == {join(error.instance_path) for error in rust.iter_errors(logical)}, payload
        rejected += bool(ours)
    assert rejected > 100 or contract.direction == "request"


def place(finding: ia.Finding) -> str:
    """Schema engines report an unknown member at its object."""
    return finding.pointer.rpartition("/")[0] if finding.keyword == "additionalProperties" else finding.pointer


def join(path: Any) -> str:
    return "".join(f"/{part}" for part in path)


@pytest.mark.slow
@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_every_keyword_at_every_place_rejects_something(contract: ia.Contract) -> None:
    """Each place of the compatible schema is changed in each way; every test there fails at least once."""
    hit: set[str] = set()
    _, rust = validators(contract)
    bases = seeds(contract)
    for base in [*bases, *(single for whole in bases for single in single_items(contract, whole))]:
        for payload in changed_once(base):
            agreed_verdict(contract, payload)
            try:
                logical = decoded(contract, payload)
            except ValueError:
                continue
            hit |= {"/".join(map(str, error.schema_path)) for error in rust.iter_errors(logical)}
    wanted = set(keywords(contract.schema("compatible"))) - {"else/anyOf" if never_neither(contract) else ""}
    assert wanted <= hit, sorted(wanted - hit)


def never_neither(contract: ia.Contract) -> bool:
    """Whether failure is the opposite of success: the same member, present or absent."""
    schema = contract.schema("compatible")
    success, failure = schema.get("if", {}).get("allOf", []), schema.get("else", {}).get("anyOf", [])
    opposite = [{"properties": {name: {"type": "null"}}} for test in failure for name in test["properties"]]
    return bool(success) and success == opposite


def keywords(schema: Any, path: str = "", inside_test: bool = False) -> Iterator[str]:
    """Places of the keywords that can reject a value; those of tests (`if`, `anyOf`, `not`) are not reported."""
    for name, part in schema.items():
        place = f"{path}/{name}".lstrip("/")
        if name in ("properties",):
            for member, below in part.items():
                yield from keywords(below, f"{place}/{member}")
        elif name in ("items", "then", "else"):
            yield from keywords(part, place)
        elif name == "allOf":
            for index, below in enumerate(part):
                yield from keywords(below, f"{place}/{index}")
        elif name in (
            "type",
            "required",
            "anyOf",
            "enum",
            "const",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "pattern",
        ) or (name == "additionalProperties" and part is False):
            yield place
