"""Bulk validation gives the result of `check` for each line, whatever the scanner is sure of and the processes."""

from __future__ import annotations

import io
import random
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext, scanner
from invoice_apis.bulk.job import Job, ReportOptions
from invoice_apis.bulk.memory import LARGE
from invoice_apis.bulk.run import Run
from invoice_apis.bulk.streams import StreamSource, source_of
from support.mutate import dumps, replaced
from support.slow import all_but_first

from .lines import counts_of, expected_counts, mixed

CONTRACTS = ia.contracts()
RESPONSES = [contract for contract in CONTRACTS if contract.direction == "response"]
each_contract = pytest.mark.parametrize(
    "contract", all_but_first(CONTRACTS, kind=lambda contract: contract.direction), ids=lambda contract: contract.id
)
each_response = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)


@each_contract
@pytest.mark.parametrize("seed", all_but_first(range(2)))
def test_bulk_gives_the_result_of_check_for_each_line(contract: ia.Contract, seed: int) -> None:
    data = b"\n".join(mixed(contract, random.Random(f"{contract.id} {seed}"), 120))
    assert counts_of(contract.check_lines(io.BytesIO(data))) == expected_counts(contract, data)


@each_contract
def test_what_the_scanner_is_sure_of_has_no_finding(contract: ia.Contract) -> None:
    passed = 0
    for line in mixed(contract, random.Random(contract.id), 600):
        if contract.scan(line) in (scanner.SUCCESS, scanner.FAILURE):
            passed += 1
            assert contract.check(line).findings == (), line
    assert passed > 10 or contract.scanner is None or contract.rules["periods"]


@each_response
@pytest.mark.parametrize("code", [2**63, -(2**63) - 1, 2**64, 10**20, 10**300], ids=lambda code: f"{code:.1e}")
def test_codes_of_any_length_are_counted_the_same(contract: ia.Contract, code: int) -> None:
    try:
        value = {**contract.example(1, drift="new-code"), "not-documented": 1}
    except LookupError:
        pytest.skip("the response documents no codes")
    place = next(finding.pointer for finding in contract.check(value).drift if finding.keyword == "enum")
    path = tuple(int(part) if part.isdecimal() else part for part in place.split("/")[1:])
    data = b"\n".join([dumps(replaced(value, path, code)).encode()] * 32)
    assert counts_of(contract.check_lines(io.BytesIO(data))) == expected_counts(contract, data)


@pytest.mark.slow
@each_response
def test_known_deviations_are_counted_the_same(contract: ia.Contract) -> None:
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
    assert counts_of(contract.check_lines(io.BytesIO(data))) == expected_counts(contract, data)


@pytest.mark.slow
@each_response
def test_jobs_and_sizes_of_chunks_change_nothing(contract: ia.Contract, tmp_path: Path) -> None:
    file = tmp_path / "lines.ndjson"
    file.write_bytes(b"\r\n".join(mixed(contract, random.Random(contract.id), 100)))
    job = Job(contract.id, "", options=ReportOptions(), wants_rejects=True)
    found = set()
    for jobs, size in [(1, 1 << 20), (1, 10_000), (1, 333), (2, 5_000)]:
        for source in (source_of(file), StreamSource(str(file), io.BytesIO(file.read_bytes()))):
            rejects: list[bytes] = []
            with Run(contract, job, jobs, lambda found, to=rejects: to.extend(reject.text() for reject in found)) as run:  # type: ignore[misc]
                units = [unit for result in run.lines(source, size) for unit in result.units]
            found.add((repr(run.report), b"".join(rejects), repr(units)))
    assert len(found) == 1


@pytest.mark.skipif(not ia.native, reason="the scanner was not built, or is turned off")
@each_response
def test_the_scanner_is_sure_of_clean_documents(contract: ia.Contract) -> None:
    """Otherwise every line would take the full validation, at a tenth of the speed."""
    assert sum(contract.scan(contract.example(seed, wire=True)) == scanner.SUCCESS for seed in range(20)) > 15


def test_fractions_that_are_equal_are_counted_by_their_digits() -> None:
    """A value of 1.0 in one document says nothing of 1.00 in another one."""
    invoice = ia.contract("huawei_bssintl/ListInvoices.response")

    def line(*states: str) -> bytes:
        records = ", ".join(f'{{"invoiceState": {state}}}' for state in states)
        return f'{{"count": {len(states)}, "invoices": [{records}]}}'.encode()

    for data in (line("99.0", "99.00"), b"\n".join([line("99.0", "99.00"), *[line("99.0")] * 4, line("0.0", "-0.0")])):
        assert counts_of(invoice.check_lines(io.BytesIO(data))) == expected_counts(invoice, data)


def test_large_failures_are_counted_as_small_ones() -> None:
    contract = ia.contract("kingdee_invoice/QueryBillInvoices.response")
    failure = b'{"errorCode": "401", "success": false, "message": "refused"%b}'
    data = b"\n".join([failure % b"", failure % (b" " * (LARGE + 1)), failure % b" "])
    report = contract.check_lines(io.BytesIO(data))
    assert (report.failures, report.codes, report.rejected) == (3, (("401", 3),), 0)
    assert counts_of(report) == expected_counts(contract, data)
