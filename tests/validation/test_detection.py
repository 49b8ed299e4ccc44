"""Which contract a payload fits: told by evidence, and honestly where there is little or none."""

from __future__ import annotations

import json
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import Payload, payloads

GOOD = [payload for kind in ("samples", "cases") for payload in payloads(kind) if not payload.is_bad]
SAMPLES = payloads("samples")


@pytest.mark.parametrize("payload", GOOD, ids=str)
def test_every_good_payload_is_known_for_what_it_is(payload: Payload) -> None:
    fits = ia.detect(payload.raw)
    assert [fit.contract for fit in fits][:1] == [payload.contract.id]
    assert fits[0].errors == 0
    assert all(fit.rank > fits[0].rank for fit in fits[1:])


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_documented_payload_is_recognised_whole_in_every_form(sample: Payload) -> None:
    for form in (sample.raw, sample.raw.decode(), json.loads(sample.raw)):
        (fit,) = ia.detect(form)
        assert fit.is_sure
        assert fit.recognised == fit.members


@pytest.mark.parametrize(
    "payload", [{}, [], [{}], None, 1, "a", "", b"", b"{", b"[[", {"colour": "red"}, {"a": {"b": 1}}]
)
def test_what_nobody_documents_fits_nothing(payload: Any) -> None:
    assert ia.detect(payload) == []


def test_one_member_is_no_sure_sign() -> None:
    """An error object of one member has the shape of many services."""
    for contract in ia.contracts():
        for name in [pointer[1:] for pointer in contract.guide.members if pointer.count("/") == 1]:
            for value in (False, "1"):
                assert not any(fit.is_sure for fit in ia.detect({name: value}))


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_payload_that_is_mostly_something_else_is_not_claimed(sample: Payload) -> None:
    value = json.loads(sample.raw)
    count = ia.detect(sample.raw)[0].members
    assert ia.detect({**value, **{f"other{number}": number for number in range(count + 1)}}) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_evidence_counts_what_is_there(sample: Payload) -> None:
    value = json.loads(sample.raw)
    before = ia.detect(value)[0]
    for fit in ia.detect({**value, "colour": {"of": "a thing"}}):
        assert (fit.recognised, fit.members) == (before.recognised, before.members + 1)
        assert f"{fit.recognised} of {fit.members} members" in fit.evidence()
        assert f"{fit.members} 个成员中有 {fit.recognised} 个" in fit.evidence("zh")


def test_detection_is_loaded_when_it_is_asked_for() -> None:
    assert "detect" in ia.__all__
    assert isinstance(ia.detect(SAMPLES[0].raw)[0], ia.Fit)


def test_what_fits_goes_before_what_does_not() -> None:
    """Contract, errors, drift, documented members, all members."""
    best, drifted, partly, mostly_other, broken = (
        ia.Fit("best", 0, 0, 9, 9),
        ia.Fit("drifted", 0, 5, 9, 9),
        ia.Fit("partly", 0, 5, 5, 9),
        ia.Fit("mostly other", 0, 0, 4, 9),
        ia.Fit("broken", 1, 0, 9, 9),
    )
    ranks = [fit.rank for fit in (best, drifted, partly, mostly_other, broken)]
    assert ranks == sorted(ranks)
    assert [fit.ok for fit in (best, drifted, partly, mostly_other, broken)] == [True, True, True, False, False]
