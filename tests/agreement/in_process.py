"""The entry points that are functions: all must agree on a text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import invoice_apis as ia
from invoice_apis.jsontext import pointer
from support.emitted import encoded, exact, reply_class

from .oracle import Verdict


def verdict_in_process(contract: ia.Contract, raw: bytes, expected: Verdict) -> tuple[bool, bool]:
    """Whether the text has no error, and whether it has no finding.

    Where the expected verdict has a value, the value must have the same verdict, and the model must write it exactly.
    """
    report = contract.check(raw)
    ok = report.ok
    assert contract.accepts(raw) is ok
    assert contract.accepts(bytearray(raw)) is ok
    assert {finding.severity for finding in report.findings} <= {"error", "drift", "known"}
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        assert not ok
    else:
        assert contract.check(text).findings == report.findings
        assert contract.accepts(text) is ok
    if expected.fault is None and not _looks_encoded(contract, expected.value):
        assert contract.check(expected.value).ok is contract.accepts(expected.value) is ok
    if contract.direction != "request":
        written = _written(contract, raw)
        assert (written is not None) is ok
        assert written is None or digits(exact(written)) == digits(expected.value)
    return ok, not report.findings


def _looks_encoded(contract: ia.Contract, value: Any) -> bool:
    """Whether an encoded member holds text after decoding, so that its value looks like the wire form."""
    members = (pointer.get(value, place) for place in encoded(contract))
    return any(isinstance(member, str) for member in members)


def _written(contract: ia.Contract, raw: bytes) -> bytes | None:
    """The JSON text that the model writes, which must read back the same."""
    reply = reply_class(contract)
    try:
        written: bytes = reply.from_json(raw).to_json()
    except ia.InvalidResponse:
        return None
    assert reply.from_json(written).to_json() == written
    return written


def digits(value: Any) -> Any:
    """A value in which numbers are equal by digits and scale, for any spelling of the exponent."""
    if isinstance(value, dict):
        return {name: digits(member) for name, member in value.items()}
    if isinstance(value, list):
        return [digits(item) for item in value]
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return type(value), value
    sign, figures, exponent = Decimal(value).as_tuple()
    return sign if value else 0, figures, exponent
