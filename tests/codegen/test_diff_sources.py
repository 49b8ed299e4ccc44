"""What `invoice-codegen diff` compares: folders, files, revisions and the last release; and the step of the version."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from toolkit.case import API, invoke
from toolkit.diffs import REQUEST, SIZE, diff, edited, places


@pytest.mark.parametrize(
    ("released", "step", "least"), [("0.3.1", "minor", "0.4.0"), ("1.3.1", "major", "2.0.0"), (None, "minor", "0.1.0")]
)
def test_the_step_follows_the_released_version(
    released: str | None, step: str, least: str, schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = edited(schemas, SIZE, SIZE.replace("100", "50"))
    if released:
        (new / "release.toml").write_text(f'version = "{released}"\ndigest = ""\n', encoding="utf-8")
    report = diff(schemas, new, "--schemas", new)[1]
    assert (report["step"], report["version"]) == (step, least)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere", "no such file or folder"),
        ("README.md", "not a contract"),
        ("empty", "no contracts in this folder"),
        ("HEAD:nowhere", "git has no such revision or path"),
        ("--output=stolen:schemas", "git has no such revision or path"),
    ],
)
def test_a_source_that_is_none_is_a_problem(
    source: str, message: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "README.md").write_text("", encoding="utf-8")
    (repository / "empty").mkdir()
    monkeypatch.chdir(repository)
    result = invoke("diff", "--", source)
    assert result.exit_code == 2
    assert f"{source}:1: {message}" in result.stderr
    assert "remedy: " in result.stderr
    assert not (repository / "stolen:schemas").exists()


def test_a_contract_with_problems_is_not_compared(schemas: Path) -> None:
    new = edited(schemas, SIZE, "schema: {type: integer, format: roman}")
    result = invoke("diff", schemas, new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "remedy: " in result.stderr


def git(repository: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def repository(schemas: Path) -> Path:
    """A repository whose first commit has the contracts."""
    git(schemas.parent, "init", "--quiet")
    git(schemas.parent, "add", "schemas")
    git(schemas.parent, "commit", "--quiet", "-m", "Contracts")
    return schemas.parent


def change(schemas: Path, old: str, new: str) -> None:
    """An edit of the contract and, where it is one of a limit, of the page."""
    for name in ("openapi.yaml", "documented.yaml"):
        file = schemas / API / name
        file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_a_revision_of_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(repository / "schemas", SIZE, SIZE.replace("100", "50"))
    monkeypatch.chdir(repository)
    assert places(diff("HEAD:schemas")[1]) == {("breaking", REQUEST, "/query/size")}
    monkeypatch.chdir(repository / "schemas")
    assert places(diff(f"HEAD:schemas/{API}", API, "--schemas", ".")[1]) == {("breaking", REQUEST, "/query/size")}


def test_the_name_of_a_folder_is_none_of_two_single_contracts(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller says that they are one API; in a folder of contracts the name is that of the client."""
    old = repository / "schemas" / API
    for name in ("toy_api_v2", "after"):
        shutil.copytree(old, repository / name / name)
        assert diff(old, repository / name / name) == (0, diff(old, old)[1])
        assert diff(old / "openapi.yaml", repository / name / name / "openapi.yaml")[1]["changes"] == []
    monkeypatch.chdir(repository)
    assert diff(f"HEAD:schemas/{API}", "after/after")[1]["changes"] == []
    text = (repository / "after/after/openapi.yaml").read_text("utf-8")
    (repository / "after/after/openapi.yaml").write_text(
        text.replace(SIZE, SIZE.replace("100", "50")), encoding="utf-8"
    )
    assert places(diff(old, "after/after")[1]) == {("breaking", "after/ListThings.request", "/query/size")}
    renamed = diff(repository / "schemas", repository / "toy_api_v2")[1]["changes"]
    assert [each["message"] for each in renamed if each["level"] == "breaking"] == [
        "the name of the client: ToyApi became ToyApiV2"
    ]
    assert diff(old, repository / "toy_api_v2")[0] == 1, "one of the two is a folder of contracts"


def since_release(schemas: Path) -> tuple[int, str]:
    result = invoke("diff", "--since-release", "--schemas", schemas)
    return result.exit_code, result.stdout + result.stderr


def test_a_breaking_change_since_the_release_needs_an_announcement(repository: Path) -> None:
    schemas, out = repository / "schemas", repository / "out"
    assert since_release(schemas) == (0, "nothing is released yet\n")
    assert invoke("release", "1.4.0", "--schemas", schemas, "--output", out).exit_code == 0
    git(repository, "add", "schemas")
    git(repository, "commit", "--quiet", "-m", "Release")
    assert since_release(schemas) == (0, "no changes\n")
    change(schemas, SIZE, SIZE.replace("100", "500"))
    assert since_release(schemas)[0] == 0
    change(schemas, "maximum: 500", "maximum: 50")
    change(schemas, "mandatory: true, minimum: 1, maximum: 100", "mandatory: true, minimum: 1, maximum: 50")
    status, text = since_release(schemas)
    assert status == 1
    assert 'write next = "2.0.0"' in text
    release = schemas / "release.toml"
    release.write_text(release.read_text("utf-8") + 'next = "2.0.0"\n', encoding="utf-8")
    assert since_release(schemas)[0] == 0
    assert invoke("generate", "--schemas", schemas, "--output", out).exit_code == 0
    assert '"2.0.0.dev0+tree' in (out / "invoice_apis" / "version.py").read_text("utf-8")
    low = invoke("release", "1.5.0", "--schemas", schemas, "--output", out)
    assert (low.exit_code, low.stderr) == (
        2,
        "invoice-codegen: release.toml announces 2.0.0; give that or a higher version\n",
    )
    assert invoke("release", "2.0.0", "--schemas", schemas, "--output", out).exit_code == 0
    assert "next" not in release.read_text("utf-8")


def test_without_history_nothing_is_compared(schemas: Path) -> None:
    (schemas / "release.toml").write_text('version = "1.4.0"\ndigest = "0"\n', encoding="utf-8")
    assert since_release(schemas) == (0, "git does not know the last release here; nothing is compared\n")


@pytest.mark.parametrize(
    ("api", "old", "new", "level", "message"),
    [
        ("refund_desk", "      x-sdk-safe: true\n", "", "drift", "retries of method open_refund"),
        ("refund_desk", '"202": {$ref', '"203": {$ref', "drift", "statuses of method open_refund"),
        ("word_desk", "schema: {type: array, items: {type: string}}}", "explode: false, schema: {type: array, items: {type: string}}}", "breaking", "the place of argument expand"),
    ],
)  # fmt: skip
def test_what_stands_on_the_wire_is_not_words(
    api: str, old: str, new: str, level: str, message: str, tmp_path: Path
) -> None:
    before, after = tmp_path / "before" / api, tmp_path / "after" / api
    for folder in (before, after):
        shutil.copytree(Path(__file__).parent / "other_apis" / api, folder)
    contract = after / "openapi.yaml"
    text = contract.read_text("utf-8")
    assert text.count(old) == 1
    contract.write_text(text.replace(old, new), encoding="utf-8")
    changes = diff(before, after)[1]["changes"]
    assert [each["level"] for each in changes if each["message"].startswith(message)] == [level]
