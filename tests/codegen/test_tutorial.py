"""The tutorial, run from top to bottom: its edits apply, and its commands print what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.documentation import apis_named_in

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "codegen" / "docs" / "adding-an-api.md"
_FENCE = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("beside", ["", "codegen/editor"])
def test_the_tutorial_prints_what_it_shows(beside: str, tmp_path: Path) -> None:
    if beside:  # schemas for editors, which `new` names in what it writes
        shutil.copytree(ROOT / beside, tmp_path / beside)
    for api in apis_named_in(PAGE):
        shutil.copytree(ROOT / "schemas" / api, tmp_path / "schemas" / api)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    tried = 0
    for language, text, shown in steps(PAGE.read_text(encoding="utf-8")):
        if language == "diff":
            printed = run(tmp_path, ["git", "apply", "--unidiff-zero"], text)
        elif language == "sh":
            printed = run(tmp_path, ["sh", "-uc", text])
        else:
            printed = run(tmp_path, [sys.executable, "-"], text)
        assert re.fullmatch(pattern(shown), printed), f"{text}\nprints\n{printed}"
        tried += 1
    assert tried >= 7, "the page has its blocks in other fences"


@pytest.mark.parametrize(("shown", "printed"), [("… files\n", "207 files\n"), ("a…\n", "ab\n")])
def test_an_ellipsis_stands_for_a_number_only(shown: str, printed: str) -> None:
    assert bool(re.fullmatch(pattern(shown), printed)) == printed.startswith("207")


def steps(page: str) -> Iterator[tuple[str, str, str]]:
    """Each fenced block in order, with what stands in the `console` block behind it."""
    blocks = _FENCE.findall(page)
    for (language, text), (following, shown) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language != "console":
            yield language, text, shown if following == "console" else ""


def run(folder: Path, command: list[str], given: str = "") -> str:
    """What a command prints in a folder, where the package that was generated there is imported."""
    known = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(folder / "generated")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=known,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.stdout


def pattern(shown: str) -> str:
    """Printed text as a pattern; `…` is a number that says nothing to a reader, such as how many files there are."""
    return re.escape(shown).replace("…", "[0-9]+")
