"""The examples of Markdown pages, run as a reader of the pages runs them.

An example is a fenced block of `python` or `sh`. What it prints stands in a `text` or `console` block right after it; an
example without such a block prints nothing. One more word after the language says how a reader treats the block:

| word | meaning |
|---|---|
| `install` | sets up the environment: its output is not shown |
| `tools` | needs a program that an `install` block brought |
| `server` | goes on while the next examples run, and stops at Ctrl-C |
| a file name | is saved to that file |

Blocks of `yaml` are configuration of other tools; `make projects` tries them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

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
            found[-1] = Example(*(getattr(found[-1], name) for name in ("page", "line", "language", "word", "code")), code)
        elif language in LANGUAGES:
            found.append(Example(page, line, language, word, code))
            end = fence.end()
        elif language != "yaml":
            raise ValueError(f"{page}:{line}: a block of {language!r} that follows no example")
    if len(re.findall("^```", text, re.MULTILINE)) != 2 * len(_FENCE.findall(text)):
        raise ValueError(f"{page}: a fence without a language, or without its end")
    return found


def configuration(page: Path, word: str) -> str:
    """The `yaml` block of a page with that word."""
    (text,) = (fence[3] for fence in _FENCE.finditer(page.read_text(encoding="utf-8")) if fence[2] == word)
    return text


def with_outputs(page: Path, outputs: dict[int, str]) -> str:
    """The text of a page with other outputs, by the line of their examples."""
    text, parts, at = page.read_text(encoding="utf-8"), [], 0
    known = {example.line: example for example in examples(page)}
    for fence in _FENCE.finditer(text):
        example = known.get(text.count("\n", 0, fence.start()) + 1)
        if example is None or example.line not in outputs:
            continue
        output, end = outputs[example.line], fence.end()
        if example.shown:
            end += len(f"```{LANGUAGES[example.language]}\n{example.shown}```\n")
        parts += [text[at : fence.end()], f"```{LANGUAGES[example.language]}\n{output}```\n" if output else ""]
        at = end
    return "".join([*parts, text[at:]])
