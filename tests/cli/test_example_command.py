"""`invoice-apis example`: payloads from a shell."""

from __future__ import annotations

import sys
from pathlib import Path

import invoice_apis as ia
import pytest
from support.emitted import exact

sys.path.insert(0, str(Path(__file__).parents[0]))
from shell import run

CONTRACTS = ia.contracts()
RESPONSE = next(contract for contract in CONTRACTS if contract.direction == "response")
REQUEST = next(contract for contract in CONTRACTS if contract.direction == "request")


@pytest.mark.parametrize("contract", CONTRACTS, ids=str)
def test_a_line_is_a_payload_and_seeds_count_on(contract: ia.Contract) -> None:
    ran = run("example", contract.id, "--seed", 5, "--count", 3)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [exact(line) for line in ran.stdout.splitlines()] == [contract.example(seed) for seed in (5, 6, 7)]
    wired = run("example", contract.id, "--seed", 5, "--wire").stdout
    assert wired == contract.example(5, wire=True) + b"\n"


def test_drift_and_damage_are_as_asked() -> None:
    drift = run("example", RESPONSE.id, "--drift", "new-member", "--outcome", "failure").stdout
    assert RESPONSE.check(drift).drift
    assert RESPONSE.check(drift).outcome == "failure"
    assert not RESPONSE.accepts(run("example", RESPONSE.id, "--damage", "truncated").stdout)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nobody/Knows.response"], b"no contract has the id nobody/Knows.response"),
        ([RESPONSE.id, "--drift", "unheard-of"], b"there is no drift 'unheard-of'; there are: new-"),
        ([REQUEST.id, "--drift", "null"], b"there is no drift 'null'; it has none"),
        ([RESPONSE.id, "--drift", "null", "--damage", "empty"], b"a drift or a damage, not both"),
        ([RESPONSE.id, "--count", "0"], b"0 is not in the range"),
    ],
)
def test_wrong_use_is_one_clear_line(words: list[str], told: bytes) -> None:
    ran = run("example", *words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert told in ran.stderr.splitlines()[-1]
