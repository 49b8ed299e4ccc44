"""`invoice-apis example`: payloads from a shell."""

from __future__ import annotations

from pathlib import Path

import invoice_apis as ia
import pytest
from support.cli import run
from support.emitted import exact

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


def test_drift_and_damage() -> None:
    drift = run("example", RESPONSE.id, "--drift", "new-member", "--outcome", "failure").stdout
    assert RESPONSE.check(drift).drift
    assert RESPONSE.check(drift).outcome == "failure"
    assert not RESPONSE.accepts(run("example", RESPONSE.id, "--damage", "truncated").stdout)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["nobody/Knows.response"], b"unknown contract 'nobody/Knows.response'; did you mean "),
        ([RESPONSE.id, "--drift", "unheard-of"], b"unknown drift 'unheard-of'; choose from new-"),
        ([REQUEST.id, "--drift", "null"], b"no drift is possible in this payload"),
        ([RESPONSE.id, "--outcome", "x"], b"'x' is not one of 'success', 'failure'"),
        ([RESPONSE.id, "--drift", "null", "--damage", "empty"], b"give drift or damage, not both"),
        ([RESPONSE.id, "--count", "0"], b"0 is not in the range"),
    ],
)
def test_a_usage_error_ends_with_its_reason(words: list[str], expected: bytes) -> None:
    ran = run("example", *words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert expected in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("option", "name"), [("--drift", "new-cod"), ("--damage", "trunkated"), ("--outcome", "sucess")]
)
def test_a_mistyped_name_has_a_suggestion(option: str, name: str) -> None:
    ran = run("example", RESPONSE.id, option, name)
    assert ran.returncode == 2
    assert b"did you mean " in ran.stderr.splitlines()[-1]


def test_a_file_gets_what_standard_output_would_get(tmp_path: Path) -> None:
    printed = run("example", RESPONSE.id, "--count", 2).stdout
    assert run("example", RESPONSE.id, "--count", 2, "--output", tmp_path / "a.ndjson").stdout == b""
    assert (tmp_path / "a.ndjson").read_bytes() == printed
