"""`Contract.table` and `Contract.record_batches`: the records of files as Arrow columns, exactly or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import invoice_apis as ia
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invoice_apis import jsontext
from openpyxl.utils.escape import unescape
from support.cli import run

INVOICE = ia.contract("huawei_bssintl/Invoice")
LINES = ia.contract("kingdee_invoice/Goods")
BILLED = ia.contract("kingdee_invoice/Invoice")


def written(folder: Path, *texts: str) -> Path:
    file = folder / "records.ndjson"
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def rows(contract: ia.Contract, file: Path, **options: Any) -> list[dict[str, Any]]:
    """The rows, without the columns that are null."""
    table = contract.table(file, **options)
    return [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]


def test_columns_have_the_types_of_what_is_documented(tmp_path: Path) -> None:
    text = '{"id":738730333757654209,"totalAmount":-0.10,"invoiceDate":1629043200000,"invoiceNumber":"007"}'
    table = BILLED.table(written(tmp_path, text))
    assert table.schema.field("totalAmount").type == pa.decimal128(38, 18)
    assert table.schema.field("invoiceDate").type == pa.timestamp("us", "Asia/Shanghai")
    assert table.schema.field("id").type == pa.int64()
    (row,) = table.to_pylist()
    assert (row["id"], row["totalAmount"], row["invoiceNumber"]) == (738730333757654209, Decimal("-0.10"), "007")
    assert (row["invoiceDate"].date(), row["invoiceDate"].hour) == (date(2021, 8, 16), 0)


def test_decimals_and_times_in_text_are_typed_too(tmp_path: Path) -> None:
    file = written(tmp_path, '{"price":"12.3400000000","quantity":"","taxRate":"0.09"}')
    assert rows(LINES, file) == [{"price": Decimal("12.34"), "taxRate": Decimal("0.09")}]
    file = written(tmp_path, '{"applyTime":"2026-01-31T08:00:00+08:00"}')
    assert rows(INVOICE, file) == [{"applyTime": datetime(2026, 1, 31, tzinfo=UTC)}]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("invoiceAmount", "0.1234567890123456789"),
        ("invoiceAmount", "123456789012345678901"),
        ("titleType", "9223372036854775808"),
        ("titleType", '"01"'),
        ("titleType", '"-0"'),
        ("titleType", '"1.0"'),
        ("invoiceAmount", '"0012.50"'),
        ("invoiceAmount", '"+7"'),
        ("applyTime", '"yesterday"'),
        ("applyTime", '"2026-01-31T08:00:00.1234567Z"'),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_kept_apart(tmp_path: Path, member: str, value: str) -> None:
    (row,) = rows(INVOICE, written(tmp_path, f'{{"requestId":"A","{member}":{value}}}'))
    assert row == {"requestId": "A", "_unfit": f'{{"{member}":{value}}}'}


OTHER_DAYS = ("20210301", '"20210301"', "1614528000", "0", "-1", "99999999999", '"99999999999"')


@pytest.mark.parametrize("value", OTHER_DAYS)
def test_a_number_below_the_documented_limit_is_no_time(tmp_path: Path, value: str) -> None:
    """Seconds and days as numbers would be times in 1970 as milliseconds."""
    (row,) = rows(BILLED, written(tmp_path, f'{{"invoiceDate":{value}}}'))
    assert row == {"_unfit": f'{{"invoiceDate":{value}}}'}


@pytest.mark.parametrize("value", ["100000000000", '"100000000000"'])
def test_the_documented_limit_is_a_time(tmp_path: Path, value: str) -> None:
    (row,) = rows(BILLED, written(tmp_path, f'{{"invoiceDate":{value}}}'))
    assert row == {"invoiceDate": datetime(1973, 3, 3, 9, 46, 40, tzinfo=UTC)}


def test_that_is_counted_at_the_end_of_an_export(tmp_path: Path) -> None:
    file = written(tmp_path, '{"invoiceAmount":0.1234567890123456789}')
    ran = run("export", INVOICE.id, file, "--output", tmp_path / "table.parquet")
    assert b"can't hold them: invoiceAmount (1)" in ran.stderr


def test_sensitive_values_are_masked_unless_they_are_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path, '{"email":"a@example.com"}')
    assert rows(INVOICE, file) == [{"email": "***"}]
    assert rows(INVOICE, file, sensitive="show") == [{"email": "a@example.com"}]
    assert "email" not in INVOICE.table(file, sensitive="omit").schema.names


def test_headers_and_labels_of_a_language(tmp_path: Path) -> None:
    (row,) = rows(INVOICE, written(tmp_path, '{"invoiceState":8}'), headers="zh", lang="zh")
    assert row == {"开票状态": 8, "开票状态（含义）": "完成"}


def test_a_rejected_document_is_an_error_or_is_written_apart(tmp_path: Path) -> None:
    file = written(tmp_path, '{"requestId":"A"}', '{"requestId":7}', '{"requestId":"B"}')
    with pytest.raises(ValueError, match=r"records\.ndjson, line 2 is rejected: .*/requestId.*rejects=FILE"):
        INVOICE.table(file)
    rejects = tmp_path / "rejects"
    assert rows(INVOICE, file, rejects=rejects) == [{"requestId": "A"}, {"requestId": "B"}]
    assert json.loads(rejects.read_text())["line"] == 2


def test_batches_are_read_as_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, *(['{"requestId":"A"}'] * 40_000), '{"requestId":7}')
    reader = INVOICE.record_batches(file)
    assert reader.read_next_batch().num_rows == 16_384
    with pytest.raises(ValueError, match="line 40001"):
        reader.read_all()


def test_open_files_and_folders_are_sources(tmp_path: Path) -> None:
    file = written(tmp_path, '{"requestId":"A"}')
    assert rows(INVOICE, tmp_path) == [{"requestId": "A"}]
    with file.open("rb") as opened:
        assert INVOICE.table(opened).num_rows == 1
    with pytest.raises(FileNotFoundError, match="none"):
        INVOICE.table(tmp_path / "none")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"headers": "fr"}, "headers 'fr'"),
        ({"rows": "taxList"}, "not a JSON Pointer"),
        ({"sensitive": "mas"}, "mask"),
        ({"lang": "fr"}, "fr"),
    ],
)
def test_unknown_options_are_errors(tmp_path: Path, options: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        INVOICE.table(written(tmp_path, "{}"), **options)


def test_an_option_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="unknown option 'row'; did you mean rows"):
        INVOICE.table(written(tmp_path, "{}"), row="/x")


@pytest.mark.parametrize("has_rejects", [True, False])
def test_a_source_that_breaks_is_never_taken_for_whole(tmp_path: Path, has_rejects: bool) -> None:
    file = tmp_path / "a.ndjson.gz"
    file.write_bytes(gzip.compress(b'{"requestId":"A"}\n' * 9)[:-20])
    options: dict[str, Any] = {"rejects": tmp_path / "rejects"} if has_rejects else {}
    with pytest.raises(OSError, match=r"a\.ndjson\.gz:1: it can't be read: the gzip data ends too early"):
        INVOICE.table(file, **options)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(
    lambda number: abs(number) < Decimal("1e308")
)
IDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.from_regex(
    r"[-+=]?0*[0-9]{1,30}", fullmatch=True
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(NUMBERS, IDS), min_size=1, max_size=8))
def test_amounts_and_ids_come_back_from_every_format(tmp_path: Path, values: list[tuple[Decimal, str]]) -> None:
    records = [{"invoiceAmount": amount, "requestId": text} for amount, text in values]
    file = tmp_path / "records.ndjson"
    file.write_bytes(b"\n".join(map(jsontext.write, records)))
    for read in (from_ndjson, from_csv, from_parquet, from_xlsx):
        output = tmp_path / f"table.{read.__name__.removeprefix('from_')}"
        assert run("export", INVOICE.id, file, "--output", output, "--headers", "wire").returncode == 0
        assert [(a.normalize(), b) for a, b in read(output)] == [(a.normalize(), b) for a, b in values], read.__name__


def from_ndjson(file: Path) -> list[tuple[Decimal, str]]:
    found = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in file.read_bytes().splitlines()]
    return [(row["invoiceAmount"], row["requestId"]) for row in found]


def from_csv(file: Path) -> list[tuple[Decimal, str]]:
    found = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
    return [(Decimal(row["invoiceAmount"]), row["requestId"].removeprefix("'")) for row in found]


def from_parquet(file: Path) -> list[tuple[Decimal, str]]:
    from pyarrow import parquet

    return [(_amount(row), row["requestId"]) for row in parquet.read_table(file).to_pylist()]


def _amount(row: dict[str, Any]) -> Decimal:
    if row["_unfit"] is None:
        return row["invoiceAmount"]
    return json.loads(row["_unfit"], parse_float=Decimal, parse_int=Decimal)["invoiceAmount"]


def from_xlsx(file: Path) -> list[tuple[Decimal, str]]:
    """Digits of numbers by their format, as a spreadsheet shows them."""
    head, *found = openpyxl.load_workbook(file).active.iter_rows()
    names = [cell.value for cell in head]
    amounts, ids = names.index("invoiceAmount"), names.index("requestId")
    return [(_shown(row[amounts]), unescape(row[ids].value or "")) for row in found]


def _shown(cell: Any) -> Decimal:
    if isinstance(cell.value, str):
        return Decimal(cell.value)
    assert cell.number_format.strip("0") in ("", ".")
    return Decimal(repr(cell.value)).quantize(Decimal(1).scaleb(-len(cell.number_format.partition(".")[2])))
