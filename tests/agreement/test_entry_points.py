"""One verdict at every door, on many thousand damaged texts: the package must say what its schemas and its profile say."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import invoice_apis as ia
import pytest

from .in_process import said_inside
from .oracle import verdict
from .out_of_process import by_arrow, by_files, by_lines, counts, of_refused, told
from .payloads import texts

TOTAL = int(os.environ.get("PAYLOADS", "20000"))
SEED = int(os.environ.get("SEED", "0"))
SHARDS = 2
CONTRACTS = ia.contracts()
EVERY = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)


@EVERY
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_doors_in_python_say_what_the_schemas_say(contract: ia.Contract, shard: int) -> None:
    share = -(-TOTAL // (len(CONTRACTS) * SHARDS))
    kinds: Counter[str] = Counter()
    for raw in texts(contract, share, SEED * SHARDS + shard):
        expected = verdict(contract, raw)
        assert said_inside(contract, raw, expected) == (expected.ok, expected.is_clean), (raw, expected)
        kinds[expected.fault or ("clean" if expected.is_clean else "usable" if expected.ok else "refused")] += 1
    assert kinds["refused"] > share / 20
    assert kinds["clean"] > share / 20
    assert len(kinds) > 7, kinds


@EVERY
def test_files_and_lines_are_told_as_single_texts_are(contract: ia.Contract, tmp_path: Path) -> None:
    some = [text for text in texts(contract, TOTAL // 30, SEED) if not {10, 13} & set(text) and text.strip()]
    expected = told(contract, some)
    files = tmp_path / "files"
    files.mkdir()
    assert by_files(contract, some[:200], files) == expected[:200]
    for jobs in (1, 2):
        assert by_lines(contract, some, tmp_path, jobs) == expected
        report = contract.check_lines(tmp_path / f"lines-{jobs}.ndjson", jobs=jobs)
        assert (report.documents, report.valid) == counts(contract, some)


@EVERY
def test_columns_are_told_as_single_texts_are(contract: ia.Contract) -> None:
    some = list(texts(contract, TOTAL // 30, SEED))
    assert by_arrow(contract, some) == of_refused(told(contract, some))
