"""Draws `validate.svg`, the picture of a terminal in the README, from what the command really prints.

    .venv/bin/python codegen/pictures/picture.py
"""

from __future__ import annotations

import re
import textwrap
from html import escape
from pathlib import Path

from click.testing import CliRunner
from invoice_apis._runtime.command import main

HERE = Path(__file__).parent
CONTRACT = "huawei_bssintl/ListInvoices.response"
FILE = "invoices.json"
PAYLOAD = """{
  "count": 2,
  "invoices": [
    {"requestId": "IV19122807N6S5", "invoiceAmount": 102.0, "invoiceState": 99, "colour": "red"},
    {"requestId": "IV19122806VJF8", "invoiceAmount": {"value": 384.4}, "invoiceState": 8, "email": null}
  ]
}
"""
COLUMNS, WIDTH, HEIGHT, MARGIN = 112, 8.0, 19, 16
STYLES = {"1": "b", "2": "d", "31": "r", "33": "y", "36": "c"}
"""Classes for the escape codes of a terminal."""
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" role="img" aria-label="{label}">
<style>text{{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d6d9e0;white-space:pre}}
.b{{font-weight:bold}}.d{{fill:#8b93a3}}.r{{fill:#ff7b72}}.y{{fill:#e3b341}}.c{{fill:#76e3ea}}</style>
<rect width="100%" height="100%" rx="8" fill="#151922"/>
"""


def printed(*words: str) -> str:
    """What the command prints on a terminal, with its colours."""
    from unittest.mock import patch

    runner = CliRunner()
    with runner.isolated_filesystem(), patch("sys.stdout.isatty", return_value=True):
        Path(FILE).write_text(PAYLOAD, "utf-8")
        return runner.invoke(main, words, color=True).stdout


def spans(line: str) -> str:
    """A line as text elements, a class for each colour."""
    drawn, classes = [], set[str]()
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            codes = part[2:-1].split(";")
            classes = set() if codes == ["0"] else classes | {STYLES[code] for code in codes if code in STYLES}
        elif part:
            drawn.append(f'<tspan class="{" ".join(sorted(classes))}">{escape(part)}</tspan>' if classes else escape(part))
    return "".join(drawn)


def folded(line: str) -> list[str]:
    """A line as the terminal breaks it; only notes, which have one colour, are that long."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
    if len(plain) <= COLUMNS:
        return [line]
    begin, end = ("\x1b[2m", "\x1b[0m") if "\x1b[2m" in line else ("", "")
    return [f"{begin}{part}{end}" for part in textwrap.wrap(plain, COLUMNS, subsequent_indent=" " * 6)]
