"""Files that `export` writes, and what is in them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
from invoice_apis import jsontext
from support.cli import run

LIST = "huawei_bssintl/ListInvoices.response"
INVOICE = "huawei_bssintl/Invoice"
CUSTOMER = "alibaba_bss/CustomerInvoice"
BILLS = "kingdee_invoice/QueryBillInvoices.response"
FORMATS = ("xlsx", "csv", "parquet", "arrow", "ndjson")


def records(folder: Path, *values: dict[str, Any], name: str = "records.ndjson") -> Path:
    file = folder / name
    file.write_bytes(b"".join(jsontext.write(value) + b"\n" for value in values))
    return file


def export(folder: Path, contract: str, file: Path, suffix: str, *options: str, code: int = 0) -> tuple[Path, str]:
    """The file that is written, and the end of the export."""
    output = folder / f"table.{suffix}"
    ran = run("export", contract, file, "--output", output, *options)
    assert ran.returncode == code, ran.stderr
    return output, ran.stderr.decode()


def csv_rows(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def sheet(file: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(file)
    return [list(row) for each in book.worksheets for row in each.iter_rows()]


def whole_text(file: Path) -> str:
    """All that a reader of a format sees, as text."""
    if file.suffix == ".xlsx":
        return repr([[cell.value for cell in row] for row in sheet(file)])
    if file.suffix in (".parquet", ".arrow"):
        from pyarrow import feather, parquet

        return repr((parquet if file.suffix == ".parquet" else feather).read_table(file).to_pylist())
    return file.read_text("utf-8")


def column(file: Path, name: str) -> list[Any]:
    head, *rows = sheet(file)
    place = [cell.value for cell in head].index(name)
    return [row[place] for row in rows]
