"""`invoice_apis.jsonschema`: the verdict of a contract, in the validator that other projects have.

What a text has and its value has not is seen by the package alone: duplicate members, base64 in another form, an identifier
that was written with a fraction.
"""

from __future__ import annotations

import json
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.jsonschema import FORMATS, REGISTRY, validator
from invoice_apis.validation.formats import PARSERS
from jsonschema import Draft202012Validator, FormatChecker
from referencing.exceptions import Unresolvable
from support.emitted import payloads

from .payloads import texts

CONTRACTS = ia.contracts()
LEXICAL = {"json", "duplicate-key", "contentEncoding", "rounded"}
"""Keywords of findings on the text."""


def is_lexical(finding: ia.Finding) -> bool:
    return finding.keyword in LEXICAL or (finding.keyword == "type" and "fraction or an exponent" in finding.message)


def agrees(contract: ia.Contract, raw: bytes) -> bool:
    """Whether the text has a value; then both profiles must say what the contract says of it."""
    report = contract.check(raw)
    try:
        value = contract.read(raw)
    except ValueError:
        assert not report.ok
        return False
    beyond = [finding for finding in report.findings if not is_lexical(finding)]
    assert validator(contract.id).is_valid(value) is all(finding.severity != "error" for finding in beyond), raw
    assert validator(contract.id, "documented").is_valid(value) is (not beyond), raw
    return True


@pytest.mark.parametrize("kind", ["samples", "cases"])
def test_samples_and_cases_have_one_verdict(kind: str) -> None:
    read = [agrees(payload.contract, payload.raw) for payload in payloads(kind)]
    assert sum(read) > 0.9 * len(read) > 0


@pytest.mark.parametrize("contract", CONTRACTS, ids=str)
def test_corrupted_payloads_have_one_verdict(contract: ia.Contract) -> None:
    read = [agrees(contract, text) for text in texts(contract, 150)]
    assert sum(read) > 50


def test_a_reversed_period_is_an_error_as_it_is_to_the_contract() -> None:
    tried = 0
    for contract in CONTRACTS:
        value = contract.example(1)
        for period in contract.rules["periods"]:
            group, start, end = *period["start"].split("/")[1:], period["end"].rpartition("/")[2]
            value[group] |= {start: value[group][end], end: value[group][start]}
            (error,) = validator(contract.id).iter_errors(value)
            assert error.validator == contract.check(value).errors[0].keyword == "period"
            tried += 1
    assert tried


@pytest.mark.parametrize("contract", CONTRACTS, ids=str)
def test_a_schema_of_another_project_takes_a_contract_by_its_id(contract: ia.Contract) -> None:
    for profile in ("compatible", "documented"):
        schema = {"type": "array", "items": {"$ref": contract.schema(profile)["$id"]}}
        own = Draft202012Validator(schema, registry=REGISTRY, format_checker=FORMATS)
        assert own.is_valid([contract.example(1), contract.example(2)])
        assert not own.is_valid([contract.example(1), 7])


def test_nothing_is_fetched() -> None:
    own: Any = Draft202012Validator({"$ref": "https://example.com/schema"}, registry=REGISTRY)
    with pytest.raises(Unresolvable):
        own.is_valid(1)


def test_formats_are_those_of_the_contracts_and_no_others() -> None:
    assert FORMATS.checkers.keys() == PARSERS.keys()
    assert FORMATS.conforms("2026-01-31 08:00:00", "local-date-time")
    assert not FORMATS.conforms("2026-02-31 08:00:00", "local-date-time")
    assert FormatChecker.checkers.keys() - PARSERS.keys(), "the list that all programs share is as it was"


def test_plain_json_of_a_program_is_taken() -> None:
    contract = ia.contract("huawei_bssintl/ListInvoices.response")
    assert validator(contract.id).is_valid(json.loads(contract.example(1, wire=True)))


def test_unknown_names_are_errors_with_suggestions() -> None:
    with pytest.raises(LookupError, match="did you mean"):
        validator("huawei_bssintl/ListInvoice.response")
    with pytest.raises(ValueError, match="documented"):
        validator(CONTRACTS[0].id, "strict")  # type: ignore[arg-type]
