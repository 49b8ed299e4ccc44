"""One verdict at every entry point, on many thousand corrupt texts: the verdict of the schemas and the profile."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import invoice_apis as ia
import pytest
from support.slow import all_but_first

from .in_process import verdict_in_process
from .oracle import verdict
from .out_of_process import by_arrow, by_files, by_lines, counts, findings_by_check, of_rejected
from .payloads import texts

TOTAL = int(os.environ.get("PAYLOADS", "20000"))
SEED = int(os.environ.get("SEED", "0"))
SHARDS = 2
ENOUGH = 800
"""Texts among which every kind of fault is drawn; where fewer are tried, the kinds of these are counted."""
CONTRACTS = ia.contracts()
EVERY = pytest.mark.parametrize(
    "contract", all_but_first(CONTRACTS, kind=lambda contract: contract.direction), ids=lambda contract: contract.id
)


@pytest.mark.slow
@EVERY
@pytest.mark.parametrize("shard", range(SHARDS))
def test_functions_agree_with_the_schemas(contract: ia.Contract, shard: int) -> None:
    share = -(-TOTAL // (len(CONTRACTS) * SHARDS))
    kinds: Counter[str] = Counter()
    drawn = max(share, ENOUGH)
    for number, raw in enumerate(texts(contract, drawn, SEED * SHARDS + shard)):
        expected = verdict(contract, raw)
        if number < share:
            assert verdict_in_process(contract, raw, expected) == (expected.ok, expected.is_clean), (raw, expected)
        kinds[expected.fault or ("clean" if expected.is_clean else "usable" if expected.ok else "rejected")] += 1
    assert kinds["rejected"] > (drawn / 20 if contract.direction != "record" else 0)
    assert kinds["clean"] > drawn / 20
    assert len(kinds) > 7, kinds


@pytest.mark.slow
@EVERY
def test_files_and_lines_agree_with_check(contract: ia.Contract, tmp_path: Path) -> None:
    some = [text for text in texts(contract, TOTAL // 30, SEED) if not {10, 13} & set(text) and text.strip()]
    expected = findings_by_check(contract, some)
    files = tmp_path / "files"
    files.mkdir()
    assert by_files(contract, some[:200], files) == expected[:200]
    for jobs in (1, 2):
        assert by_lines(contract, some, tmp_path, jobs) == expected
        report = contract.check_lines(tmp_path / f"lines-{jobs}.ndjson", jobs=jobs)
        assert (report.documents, report.valid) == counts(contract, some)


@EVERY
def test_columns_agree_with_check(contract: ia.Contract) -> None:
    some = list(texts(contract, TOTAL // 30, SEED))
    assert by_arrow(contract, some) == of_rejected(findings_by_check(contract, some))
