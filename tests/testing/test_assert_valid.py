"""`assert_valid`, as the tests of another project use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.testing import assert_valid
from support.emitted import Payload, payloads

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
SECRET = "4242424242424242"
PROJECT = """
from invoice_apis.testing import assert_valid
from invoice_apis import contract

def test_payload():
    assert_valid({id!r}, contract({id!r}).example(3, damage="null-item"))
"""


@pytest.mark.parametrize("sample", payloads("samples"), ids=str)
def test_documented_samples_pass_with_fail_on_drift(sample: Payload) -> None:
    report = assert_valid(sample.contract.id, sample.raw, fail_on="drift")
    assert report == sample.contract.check(sample.raw)


@pytest.mark.parametrize("case", [case for case in payloads("cases") if case.is_bad], ids=str)
def test_bad_cases_fail_with_every_error(case: Payload) -> None:
    with pytest.raises(AssertionError) as raised:
        assert_valid(case.contract.id, case.raw)
    for finding in case.contract.check(case.raw).errors:
        assert f"  {finding}\n" in f"{raised.value}\n"


@pytest.mark.parametrize("contract", RESPONSES, ids=str)
def test_a_finding_shows_what_was_found_and_what_is_documented(contract: ia.Contract) -> None:
    with pytest.raises(AssertionError) as raised:
        assert_valid(contract.id, contract.example(5, drift="flipped-type"), fail_on="drift")
    head, finding, found, documented = str(raised.value).splitlines()
    assert head == f"{contract.id}: 0 errors, 1 drift, 0 known"
    assert finding.startswith("  drift[type] /")
    assert found.startswith("    - found:      ")
    assert documented.startswith("    + documented: ")
    output = contract.check(contract.example(5, drift="flipped-type")).drift[0]
    meaning = contract.documentation.meaning(output.pointer)
    assert meaning is not None
    assert documented.endswith(meaning)


@pytest.mark.parametrize("contract", RESPONSES, ids=str)
def test_drift_passes_unless_fail_on_drift(contract: ia.Contract) -> None:
    payload = contract.example(1, drift="new-member")
    assert assert_valid(contract.id, payload).drift
    with pytest.raises(AssertionError, match="addedLater: the member is not documented"):
        assert_valid(contract.id, payload, fail_on="drift")


@pytest.mark.parametrize("contract", RESPONSES, ids=str)
def test_sensitive_values_are_not_shown(contract: ia.Contract) -> None:
    """Undocumented values are not shown either: they may be personal data."""
    value, output = contract.example(1), ""
    for pointer, member in contract.documentation.members.items():
        if member.sensitive:
            changed = _with(value, pointer.split("/")[1:], SECRET if "string" not in member.types else int(SECRET))
            with pytest.raises(AssertionError) as raised:
                assert_valid(contract.id, {**changed, "extra": SECRET}, fail_on="drift")
            output += str(raised.value)
    assert SECRET not in output
    assert "- found:      (masked)" in output
    assert "/extra: the member is not documented\n    - found:      string\n" in output


def _with(value: Any, parts: list[str], part: Any) -> Any:
    """Replace the value at a path, in every item of lists."""
    if not parts:
        return part
    if parts[0] == "*":
        return [_with(item, parts[1:], part) for item in value or [{}]]
    return {**(value or {}), parts[0]: _with((value or {}).get(parts[0]), parts[1:], part)}


def test_many_findings_are_cut() -> None:
    contract = RESPONSES[0]
    with pytest.raises(AssertionError, match=r"… and 10 more$") as raised:
        assert_valid(contract.id, {**contract.example(1), **{f"new{n}": 1 for n in range(60)}}, fail_on="drift")
    assert str(raised.value).count("  drift[") == 50


def test_wrong_use_is_not_an_assertion_error() -> None:
    with pytest.raises(LookupError, match="unknown contract 'nobody/Knows"):
        assert_valid("nobody/Knows.response", {})
    wrong: Any = "warning"
    with pytest.raises(ValueError, match="choose 'error' or 'drift'"):
        assert_valid(RESPONSES[0].id, {}, fail_on=wrong)


@pytest.mark.slow
def test_another_project_sees_its_own_line_and_the_findings(tmp_path: Path) -> None:
    contract = RESPONSES[0]
    (tmp_path / "test_project.py").write_text(PROJECT.format(id=contract.id))
    command = [sys.executable, "-B", "-m", "pytest", "-p", "no:cacheprovider", "-q"]
    env = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert "1 failed" in ran.stdout
    assert "\ntest_project.py:6: AssertionError" in ran.stdout, ran.stdout
    assert "assertion.py" not in ran.stdout
    assert "+ documented: " in ran.stdout


def test_it_needs_neither_pytest_nor_models() -> None:
    code = "import sys, invoice_apis.testing; print({'pytest', 'pydantic', 'httpx2', 'click'} & set(sys.modules))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
