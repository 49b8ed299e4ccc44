"""The browser of these tests works, and a page that asks for something from elsewhere is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from integrations.conftest import NARROW, Windows, overflows


def written(folder: Path, body: str) -> Path:
    file = folder / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><title>t</title>{body}", encoding="utf-8")
    return file


def test_a_page_is_drawn_at_both_widths(tmp_path: Path, windows: Windows) -> None:
    file = written(tmp_path, "<p style='width:600px;margin:0'>开票状态</p>")
    assert windows.open(file).inner_text("p") == "开票状态"
    assert not overflows(windows.open(file))
    assert overflows(windows.open(file, width=NARROW))


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<img src='http://example.com/x.png'>", "http://example.com/x.png"),
        ("<link rel=stylesheet href='//example.com/x.css'><img src='https://example.com/'>", "https://example.com/"),
        ("<script>alert(1)</script>", "1"),
        ("<script>throw new Error('broken')</script>", "broken"),
    ],
)
def test_requests_to_elsewhere_and_what_scripts_do_wrong_are_found(
    tmp_path: Path, chromium: Any, body: str, wrong: str
) -> None:
    opened = Windows(chromium)
    opened.open(written(tmp_path, body))
    opened.close()
    assert wrong in opened.wrong
