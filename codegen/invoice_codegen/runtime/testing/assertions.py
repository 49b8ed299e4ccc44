"""Assertions on payloads for other projects' tests; pytest is not needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..i18n.printable import escape_unprintable
from ..jsontext.pointer import split
from ..validation.contract import Contract, contract
from ..validation.decoding import Payload
from ..validation.messages import MASKED, render_value, type_name
from ..validation.report import MAX_LINES, FailOn, Finding, Report

_FAILING = {"error": ("error",), "drift": ("error", "drift")}


def assert_valid(contract_id: str, payload: Payload, *, fail_on: FailOn = "error") -> Report:
    """Hold a payload against a contract, and give the report.

    `payload` is JSON text (bytes or str) or a decoded value, in wire or logical form. Raises AssertionError, which
    shows of each finding what was found and what is documented, when there is an error; with `fail_on="drift"` also
    when there is drift that the ledger does not explain. Values of sensitive members are masked. Raises LookupError
    when no contract has that id.
    """
    __tracebackhide__ = True
    if fail_on not in _FAILING:
        raise ValueError(f"unknown fail_on {fail_on!r}: choose 'error' or 'drift'")
    judge = contract(contract_id)
    report = judge.check(payload)
    failing = [finding for finding in report.findings if finding.severity in _FAILING[fail_on]]
    if failing:
        raise AssertionError(_told(judge, payload, report, failing))
    return report


def _told(judge: Contract, payload: Payload, report: Report, failing: Sequence[Finding]) -> str:
    head, *_ = str(report).splitlines()
    try:
        value = judge.read(payload)
    except ValueError:  # no JSON: then the messages say all that there is
        return "\n".join([head, *(f"  {finding}" for finding in failing)])
    diffs = (line for finding in failing[:MAX_LINES] for line in _diff(judge, value, finding))
    more = [f"  … and {len(failing) - MAX_LINES} more"] if len(failing) > MAX_LINES else []
    return "\n".join([head, *(f"  {line}" for line in diffs), *more])


def _diff(judge: Contract, value: Any, finding: Finding) -> list[str]:
    """A finding, what stands at its place, and what is documented of it; of a container its message says all."""
    found = _at(value, finding.pointer)
    if isinstance(found, (dict, list)) and finding.keyword != "type":
        return [str(finding)]
    documented = judge.guide.meaning(finding.pointer) or "nothing"
    return [
        str(finding),
        f"  - found:      {_shown(judge, found, finding.pointer)}",
        f"  + documented: {escape_unprintable(documented)}",
    ]


def _at(value: Any, place: str) -> Any:
    for part in split(place):
        value = value[int(part) if isinstance(value, list) else part]
    return value


def _shown(judge: Contract, value: Any, place: str) -> str:
    """A value; of one that no page shows, which may be personal data, only the type."""
    member = judge.guide.member(place)
    if member is None:
        return type_name(value)
    return MASKED.text() if member.sensitive else render_value(value)
