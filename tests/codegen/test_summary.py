"""`summary` and `generate --summary`: one table, and the remedy for a package that is missing, stale or damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from invoice_codegen.scaffold import start
from support.slow import all_but_first
from toolkit.case import API, invoke
from toolkit.process import run


def test_summary_of_a_missing_package_has_a_remedy(schemas: Path, tmp_path: Path) -> None:
    result = invoke("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "run 'invoice-codegen generate' first" in result.stderr


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


@pytest.mark.parametrize("damage", [Path.unlink, _cut], ids=["gone", "cut"])
@pytest.mark.parametrize(
    "path",
    all_but_first(
        [
            "__init__.py", "contracts.json", f"{API}/contracts/ListThings.response.json", f"{API}/models.py",
            f"{API}/codes.py", f"{API}/__init__.py", "validation/contract.py",
        ]
    ),
)  # fmt: skip
def test_summary_of_a_damaged_package_is_one_problem(
    schemas: Path, tmp_path: Path, path: str, damage: Callable[[Path], None]
) -> None:
    out = tmp_path / "out"
    invoke("generate", "--schemas", schemas, "--output", out)
    damage(out / "invoice_apis" / path)
    result = run("summary", "--schemas", schemas, "--output", out)
    assert (result.returncode, result.stdout) == (2, "")
    first, *rest = result.stderr.splitlines()
    assert first.startswith((f"{out}:1: the package is damaged: ", f"{out}:1: the package is missing"))
    assert rest == [
        "    remedy: run 'invoice-codegen generate' first",
        "invoice-codegen: 1 problem; nothing was written",
    ]


def test_generate_with_summary_prints_one_table(schemas: Path, tmp_path: Path) -> None:
    result = run("generate", "--summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    _, header, row, opinion = result.stdout.splitlines()
    assert header.split()[0] == "API"
    assert row.split() == [API, "1", "2", "8", "11", "1", "0", "0", "1"]
    assert opinion == "jsonschema agrees on 1 of 1 samples and cases"


def test_summary_of_a_package_without_a_new_api_has_a_remedy(schemas: Path, tmp_path: Path) -> None:
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    start("second_api", schemas)
    result = run("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (result.returncode, result.stdout) == (2, "")
    assert "it lacks second_api/ListThings.request, second_api/ListThings.response" in result.stderr
    assert "run 'invoice-codegen generate' first" in result.stderr


@pytest.mark.slow
def test_summary_fails_if_a_sample_has_drift(schemas: Path, tmp_path: Path) -> None:
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    for file, old, new in (
        ("openapi.yaml", "maxLength: 64", "maxLength: 99"),
        ("documented.yaml", "maxLength: 64", "maxLength: 99"),
        ("samples/ListThings.response.json", "T-1", "T-" * 40),
    ):
        path = schemas / API / file
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    result = run("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.splitlines()[1].split()[-3:] == ["0", "1", "1"]
