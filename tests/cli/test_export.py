"""`export` writes what the payloads say: digits, ids, codes with labels; and says what a table can't show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from cli.exports import BILLS, FORMATS, INVOICE, LIST, csv_rows, export, records, whole_text
from invoice_apis import jsontext
from support.cli import run

RESPONSES = [contract.id for contract in ia.contracts() if contract.direction == "response"]


def test_a_row_is_a_record_and_a_code_has_its_label_beside_it(tmp_path: Path) -> None:
    file = records(
        tmp_path, {"count": 1, "invoices": [{"requestId": "007", "invoiceState": 8, "invoiceAmount": 102.0}]}
    )
    output, end = export(tmp_path, LIST, file, "csv")
    head, row = csv_rows(output)
    assert dict(zip(head, row, strict=True)) == {
        **dict.fromkeys(head, ""),
        "Application number": "007",
        "Invoicing state": "8",
        "Invoicing state (label)": "Complete",
        "Invoiced amount": "102.0",
    }
    assert end.startswith("table.csv: 1 row, 34 columns; 1 document, 0 rejected, 0 failed\n")


@pytest.mark.parametrize(
    ("headers", "code", "label"),
    [
        ("en", "Invoicing state", "Invoicing state (label)"),
        ("zh", "开票状态", "开票状态（含义）"),
        ("wire", "invoiceState", "invoiceState.label"),
    ],
)
def test_headers_are_titles_or_wire_names_in_documented_order(
    tmp_path: Path, headers: str, code: str, label: str
) -> None:
    output, _ = export(tmp_path, INVOICE, records(tmp_path, {"invoiceState": 8}), "csv", "--headers", headers)
    names = csv_rows(output)[0]
    assert len(set(names)) == len(names) == 34
    assert names[names.index(code) + 1] == label


def test_labels_and_headers_follow_the_language(tmp_path: Path) -> None:
    file = records(tmp_path, {"invoiceState": 8})
    output, end = export(tmp_path, INVOICE, file, "csv", "--lang", "zh")
    head, row = csv_rows(output)
    assert row[head.index("开票状态（含义）")] == "完成"
    assert end.splitlines()[0] == "table.csv：1 行，34 列；共 1 份，其中被拒 0 份，失败响应 0 份"
    wire, _ = export(tmp_path, INVOICE, file, "ndjson", "--lang", "zh")
    assert json.loads(wire.read_text("utf-8")) == {"invoiceState": 8, "invoiceState.label": "完成"}


@pytest.mark.parametrize("contract", [contract.id for contract in ia.contracts()])
@pytest.mark.parametrize("headers", ["en", "zh", "wire"])
def test_names_of_columns_are_unique(tmp_path: Path, contract: str, headers: str) -> None:
    file = records(tmp_path, ia.contract(contract).example(1))
    output, _ = export(tmp_path, contract, file, "csv", "--headers", headers)
    names = [name.casefold() for name in csv_rows(output)[0]]
    assert len({*names}) == len(names) > 0


def test_lines_repeat_their_record_and_a_record_without_lines_keeps_a_row(tmp_path: Path) -> None:
    taxes = [{"taxClass": "VAT", "taxAmount": 1.10}, {"taxClass": "ISS", "taxAmount": -0.10}]
    file = records(tmp_path, {"requestId": "A", "taxList": taxes}, {"requestId": "B", "taxList": []})
    output, end = export(tmp_path, INVOICE, file, "ndjson", "--lines")
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert rows == [
        {"requestId": "A", "taxList.taxClass": "VAT", "taxList.taxClass.label": "VAT", "taxList.taxAmount": 1.1},
        {"requestId": "A", "taxList.taxClass": "ISS", "taxList.taxClass.label": "ISS", "taxList.taxAmount": -0.1},
        {"requestId": "B"},
    ]
    assert "rows of records without lines: 1" in end


def test_an_invoice_is_the_record_of_a_bill_and_its_goods_are_the_lines(tmp_path: Path) -> None:
    goods = [{"goodsName": "a", "amount": 1.00}, {"goodsName": "b", "amount": 2.00}]
    bill = {"billNo": "B1", "invoiceList": [{"invoiceNumber": "01", "goods": goods}, {"invoiceNumber": "02"}]}
    file = records(tmp_path, {"success": True, "errorCode": "0", "data": [bill]})
    output, _ = export(tmp_path, BILLS, file, "ndjson")
    assert [json.loads(line)["invoiceNumber"] for line in output.read_text().splitlines()] == ["01", "02"]
    output, _ = export(tmp_path, BILLS, file, "ndjson", "--lines")
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [(row["data.billNo"], row["invoiceNumber"], row.get("goods.goodsName")) for row in rows] == [
        ("B1", "01", "a"),
        ("B1", "01", "b"),
        ("B1", "02", None),
    ]
    output, _ = export(tmp_path, BILLS, file, "ndjson", "--rows", "/data")
    assert [*json.loads(output.read_text())] == ["invoiceList", "billNo"]


def test_json_cells_are_masked_and_that_is_said(tmp_path: Path) -> None:
    bill = {"billNo": "A", "invoiceList": [{"buyerName": "Secret"}]}
    file = records(tmp_path, {"success": True, "errorCode": "0", "data": [bill]})
    for option, count in (("mask", 0), ("omit", 0), ("show", 1)):
        output, end = export(tmp_path, BILLS, file, "ndjson", "--rows", "/data", "--sensitive", option)
        assert output.read_text().count("Secret") == count
        assert ("masked: invoiceList;" in end) is (count == 0)


@pytest.mark.parametrize("headers", ["en", "zh"])
@pytest.mark.parametrize("contract", ["kingdee_invoice/BillInvoices", *RESPONSES])
def test_headers_of_a_language_are_titles(tmp_path: Path, contract: str, headers: str) -> None:
    output, _ = export(tmp_path, contract, records(tmp_path), "csv", "--headers", headers)
    names = csv_rows(output)[0]
    wire, _ = export(tmp_path, contract, records(tmp_path), "csv", "--headers", "wire")
    assert not {*names} & {name.rpartition(".")[2] for name in csv_rows(wire)[0]}
    assert not [name for name in names if "[" in name or name.startswith(contract.rpartition("/")[2])]


BILLED: list[dict[str, Any]] = [
    {"billNo": "A", "invoiceList": [{"invoiceNumber": "1", "goods": [{"seq": 1}, {"seq": 2}]}]},
    {"billNo": "B", "invoiceList": [{"invoiceNumber": "2", "goods": []}, {"invoiceNumber": "3", "goods": None}]},
    {"billNo": "C", "invoiceList": []},
    {"billNo": "D"},
    {"billNo": "E", "invoiceList": None},
]


@pytest.mark.parametrize("contract", [BILLS, "kingdee_invoice/BillInvoices"])
def test_objects_around_records_have_rows_with_lines_only(tmp_path: Path, contract: str) -> None:
    replies = [{"success": True, "errorCode": "0", "data": BILLED}] if contract == BILLS else BILLED
    file = records(tmp_path, *replies)
    output, end = export(tmp_path, contract, file, "ndjson")
    assert [json.loads(line)["invoiceNumber"] for line in output.read_text().splitlines()] == ["1", "2", "3"]
    assert "outer objects without records, which have no row: 3" in end
    assert "without lines" not in end
    output, end = export(tmp_path, contract, file, "ndjson", "--lines")
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [(row.get("invoiceNumber"), row.get("goods.seq")) for row in rows] == [
        ("1", 1),
        ("1", 2),
        ("2", None),
        ("3", None),
        *[(None, None)] * 3,
    ]
    assert "rows of records without lines: 2" in end
    assert "rows of outer objects without records: 3" in end


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--lines", "--rows", "/invoices/*/taxList"], "have no lines"),
        (["--rows", "/count"], "/count is no documented list"),
        (["--rows", "invoices"], '"invoices" is not a JSON Pointer'),
    ],
)
def test_rows_that_there_are_not_are_a_usage_error(tmp_path: Path, options: list[str], message: str) -> None:
    file = records(tmp_path, {"count": 0, "invoices": []})
    output, end = export(tmp_path, LIST, file, "csv", *options, code=2)
    assert message in end
    assert not output.exists()


@pytest.mark.parametrize("suffix", FORMATS)
def test_sensitive_values_are_in_no_file_unless_they_are_asked_for(tmp_path: Path, suffix: str) -> None:
    secret = "secret@example.com"
    file = records(
        tmp_path,
        {
            "requestId": "A",
            "email": secret,
            "colour": secret,
            "taxList": [{"taxClass": "VAT", "taxAmount": 1, "tint": secret}],
        },
    )
    output, end = export(tmp_path, INVOICE, file, suffix, "--unknown", "--headers", "wire")
    text = whole_text(output)
    assert secret not in text
    assert "***" in text
    assert "masked: " in end
    text = whole_text(export(tmp_path, INVOICE, file, suffix, "--unknown", "--sensitive", "show")[0])
    assert text.count(secret) == 3
    masked = next(line for line in end.splitlines() if "masked: " in line).partition("masked: ")[2].partition(";")[0]
    omitted, end = export(tmp_path, INVOICE, file, suffix, "--sensitive", "omit", "--headers", "wire")
    text = whole_text(omitted)
    assert secret not in text
    assert "email" not in text
    assert f"  left out as sensitive: {masked.removesuffix(', _unknown')}" == end.splitlines()[1]


def test_undocumented_members_are_said_or_have_a_column(tmp_path: Path) -> None:
    file = records(tmp_path, {"requestId": "A", "colour": "red", "addressInfo": {"floor": 3}})
    output, end = export(tmp_path, INVOICE, file, "ndjson")
    assert "colour" not in output.read_text()
    assert "undocumented members without a column, which --unknown adds: /colour (1), /addressInfo/floor (1)" in end
    output, end = export(tmp_path, INVOICE, file, "ndjson", "--unknown", "--sensitive", "show")
    assert json.loads(output.read_text())["_unknown"] == {"/colour": "red", "/addressInfo/floor": 3}
    assert "undocumented" not in end


def test_rejected_documents_are_counted_and_kept(tmp_path: Path) -> None:
    file = records(tmp_path, {"invoiceAmount": 1.5}, {"invoiceAmount": {"email": "x"}}, {"invoiceAmount": 2.5})
    rejects = tmp_path / "rejects.ndjson"
    output, end = export(tmp_path, INVOICE, file, "ndjson", "--rejects", str(rejects), code=1)
    assert output.read_text() == '{"invoiceAmount":1.5}\n{"invoiceAmount":2.5}\n'
    assert end.startswith("table.ndjson: 2 rows, 34 columns; 3 documents, 1 rejected, 0 failed\n")
    (kept,) = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert (kept["line"], kept["offset"]) == (2, len('{"invoiceAmount":1.5}\n'))
    assert "'invoice-apis validate' says why" in export(tmp_path, INVOICE, file, "csv", code=1)[1]


def test_rejects_are_those_of_validate(tmp_path: Path) -> None:
    contract = ia.contract(LIST)
    texts = [contract.example(seed, wire=True) for seed in range(9)]
    damaged = [contract.example(0, damage=each, wire=True) for each in ("wrong-type", "truncated", "empty")]
    texts = [
        text.replace(b"\n", b"")
        for text in [*texts[:4], *damaged, *texts[4:], b"", contract.example(0, outcome="failure", wire=True)]
    ]
    file = tmp_path / "a.ndjson"
    file.write_bytes(b"\n".join(texts))
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    _, end = export(tmp_path, LIST, file, "csv", "--rejects", str(ours), code=1)
    assert run("validate", LIST, file, "--rejects", theirs).returncode == 1
    assert ours.read_bytes() == theirs.read_bytes() != b""
    assert f"{len(texts) - 1} documents, 3 rejected, 1 failed" in end


def test_rows_of_a_member_har_files_and_compressed_files(tmp_path: Path) -> None:
    import gzip

    reply = jsontext.write({"count": 1, "invoices": [{"requestId": "A"}]}).decode()
    rows = records(tmp_path, {"response": reply}, {"response": "no"}, name="rows.ndjson")
    output, end = export(tmp_path, LIST, rows, "ndjson", "--at", "/response", code=1)
    assert (json.loads(output.read_text()), "2 documents, 1 rejected" in end) == ({"requestId": "A"}, True)
    har = tmp_path / "calls.har"
    content = {"text": reply, "mimeType": "application/json"}
    har.write_text(json.dumps({"log": {"entries": [{"response": {"content": content}}] * 2}}))
    assert export(tmp_path, LIST, har, "ndjson")[0].read_text() == '{"requestId":"A"}\n' * 2
    packed = tmp_path / "a.ndjson.gz"
    packed.write_bytes(gzip.compress(f"{reply}\n{reply}\n".encode()))
    assert export(tmp_path, LIST, packed, "ndjson")[0].read_text() == '{"requestId":"A"}\n' * 2
    packed.write_bytes(gzip.compress(f"{reply}\n".encode() * 9)[:-20])
    _, end = export(tmp_path, LIST, packed, "ndjson", code=1)
    assert "a.ndjson.gz:1: " in end
    assert "ends too early" in end


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_files_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    file = records(tmp_path, *(ia.contract(INVOICE).example(seed) for seed in range(5)))
    first, second = (export(tmp_path, INVOICE, file, suffix)[0].read_bytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_run_that_fails_leaves_what_was_there(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> Iterable[Any]:
        yield from ()
        raise KeyboardInterrupt

    file, output = records(tmp_path, {"requestId": "A"}), tmp_path / f"table.{suffix}"
    output.write_text("before")
    monkeypatch.setattr("invoice_apis.tables.table.Table.rows", stop)
    assert run("export", INVOICE, file, "--output", output).returncode == 130
    assert output.read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {file.name, output.name}


@pytest.mark.parametrize(
    ("suffix", "module", "extra"), [("xlsx", "xlsxwriter", "xlsx"), ("parquet", "pyarrow", "arrow")]
)
def test_a_missing_extra_is_a_clear_error(tmp_path: Path, suffix: str, module: str, extra: str) -> None:
    (tmp_path / f"{module}.py").write_text("raise ImportError")
    file, output = records(tmp_path, {}), tmp_path / f"table.{suffix}"
    code = f"import sys; sys.modules[{module!r}] = None; from invoice_apis.cli import main; main()"
    import subprocess
    import sys

    ran = subprocess.run([sys.executable, "-c", code, "export", INVOICE, file, "--output", output], capture_output=True)
    assert ran.returncode == 2
    assert ran.stderr.decode().endswith(f"needs the extra: pip install 'invoice-apis[{extra}]'\n")
    assert not output.exists()
