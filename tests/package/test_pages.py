"""The pages for people: short enough to be read, and every link, file, target and page that they name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.documentation import apis_named_in
from support.emitted import ROOT

LIMITS = {
    "README.md": 150,
    "README.zh-CN.md": 150,
    "CONTRIBUTING.md": 80,
    "SECURITY.md": 35,
    "codegen/docs/architecture.md": 120,
    "codegen/docs/contracts.md": 250,
    "codegen/docs/evidence.md": 80,
    "codegen/docs/adding-an-api.md": 100,
    "codegen/docs/editors.md": 50,
    "codegen/docs/forms.md": 50,
    "codegen/docs/webhooks.md": 50,
    "codegen/docs/importing.md": 50,
    "codegen/docs/decisions/*.md": 50,
    "codegen/docs/performance.md": 60,
    "codegen/docs/testing.md": 60,
    "generated/README.md": 100,
    "generated/docs/validate.md": 100,
    "generated/docs/archives.md": 100,
    "generated/docs/clients.md": 100,
    "generated/docs/models.md": 100,
    "generated/docs/networks.md": 100,
    "generated/docs/reports.md": 100,
    "generated/docs/remote.md": 100,
    "generated/docs/rows.md": 100,
    "generated/docs/shell.md": 100,
    "generated/docs/editors.md": 100,
    "generated/docs/errors.md": 100,
    "generated/docs/testing.md": 100,
    "generated/docs/spark.md": 100,
    "generated/docs/tables.md": 100,
    "generated/docs/openapi.md": 100,
    "generated/docs/other-tools.md": 100,
}
"""How many lines a page may have. `generated/api.md` grows with the contracts."""

ADDED = {path.name for path in (ROOT / "schemas").iterdir() if path.is_dir()} - {*apis_named_in(ROOT / "README.md")}
"""APIs that the README does not name; each has a row in tables of emitted pages."""

FOLDERS = ("codegen", "generated/docs")
REMOVED = ("codegen/DESIGN", "codegen/CONTRACTS", "DESIGN.md", "CONTRACTS.md")
WRITTEN = ("codegen", "schemas", "tests", "generated", ".ci", "README.md", "README.zh-CN.md", "Makefile", "action.yml")
TEXTS = {".md", ".py", ".yaml", ".yml", ".toml", ".jinja", ".txt", ""}

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE, _LINK = re.compile(r"`([^`\n]+)`"), re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_PATH = re.compile(r"\.?[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)+/?")
_ABOVE = ("", "codegen", "codegen/invoice_codegen", "codegen/invoice_codegen/runtime", "generated")
"""Where a path that a page names may begin."""

_MADE = (".venv", ".node", "my_vendor")
"""What is there only after a target was made, or a reader has followed the tutorial."""

PAGES = sorted(page for pattern in LIMITS for page in ROOT.glob(pattern))
EVERY = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("pattern", LIMITS)
def test_a_page_is_there_and_can_be_read_in_one_go(pattern: str) -> None:
    lines = {page.name: len(page.read_text("utf-8").splitlines()) for page in ROOT.glob(pattern)}
    assert lines
    rows = len(ADDED) if pattern.startswith("generated/") else 0
    assert {name: count for name, count in lines.items() if count > LIMITS[pattern] + rows} == {}


def test_no_page_is_without_a_limit() -> None:
    assert {page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md")} <= {*PAGES}


@EVERY
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in _LINK.findall(prose(page)) if not leads_somewhere(page, target)] == []


@EVERY
def test_files_that_a_page_names_exist(page: Path) -> None:
    assert [name for name in _CODE.findall(prose(page)) if is_a_path(page, name) and not places(page, name)] == []


@EVERY
def test_make_targets_that_a_page_names_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", prose(page))) <= targets


def test_nothing_names_a_page_that_is_gone() -> None:
    texts = ((file, file.read_text("utf-8", errors="replace")) for file in written() if file != Path(__file__))
    assert [str(file.relative_to(ROOT)) for file, text in texts if any(name in text for name in REMOVED)] == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [("`x-sdk-env`: a value", "x-sdk-env-a-value"), ("3. Call it", "3-call-it"), ("校验文件", "校验文件")],
)
def test_anchors_are_those_of_code_hosts(text: str, slug: str) -> None:
    assert anchor(text) == slug


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCED.sub("", page.read_text("utf-8"))


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a link leads out, or to a file in the repository, and there to a heading."""
    name, _, heading = target.partition("#")
    if ":" in name:
        return target.startswith("https://")
    file = page.parent / name if name else page
    return file.exists() and (not heading or heading in map(anchor, _HEADING.findall(prose(file))))


def anchor(heading: str) -> str:
    """What code hosts make of a heading in an address."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def is_a_path(page: Path, name: str) -> bool:
    """Whether code in a page names a file or folder of the repository."""
    if not _PATH.fullmatch(name) or any(part in name for part in _MADE):
        return False
    return name.endswith((".py", ".md")) or bool(places(page, name.partition("/")[0]))


def places(page: Path, name: str) -> list[Path]:
    """What a name stands for, from the root or from a folder that pages leave out."""
    return [place for above in (page.parent, *map(ROOT.joinpath, _ABOVE)) if (place := above / name).exists()]


def written() -> Iterator[Path]:
    """The texts of the repository."""
    for name in WRITTEN:
        top = ROOT / name
        yield from (
            file for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file() and file.suffix in TEXTS
        )
