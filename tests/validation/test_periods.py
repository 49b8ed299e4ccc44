"""A start after its end, in every way to validate a request."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invoice_apis.jsontext import pointer
from invoice_apis.validation.periods import ORDERED, in_order, reversed_periods
from support.mutate import dumps

PERIODS = [(contract, period) for contract in ia.contracts() for period in contract.rules.get("periods", ())]
EACH = pytest.mark.parametrize(("contract", "period"), PERIODS, ids=lambda value: getattr(value, "id", None))


def exchanged(contract: ia.Contract, period: dict[str, str]) -> Any:
    """A valid request with start and end exchanged."""
    value = contract.example(seed=1)
    start, end = pointer.get(value, period["start"]), pointer.get(value, period["end"])
    assert start < end
    return pointer.set_path(pointer.set_path(value, period["start"], end), period["end"], start)


def test_there_are_periods() -> None:
    assert PERIODS


@EACH
def test_every_door_refuses_a_start_after_its_end(contract: ia.Contract, period: dict[str, str]) -> None:
    value = exchanged(contract, period)
    raw = dumps(value).encode()
    (finding,) = contract.check(raw).findings
    assert (finding.severity, finding.keyword, finding.pointer) == ("error", "period", period["start"])
    assert period["end"] in finding.message
    assert finding.message != contract.check(raw, lang="zh").findings[0].message
    assert not contract.accepts(raw)
    assert not contract.accepts(value)
    report = contract.check_lines(BytesIO(raw + b"\n" + dumps(contract.example(seed=1)).encode() + b"\n"))
    assert (report.documents, report.valid) == (2, 1)


@EACH
def test_a_moment_is_a_period(contract: ia.Contract, period: dict[str, str]) -> None:
    value = contract.example(seed=1)
    same = pointer.set_path(value, period["end"], pointer.get(value, period["start"]))
    assert contract.check(same).ok


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_times_are_compared_as_times(start: datetime, end: datetime) -> None:
    period = {"start": "/a", "end": "/b", "format": "date-time"}
    value = {"a": start.isoformat("T", "microseconds"), "b": end.isoformat("T", "microseconds")}
    assert bool(list(reversed_periods([period], value))) is (start > end)
    assert not list(reversed_periods([period], in_order([period], value)))


@example("", float("nan"), 1)
@given(
    st.sampled_from(["", *ORDERED]), *[st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers())] * 2
)
def test_what_can_not_be_compared_is_left_to_the_schema(format: str, start: Any, end: Any) -> None:
    period = {"start": "/a", "end": "/b", "format": format}
    found = list(reversed_periods([period], {"a": start, "b": end}))
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (start, end))
    assert not found or (numbers and start > end) or (isinstance(start, str) and isinstance(end, str))
