"""The pages for users: every example runs, in the order in which a reader meets it, and prints what the page shows.

The environments are those that the READMEs' own commands make: `make` in a copy of this repository, `pip install` in an
empty environment. `make spark` runs the page on Spark.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import get_args

import pytest
from invoice_apis.sandbox.faults import FAULTS
from invoice_apis.testing import Damage, Drift
from invoice_codegen import output, pipeline, scaffold
from support.documentation import READMES, REFRESH, ROOT, SPARK, checkout, differences, emitted_pages, examples
from support.reader import Reader

PACKAGE = ROOT / "generated"
PAGES = emitted_pages(PACKAGE)
FOURTH = ROOT / "tests" / "codegen" / "fourth_api"


@pytest.mark.slow
def test_the_readmes_are_true_after_their_own_commands(tmp_path: Path) -> None:
    folder = checkout(tmp_path / "checkout")
    reader, found = Reader(folder, installs=True), ""
    for readme in READMES:
        found += differences(readme, reader.read(examples(readme)))
    assert not found, f"{found}\n{REFRESH}"


@pytest.mark.slow
def test_the_pages_of_the_package_are_true_after_its_installation(tmp_path: Path) -> None:
    folder = shutil.copytree(PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    venv.create(tmp_path / "environment", with_pip=True)
    constraints = str(ROOT / "codegen" / "constraints-projects.txt")
    reader = Reader(
        folder, tmp_path / "environment" / "bin", installs=True, PIP_CONSTRAINT=constraints, PIP_COMPILE="0"
    )
    found = ""
    for page in PAGES:
        if page != SPARK:
            found += differences(page, reader.read(examples(page)))
            reader.folder = tmp_path / page.stem
            reader.folder.mkdir()
    assert not found, f"{found}\n{REFRESH}"


@pytest.mark.slow
@pytest.mark.parametrize("contracts", ["a fourth API", "a new contract"])
def test_the_pages_of_other_contracts_are_true(contracts: str, tmp_path: Path) -> None:
    schemas = FOURTH if contracts == "a fourth API" else scaffold.start("toy_api", tmp_path / "schemas").parent
    package, environment = tmp_path / "package", Path(sys.executable).parent
    output.write(pipeline.generate(schemas).files, package)
    for page in emitted_pages(package):
        found = examples(page)
        assert not any(example.shown for example in found), "outputs of another API"
        if page.name != SPARK.name:
            folder = tmp_path / page.stem
            folder.mkdir()
            Reader(folder, environment, options=("-W", "error"), PYTHONPATH=str(package)).read(found)


@pytest.mark.slow
def test_the_examples_pass_a_strict_type_checker(tmp_path: Path) -> None:
    for page in (*READMES, *PAGES):
        blocks = [example for example in examples(page) if example.language == "python" and page != SPARK]
        blocks = [example for example in blocks if not example.word.startswith("with_")]
        for word in {example.word for example in blocks}:
            name = f"{page.stem}_{word.removesuffix('.py')}".replace("-", "_").replace(".", "_")
            code = "\n".join(example.code for example in blocks if example.word == word)
            (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache")]
    files = sorted(map(str, tmp_path.glob("*.py")))
    done = subprocess.run([*command, *files], env={"MYPYPATH": str(PACKAGE)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_is_linked_from_the_readmes() -> None:
    assert {page.relative_to(PACKAGE) for page in PAGES} == {
        Path("README.md"),
        *(page.relative_to(PACKAGE) for page in (PACKAGE / "docs").iterdir()),
    }
    for readme in READMES:
        text = readme.read_text(encoding="utf-8")
        assert [page for page in PAGES if f"({page.relative_to(ROOT)})" not in text] == []


def test_the_readmes_show_the_same_examples() -> None:
    """All but the comments and the language of the output."""
    english, chinese = (
        [re.sub(r"  # .*|,? (--)?lang[= ]\"?zh\"?", "", example.code) for example in examples(page)] for page in READMES
    )
    assert english == chinese


def test_the_page_on_testing_names_all_faults_drifts_and_damages() -> None:
    named = set(re.findall(r"`([\w-]+)`", (PACKAGE / "docs" / "testing.md").read_text(encoding="utf-8")))
    assert {fault.name for fault in FAULTS} | {*get_args(Drift), *get_args(Damage)} <= named
