"""`generate` and its `--check`: the same output everywhere, and a folder that is wholly and only the generator's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from invoice_codegen import pipeline
from invoice_codegen.scaffold import start
from support.slow import all_but_first
from toolkit.case import API, files, invoke
from toolkit.process import run

CONTRACTS = Path(__file__).parents[2] / "schemas"


@pytest.fixture
def out(schemas: Path, tmp_path: Path) -> Path:
    """A package that was just generated."""
    folder = tmp_path / "out"
    assert invoke("generate", "--schemas", schemas, "--output", folder).exit_code == 0
    return folder


@pytest.mark.slow
def test_the_output_is_a_value_that_depends_on_the_contracts_alone() -> None:
    assert pipeline.generate(CONTRACTS) == pipeline.generate(CONTRACTS)


@pytest.mark.slow
def test_the_output_is_the_same_in_every_process(tmp_path: Path) -> None:
    one = {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    other = {"PYTHONHASHSEED": "4321", "LC_ALL": "C.UTF-8", "TZ": "America/Lima"}
    (tmp_path / "elsewhere").mkdir()
    for name, environment, cwd in (("one", one, CONTRACTS.parent), ("other", other, tmp_path / "elsewhere")):
        ended = run("generate", "--schemas", CONTRACTS, "--output", tmp_path / name, env=environment, cwd=cwd)
        assert ended.returncode == 0, ended.stderr
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_a_second_run_changes_nothing(schemas: Path, out: Path) -> None:
    before = _marks(out)
    ran = invoke("generate", "--schemas", schemas, "--output", out)
    assert ran.stdout == f"{out}: {len(files(out))} files, none changed\n"
    assert _marks(out) == before


def _marks(folder: Path) -> dict[Path, tuple[int, int]]:
    """What a file or folder loses when somebody writes it again."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_unchanged_files_keep_their_times_and_stale_ones_are_removed(schemas: Path, out: Path) -> None:
    start("second_api", schemas)
    invoke("generate", "--schemas", schemas, "--output", out)
    for place in out.rglob("*"):
        os.utime(place, ns=(1_000_000_001, 1_000_000_001))
    (out / "invoice_apis/second_api/leftover.py").write_text("x = 1\n", encoding="utf-8")
    before = files(out)
    shutil.rmtree(schemas / "second_api")
    assert invoke("generate", "--schemas", schemas, "--output", out).exit_code == 0
    after = files(out)
    assert not (out / "invoice_apis/second_api").exists()
    stale = {path for path in before if "/second_api/" in path or path.startswith("openapi/second_api.")}
    assert before.keys() - after.keys() == stale
    for path, content in after.items():
        assert ((out / path).stat().st_mtime_ns == 1_000_000_001) == (before[path] == content), path


def test_with_a_problem_nothing_is_written(schemas: Path, out: Path) -> None:
    before = files(out.parent)
    (schemas / API / "ledger.yaml").write_text("[]\n", encoding="utf-8")
    before[f"schemas/{API}/ledger.yaml"] = b"[]\n"
    assert invoke("generate", "--schemas", schemas, "--output", out).exit_code == 2
    assert files(out.parent) == before


def test_check_of_a_fresh_package_prints_nothing(schemas: Path, out: Path) -> None:
    (out / "invoice_apis/__pycache__").mkdir()
    (out / "invoice_apis/__pycache__/x.pyc").write_bytes(b"left by Python")
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out)
    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "", "")


def test_check_shows_what_would_change_and_writes_nothing(schemas: Path, out: Path) -> None:
    codes = out / f"invoice_apis/{API}/codes.py"
    codes.write_text(codes.read_text("utf-8").replace("DONE = 1", "DONE = 2"), encoding="utf-8")
    before = files(out)
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out)
    assert checked.exit_code == 1
    head, *lines = checked.stdout.splitlines()
    assert [head, lines[0]] == [f"--- a/invoice_apis/{API}/codes.py", f"+++ b/invoice_apis/{API}/codes.py"]
    assert [line for line in lines[1:] if line[0] in "+-"] == ["-    DONE = 2", "+    DONE = 1"]
    assert checked.stderr == f"invoice-codegen: {out} is stale; run 'invoice-codegen generate'\n"
    assert files(out) == before


