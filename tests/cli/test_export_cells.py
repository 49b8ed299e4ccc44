"""`export` writes each value as it came: no formula, no lost digit, no lost text."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from cli.exports import CUSTOMER, FORMATS, INVOICE, column, csv_rows, export, records, whole_text
from openpyxl.utils.escape import unescape

NASTY = (
    "=1+1",
    "+1-1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    "'",
    "<r>x</r>",
    "a\x01b\x1f",
    "_x0041_",
    "\ufffe\uffff",
    ' " ',
    "a\r\nb,c",
)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_a_formula_or_breaks_a_file(tmp_path: Path, text: str) -> None:
    file = records(tmp_path, {"cancelReason": text})
    output, _ = export(tmp_path, INVOICE, file, "csv", "--headers", "wire")
    head, row = csv_rows(output)
    cell = row[head.index("cancelReason")]
    assert (
        cell.removeprefix("'") == text if cell.startswith("''") or text.startswith("'") else cell in (text, f"'{text}")
    )
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    output, _ = export(tmp_path, INVOICE, file, "xlsx", "--headers", "wire")
    (got,) = column(output, "cancelReason")
    assert got.data_type == "s"
    assert unescape(got.value).replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert got.quotePrefix or not text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


AMOUNTS = {
    "102.5": ("102.5", "0.0"),
    "102.0": ("102", "0.0"),
    "-0.10": ("-0.1", "0.00"),
    "100": ("100", "0"),
    "1E+3": ("1000", "0"),
    "1E-15": ("1e-15", "0.000000000000000"),
    "123456789012.345": ("123456789012.345", "0.000"),
}
TEXTS = ("1234567890123456", "123456789012.3456", "1E+15", "1E-16", "-0.0", "9" * 40)


@pytest.mark.parametrize("digits", AMOUNTS)
def test_an_amount_is_a_number_of_a_sheet_where_that_keeps_its_digits(tmp_path: Path, digits: str) -> None:
    file = tmp_path / "a.ndjson"
    file.write_text(f'{{"invoiceAmount":{digits}}}')
    output, end = export(tmp_path, INVOICE, file, "xlsx", "--headers", "wire")
    (cell,) = column(output, "invoiceAmount")
    assert (repr(cell.value), cell.number_format) == AMOUNTS[digits]
    assert "15 digits" not in end


@pytest.mark.parametrize("digits", TEXTS)
def test_other_amounts_are_text_and_that_is_said(tmp_path: Path, digits: str) -> None:
    file = tmp_path / "a.ndjson"
    file.write_text(f'{{"invoiceAmount":{digits}}}')
    output, end = export(tmp_path, INVOICE, file, "xlsx", "--headers", "wire")
    (cell,) = column(output, "invoiceAmount")
    assert (cell.value, cell.data_type) == (digits, "s")
    assert "text in place of numbers, because a spreadsheet keeps 15 digits: invoiceAmount (1)" in end


@pytest.mark.parametrize("digits", [*AMOUNTS, *TEXTS])
def test_text_files_have_the_digits_as_they_came(tmp_path: Path, digits: str) -> None:
    file = tmp_path / "a.ndjson"
    file.write_text(f'{{"invoiceAmount":{digits}}}')
    head, row = csv_rows(export(tmp_path, INVOICE, file, "csv", "--headers", "wire")[0])
    assert row[head.index("invoiceAmount")] == digits
    assert export(tmp_path, INVOICE, file, "ndjson")[0].read_text() == f'{{"invoiceAmount":{digits}}}\n'


def test_times_are_times_of_a_sheet_and_odd_ones_stay_text(tmp_path: Path) -> None:
    times = ("2026-01-31T08:00:00Z", "2026-01-31T08:00:00.1234567Z", "1899-12-31T00:00:00Z", "yesterday", "")
    output, end = export(tmp_path, INVOICE, records(tmp_path, *({"applyTime": each} for each in times)), "xlsx")
    cells = column(output, "Application time")
    assert [cell.is_date for cell in cells] == [True, False, False, False, False]
    assert cells[0].value.isoformat() == "2026-01-31T08:00:00"
    assert "UTC" in cells[0].number_format
    assert [cell.value for cell in cells[1:]] == [*times[1:4], None]
    assert "text, because they have another form than documented: Application time (1)" in end
    assert "text, because a sheet has times since 1901, to the millisecond: Application time (2)" in end


ZEROS = {"Type": "01", "Id": "0012"}


def test_zeros_before_a_number_in_text_are_kept_or_that_is_said(tmp_path: Path) -> None:
    file = records(tmp_path, ZEROS)
    head, row = csv_rows(export(tmp_path, CUSTOMER, file, "csv", "--headers", "wire")[0])
    assert {name: row[head.index(name)] for name in ZEROS} == ZEROS
    output, end = export(tmp_path, CUSTOMER, file, "xlsx", "--headers", "wire")
    for name, text in ZEROS.items():
        (cell,) = column(output, name)
        assert (cell.value, cell.data_type) == (text, "s")
        assert f"{name} (1)" in end
    assert "another form than documented" in end


def test_ids_of_digits_are_quoted_in_csv(tmp_path: Path) -> None:
    file = records(tmp_path, {"id": 738730333757654209, "totalAmount": 5})
    output, _ = export(tmp_path, "kingdee_invoice/Invoice", file, "csv", "--headers", "wire")
    line = output.read_bytes().split(b"\r\n")[1]
    assert b'"738730333757654209"' in line
    assert b",5," in line


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("code", ["1.0", "1E0", "1"])
def test_a_code_has_its_label_however_it_is_written(tmp_path: Path, suffix: str, code: str) -> None:
    file = tmp_path / "a.ndjson"
    file.write_text(f'{{"titleType":{code}}}')
    output, _ = export(tmp_path, INVOICE, file, suffix)
    assert "Corporate customer" in whole_text(output)


def test_columns_are_as_wide_as_what_is_in_them(tmp_path: Path) -> None:
    """A number or time that does not fit is shown as `###`; Chinese characters take two columns."""
    file = records(tmp_path, {"invoiceDate": 1767196800000, "totalAmount": "1", "billNo": "B"})
    output, _ = export(tmp_path, "kingdee_invoice/Invoice", file, "xlsx", "--headers", "zh")
    sheet = openpyxl.load_workbook(output).active
    found = {place: each.width for each in sheet.column_dimensions.values() for place in range(each.min, each.max + 1)}
    widths = {cell.value: found[cell.column] for cell in sheet[1]}
    formats = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert widths["开票日期"] > len(formats["开票日期"].replace('"', "")) == 29
    chinese = {name: width for name, width in widths.items() if re.fullmatch("[\u4e00-\u9fff]+", name)}
    assert all(width >= min(40, 2 * len(name)) for name, width in chinese.items())
    assert len(chinese) > 20
    assert widths["价税合计"] > 17


def test_days_that_are_numbers_in_csv_are_said(tmp_path: Path) -> None:
    file = records(tmp_path, {"invoiceDate": 1767196800000}, {"invoiceDate": None})
    _, end = export(tmp_path, "kingdee_invoice/Invoice", file, "csv")
    assert "times as numbers of milliseconds or seconds since 1970, as they came: Day of issue (1)" in end
    assert "1970" not in export(tmp_path, "kingdee_invoice/Invoice", file, "xlsx")[1]


@pytest.mark.parametrize("value", [20210301, "20210301", 1614528000, 0, -1, "2021-03-01"])
def test_a_number_below_the_documented_limit_is_text_of_a_sheet(tmp_path: Path, value: int | str) -> None:
    file = records(tmp_path, {"invoiceDate": value})
    output, end = export(tmp_path, "kingdee_invoice/Invoice", file, "xlsx")
    (cell,) = column(output, "Day of issue")
    assert (cell.value, cell.data_type) == (str(value), "s")
    assert "text, because they have another form than documented: Day of issue (1)" in end
    assert "1970" not in export(tmp_path, "kingdee_invoice/Invoice", file, "csv")[1]


@pytest.mark.parametrize("text", ["0", "1e3", "1767196800000"])
def test_text_that_looks_like_a_number_is_no_time_since_1970(tmp_path: Path, text: str) -> None:
    assert "1970" not in export(tmp_path, INVOICE, records(tmp_path, {"applyTime": text}), "csv")[1]


def test_null_empty_and_absent(tmp_path: Path) -> None:
    file = records(tmp_path, {"requestId": None}, {"requestId": ""}, {"salesId": "x"})
    assert (
        export(tmp_path, INVOICE, file, "ndjson")[0].read_text()
        == '{"requestId":null}\n{"requestId":""}\n{"salesId":"x"}\n'
    )
    lines = export(tmp_path, INVOICE, file, "csv")[0].read_bytes().split(b"\r\n")[1:4]
    assert [line.split(b",")[0] for line in lines] == [b"", b'""', b""]


def test_a_long_text_is_cut_in_a_sheet_and_that_is_said(tmp_path: Path) -> None:
    text = "\U0001f9fe" * 16_384
    output, end = export(tmp_path, INVOICE, records(tmp_path, {"salesId": text}), "xlsx", "--headers", "wire")
    assert column(output, "salesId")[0].value == text[:16_383]
    assert "cut at 32,767 characters, the most that a cell holds: salesId (1)" in end


def test_more_rows_than_a_sheet_holds_go_on_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("invoice_apis.tables.spreadsheet.MOST_ROWS", 3)
    file = records(tmp_path, *({"requestId": str(number)} for number in range(5)))
    output, end = export(tmp_path, INVOICE, file, "xlsx")
    book = openpyxl.load_workbook(output)
    found = {each.title: [cell.value for cell in each["A"]] for each in book.worksheets}
    name = "Application number"
    assert found == {"Rows": [name, "0", "1"], "Rows 2": [name, "2", "3"], "Rows 3": [name, "4"]}
    assert "rows: 3" in end
    assert [each.auto_filter.ref for each in book.worksheets] == ["A1:AH3", "A1:AH3", "A1:AH2"]
