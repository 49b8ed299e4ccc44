"""Severities and messages on the documented schemas."""

from __future__ import annotations

import json
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import decoded, exact, payloads
from support.mutate import at, changed_once, dumps, places, removed, replaced
from support.slow import all_but_first

RESPONSES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]
CASES = [case for case in payloads("cases") if case.contract.direction == "response" and not case.is_bad]
REQUESTS = [sample for sample in payloads("samples") if sample.contract.direction == "request"]

ERRORS = {"type", "required", "anyOf", "contentEncoding", "json"}
DRIFT = {
    "enum",
    "const",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "pattern",
    "format",
    "additionalProperties",
    "type",
    "required",
    "rounded",
}


@pytest.mark.parametrize("sample", all_but_first(RESPONSES), ids=str)
def test_the_keyword_decides_the_severity_in_a_response(sample: Any) -> None:
    found: set[tuple[str, str]] = set()
    for payload in changed_once(decoded(sample.contract, exact(sample.raw))):
        report = sample.contract.check(payload)
        found |= {(finding.severity, finding.keyword) for finding in report.findings}
        assert report.ok is (not report.errors)
        assert len(report.errors) + len(report.drift) + len(report.known) == len(report.findings)
    assert {keyword for severity, keyword in found if severity == "error"} <= ERRORS
    assert {keyword for severity, keyword in found if severity == "drift"} <= DRIFT
    assert {"type", "required"} <= {keyword for severity, keyword in found if severity == "error"}
    assert {"type", "additionalProperties"} <= {keyword for severity, keyword in found if severity == "drift"}


@pytest.mark.parametrize("sample", REQUESTS, ids=str)
def test_every_finding_on_a_request_is_an_error(sample: Any) -> None:
    for payload in changed_once(decoded(sample.contract, exact(sample.raw))):
        report = sample.contract.check(payload)
        assert report.findings == report.errors
        assert report.outcome is None


@pytest.mark.parametrize("sample", RESPONSES, ids=str)
def test_null_is_drift_on_a_member_and_an_error_in_a_list(sample: Any) -> None:
    value = decoded(sample.contract, exact(sample.raw))
    seen = set()
    for path in places(value):
        report = sample.contract.check(replaced(value, path, None))
        here = [finding for finding in report.findings if finding.pointer == "".join(f"/{part}" for part in path)]
        if isinstance(path[-1], int):
            assert {finding.severity for finding in here} == {"error"}
        elif report.ok:
            assert {finding.severity for finding in here} <= {"drift", "known"}
        seen.add(isinstance(path[-1], int))
    assert seen == {True, False}


@pytest.mark.parametrize("sample", RESPONSES, ids=str)
def test_known_is_only_the_exact_value_at_the_exact_place(sample: Any) -> None:
    value = decoded(sample.contract, exact(sample.raw))
    for finding in sample.contract.check(value).known:
        path = tuple(int(part) if part.isdigit() else part for part in finding.pointer.split("/")[1:])
        other = replaced(value, path, "another value" * 100)
        again = [later for later in sample.contract.check(other).findings if later.pointer == finding.pointer]
        assert "known" not in {later.severity for later in again}
        assert finding.pointer not in {later.pointer for later in sample.contract.check(removed(value, path)).findings}


@pytest.mark.parametrize("sample", RESPONSES, ids=str)
def test_an_empty_object_is_not_a_success(sample: Any) -> None:
    report = sample.contract.check(b"{}")
    assert not report.ok
    assert report.errors[0].keyword in {"required", "anyOf"}


@pytest.mark.parametrize(
    "sample", all_but_first([*RESPONSES, *CASES], kind=lambda sample: sample.contract.api), ids=str
)
def test_schema_pointers_point_to_the_keyword(sample: Any) -> None:
    documented = sample.contract.schema("documented")
    for payload in changed_once(decoded(sample.contract, exact(sample.raw))):
        for finding in sample.contract.check(payload).findings:
            if finding.schema_pointer == "":
                assert (
                    finding.keyword in {"json", "contentEncoding", "duplicate-key", "rounded"}
                    or finding.severity == "error"
                )
                continue
            schema = documented
            for part in finding.schema_pointer.split("/")[1:]:
                schema = schema[int(part) if isinstance(schema, list) else part.replace("~1", "/").replace("~0", "~")]
            assert finding.schema_pointer.endswith(f"/{finding.keyword}")


def test_a_list_in_place_of_its_wrapper_names_the_member() -> None:
    """A page may document an array that its sample wraps."""
    hints = []
    for sample in RESPONSES:
        value = decoded(sample.contract, exact(sample.raw))
        for path in places(value):
            here = at(value, path)
            if isinstance(here, dict) and len(here) == 1 and isinstance(next(iter(here.values())), list):
                finding = sample.contract.check(replaced(value, path, next(iter(here.values())))).errors[0]
                hints.append((finding.message, next(iter(here))))
    assert hints
    for message, member in hints:
        assert f'the list belongs in a wrapper object, as its member "{member}"' in message


def test_messages_show_no_control_or_direction_characters() -> None:
    for sample in RESPONSES:
        value = {**exact(sample.raw), "\u202eevil\u0000": 1}
        for path in places(value):
            if isinstance(at(value, path), (str, int)):
                report = sample.contract.check(dumps(replaced(value, path, "\u202e\u0007" + "z" * 2000)))
                assert all(finding.message.isprintable() for finding in report.findings)
                assert max(map(len, (finding.message for finding in report.findings)), default=0) < 500


def test_reports_print_a_line_per_finding() -> None:
    sample = next(sample for sample in RESPONSES if sample.contract.check(sample.raw).known)
    lines = str(sample.contract.check(sample.raw)).splitlines()
    assert lines[0].startswith(sample.contract.id)
    assert all("[" in line for line in lines[1:])
    assert json.dumps(lines)
    assert isinstance(sample.contract.check(sample.raw), ia.Report)