Damage = Callable[[bytes], bytes | None]


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        pytest.param("invoice_apis/py.typed", lambda text: None, id="empty file gone", marks=pytest.mark.slow),
        pytest.param("invoice_apis/__init__.py", lambda text: None, id="file gone"),
        pytest.param("invoice_apis/empty.py", lambda text: b"", id="empty file more", marks=pytest.mark.slow),
        pytest.param("notes/of/mine.md", lambda text: b"# Notes\n", id="folder more"),
        pytest.param("README.md", lambda text: text[:-1], id="no last newline", marks=pytest.mark.slow),
        pytest.param("README.md", lambda text: text.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param("api.md", lambda text: text + b"\xff\n", id="not UTF-8", marks=pytest.mark.slow),
    ],
)
def test_check_sees_every_difference_and_generate_removes_it(
    schemas: Path, out: Path, path: str, damage: Damage
) -> None:
    wanted, target = files(out), out / path
    damaged = damage(wanted.get(path, b""))
    if damaged is None:
        target.unlink()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(damaged)
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out)
    assert checked.exit_code == 1
    head, below, *lines = checked.stdout.splitlines()
    assert path in head + below
    assert lines or not damaged, "a diff without a line"
    assert invoke("generate", "--schemas", schemas, "--output", out).stdout.endswith(", 1 changed\n")
    assert files(out) == wanted
    assert invoke("generate", "--check", "--schemas", schemas, "--output", out).exit_code == 0


def test_check_of_a_missing_folder_shows_all_files(schemas: Path, out: Path) -> None:
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out / "nothing")
    assert checked.exit_code == 1
    added = [line.removeprefix("+++ b/") for line in checked.stdout.splitlines() if line.startswith("+++ ")]
    assert sorted(added) == sorted(files(out))
    assert not (out / "nothing").exists()


def test_a_file_in_place_of_a_folder_is_replaced_and_the_reverse(schemas: Path, out: Path) -> None:
    wanted = files(out)
    shutil.rmtree(out / "invoice_apis")
    (out / "invoice_apis").write_text("not a package", encoding="utf-8")
    (out / "README.md").unlink()
    (out / "README.md").mkdir()
    assert invoke("generate", "--schemas", schemas, "--output", out).exit_code == 0
    assert files(out) == wanted


@pytest.mark.parametrize("path", all_but_first(["invoice_apis/left.py", "README.md", "invoice_apis/contracts.json"]))
@pytest.mark.parametrize("target", ["nowhere", ".", "pyproject.toml"])
def test_a_link_in_the_output_is_a_difference_and_is_removed(schemas: Path, out: Path, path: str, target: str) -> None:
    wanted = files(out)
    (out / path).unlink(missing_ok=True)
    (out / path).symlink_to(out / target)
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out)
    assert checked.exit_code == 1
    assert f"-a link to {out / target}" in checked.stdout.splitlines()
    assert invoke("generate", "--schemas", schemas, "--output", out).stdout.endswith(", 1 changed\n")
    assert files(out) == wanted
    assert not [place for place in out.rglob("*") if place.is_symlink()]
    assert (out / "pyproject.toml").exists(), "a link was followed"


def test_a_folder_with_a_linked_pyproject_is_not_ours(schemas: Path, out: Path) -> None:
    (out / "pyproject.toml").rename(out.parent / "elsewhere")
    (out / "pyproject.toml").symlink_to(out.parent / "elsewhere")
    for only_check in ([], ["--check"]):
        ran = invoke("generate", *only_check, "--schemas", schemas, "--output", out)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert "holds files that the generator did not write" in ran.stderr


def test_check_and_summary_exclude_each_other(schemas: Path, out: Path) -> None:
    before = files(out.parent)
    ran = invoke("generate", "--check", "--summary", "--schemas", schemas, "--output", out)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Usage: " in ran.stderr
    assert "--check writes nothing and --summary reads what was written" in ran.stderr
    assert files(out.parent) == before


@pytest.mark.parametrize("only_check", [[], ["--check"]], ids=["generate", "check"])
def test_a_folder_of_another_project_is_not_touched(schemas: Path, tmp_path: Path, only_check: list[str]) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "mine"\n', encoding="utf-8")
    (project / "thesis.txt").write_text("years of work", encoding="utf-8")
    before = files(project)
    ran = invoke("generate", *only_check, "--schemas", schemas, "--output", project)
    said = "holds files that the generator did not write; empty it, or choose another folder"
    assert (ran.exit_code, ran.stdout, ran.stderr) == (2, "", f"invoice-codegen: {project}: {said}\n")
    assert files(project) == before


def test_a_link_to_the_output_stays_a_link(schemas: Path, out: Path) -> None:
    link = out.with_name("link")
    link.symlink_to(out)
    (out / "api.md").unlink()
    assert invoke("generate", "--schemas", schemas, "--output", link).exit_code == 0
    assert link.is_symlink()
    assert (out / "api.md").exists()


def test_an_emitted_package_is_not_readable_by_its_owner_alone(out: Path) -> None:
    assert out.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
