"""Report pages in Chromium: what a reader sees, in both languages, light and dark, wide, narrow and on paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support import cli
from support.reports import EVIL, RECORD, REPLY, archive, hostile, write

from integrations.conftest import NARROW, WIDE, Windows, overflows

Made = Callable[..., Path]
CONTRAST = """
    (selector) => {
        const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        const light = (colour) => {
            const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number)
            return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
        }
        const behind = (node) => {
            const colour = getComputedStyle(node).backgroundColor
            return colour === 'rgba(0, 0, 0, 0)' ? behind(node.parentElement) : colour
        }
        return Math.min(...[...document.querySelectorAll(selector)].map((node) => {
            const [one, other] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a)
            return (one + 0.05) / (other + 0.05)
        }))
    }
"""
"""The least contrast of text, as WCAG 2.2 defines it."""


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Writes the page of an archive."""

    def make(documents: Any, *words: str) -> Path:
        archive, page = write(tmp_path / "a.ndjson", documents), tmp_path / "report.html"
        cli.run("validate", RECORD.id, archive, "--format", "html", "--output", page, *words)
        return page

    return make


def end(page: Any, selector: str) -> float:
    """The lower end of the first element, from the top of the page."""
    bottom: float = page.evaluate(f"document.querySelector('{selector}').getBoundingClientRect().bottom")
    return bottom


def test_the_first_screen_has_verdict_counts_and_charts(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()))
    assert page.inner_text("#verdict .sentence") == "4 of 16 documents can't be used: 4 errors."
    counts = {name: page.inner_text(f"#count-{name} dd") for name in ("documents", "valid", "error", "drift", "known")}
    assert counts == {"documents": "16", "valid": "12", "error": "4", "drift": "4", "known": "1"}
    assert page.inner_text("h1") == "Huawei Cloud BSSINTL"
    facts = page.inner_text("main .facts >> nth=0")
    assert all(words in facts for words in ("a.ndjson", "failed", "UTC"))
    ends = {name: end(page, name) for name in ("#counts", "#chart-kinds", "#chart-months")}
    assert max(ends.values()) < 900, "without scrolling"
    assert end(windows.open(made(archive()), width=NARROW), "#chart-kinds tbody tr") < 900


def test_every_kind_has_its_group(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()))
    groups = {
        article.query_selector("h3").inner_text().split("\n")[0]: article
        for article in page.query_selector_all("article")
    }
    assert groups.keys() == {"Invoiced amount", "Invoice title", "Invoicing state", "colour", "Rejection reason"}
    state = groups["Invoicing state"].inner_text()
    assert "99 × 2" in state
    assert "17 × 1" in state
    assert "8 Complete" in state
    assert "HW-20" in groups["Rejection reason"].inner_text()
    places = [row.inner_text() for row in groups["Invoiced amount"].query_selector_all("tbody td:first-child")]
    assert [place.rpartition("/")[2].rpartition(":")[0] for place in places] == [f"a.ndjson:{n}" for n in (10, 11, 12)]


def test_charts_have_the_numbers_as_text(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()))
    rows = [row.inner_text().split() for row in page.query_selector_all("#chart-kinds tbody tr")]
    assert sorted(int(row[-1]) for row in rows) == [1, 1, 1, 3, 3]
    page.click("#chart-months summary")
    months = [row.inner_text().split() for row in page.query_selector_all("#months-table tbody tr")]
    assert months == [["2026-02", "3", "1"], ["2026-03", "0", "0"], ["2026-04", "0", "3"]]
    chart = page.get_by_role("img", name="Findings by month of the record")
    assert chart.locator("rect").count() == 3
    page.click("#chart-kinds a >> nth=0")
    assert page.evaluate("document.querySelector(':target').tagName") == "ARTICLE", "a bar leads to its group"


def test_the_language_switches_by_keyboard_and_pointer(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()))
    page.get_by_text("中文", exact=True).click()
    assert page.inner_text("#verdict .sentence") == "共 16 份中有 4 份无法使用：错误 4。"
    visible = page.inner_text("body")
    assert "开票状态" in visible
    assert "Invoicing state" not in visible
    page.focus("#lang-zh")
    page.keyboard.press("ArrowLeft")
    assert "Invoicing state" in page.inner_text("body")
    chinese = windows.open(made(archive(), "--lang", "zh"))
    assert chinese.inner_text("#verdict .sentence").startswith("共")
    assert chinese.evaluate("document.documentElement.lang") == "zh-Hans"


