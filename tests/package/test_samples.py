"""Documented samples and made-up cases: the same verdict in every way, and every digit back."""

from __future__ import annotations

from typing import Any

import invoice_apis as ia
import pytest
from support.agreement import beyond_schemas
from support.emitted import Payload, decoded, exact, fingerprint, payloads, reply_class, schema_verdicts
from support.mutate import dumps

SAMPLES, CASES = payloads("samples"), payloads("cases")
GOOD = [case for case in CASES if not case.is_bad]
BAD = [case for case in CASES if case.is_bad]
RESPONSES = [payload for payload in [*SAMPLES, *GOOD] if payload.contract.direction == "response"]


def logical(payload: Payload) -> Any:
    return decoded(payload.contract, exact(payload.raw))


def test_every_api_has_a_documented_sample() -> None:
    assert {payload.contract.api for payload in SAMPLES} == {contract.api for contract in ia.contracts()}


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_documented_sample_is_ok_with_only_known_findings(sample: Payload) -> None:
    report = sample.contract.check(sample.raw)
    assert report.ok, report
    assert report.findings == report.known, report
    assert all(finding.ledger for finding in report.known)
    assert report.outcome == (None if sample.contract.direction == "request" else "success")


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_what_the_documented_schema_refuses_in_a_sample_is_what_the_ledger_knows(sample: Payload) -> None:
    python, _ = schema_verdicts(sample.contract, "documented")
    errors = {
        ("".join(f"/{part}" for part in error.absolute_path), error.validator)
        for error in python.iter_errors(logical(sample))
    }
    findings = [finding for finding in sample.contract.check(sample.raw).known if not beyond_schemas(finding)]
    known = {(finding.pointer, finding.keyword) for finding in findings}
    assert {place for place, _ in errors} == {place for place, _ in known}
    assert known <= errors


@pytest.mark.parametrize("payload", [*SAMPLES, *CASES], ids=str)
def test_all_ways_agree(payload: Payload) -> None:
    contract, wanted = payload.contract, not payload.is_bad
    try:
        value = logical(payload)
    except ValueError:
        assert not wanted
    else:
        python, rust = schema_verdicts(contract, "compatible")
        assert python.is_valid(value) is rust.is_valid(value) is wanted
        assert contract.check(value).ok is wanted
    assert contract.accepts(payload.raw) is contract.check(payload.raw).ok is wanted
    assert contract.check(payload.raw.decode()).ok is wanted


@pytest.mark.parametrize("payload", RESPONSES, ids=str)
def test_a_response_comes_back_exactly(payload: Payload) -> None:
    reply = reply_class(payload.contract).from_json(payload.raw)
    assert fingerprint(exact(reply.to_json())) == fingerprint(logical(payload))
    assert reply.report == payload.contract.check(payload.raw)


@pytest.mark.parametrize("payload", RESPONSES, ids=str)
def test_wire_and_logical_form_give_the_same_model(payload: Payload) -> None:
    model = reply_class(payload.contract)
    assert model.from_json(payload.raw) == model.from_json(dumps(logical(payload)).encode())


@pytest.mark.parametrize("payload", [case for case in BAD if case.contract.direction == "response"], ids=str)
def test_a_bad_response_is_refused_with_a_report(payload: Payload) -> None:
    with pytest.raises(ia.InvalidResponse) as caught:
        reply_class(payload.contract).from_json(payload.raw)
    assert caught.value.report == payload.contract.check(payload.raw)
    assert caught.value.report.errors


def test_no_sample_has_lost_its_byte_values() -> None:
    """Traps of the documented samples: trailing newlines, 102.0, a 19-digit id, empty texts."""
    text = {str(sample): sample.raw.decode() for sample in SAMPLES}
    assert any('\\n"' in body for body in text.values())
    assert sum("102.0" in body for body in text.values()) == 2
    assert any("1223726550327785500" in body for body in text.values())
    assert any('""' in body for body in text.values())
