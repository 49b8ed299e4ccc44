"""A payload that its contract accepts becomes a model and is written back exactly, with any value at any place."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.emitted import Payload, decoded, exact, fingerprint, payloads, reply_class
from support.mutate import dumps, places, replaced
from support.slow import all_but_first

RESPONSES = [
    payload
    for payload in [*payloads("samples"), *payloads("cases")]
    if payload.contract.direction == "response" and not payload.is_bad
]

NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=3),
    st.sampled_from([Decimal("1.0"), Decimal("0.10"), Decimal("1E+2"), Decimal("-0.0"), 2**63, 0]),
)
TEXTS = st.one_of(st.text(max_size=20), st.sampled_from(["", "0", "1", "2023-04-03 00:00:00", "0.06", "\u2028", "１"]))
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)


@cache
def logical(payload: Payload) -> tuple[Any, tuple[Any, ...]]:
    value = decoded(payload.contract, exact(payload.raw))
    return value, ((), *places(value))


@pytest.mark.parametrize("payload", all_but_first(RESPONSES, kind=lambda payload: payload.contract.id), ids=str)
@settings(max_examples=60)
@given(data=st.data())
def test_accepted_payloads_are_built_and_written_back_exactly(payload: Payload, data: st.DataObject) -> None:
    value, spots = logical(payload)
    for _ in range(data.draw(st.integers(1, 3))):
        spot = data.draw(st.sampled_from(spots))
        if _is_there(value, spot):
            value = replaced(value, spot, data.draw(VALUES))
    raw, model = dumps(value), reply_class(payload.contract)
    if payload.contract.accepts(raw):
        reply = model.from_json(raw)
        assert fingerprint(exact(reply.to_json())) == fingerprint(decoded(payload.contract, exact(raw)))
        assert reply.report.ok
    else:
        with pytest.raises(ia.InvalidResponse) as rejected:
            model.from_json(raw)
        assert rejected.value.report == payload.contract.check(raw)
        assert not rejected.value.report.ok


def _is_there(value: Any, path: tuple[Any, ...]) -> bool:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
