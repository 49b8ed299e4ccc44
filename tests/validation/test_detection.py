"""Detection of the contract of a payload, also where there is little or no evidence."""

from __future__ import annotations

import json
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import Payload, payloads

GOOD = [payload for kind in ("samples", "cases") for payload in payloads(kind) if not payload.is_bad]
SAMPLES = payloads("samples")


@pytest.mark.parametrize("payload", GOOD, ids=str)
def test_every_valid_payload_is_detected(payload: Payload) -> None:
    fits = ia.detect(payload.raw)
    best = [fit for fit in fits if fit.rank == fits[0].rank]
    assert payload.contract.id in [fit.contract for fit in best]
    assert fits[0].errors == 0
    documents = [fit for fit in best if _documents_the_same(fit.contract, payload)]
    assert best == documents, "only contracts that document the same members are as good"


def _documents_the_same(id: str, payload: Payload) -> bool:
    """Whether a contract documents each member at the top of a payload as the payload's own one does."""
    own, other = payload.contract.documentation.members, ia.contract(id).documentation.members
    names = [f"/{name}" for name in json.loads(payload.raw)]
    return id == payload.contract.id or {name for name in names if name in own} == {
        name for name in names if name in other
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_documented_payload_is_recognised_in_every_form(sample: Payload) -> None:
    for form in (sample.raw, sample.raw.decode(), json.loads(sample.raw)):
        (fit,) = ia.detect(form)
        assert fit.is_sure
        assert fit.recognised == fit.members


@pytest.mark.parametrize(
    "payload", [{}, [], [{}], None, 1, "a", "", b"", b"{", b"[[", {"colour": "red"}, {"a": {"b": 1}}]
)
def test_undocumented_payloads_fit_nothing(payload: Any) -> None:
    assert ia.detect(payload) == []


def test_one_member_is_not_sure() -> None:
    """An error object of one member has the shape of many services."""
    for contract in ia.contracts():
        for name in [pointer[1:] for pointer in contract.documentation.members if pointer.count("/") == 1]:
            for value in (False, "1"):
                assert not any(fit.is_sure for fit in ia.detect({name: value}))


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_payload_with_mostly_undocumented_members_fits_nothing(sample: Payload) -> None:
    value = json.loads(sample.raw)
    count = ia.detect(sample.raw)[0].members
    assert ia.detect({**value, **{f"other{number}": number for number in range(count + 1)}}) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_evidence_counts_members(sample: Payload) -> None:
    value = json.loads(sample.raw)
    before = ia.detect(value)[0]
    for fit in ia.detect({**value, "colour": {"of": "a thing"}}):
        assert (fit.recognised, fit.members) == (before.recognised, before.members + 1)
        assert f"{fit.recognised} of {fit.members} members" in fit.evidence()
        assert f"{fit.members} 个成员中有 {fit.recognised} 个" in fit.evidence("zh")


def test_detect_is_public() -> None:
    assert "detect" in ia.__all__
    assert isinstance(ia.detect(SAMPLES[0].raw)[0], ia.Fit)


def test_order_of_fits() -> None:
    """By ok, errors, drift, share of documented members."""
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
