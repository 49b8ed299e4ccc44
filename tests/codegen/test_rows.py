"""`invoice-codegen rows`: the rows that the author of a contract need not type."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from toolkit.case import invoke

ROW = r"(?m)(^ +- \{path: re[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\n)"
"""A row, with all its lines."""
CONTRACTS = Path(__file__).parents[2] / "schemas"
APIS = sorted(path.name for path in CONTRACTS.glob("*/"))


@pytest.fixture(params=APIS)
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    shutil.copytree(CONTRACTS / request.param, tmp_path / request.param)
    return tmp_path / request.param


def lacking(folder: Path) -> list[str]:
    """The problems of members without a row."""
    checked = invoke("check", folder.name, "--schemas", folder.parent)
    return [line for line in checked.stderr.splitlines() if "is in the contract but on no page" in line]


def written(folder: Path) -> str:
    ran = invoke("rows", folder.name, "--schemas", folder.parent)
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout


def test_nothing_is_written_where_no_row_is_missing(copied: Path) -> None:
    before = (copied / "documented.yaml").read_bytes()
    assert written(copied).endswith("no row is missing\n")
    assert (copied / "documented.yaml").read_bytes() == before


@pytest.mark.parametrize("seed", range(3))
def test_lost_rows_come_back_and_the_rest_of_the_file_stays(copied: Path, seed: int) -> None:
    file, rng = copied / "documented.yaml", random.Random(seed)
    kept = [line for line in re.split(ROW, file.read_text()) if "table:" not in line or rng.random() < 0.5]
    kept = "".join(kept).splitlines()
    file.write_text("\n".join(kept) + "\n")
    assert lacking(copied)
    assert "added; compare them with the vendor's page" in written(copied)
    assert not lacking(copied)
    rest = iter(file.read_text().splitlines())
    assert all(line in rest for line in kept), "every line is there, in its order"
    assert written(copied).endswith("no row is missing\n")


def test_a_call_without_a_page_gets_one(copied: Path) -> None:
    (copied / "documented.yaml").write_text("# Pages.\npages: []\n")
    count = len(lacking(copied))
    assert f": {count} rows added;" in written(copied)
    assert not lacking(copied)
    assert (copied / "documented.yaml").read_text().startswith("# Pages.\npages:\n  - id: ")


@pytest.mark.parametrize("pages", ["pages:", "pages: null", "pages:  # none yet", "pages: []  # none yet"])
def test_a_file_without_a_page_gets_them(pages: str, tmp_path: Path) -> None:
    assert invoke("new", "my_vendor", "--schemas", tmp_path).exit_code == 0
    file = tmp_path / "my_vendor/documented.yaml"
    file.write_text(f"# Pages.\n{pages}\n")
    count = len(lacking(file.parent))
    assert count > 0, "check says what is missing, not that the list is wrong"
    assert f": {count} rows added;" in written(file.parent)
    assert not lacking(file.parent)
    first = f"pages:{'  # none yet' if '#' in pages else ''}"
    assert file.read_text().startswith(f"# Pages.\n{first}\n  - id: ListThings\n")


def test_rows_of_a_page_with_an_empty_list(tmp_path: Path) -> None:
    assert invoke("new", "my_vendor", "--schemas", tmp_path).exit_code == 0
    file = tmp_path / "my_vendor/documented.yaml"
    head, _, _ = file.read_text().partition("    rows:\n")
    file.write_text(f"{head}    rows: []\n    # the last line\n")
    written(file.parent)
    assert not lacking(file.parent)
    assert file.read_text().startswith(f"{head}    rows:\n      - {{path: ")


def test_a_contract_that_can_not_be_read_is_left_alone(tmp_path: Path) -> None:
    assert invoke("new", "my_vendor", "--schemas", tmp_path).exit_code == 0
    file = tmp_path / "my_vendor/documented.yaml"
    for text in (
        "pages: [}\n",
        "pages: [{id: a, title: a, operation: ListThings, rows: [{path: response/x, table: T, row: 1}]}]\n",
    ):
        file.write_text(text)
        ran = invoke("rows", "my_vendor", "--schemas", tmp_path)
        assert (ran.exit_code, file.read_text()) == (2, text)
        assert "documented.yaml:1: " in ran.stderr
    assert invoke("rows", "my_vendors", "--schemas", tmp_path).exit_code == 2
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("rows", ["[]", "[{path: response/things, table: Response, row: 2, json: array}]"])
def test_a_page_in_braces_is_left_alone(rows: str, schemas: Path) -> None:
    file = schemas / "toy_api" / "documented.yaml"
    file.write_text(f"pages:\n  - {{id: en, title: List, date: null, operation: ListThings, rows: {rows}}}\n")
    before = file.read_bytes()
    ran = invoke("rows", "toy_api", "--schemas", schemas)
    assert (ran.exit_code, file.read_bytes()) == (2, before)
    assert "documented.yaml:2: " in ran.stderr
    assert "on a line of its own" in ran.stderr
