"""Take the pictures of the report page that `report-command` writes, in Chromium: those of `PICTURES`, and all that `--all FOLDER` asks for, to look at.

Run it after the page changes: `make .venv-readers/.emitted && .venv-readers/bin/python codegen/pictures/report.py`. The machine needs a font with Chinese letters.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import invoice_apis as ia
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
WORDS = (HERE / "report-command").read_text("utf-8").split()
_, CONTRACT, DATA, *_, PAGE = WORDS
WIDE, NARROW, HEIGHT = 1280, 390, 900
PICTURES = {"report.png": (WIDE, "en"), "report-zh.png": (WIDE, "zh"), "report-narrow.png": (NARROW, "en")}
"""Width and language of the pictures in the pages."""
OPTIONS = ["--no-sandbox", "--disable-gpu"]


def archive() -> Iterator[bytes]:
    """Made-up replies of a year, in which a new code comes up in autumn."""
    rng = random.Random(4)
    for seed in range(400):
        reply = json.loads(ia.contract(CONTRACT).example(seed, wire=True))
        for invoice in reply["invoices"]:
            spoil(invoice, rng)
        yield json.dumps(reply).encode()
    for code in ("CBC.0151", "CBC.0100", "CBC.0100", "CBC.0151"):
        yield json.dumps({"error_code": code, "error_msg": "refused"}).encode()
    yield b"{broken"


def spoil(invoice: dict[str, Any], rng: random.Random) -> None:
    """Give an invoice a time, and some invoices a finding."""
    month = rng.choice([1, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 8, 9, 9, 9, 10, 11])
    invoice["applyTime"] = f"2026-{month:02}-1{rng.randrange(9)}T08:00:00Z"
    odd: list[tuple[float, dict[str, Any]]] = [
        (0.04, {"email": 7}),
        (0.03, {"invoiceAmount": {"value": 1}}),
        (0.1, {"cancelReason": None}),
        (0.08 if month > 7 else 0, {"invoiceState": rng.choice([99, 99, 17])}),
        (0.06 if month > 8 else 0, {"eInvoiceUrl": "x"}),
    ]
    for chance, members in odd:
        if rng.random() < chance:
            invoice |= members


def take(
    browser: Browser, page: Path, picture: Path, width: int, scheme: Any, lang: str, *, whole: bool = False
) -> None:
    """A picture of a page."""
    window = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme).new_page()
    window.goto(page.as_uri())
    window.check(f"#lang-{lang}", force=True)
    window.screenshot(path=picture, full_page=whole)


def main(folder: Path | None) -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        page = Path(made) / PAGE
        (Path(made) / DATA).write_bytes(b"\n".join(archive()))
        subprocess.run([sys.executable, "-m", "invoice_apis", *WORDS], cwd=made, check=False, capture_output=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        for name, (width, lang) in PICTURES.items():
            take(browser, page, HERE / name, width, "light", lang)
        for scheme in ("light", "dark"):
            for lang in ("en", "zh"):
                for width in (WIDE, NARROW) if folder else ():
                    take(
                        browser,
                        page,
                        Path(folder or "") / f"{width}-{scheme}-{lang}.png",
                        width,
                        scheme,
                        lang,
                        whole=True,
                    )
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[2]) if sys.argv[1:2] == ["--all"] else None)
