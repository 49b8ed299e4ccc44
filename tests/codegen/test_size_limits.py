"""Contracts that exhaust time or memory are rejected within 5 seconds of CPU time and 500 MB."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from invoice_codegen.scaffold import start
from support.slow import all_but_first
from toolkit.case import API, Case, cases
from toolkit.process import MEGABYTE, run

# CPU time of this process: a busy machine must not fail the test.
LIMITS = {resource.RLIMIT_CPU: 5, resource.RLIMIT_AS: 500 * MEGABYTE}


@pytest.mark.parametrize("case", all_but_first(cases(limited=True)), ids=str)
def test_an_oversized_contract_is_rejected_within_limits(case: Case, tmp_path: Path) -> None:
    schemas = case.schemas(tmp_path)
    ended = run("check", "--schemas", schemas, limits=LIMITS)
    assert ended.returncode == 2, f"exit code {ended.returncode}: {ended.stderr[-2000:]}"
    assert ended.stderr.replace(f"{schemas}/", "") == case.expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", all_but_first(["openapi.yaml", "ledger.yaml", "samples/ListThings.response.json"]))
def test_a_file_of_ten_gigabytes_is_not_read(name: str, tmp_path: Path) -> None:
    api = start(API, tmp_path / "schemas")
    os.truncate(api / name, 10**10)
    ended = run("check", "--schemas", api.parent, limits=LIMITS)
    assert ended.returncode == 2, f"exit code {ended.returncode}: {ended.stderr[-2000:]}"
    assert f"{api / name}:1: " in ended.stderr
    assert "larger than" in ended.stderr
