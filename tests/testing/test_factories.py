"""`Contract.example`, as the tests of other projects use it."""

from __future__ import annotations

import decimal
import os
import subprocess
import sys
from functools import cache
from typing import Any, get_args

import invoice_apis as ia
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.testing import Damage, Drift

CONTRACTS = ia.contracts()
RESPONSES = [contract for contract in CONTRACTS if contract.direction == "response"]
SEEDS = st.integers(min_value=-(2**70), max_value=2**70)
ONCE = """
import invoice_apis as ia
for contract in ia.contracts():
    print(contract.example(3), contract.example(3, damage="missing", wire=True))
"""


@given(seed=SEEDS, contract=st.sampled_from(CONTRACTS))
def test_an_example_has_no_findings(seed: int, contract: ia.Contract) -> None:
    value = contract.example(seed)
    assert contract.check(value).findings == contract.check(contract.example(seed, wire=True)).findings == ()
    assert contract.read(contract.example(seed, wire=True)) == value


@given(seed=SEEDS, contract=st.sampled_from(RESPONSES))
def test_a_failure_example_is_a_failure(seed: int, contract: ia.Contract) -> None:
    report = contract.check(contract.example(seed, outcome="failure", wire=True))
    assert (report.outcome, report.findings) == ("failure", ())


def test_an_unknown_outcome_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="unknown outcome 'x'; choose from success, failure"):
        CONTRACTS[0].example(0, outcome="x")  # type: ignore[arg-type]


def available_names(contract: ia.Contract, kind: str, names: tuple[str, ...]) -> set[str]:
    """The names that a contract has, from the message for an unknown name."""
    with pytest.raises(LookupError) as raised:
        contract.example(**{kind: "unheard-of"})
    listed = raised.value.args[0].partition("choose from ")[2]
    assert set(filter(None, listed.split(", "))) <= set(names)
    return set(filter(None, listed.split(", ")))


def test_the_decimal_context_of_the_caller_changes_no_example() -> None:
    for contract in CONTRACTS:
        expected = contract.example(7, wire=True)
        with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact, decimal.Rounded])):
            assert contract.example(7, wire=True) == expected


@cache
def changes(kind: str) -> list[tuple[ia.Contract, Any]]:
    """Every drift or damage of every contract."""
    names = get_args(Drift if kind == "drift" else Damage)
    return [(contract, name) for contract in CONTRACTS for name in sorted(available_names(contract, kind, names))]


DRIFTS = st.deferred(lambda: st.sampled_from(changes("drift")))
DAMAGES = st.deferred(lambda: st.sampled_from(changes("damage")))


@given(seed=SEEDS, change=DRIFTS, is_wire=st.booleans())
def test_drift_is_reported_and_accepted(seed: int, change: tuple[ia.Contract, Drift], is_wire: bool) -> None:
    contract, drift = change
    report = contract.check(contract.example(seed, drift=drift, wire=is_wire))
    assert report.ok
    assert report.drift


@given(seed=SEEDS, change=DAMAGES, is_wire=st.booleans())
def test_damage_is_rejected(seed: int, change: tuple[ia.Contract, Damage], is_wire: bool) -> None:
    contract, damage = change
    payload = contract.example(seed, damage=damage, wire=is_wire)
    assert not contract.accepts(payload)
    assert isinstance(payload, bytes) or not is_wire


def test_every_drift_and_damage_applies_to_some_contract() -> None:
    assert {name for _, name in changes("drift")} == set(get_args(Drift))
    assert {name for _, name in changes("damage")} == set(get_args(Damage))


def test_a_request_has_no_drift() -> None:
    for contract in CONTRACTS:
        if contract.direction == "request":
            with pytest.raises(LookupError, match=r": no drift is possible in this payload$"):
                contract.example(drift="null")


@pytest.mark.slow
def test_a_damage_that_does_not_apply_is_rejected_with_the_choices() -> None:
    for contract in CONTRACTS:
        for damage in set(get_args(Damage)) - {name for owner, name in changes("damage") if owner is contract}:
            with pytest.raises(LookupError, match=f"damage '{damage}' does not apply; choose from wrong-type, "):
                contract.example(damage=damage)


def test_drift_and_damage_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="not both"):
        CONTRACTS[0].example(drift="null", damage="missing")


def test_examples_do_not_depend_on_the_process() -> None:
    def output(hash_seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run([sys.executable, "-c", ONCE], env=env, capture_output=True, text=True, check=True).stdout

    assert output("1") == output("2") != ""


def test_different_seeds_give_different_payloads() -> None:
    for contract in RESPONSES:
        assert len({contract.example(seed, wire=True) for seed in range(50)}) == 50


@pytest.mark.slow
def test_the_names_are_typed(tmp_path: Any) -> None:
    """Type checkers find a misspelt name."""
    (tmp_path / "use.py").write_text(
        "import invoice_apis as ia\n"
        "from invoice_apis.testing import assert_valid\n"
        "contract = ia.contracts()[0]\n"
        "report: ia.Report = assert_valid(contract.id, contract.example(1), fail_on='drift')\n"
        "contract.example(1, damage='mising')\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path / "c"), "use.py"]
    env = {**os.environ, "MYPYPATH": os.pathsep.join(path for path in sys.path if path.endswith("generated"))}
    output = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False).stdout
    assert "Found 1 error" in output, output
    assert 'use.py:5: error: Argument "damage"' in output
