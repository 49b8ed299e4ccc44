"""Reports: added, written, read again, capped; drift compared."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_apis import jsontext
from invoice_apis.bulk.drift import compare
from invoice_apis.bulk.report import MOST, BulkReport
from invoice_apis.jsontext import pointer
from support import cli
from support.mutate import dumps

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
each_response = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)


def report_on(contract: ia.Contract, *lines: bytes) -> BulkReport:
    return contract.check_lines(io.BytesIO(b"\n".join(lines)))


@each_response
def test_a_report_is_written_read_sent_and_added(contract: ia.Contract) -> None:
    lines = [jsontext.write(contract.example(1, drift="new-member")), b"{", dumps(contract.example(1)).encode()]
    report = report_on(contract, *lines)
    assert BulkReport.from_json(json.loads(json.dumps(report.as_json()))) == report
    assert pickle.loads(pickle.dumps(report)) == report
    twice = report + report
    assert (twice.documents, twice.rejected, twice.reject_ratio) == (6, 2, report.reject_ratio)
    assert [found.count for found in twice.findings] == [2 * found.count for found in report.findings]
    assert [found.first for found in twice.findings] == [found.first for found in report.findings]
    with pytest.raises(ValueError, match="no report"):
        BulkReport.from_json({"contract": contract.id})


@pytest.mark.slow
@each_response
def test_new_names_without_end_are_capped_and_still_counted(contract: ia.Contract) -> None:
    value = contract.example(1)
    lines = [dumps({**value, f"name{number}": 1}).encode() for number in range(MOST + 500)]
    report = report_on(contract, *lines)
    new = [found for found in report.census if found.change == "new-member"]
    if not new:
        pytest.skip("new members are documented here")
    assert report.is_capped
    assert len(new) <= MOST + 1
    assert sum(found.count for found in new) == MOST + 500
    assert report.as_json()["capped"] is True


@each_response
def test_the_census_names_what_changed_and_shows_no_sensitive_value(contract: ia.Contract) -> None:
    for change in ("new-code", "new-member", "null", "flipped-type"):
        try:
            value = contract.example(5, drift=change)
        except LookupError:
            continue
        report = report_on(contract, jsontext.write(value))
        assert change in {found.change for found in report.census}
    value = contract.example(5)
    for pattern in contract.rules["sensitive"]:
        *above, name = pointer.split(pattern)
        for _, holder in pointer.iter_places(value, tuple(above)):
            if isinstance(holder, dict):
                holder[name] = "S3cret"
    assert "S3cret" not in str(report_on(contract, dumps(value).encode()).as_json())


@each_response
def test_drift_is_new_known_or_resolved(contract: ia.Contract) -> None:
    plain, drifted = dumps(contract.example(1)).encode(), jsontext.write(contract.example(1, drift="new-member"))
    before, after = report_on(contract, plain), report_on(contract, plain, drifted)
    assert compare(before)
    assert [found.change for found in compare(after, before).new] == ["new-member"]
    assert [found.change for found in compare(after).new] == [found.change for found in compare(after, before).new]
    same = compare(after, after)
    assert (same.new, same.resolved, bool(same)) == ((), (), True)
    gone = compare(before, after)
    assert [found.change for found in gone.resolved] == ["new-member"]
    assert gone, "resolved drift fails no run"
    assert not compare(report_on(contract, b"{"), before), "errors are"


def test_reports_on_two_contracts_are_not_compared() -> None:
    one, other = (BulkReport(contract.id) for contract in ia.contracts()[:2])
    with pytest.raises(ValueError, match="earlier report"):
        compare(one, other)
    with pytest.raises(ValueError, match="two contracts"):
        one + other


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ia.contracts()[0].check_lines(tmp_path / "nowhere.ndjson")


def test_a_text_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("{}")
    with (tmp_path / "a").open() as file, pytest.raises(TypeError, match="binary"):
        ia.contracts()[0].check_lines(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [0, -1])
def test_jobs_are_one_or_more(jobs: int) -> None:
    with pytest.raises(ValueError, match="jobs"):
        ia.contracts()[0].check_lines(io.BytesIO(b"{}"), jobs=jobs)


@pytest.mark.slow
@each_response
def test_what_an_earlier_report_left_out_is_not_called_new(contract: ia.Contract) -> None:
    value = contract.example(1)
    names = [f"new{number}" for number in range(MOST + 10)]
    lines = [jsontext.write({**value, name: 1}) for name in names]
    before, after = report_on(contract, *lines), report_on(contract, *reversed(lines))
    assert compare(after, before).new == ()


@pytest.mark.parametrize("given", [b"{}", 5, ["{}"]], ids=str)
def test_only_paths_and_binary_files_hold_lines(given: object) -> None:
    with pytest.raises(TypeError, match="a path or a binary file"):
        RESPONSES[0].check_lines(given)  # type: ignore[arg-type]


def test_the_rejects_never_replace_the_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    file.write_bytes(b"[]\n")
    (tmp_path / "hard").hardlink_to(file)
    for rejects in (tmp_path / "." / "a.ndjson", tmp_path / "hard"):
        with pytest.raises(ValueError, match="the same file"):
            RESPONSES[0].check_lines(file, rejects=rejects)
        with file.open("rb") as lines, pytest.raises(ValueError, match="the same file"):
            RESPONSES[0].check_lines(lines, rejects=rejects)
    assert file.read_bytes() == b"[]\n"


@each_response
def test_new_members_without_number_are_listed_up_to_a_limit(contract: ia.Contract) -> None:
    value = {**contract.example(1), **{f"new{number}": 1 for number in range(20_000)}}
    report = contract.check(value)
    assert len(report.findings) < 11_000
    assert any(finding.keyword == "limit" for finding in report.drift)
    assert report.ok


KINGDEE = ia.contract("kingdee_invoice/QueryBillInvoices.response")
FAILURE = b'{"errorCode": "%s", "success": false, "message": "refused"}\n'
BROKEN_FAILURE = b'{"errorCode": "401", "success": false, "message": [1]}\n'
SUCCESS = b'{"errorCode": "0", "success": true, "data": []}\n'
BROKEN_SUCCESS = b'{"errorCode": "0", "success": true, "data": [{}]}\n'


@pytest.mark.parametrize(
    ("lines", "words", "chinese"),
    [
        (SUCCESS, "", ""),
        (FAILURE % b"x1", "; 0 successes, 1 failure: x1 x1", "；成功 0，失败 1：x1 x1"),
        (SUCCESS + FAILURE % b"x1" * 2, "; 1 success, 2 failures: x1 x2", "；成功 1，失败 2：x1 x2"),
        (
            BROKEN_SUCCESS * 2 + BROKEN_FAILURE,
            "; 2 successes (2 with errors), 1 failure (1 with errors): 401 x1",
            "；成功 2（其中 2 份有错误），失败 1（其中 1 份有错误）：401 x1",
        ),
        (
            SUCCESS + BROKEN_SUCCESS + FAILURE % b"x1",
            "; 2 successes (1 with errors), 1 failure: x1 x1",
            "；成功 2（其中 1 份有错误），失败 1：x1 x1",
        ),
    ],
)
def test_the_summary_says_which_outcomes_have_errors(lines: bytes, words: str, chinese: str) -> None:
    report = KINGDEE.check_lines(io.BytesIO(lines))
    assert report.summary().endswith(f" known{words}")
    assert report.summary().text("zh").endswith(chinese)
    assert type(report).from_json(report.as_json()) == report
    twice = report + report
    assert twice.successes_with_errors == 2 * report.successes_with_errors
    assert report.documents - report.valid == report.successes_with_errors + report.failures_with_errors


def test_ndjson_has_findings_only_and_the_outcomes_are_on_standard_error(tmp_path: Path) -> None:
    archive = tmp_path / "a.ndjson"
    archive.write_bytes(SUCCESS + FAILURE % b"x1")
    ran = cli.run("validate", KINGDEE.id, str(archive), "--format", "ndjson")
    assert ran.stdout == b""
    assert b"; 1 success, 1 failure: x1 x1" in ran.stderr


def test_the_codes_of_failures_have_their_labels(tmp_path: Path) -> None:
    archive = tmp_path / "a.ndjson"
    archive.write_bytes(b'{"RequestId": "1", "Code": "NotApplicable", "Message": "not applicable"}\n')
    contract = "alibaba_bss/QueryInvoicingCustomerList.response"
    for command in ("validate", "drift"):
        english = cli.run(command, contract, str(archive)).stdout.decode()
        assert "\n  NotApplicable: this host does not serve the account" in english
        assert "ap-southeast-1" in english
        chinese = cli.run(command, contract, str(archive), "--lang", "zh").stdout.decode()
        assert "\n  NotApplicable: 该账号不适用于此服务地址" in chinese
    archive.write_bytes(FAILURE % b"unheard-of")
    assert cli.run("validate", KINGDEE.id, str(archive)).stdout.decode().count("\n") == 1