def background(page: Any) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_dark_mode_follows_the_system_and_the_switch(made: Made, windows: Windows) -> None:
    light, dark = (windows.open(made(archive()), color_scheme=scheme) for scheme in ("light", "dark"))
    assert (background(light), background(dark)) == ("rgb(246, 247, 249)", "rgb(20, 23, 28)")
    light.get_by_text("Dark", exact=True).click()
    dark.get_by_text("Light", exact=True).click()
    assert (background(dark), background(light)) == ("rgb(246, 247, 249)", "rgb(20, 23, 28)")
    dark.emulate_media(media="print")
    light.emulate_media(media="print")
    assert background(light) == background(dark) == "rgb(255, 255, 255)", "paper is white"
    assert not light.is_visible(".switches")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(made: Made, windows: Windows, scheme: str) -> None:
    page = windows.open(made(archive()), color_scheme=scheme)
    assert page.evaluate(CONTRAST, "p, dt, dd, th, td, h1, h2, h3, code, a, label, summary, .t") >= 4.5


def test_a_reader_of_the_screen_finds_its_way(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()))
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    tables = page.query_selector_all("table")
    assert all(table.query_selector_all("thead th[scope=col]") for table in tables)
    headings = [int(h.evaluate("node => node.tagName[1]")) for h in page.query_selector_all("h1, h2, h3")]
    assert headings[0] == 1
    assert all(later - former <= 1 for former, later in pairwise(headings))
    for name in ("English", "中文", "Auto", "Light", "Dark"):
        assert page.get_by_role("radio", name=name).count() == 1
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.innerText")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("documents", [archive, hostile])
def test_nobody_scrolls_sideways(made: Made, windows: Windows, documents: Any, width: int, lang: str) -> None:
    assert not overflows(windows.open(made(documents(), "--lang", lang), width=width))


BROKEN = """
    (selector) => [...document.querySelectorAll(selector)].map((node) => {
        const range = document.createRange()
        range.selectNodeContents(node)
        const lines = new Set([...range.getClientRects()].map((part) => Math.round(part.top)))
        return [node.textContent.trim(), lines.size]
    }).filter(([text, lines]) => lines > text.split(' ').length)
"""
"""Texts with a line break within a word."""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_heads_of_tables_are_not_broken_within_words(windows: Windows, tmp_path: Path, width: int) -> None:
    refused = [{"error_code": code, "error_msg": "refused"} for code in ("9" * 50, "7" * 50)]
    words = (write(tmp_path / "a.ndjson", iter(refused)), "--format", "html", "--output", tmp_path / "report.html")
    cli.run("validate", REPLY.id, *words)
    page = windows.open(tmp_path / "report.html", width=width)
    assert page.inner_text("#codes thead").split() == ["Code", "Meaning", "Failures"]
    assert page.evaluate(BROKEN, "thead .t[lang=en]") == []


def test_hostile_text_is_shown_and_never_run(made: Made, windows: Windows) -> None:
    """A dialog, an error of a script or a request to elsewhere fails the test."""
    page = windows.open(made(hostile()))
    page.wait_for_timeout(200)
    text = page.inner_text("main")
    for number, evil in enumerate(EVIL):
        escaped = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in evil)
        assert f"{escaped}{number}" in text
    assert page.evaluate("document.querySelectorAll('script, img, b, [onload], [onerror], [onmouseover]').length") == 0
    assert page.evaluate("document.styleSheets.length") == 1
    assert "\u202e" not in page.content()


def test_the_policy_refuses_what_slips_through(made: Made, tmp_path: Path, chromium: Any) -> None:
    """Markup that the page does not have, put there by hand."""
    slipped = '<script>document.title="run"</script><img src="http://example.com/x.png" onerror="alert(1)"></main>'
    page = made(archive())
    page.write_text(page.read_text("utf-8").replace("</main>", slipped), "utf-8")
    opened = Windows(chromium)
    window = opened.open(page)
    assert "Validation report" in window.title()
    assert sum("Content Security Policy" in wrong for wrong in opened.wrong) >= 2
    assert "1" not in opened.wrong, "the text of the dialog"
    opened.close()


def test_paper_has_everything_but_switches(made: Made, windows: Windows) -> None:
    page = windows.open(made(archive()), width=700)
    page.emulate_media(media="print")
    assert not overflows(page)
    assert page.is_visible("article >> nth=4")
    assert page.is_visible("#months-table td >> nth=0"), "nobody can open it"
    assert not page.is_visible("summary")
    tops = page.evaluate(
        "[...document.querySelectorAll('.two > .card')].map((card) => card.getBoundingClientRect().top)"
    )
    assert len(set(tops)) == len(tops) > 2, "one below the other"
    grids = "[...document.querySelectorAll('main, .two, .kinds')].map((node) => getComputedStyle(node).display)"
    assert set(page.evaluate(grids)) == {"block"}, "Chromium tears a grid between pages, and text gets lost"
    assert len(page.pdf(format="A4")) > 10_000
