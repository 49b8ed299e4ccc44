"""An API that this toolkit has never seen is called from a shell like any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen import output, pipeline
from support.cli import run_process, serving
from support.emitted import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], str]]:
    """The environment in which its package and its credentials are known, and the address of its sandbox."""
    out: Path = tmp_path_factory.mktemp("fourth")
    output.write(pipeline.generate(ROOT / "tests" / "codegen" / "fourth_api").files, out)
    known = {"PYTHONPATH": str(out)}
    with serving("--rows", "120", env=known) as (_, line):
        (account,) = line["credentials"].values()
        yield {**known, **account["env"]}, line["url"]


CALLS: dict[str, tuple[list[str], Any]] = {
    "a list": (["ListBills", "--page-no", "2", "--page-size", "50", "--since", "2026-01-31T00:00:00Z"], 50),
    "all of it": (["ListBills", "--all"], 120),
    "one record": (["SubmitBill", "--number", "B-1", "--amount", "102.50"], 1),
}


@pytest.mark.parametrize("way", CALLS)
def test_arguments_of_all_kinds_arrive(package: tuple[dict[str, str], str], way: str) -> None:
    env, url = package
    words, records = CALLS[way]
    ran = run_process("call", "acme_bills", *words, "--base-url", url, "--format", "ndjson", env=env)
    assert ran.returncode == 0, ran.stderr
    assert len([json.loads(line) for line in ran.stdout.splitlines()]) == records


@pytest.mark.parametrize("amount", ["0.001", "1e3x", ""])
def test_invalid_arguments_are_rejected(package: tuple[dict[str, str], str], amount: str) -> None:
    env, url = package
    ran = run_process(
        "call", "acme_bills", "SubmitBill", "--number", "B-1", "--amount", amount, "--base-url", url, env=env
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"amount" in ran.stderr
