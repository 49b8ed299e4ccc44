"""Draw `validate.svg`, the terminal of the README, from the output of the words in `command`.

Run it after the output changes: `.venv/bin/python codegen/pictures/picture.py`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
WIDTH = 112
TITLE = "invoice-apis validate"
FONT_FILES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""`rich` loads fonts from the network; the picture uses those of the reader."""


def output(*words: str) -> str:
    """What the command prints, in colours."""
    command = [sys.executable, "-m", "invoice_apis", *words]
    env = {**os.environ, "FORCE_COLOR": "1", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, cwd=HERE, env=env, capture_output=True, check=False)
    return ran.stdout.decode()


def draw() -> str:
    """The picture: the command and its output."""
    words = (HERE / "command").read_text("utf-8").split()
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"\x1b[2m$\x1b[0m invoice-apis {' '.join(words)}\n{output(*words)}".rstrip("\n")))
    return FONT_FILES.sub("", console.export_svg(title=TITLE, unique_id="terminal"))


if __name__ == "__main__":
    (HERE / "validate.svg").write_text(draw(), "utf-8")
