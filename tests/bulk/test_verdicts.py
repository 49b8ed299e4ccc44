"""Bulk says of many lines what `check` says of each: the swift way, what it learns, and processes change nothing."""

from __future__ import annotations

import io
import random
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.bulk.documents import ReportOptions
from invoice_apis.bulk.fast import FastPath
from invoice_apis.bulk.fast_schema import FORMS, narrow
from invoice_apis.bulk.run import Run
from invoice_apis.bulk.streams import Given, source_of
from invoice_apis.bulk.worker import Job
from invoice_apis.validation.formats import PARSERS

from .lines import by_bulk, by_hand, mixed

CONTRACTS = ia.contracts()
RESPONSES = [contract for contract in CONTRACTS if contract.direction == "response"]
each_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
each_response = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)


@each_contract
@pytest.mark.parametrize("seed", range(2))
def test_bulk_says_what_check_says_of_each_line(contract: ia.Contract, seed: int) -> None:
    data = b"\n".join(mixed(contract, random.Random(f"{contract.id} {seed}"), 120))
    assert by_bulk(contract.check_lines(io.BytesIO(data))) == by_hand(contract, data)


@each_contract
def test_what_the_swift_way_passes_has_no_finding(contract: ia.Contract) -> None:
    swift, passed = FastPath(contract), 0
    for line in mixed(contract, random.Random(contract.id), 600):
        if swift.departures(line) == []:
            passed += 1
            assert contract.check(line).findings == (), line
    assert passed > 10 or swift.departures(b"{}") is None


@each_response
def test_what_is_met_often_is_learned_and_counted_all_the_same(contract: ia.Contract) -> None:
    drifts = ("new-code", "new-member", "null", "flipped-type")
    lines = []
    for seed in range(24):
        for drift in drifts:
            try:
                value = contract.example(seed % 4, drift=drift, wire=bool(seed % 2))
            except LookupError:
                continue
            lines.append(value if isinstance(value, bytes) else jsontext.write(value))
    data = b"\n".join(lines)
    assert by_bulk(contract.check_lines(io.BytesIO(data))) == by_hand(contract, data)


@each_response
def test_jobs_and_sizes_of_blocks_change_nothing(contract: ia.Contract, tmp_path: Path) -> None:
    file = tmp_path / "lines.ndjson"
    file.write_bytes(b"\r\n".join(mixed(contract, random.Random(contract.id), 100)))
    asked = Job(contract.id, "", telling=ReportOptions(), wants_rejects=True)
    found = set()
    for jobs, size in [(1, 1 << 20), (1, 10_000), (1, 333), (2, 5_000)]:
        for source in (source_of(file), Given(str(file), io.BytesIO(file.read_bytes()))):
            letters: list[bytes] = []
            with Run(contract, asked, jobs, lambda rejects, to=letters: to.extend(it.text() for it in rejects)) as run:  # type: ignore[misc]
                units = [unit for judged in run.lines(source, size) for unit in judged.units]
            found.add((repr(run.report), b"".join(letters), repr(units)))
    assert len(found) == 1


@pytest.mark.parametrize("name", PARSERS)
def test_every_text_of_a_narrow_form_has_the_format(name: str) -> None:
    from hypothesis import given
    from hypothesis import strategies as st

    @given(st.from_regex(FORMS[name].removesuffix("$"), fullmatch=True))
    def holds(text: str) -> None:
        if text.isascii():
            assert PARSERS[name](text) is not None

    holds()


@each_response
def test_there_is_a_swift_way(contract: ia.Contract) -> None:
    """Else every line would go the exact way, right but at a tenth of the speed."""
    data = contract.rules
    assert narrow(data["documented"], data["compatible"])
    swift = FastPath(contract)
    assert sum(swift.departures(contract.example(seed, wire=True)) == [] for seed in range(20)) > 15
