"""The doors that are functions: each is asked about a text, and all must agree."""

from __future__ import annotations

import invoice_apis as ia
from support.emitted import reply_class


def said_inside(contract: ia.Contract, raw: bytes) -> tuple[bool, bool]:
    """Whether the text is usable, and whether nothing is to be said of it."""
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
    if contract.direction == "response":
        assert _is_built(contract, raw) is ok
    return ok, not report.findings


def _is_built(contract: ia.Contract, raw: bytes) -> bool:
    """Whether the model takes the text; what it takes it writes so that nothing else is read from it again."""
    reply = reply_class(contract)
    try:
        written = reply.from_json(raw).to_json()
    except ia.InvalidResponse:
        return False
    assert reply.from_json(written).to_json() == written
    return True
