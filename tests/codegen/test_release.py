"""Versions of the emitted package: they follow its content, and a release gives them a number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.version import Version
from toolkit.case import API, files, invoke

UNRELEASED = re.compile(r"0\.0\.0\+tree[0-9a-f]{12}")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def generated(schemas: Path, out: Path) -> str:
    """The version after `generate`, which two files say alike."""
    result = invoke("generate", "--schemas", schemas, "--output", out)
    assert result.exit_code == 0, result.stderr
    (stated,) = re.findall('^version = "(.*)"$', (out / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    (named,) = re.findall('^__version__ = "(.*)"$', (out / "invoice_apis/version.py").read_text("utf-8"), re.MULTILINE)
    assert stated == named == str(Version(stated))
    return str(stated)


def released(version: str, schemas: Path, out: Path) -> tuple[int, str]:
    result = invoke("release", version, "--schemas", schemas, "--output", out)
    return result.exit_code, result.stdout + result.stderr


def edit(schemas: Path, old: str, new: str) -> None:
    contract = schemas / API / "openapi.yaml"
    text = contract.read_text("utf-8")
    assert old in text
    contract.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_contracts_give_the_same_version_anywhere(schemas: Path, out: Path, tmp_path: Path) -> None:
    version = generated(schemas, out)
    assert UNRELEASED.fullmatch(version)
    assert generated(schemas, out) == version
    moved = schemas.rename(tmp_path / "elsewhere")
    assert generated(moved, tmp_path / "other") == version


def test_whatever_is_emitted_counts_and_nothing_else(schemas: Path, out: Path) -> None:
    before = generated(schemas, out)
    (schemas / API / "cases").mkdir(exist_ok=True)
    (schemas / API / "cases" / "ListThings.response.bad-none.json").write_text("null", encoding="utf-8")
    assert generated(schemas, out) == before
    edit(schemas, "description: One page.", "description: One page of things.")
    after = generated(schemas, out)
    assert UNRELEASED.fullmatch(after)
    assert after != before


def test_a_release_has_its_number_until_a_byte_differs(schemas: Path, out: Path) -> None:
    status, message = released("1.4.0", schemas, out)
    assert (status, message) == (0, f"{out}: 1.4.0 is released; add it to CHANGELOG.md\n")
    assert generated(schemas, out) == "1.4.0"
    edit(schemas, "description: One page.", "description: Another page.")
    later = generated(schemas, out)
    assert Version("1.4.0") < Version(later) < Version("1.4.1")
    assert Version(later).local
    edit(schemas, "description: Another page.", "description: One page.")
    assert generated(schemas, out) == "1.4.0"


def test_a_release_is_fresh_output(schemas: Path, out: Path) -> None:
    generated(schemas, out)
    released("0.1.0", schemas, out)
    checked = invoke("generate", "--check", "--schemas", schemas, "--output", out)
    assert (checked.exit_code, checked.output) == (0, "")


@pytest.mark.parametrize("version", ["1.3.9", "0.9.10", "1.4.0"])
def test_a_number_is_given_once(version: str, schemas: Path, out: Path) -> None:
    released("1.4.0", schemas, out)
    edit(schemas, "description: One page.", "description: Another page.")
    before = files(schemas.parent)
    assert released(version, schemas, out) == (
        2,
        "invoice-codegen: 1.4.0 is the last release; give a higher version\n",
    )
    assert files(schemas.parent) == before
    assert released("1.10.0", schemas, out)[0] == 0


def test_to_release_the_same_files_again_changes_nothing(schemas: Path, out: Path) -> None:
    released("1.4.0", schemas, out)
    before = files(schemas.parent)
    assert released("1.4.0", schemas, out)[0] == 0
    assert files(schemas.parent) == before


@pytest.mark.parametrize("version", ["1", "1.4", "v1.4.0", "1.4.0rc1", "1.04.0", "1.4.0+local", "1.4.0\n", ""])
def test_what_is_no_version_is_refused(version: str, schemas: Path, out: Path) -> None:
    status, message = released(version, schemas, out)
    assert status == 2
    assert "is not a version; give three numbers such as 1.4.0" in message
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = ", "not TOML"),
        (b"\xff", "not TOML"),
        ('version = "1.4"\ndigest = ""\n', "three numbers"),
        ('version = 1\ndigest = ""\n', "three numbers"),
        ('version = "1.4.0"\n', "other members"),
        ('version = "1.4.0"\ndigest = ""\nname = "x"\n', "other members"),
    ],
)
def test_a_damaged_release_file_is_a_problem_with_a_remedy(
    text: str | bytes, message: str, schemas: Path, out: Path
) -> None:
    (schemas / "release.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    result = invoke("generate", "--schemas", schemas, "--output", out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{schemas / 'release.toml'}:1: ")
    assert message in result.stderr
    assert "remedy: restore the file from version control" in result.stderr
    assert not out.exists()
