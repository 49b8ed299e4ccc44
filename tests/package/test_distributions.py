"""Wheels and source archives of the package and of the toolkit: what is in them, and what they say of themselves."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email.message import Message
from email.parser import BytesParser
from itertools import chain
from pathlib import Path

import pytest
import trove_classifiers
from invoice_codegen import output, pipeline, scaffold
from invoice_codegen.cli import PAGES
from support.emitted import ROOT

PROJECTS = {"invoice_apis": ROOT / "generated", "invoice_codegen": ROOT}
SOURCES = {"invoice_apis": ROOT / "generated" / "invoice_apis", "invoice_codegen": ROOT / "codegen" / "invoice_codegen"}
LICENSE = (ROOT / "LICENSE").read_bytes()
each_project = pytest.mark.parametrize("project", PROJECTS)


def built(folder: Path, target: Path) -> Path:
    """Wheel and source archive of a project, in a folder; nothing is fetched."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "--directory", target], cwd=folder, check=True)
    return target


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: built(folder, tmp_path_factory.mktemp(name)) for name, folder in PROJECTS.items()}


def wheel_files(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def source_files(folder: Path) -> dict[str, bytes]:
    """The files of a source archive, without the folder that is around them."""
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        members = [(member, archive.extractfile(member)) for member in archive.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: file.read() for member, file in members if file}


def metadata(files: dict[str, bytes], name: str = "/METADATA") -> Message:
    return BytesParser().parsebytes(next(content for path, content in files.items() if path.endswith(name)))


def package_files(project: str) -> dict[str, bytes]:
    """The files of a package in its source folder, without what a run leaves there."""
    folder = SOURCES[project]
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = {f"{project}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    return files | (pages() if project == "invoice_codegen" else {})


def pages() -> dict[str, bytes]:
    """The pages for authors of contracts, which `invoice-codegen docs` prints."""
    folder = ROOT / "codegen" / "docs"
    return {f"invoice_codegen/docs/{name}.md": (folder / f"{name}.md").read_bytes() for name in PAGES}


@each_project
def test_a_wheel_has_the_package_and_nothing_else(project: str, archives: dict[str, Path]) -> None:
    files = wheel_files(archives[project])
    inside = {path: content for path, content in files.items() if ".dist-info/" not in path}
    assert inside == package_files(project)


@each_project
def test_both_archives_have_the_license(project: str, archives: dict[str, Path]) -> None:
    wheel, source = wheel_files(archives[project]), source_files(archives[project])
    assert next(content for path, content in wheel.items() if path.endswith("/licenses/LICENSE")) == LICENSE
    assert source["LICENSE"] == LICENSE


def test_the_toolkit_has_the_license_of_the_schema_of_openapi(archives: dict[str, Path]) -> None:
    wheel, source = wheel_files(archives["invoice_codegen"]), source_files(archives["invoice_codegen"])
    path = "codegen/invoice_codegen/standards/LICENSE"
    theirs = (ROOT / path).read_bytes()
    assert b"Apache License" in theirs
    assert [content for name, content in wheel.items() if name.endswith(f"/licenses/{path}")] == [theirs]
    assert source[path] == theirs


@each_project
def test_an_archive_says_what_an_index_shows(project: str, archives: dict[str, Path]) -> None:
    for known in (metadata(wheel_files(archives[project])), metadata(source_files(archives[project]), "PKG-INFO")):
        assert known["License-Expression"] == "MIT"
        assert known["Author"] == "the invoice-apis authors"
        assert known["Keywords"]
        assert known["Description-Content-Type"] == "text/markdown"
        assert known["Requires-Python"] == ">=3.11"
        assert not known.get_all("Project-URL", []) + known.get_all("Home-page", [])
        classifiers = set(known.get_all("Classifier", []))
        assert classifiers <= trove_classifiers.classifiers
        assert {f"Programming Language :: Python :: 3.{minor}" for minor in range(11, 15)} <= classifiers
        assert not any(classifier.startswith("License ::") for classifier in classifiers)


def test_the_package_names_what_it_needs_without_ceilings(archives: dict[str, Path]) -> None:
    needs = metadata(wheel_files(archives["invoice_apis"])).get_all("Requires-Dist", [])
    assert needs
    assert [need for need in needs if "<" in need.partition(";")[0] or "==" in need.partition(";")[0]] == []


def test_lowest_versions_are_those_that_are_tried(archives: dict[str, Path]) -> None:
    """`make ranges` installs exactly what the package calls the lowest, of all but Spark."""
    lines = (ROOT / "codegen" / "constraints-lowest.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    project = tomllib.loads((ROOT / "generated" / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [needs for name, needs in project["optional-dependencies"].items() if name != "spark"]
    for need in chain(project["dependencies"], *extras):
        name, _, lowest = need.partition(";")[0].partition(">=")
        exact = pinned[name.replace(".", "-")].split(".")
        assert [*lowest.split("."), "0", "0"][: len(exact)] == exact, need


def test_the_source_of_the_package_has_pages_and_schemas(archives: dict[str, Path]) -> None:
    files = source_files(archives["invoice_apis"])
    inside = {path: content for path, content in files.items() if path not in (".gitignore", "PKG-INFO")}
    assert inside == output.read(ROOT / "generated")


def test_the_source_of_the_toolkit_has_what_a_change_needs(archives: dict[str, Path]) -> None:
    paths = source_files(archives["invoice_codegen"]).keys()
    needed = ["README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile"]
    assert {*needed, "schemas/release.toml", "codegen/constraints.txt", "tests/conftest.py", "pyproject.toml"} <= paths


def test_the_wheel_of_the_toolkit_makes_a_package_anywhere(archives: dict[str, Path], tmp_path: Path) -> None:
    """A contract, its language and its package without a checkout: from the files of the wheel alone."""
    with zipfile.ZipFile(next(archives["invoice_codegen"].glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    here = tmp_path / "here"
    here.mkdir()
    run = [sys.executable, "-c", f"import sys; sys.path[0] = {str(tmp_path / 'installed')!r}; "]
    run[-1] += "from invoice_codegen import cli; assert cli.__file__.startswith(sys.path[0]); cli.main()"

    def printed(*arguments: str) -> str:
        return subprocess.run([*run, *arguments], cwd=here, check=True, capture_output=True, text=True).stdout

    assert printed("docs") == (ROOT / "codegen" / "docs" / "contracts.md").read_text("utf-8")
    assert "a tutorial" in printed("docs", "--help")
    printed("new", "my_vendor")
    assert printed("check") == "1 contract, no problems: my_vendor\n"
    printed("generate", "--package", "acme-invoices")
    assert (here / "generated" / "acme_invoices" / "my_vendor" / "client.py").is_file()


@pytest.mark.slow
@each_project
def test_a_wheel_from_the_source_archive_is_the_same(project: str, archives: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(next(archives[project].glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    again = built(next((tmp_path / "source").iterdir()), tmp_path / "again")
    assert wheel_files(again) == wheel_files(archives[project])


@pytest.mark.slow
def test_the_same_files_give_the_same_wheel(archives: dict[str, Path], tmp_path: Path) -> None:
    again = built(ROOT / "generated", tmp_path)
    for one, other in zip(sorted(again.iterdir()), sorted(archives["invoice_apis"].iterdir()), strict=True):
        assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())


@pytest.mark.slow
def test_pip_takes_a_wheel_of_other_contracts_for_another_version(tmp_path: Path) -> None:
    schemas = scaffold.start("toy_api", tmp_path / "schemas").parent
    contract = schemas / "toy_api" / "openapi.yaml"
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python, "install"]
    for number, name in enumerate(["First", "Second"]):
        contract.write_text(contract.read_text("utf-8").replace("One page.", f"{name} page."), encoding="utf-8")
        package = pipeline.generate(schemas).files
        output.write(package, tmp_path / f"package-{number}")
        wheel = next(built(tmp_path / f"package-{number}", tmp_path / f"dist-{number}").glob("*.whl"))
        subprocess.run([*pip, "--no-index", "--no-deps", wheel], check=True)
        installed = next((tmp_path / "env").rglob("invoice_apis/__init__.py")).parent
        assert {
            f"invoice_apis/{path}": content for path, content in output.read(installed).items()
        }.items() <= package.items()
        contract.write_text(contract.read_text("utf-8").replace(f"{name} page.", "One page."), encoding="utf-8")
