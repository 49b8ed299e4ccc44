"""The examples of Markdown pages, run as a reader of the pages runs them.

An example is a fenced block of `python` or `sh`. What it prints stands in a `text` or `console` block right after it; an
example without such a block prints nothing. One more word after the language says how a reader treats the block:

| word | meaning |
|---|---|
| `install` | sets up the environment: its output is not shown |
| `tools` | runs a program that an `install` block brought: its output is not shown |
| `server` | goes on while the next examples run, until Ctrl-C: its output is not shown |
| a file name | is saved to that file; `make projects` runs those named `with_….py`, which need libraries of others |

Blocks of `yaml` are configuration of other tools; `make projects` tries them.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
SPARK = ROOT / "generated" / "docs" / "spark.md"
REFRESH = "the outputs in pages are refreshed by: .venv/bin/python tests/package/refresh_documentation.py"
LANGUAGES = {"python": "text", "sh": "console"}
"""Languages of examples, each with that of the block that shows the output."""
_FENCE = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A fenced block of a page, and what the page says that it prints."""

    page: Path
    line: int
    language: str
    word: str
    code: str
    shown: str = ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples(page: Path) -> list[Example]:
    """The examples of a page, in order. Raises ValueError for a block that no reader knows what to do with."""
    found: list[Example] = []
    text = page.read_text(encoding="utf-8")
    end = -1
    for fence in _FENCE.finditer(text):
        language, word, code = fence[1], fence[2] or "", fence[3]
        line = text.count("\n", 0, fence.start()) + 1
        if found and fence.start() == end and language == LANGUAGES[found[-1].language]:
            found[-1] = replace(found[-1], shown=code)
        elif language in LANGUAGES:
            found.append(Example(page, line, language, word, code))
            end = fence.end()
        elif language != "yaml":
            raise ValueError(f"{page}:{line}: a block of {language!r} that follows no example")
    if len(re.findall("^```", text, re.MULTILINE)) != 2 * len(_FENCE.findall(text)):
        raise ValueError(f"{page}: a fence without a language, or without its end")
    return found


def emitted_pages(package: Path) -> list[Path]:
    """The pages of an emitted package in the order in which its README links them, the README first."""
    readme = package / "README.md"
    links = re.findall(r"\]\((docs/[\w-]+\.md)\)", readme.read_text(encoding="utf-8"))
    return [readme, *(package / link for link in dict.fromkeys(links))]


def apis_named_in(page: Path) -> list[str]:
    """The APIs in `schemas/` that a page is about: one that was added later changes what its examples print."""
    text = page.read_text(encoding="utf-8")
    return sorted(folder.name for folder in (ROOT / "schemas").iterdir() if folder.is_dir() and folder.name in text)


def checkout(folder: Path) -> Path:
    """A copy of this repository without what was made in it, for examples that write, with the APIs of its README."""
    left = shutil.ignore_patterns(
        ".git", ".venv*", ".node-*", ".docs*", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "dist", "build"
    )
    shutil.copytree(ROOT, folder, ignore=left)
    for file in (folder / "schemas").glob("*/openapi.yaml"):
        if file.parent.name not in apis_named_in(ROOT / "README.md"):
            shutil.rmtree(file.parent)
    return folder


def configuration(page: Path, word: str) -> str:
    """The `yaml` block of a page with that word."""
    (text,) = (fence[3] for fence in _FENCE.finditer(page.read_text(encoding="utf-8")) if fence[2] == word)
    return text


def with_outputs(page: Path, outputs: Mapping[int, str]) -> str:
    """The text of a page with other outputs, by the lines of their examples."""
    lines, at, parts = page.read_text(encoding="utf-8").splitlines(keepends=True), 0, []
    for example in examples(page):
        if example.line not in outputs:
            continue
        end = example.line + 1 + example.code.count("\n")
        parts += [*lines[at:end], _block(example, outputs[example.line])]
        at = end + _block(example, example.shown).count("\n")
    return "".join([*parts, *lines[at:]])


def differences(page: Path, outputs: Mapping[int, str]) -> str:
    """What a page shows against what its examples printed, as a diff; empty when that is the same."""
    shown, printed = page.read_text(encoding="utf-8"), with_outputs(page, outputs)
    diff = difflib.unified_diff(shown.splitlines(True), printed.splitlines(True), f"{page} shows", f"{page} prints")
    return "".join(diff)


def _block(example: Example, output: str) -> str:
    return f"```{LANGUAGES[example.language]}\n{output}```\n" if output else ""
