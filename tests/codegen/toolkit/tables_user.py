"""Run in a process of its own: a program that exports payloads of small made-up APIs as tables of every format.

`python -I tables_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any


def exported(main: Any, contract: str, file: Path, suffix: str, *options: str) -> Path:
    """The file that the command writes."""
    from click.testing import CliRunner

    output = file.with_name(f"table.{suffix}")
    ran = CliRunner().invoke(main, ["export", contract, str(file), "--output", str(output), *options])
    assert ran.exit_code == 0, (contract, suffix, ran.output, ran.exception)
    return output


def every_contract(ia: Any, main: Any, folder: Path) -> None:
    """Each contract has a table in each format, with as many rows in each."""
    from invoice_apis import jsontext
    from openpyxl import load_workbook
    from pyarrow import feather, parquet

    for contract in ia.contracts():
        file = folder / "payloads.ndjson"
        file.write_bytes(b"\n".join(jsontext.write(contract.example(seed)) for seed in range(2)))
        shown = ("--headers", "zh", "--sensitive", "show", "--unknown")
        rows = csv_rows(exported(main, contract.id, file, "csv", *shown))
        lengths = {
            len(rows) - 1,
            len(csv_rows(exported(main, contract.id, file, "csv"))) - 1,
            len(exported(main, contract.id, file, "ndjson").read_bytes().splitlines()),
            parquet.read_table(exported(main, contract.id, file, "parquet")).num_rows,
            feather.read_table(exported(main, contract.id, file, "arrow")).num_rows,
            sum(sheet.max_row for sheet in load_workbook(exported(main, contract.id, file, "xlsx"))) - 1,
        }
        assert len(lengths) == 1, (contract.id, lengths)
        assert {len(row) for row in rows} == {len(rows[0])}, contract.id


def csv_rows(file: Path) -> list[list[str]]:
    """The header and the rows of a CSV file."""
    return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def cells(ia: Any, contract: str, payload: bytes, folder: Path, **options: Any) -> list[dict[str, Any]]:
    """The rows of a payload as an Arrow table, without the columns that are null."""
    file = folder / "payload.ndjson"
    file.write_bytes(payload)
    rows = ia.contract(contract).table(file, **options).to_pylist()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def what_has_no_type_is_json_text(ia: Any, folder: Path) -> None:
    """Recursion and maps are JSON text with their digits."""
    account = b'{"code":"1","balance":1.10,"accounts":[{"code":"2","balance":0.30}],"by_name":{"a":{"code":"3"}}}'
    (row,) = cells(ia, "tree_desk/Account", account, folder)
    assert row["balance"] == Decimal("1.10")
    assert json.loads(row["by_name"]) == {"a": {"code": "3"}}
    assert row["accounts"] == '[{"code":"2","balance":0.30}]'


def main() -> None:
    """Run all checks."""
    sys.path.insert(0, sys.argv[1])
    import invoice_apis as ia
    from invoice_apis.cli import main as command

    with tempfile.TemporaryDirectory() as folder:
        every_contract(ia, command, Path(folder))
        what_has_no_type_is_json_text(ia, Path(folder))


if __name__ == "__main__":
    main()
