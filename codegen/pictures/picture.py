"""Draws `validate.svg`, the picture of a terminal in the README, from what the words in `command` really print.

Run it when they print something else: `.venv/bin/python codegen/pictures/picture.py`.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS, WIDTH, HEIGHT, MARGIN = 112, 8.0, 19, 16
STYLES = {"1": "b", "2": "d", "31": "r", "33": "y", "36": "c"}
"""Classes for the escape codes of a terminal."""
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" xml:space="preserve" role="img" aria-label="{label}">
<style>text{{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d6d9e0;white-space:pre}}
.b{{font-weight:bold}}.d{{fill:#8b93a3}}.r{{fill:#ff7b72}}.y{{fill:#e3b341}}.c{{fill:#76e3ea}}</style>
<rect width="100%" height="100%" rx="8" fill="#151922"/>
"""


def printed(*words: str) -> str:
    """What the command prints on a terminal, with its colours."""
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "invoice_apis", *words]
    chunks = []
    with subprocess.Popen(command, cwd=HERE, stdout=terminal, stderr=terminal):
        os.close(terminal)
        with suppress(OSError):  # the screen is closed when the command has ended
            while chunk := os.read(screen, 4096):
                chunks.append(chunk)
    os.close(screen)
    return b"".join(chunks).decode().replace("\r\n", "\n")


Cell = tuple[str, str]
"""A character, and the classes that it is drawn with."""


def cells(line: str) -> Iterator[Cell]:
    """A line as it stands on a terminal."""
    classes: list[str] = []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            codes = part[2:-1].split(";")
            classes = [] if codes == ["0"] else [*classes, *(STYLES[code] for code in codes)]
        else:
            yield from ((char, " ".join(classes)) for char in part)


def text(row: list[Cell]) -> str:
    """Cells as the inside of a text element."""
    parts = ((classes, escape("".join(char for char, _ in run))) for classes, run in groupby(row, itemgetter(1)))
    return "".join(f'<tspan class="{classes}">{part}</tspan>' if classes else part for classes, part in parts)


def drawn() -> str:
    """The picture: the command, and what it prints."""
    words = (HERE / "command").read_text("utf-8").split()
    lines = [f"\x1b[2m$\x1b[0m invoice-apis {' '.join(words)}", *printed(*words).splitlines()]
    all_cells = [list(cells(line)) for line in lines]
    rows = [row[at : at + COLUMNS] for row in all_cells for at in range(0, len(row), COLUMNS)]
    places = (MARGIN + HEIGHT * number - 6 for number in range(1, len(rows) + 1))
    texts = [f'<text x="{MARGIN}" y="{y}">{text(row)}</text>' for y, row in zip(places, rows, strict=True)]
    size = {"width": COLUMNS * WIDTH + 2 * MARGIN, "height": HEIGHT * len(rows) + 2 * MARGIN}
    return HEAD.format(label="A terminal: invoice-apis validate", **size) + "\n".join([*texts, "</svg>"]) + "\n"


if __name__ == "__main__":
    (HERE / "validate.svg").write_text(drawn(), "utf-8")
