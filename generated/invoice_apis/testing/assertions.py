"""`assert_valid`: an assertion that validates a payload, for any test framework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..i18n.printable import escape_unprintable
from ..jsontext.pointer import find, split
from ..validation.contract import Contract, contract
from ..validation.decoding import Payload
from ..validation.messages import MASKED, render_value, type_name
from ..validation.report import MAX_LINES, FailOn, Finding, Report, parse_fail_on

_FAILING: dict[FailOn, tuple[str, ...]] = {"error": ("error",), "drift": ("error", "drift")}


def assert_valid(contract_id: str, payload: Payload, *, fail_on: FailOn = "error") -> Report:
    """Validate a payload. Returns the report.

    Args:
        contract_id: Id of the contract.
        payload: JSON text (bytes or str) or a decoded value, in wire or logical form.
        fail_on: `drift` fails on drift that the ledger does not explain, too.

    Raises:
        AssertionError: The payload has findings. The message shows for each what was found and what is documented, with
            sensitive values masked.
        LookupError: No contract has that id.
        ValueError: `fail_on` is unknown.
    """
    __tracebackhide__ = True
    failing_severities = _FAILING[parse_fail_on(fail_on)]
    target = contract(contract_id)
    report = target.check(payload)
    failing = [finding for finding in report.findings if finding.severity in failing_severities]
    if failing:
        raise AssertionError(_failure_message(target, payload, report, failing))
    return report


def _failure_message(target: Contract, payload: Payload, report: Report, failing: Sequence[Finding]) -> str:
    head, *_ = str(report).splitlines()
    try:
        value = target.read(payload)
    except ValueError:  # not JSON: there is no value to show
        return "\n".join([head, *(f"  {finding}" for finding in failing)])
    diffs = (line for finding in failing[:MAX_LINES] for line in _diff(target, value, finding))
    more = [f"  … and {len(failing) - MAX_LINES} more"] if len(failing) > MAX_LINES else []
    return "\n".join([head, *(f"  {line}" for line in diffs), *more])


def _diff(target: Contract, value: Any, finding: Finding) -> list[str]:
    """Finding, found value and documentation. For a container the message of the finding is enough."""
    found = find(value, finding.pointer)
    if isinstance(found, (dict, list)) and finding.keyword != "type":
        return [str(finding)]
    documented = target.documentation.meaning(finding.pointer) or "nothing"
    return [
        str(finding),
        f"  - found:      {_format_value(target, found, finding.pointer)}",
        f"  + documented: {escape_unprintable(documented)}",
    ]


def _format_value(target: Contract, value: Any, place: str) -> str:
    """The value; only its type if the member is undocumented, since it may be personal data."""
    member = target.documentation.member(place)
    if member is None:
        return type_name(value)
    return MASKED.text() if target.is_sensitive(split(member.pointer), value) else render_value(value)
