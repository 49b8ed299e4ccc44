"""Other libraries read the tables: every digit of amounts and ids comes back, and the programs of the page on tables run.

Run by `make projects`, which has openpyxl, pandas, polars and DuckDB.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import invoice_apis as ia
import openpyxl
import pandas as pd
import polars as pl
import pytest
from invoice_apis import jsontext
from support.cli import run
from support.documentation import examples
from support.emitted import ROOT

PAGE = ROOT / "generated" / "docs" / "tables.md"
PROGRAMS = [example for example in examples(PAGE) if example.word.startswith("with_")]
LIST = "huawei_bssintl/ListInvoices.response"
TEXTS = (
    "007",
    "=1+1",
    "-1+1",
    "@x",
    "+8613800000000",
    "1e5",
    "-5",
    "NA",
    "null",
    "True",
    "",
    " x ",
    "a,b",
    'a"b',
    "发票",
    "\U0001f9fe",
)
NUMBERS = ("102.0", "-0.10", "0.1234567890123456", "12345678901234567890.5", "1E+3", "100", "0.000000000000000001")
Rows = list[tuple[Any, Any]]
"""The amount and the id of each row, as a library reads them."""
AMOUNT, ID = "invoiceAmount", "requestId"


def payloads() -> Iterator[bytes]:
    """Documented samples, examples, and values that readers take for something else."""
    samples = ROOT / "schemas" / "huawei_bssintl" / "samples"
    contract = ia.contract(LIST)
    for path in sorted(samples.glob("*.json")):
        report = contract.check(path.read_bytes())
        if report.ok and report.outcome == "success":
            yield jsontext.write(jsontext.read(path.read_bytes()))
    yield from (contract.example(seed, wire=True) for seed in range(30))
    for number in NUMBERS:
        for text in TEXTS:
            yield b'{"count":1,"invoices":[{"invoiceAmount":%b,"requestId":%b}]}' % (
                number.encode(),
                jsontext.write(text),
            )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The payloads, and a table of each format."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "replies.ndjson").write_bytes(b"\n".join(payloads()))
    for suffix in ("xlsx", "csv", "parquet", "arrow", "ndjson"):
        output = folder / f"records.{suffix}"
        ran = run("export", LIST, folder / "replies.ndjson", "--output", output, "--headers", "wire")
        assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[tuple[Decimal | None, str]]:
    """Amounts and ids, read by Python from the payloads."""
    lines = (folder / "replies.ndjson").read_bytes().splitlines()
    replies = (json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines)
    return [(each.get(AMOUNT), each.get(ID) or "") for reply in replies for each in reply["invoices"]]


def pandas_rows(frame: pd.DataFrame) -> Rows:
    return list(
        zip(*(frame[name].astype(object).where(frame[name].notna(), None) for name in (AMOUNT, ID)), strict=True)
    )


def polars_rows(frame: pl.DataFrame) -> Rows:
    return frame.select(AMOUNT, ID).rows()


def duckdb_rows(source: str) -> Rows:
    return duckdb.sql(f"select {AMOUNT}, {ID} from {source}").fetchall()


def openpyxl_rows(file: Path) -> Rows:
    with closing(openpyxl.load_workbook(file, read_only=True)) as book:
        names, *rows = book.active.iter_rows(values_only=True)
    return [(row[names.index(AMOUNT)], row[names.index(ID)]) for row in rows]


COLUMNS = {AMOUNT: "DECIMAL(38, 18)", ID: "VARCHAR"}
READERS: dict[str, Callable[[Path], Rows]] = {
    "openpyxl xlsx": lambda folder: openpyxl_rows(folder / "records.xlsx"),
    "pandas xlsx": lambda folder: pandas_rows(
        pd.read_excel(folder / "records.xlsx", dtype=object, keep_default_na=False)
    ),
    "polars xlsx": lambda folder: polars_rows(
        pl.read_excel(folder / "records.xlsx", engine="openpyxl", infer_schema_length=0)
    ),
    "pandas csv": lambda folder: pandas_rows(pd.read_csv(folder / "records.csv", dtype=str, keep_default_na=False)),
    "polars csv": lambda folder: polars_rows(pl.read_csv(folder / "records.csv", infer_schema=False)),
    "duckdb csv": lambda folder: duckdb_rows(f"read_csv('{folder}/records.csv', all_varchar=true)"),
    "pandas parquet": lambda folder: pandas_rows(pd.read_parquet(folder / "records.parquet", dtype_backend="pyarrow")),
    "polars parquet": lambda folder: polars_rows(pl.read_parquet(folder / "records.parquet")),
    "duckdb parquet": lambda folder: duckdb_rows(f"'{folder}/records.parquet'"),
    "pandas arrow": lambda folder: pandas_rows(pd.read_feather(folder / "records.arrow", dtype_backend="pyarrow")),
    "polars arrow": lambda folder: polars_rows(pl.read_ipc(folder / "records.arrow")),
    "duckdb ndjson": lambda folder: duckdb_rows(f"read_json('{folder}/records.ndjson', columns={COLUMNS})"),
}


@pytest.mark.parametrize("reader", READERS)
def test_digits_come_back(reader: str, folder: Path, expected: list[tuple[Decimal | None, str]]) -> None:
    is_csv = reader.endswith("csv")
    rows = [(decimal(amount), plain(id, is_csv)) for amount, id in READERS[reader](folder)]
    assert len(rows) == len(expected) > len(TEXTS) * len(NUMBERS)
    assert [pair for pair in zip(rows, expected, strict=True) if pair[0] != pair[1]] == []


def decimal(amount: Any) -> Decimal | None:
    return None if amount in (None, "") else amount if isinstance(amount, Decimal) else Decimal(str(amount))


def plain(id: Any, is_csv: bool) -> str:
    """The text of an id; csv has an apostrophe before what may be a formula."""
    text = "" if id is None else str(id)
    return text.removeprefix("'") if is_csv else text


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.word)
def test_the_programs_of_the_page_run(program: Any, tmp_path: Path) -> None:
    folder, replies = tmp_path, tmp_path / "replies.ndjson"
    replies.write_bytes(b"\n".join(ia.contract(LIST).example(seed, wire=True) for seed in range(5)))
    for suffix in ("xlsx", "csv", "parquet"):
        assert (
            run("export", LIST, replies, "--output", folder / f"records.{suffix}", "--headers", "wire").returncode == 0
        )
    (folder / program.word).write_text(program.code)
    ran = subprocess.run([sys.executable, "-W", "error", program.word], cwd=folder, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_the_page_has_a_program_for_each_library() -> None:
    assert {program.word for program in PROGRAMS} == {
        f"with_{name}.py" for name in ("pandas", "polars", "duckdb", "openpyxl")
    }


def test_times_are_of_their_zone_in_all_libraries(tmp_path: Path) -> None:
    file = tmp_path / "invoices.ndjson"
    file.write_text('{"invoiceDate":1629043200000,"id":738730333757654209}')
    output = tmp_path / "invoices.parquet"
    assert run("export", "kingdee_invoice/Invoice", file, "--output", output).returncode == 0
    day = "2021-08-16 00:00:00+08:00"
    assert str(pd.read_parquet(output)["invoiceDate"][0]) == day
    assert str(pl.read_parquet(output)["invoiceDate"][0]) == day
    assert duckdb.sql(f"select id, epoch_ms(invoiceDate) from '{output}'").fetchall() == [
        (738730333757654209, 1629043200000)
    ]
