"""The reference site in Chromium: everything of the contracts is on it, its search finds it, and its links lead somewhere.

`make docs` has built it. One more site is built of a contract whose texts try to be HTML, Markdown and MyST.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import invoice_apis as ia
import pytest
import yaml

from integrations.conftest import NARROW, WIDE, Windows, overflows

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
LANGS = ("en", "zh")
LEDGERS = sorted((ROOT / "schemas").glob("*/ledger.yaml"))
pytestmark = pytest.mark.skipif(not SITE.is_dir(), reason="the site is not there: make docs")
MISSING = "(texts) => { const all = document.querySelector('article').textContent; return texts.filter(text => !all.includes(text)) }"


def label(text: str) -> str:
    """A label as a page shows it: on one line, Chinese without blanks, code without backticks."""
    chinese = "[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]"
    return " ".join(re.sub(rf"(?<={chinese})\s+(?={chinese})", "", text).split()).replace("`", "")


def texts_of(contract: ia.Contract, lang: str) -> Iterator[str]:
    """The names, pointers, titles and codes with labels of a contract, and the ids of its ledger."""
    for member in contract.documentation.members.values():
        if member.pointer:
            yield member.pointer if member.types != ("object",) or member.codes else ""
        yield label(member.title.get(lang, ""))
        for code in member.codes:
            yield str(code.value)
            yield label(code.label.get(lang, ""))
        yield from member.ledger


@pytest.mark.parametrize("lang", LANGS)
def test_every_member_code_and_ledger_entry_is_on_the_page_of_its_contract(lang: str, windows: Windows) -> None:
    page = windows.open(SITE / lang / "index.html")
    for contract in ia.contracts():
        api, _, name = contract.id.partition("/")
        page.goto((SITE / lang / api / f"{name}.html").as_uri())
        wanted = [*dict.fromkeys(filter(None, texts_of(contract, lang)))]
        assert len(wanted) > 3
        assert page.evaluate(MISSING, [*wanted, "no such member"]) == ["no such member"], contract.id


@pytest.mark.parametrize("lang", LANGS)
def test_every_ledger_entry_has_an_anchor_and_says_what_was_decided(lang: str, windows: Windows) -> None:
    page = windows.open(SITE / lang / "ledger.html")
    count = 0
    for file in LEDGERS:
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            said = entry.get("zh") if lang == "zh" else entry["decision"]
            wanted = [entry["id"], label((said or entry["decision"]).split("\n\n")[0])]
            assert page.evaluate(MISSING, wanted) == [], entry["id"]
            count += page.locator(f"[id='{entry['id'].lower()}']").count()
    assert count > 100


def search(lang: str, asked: str, windows: Windows) -> tuple[Any, str, str]:
    """The window with the results, and address and text of the first one."""
    page = windows.open(SITE / lang / "index.html")
    page.fill("input[name=q]", asked)
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#search-results li a")
    page.wait_for_function("document.querySelector('#search-results').textContent.match(/[0-9]/)")
    first, words = page.evaluate(
        "(({href, textContent}) => [href, textContent])(document.querySelector('#search-results li a'))"
    )
    return page, first, words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("asked", ["invoiceState", "开票状态", "HW-01", "invoicestate", "invoice_state"])
def test_the_search_finds_names_labels_and_entries(lang: str, asked: str, windows: Windows) -> None:
    page, first, words = search(lang, asked, windows)
    assert words.endswith((" > invoiceState", " > HW-01"))
    address, anchor = urldefrag(first)
    assert Path(unquote(urlsplit(address).path)).name in {"ListInvoices.response.html", "Invoice.html", "ledger.html"}
    page.goto(first)
    shown = page.evaluate("(id) => document.getElementById(id).closest('section').textContent", anchor)
    assert label(asked).lower() in shown.lower()
    assert len(shown) < 3_000  # the member or the entry, and not the page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("asked", ["增值税专用发票", "special VAT invoice"])
def test_the_search_finds_labels_of_codes_in_both_languages(lang: str, asked: str, windows: Windows) -> None:
    anchor = urldefrag(search(lang, asked, windows)[1]).fragment
    assert anchor.endswith(("-type", "-invoicetype"))


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_pages_have_one_title(lang: str) -> None:
    titles = Counter(
        re.findall("<title>(.*?)</title>", file.read_text("utf-8"))[0] for file in (SITE / lang).rglob("*.html")
    )
    assert {title for title, count in titles.items() if count > 1} == set()


def test_the_frame_of_the_chinese_site_is_chinese(windows: Windows) -> None:
    page = windows.open(SITE / "zh" / "huawei_bssintl" / "ListInvoices.response.html")
    frame = "[...document.querySelectorAll('.related-pages, .toc-title, .back-to-top, .skip-to-content, footer')].map(e => e.textContent)"
    words = " ".join(page.evaluate(frame))
    for word in ("下一页", "上一页", "本页目录", "回到顶部", "跳到正文"):
        assert word in words
    for word in ("Next", "Previous", "On this page", "Back to top", "Skip to content", "Made with"):
        assert word not in words


def test_the_search_finds_nothing_where_nothing_is(windows: Windows) -> None:
    page = windows.open(SITE / "en" / "search.html")
    page.goto(f"{(SITE / 'en' / 'search.html').as_uri()}?q=notamemberofanything")
    page.wait_for_function("document.querySelector('#search-results')?.textContent.includes('did not match')")
    assert page.locator("#search-results li a").count() == 0


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


def test_links_lead_to_pages_and_anchors_that_are_there() -> None:
    pages = {page: Links(page) for page in SITE.rglob("*.html")}
    broken = []
    for page, found in pages.items():
        for link in found.links:
            address, fragment = urldefrag(link)
            if urlsplit(link).scheme in ("http", "https", "data", "mailto", "pkg"):
                continue
            there = (page.parent / unquote(urlsplit(address).path)).resolve() if address else page
            is_there = there.is_file() and (
                not fragment or there not in pages or unquote(fragment) in pages[there].anchors
            )
            broken += [] if is_there else [f"{page.relative_to(SITE)}: {link}"]
    assert len(pages) > 60
    assert broken == []


@pytest.mark.parametrize(
    ("lang", "width", "pages"), [("en", NARROW, "**/*.html"), ("zh", NARROW, "*/*e*.html"), ("zh", WIDE, "*/*.html")]
)
def test_no_page_scrolls_sideways(lang: str, width: int, pages: str, windows: Windows) -> None:
    page = windows.open(SITE / "index.html", width=width)
    files = sorted((SITE / lang).glob(pages))
    assert len(files) > 10
    for file in files:
        page.goto(file.as_uri())
        assert not overflows(page), file


def test_it_is_dark_where_the_reader_wants_it_dark(windows: Windows) -> None:
    colour = "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"
    light = windows.open(SITE / "en" / "ledger.html", color_scheme="light").evaluate(colour)
    dark = windows.open(SITE / "en" / "ledger.html", color_scheme="dark").evaluate(colour)
    assert min(light[:3]) > 200
    assert max(dark[:3]) < 60


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://example.com/x.png)",
    "[x](javascript:alert(1))",
    "{doc}`index` and {abbr}`a (b)`",
    "```{include} /etc/passwd",
    ":::{note}",
    "{{ project }} and $x$ | a | b |",
    "% a comment",
    "(target)=",
    "+++",
    "# A heading",
    "</code></pre></article>",
    '--- and ... and "quotes"',
    "https://example.com/ and <https://example.com/>",
)


def hostile(folder: Path) -> Path:
    """A contract whose texts and names are hostile."""
    members = {
        f"m{number}": {"type": "string", "title": text, "description": f"{text}\n\n{text}"}
        for number, text in enumerate(HOSTILE)
    }
    members["<b>name</b>"] = {"type": "string", "x-sdk-name": "bold", "description": HOSTILE[5] + "\n```"}
    rows = [
        {"value": number, "name": f"C{number}", "en": text, "zh": text, "source": text}
        for number, text in enumerate(HOSTILE)
    ]
    members["codes"] = {"$ref": "#/components/schemas/Kind"}
    kind = {"type": "integer", "enum": [*range(len(HOSTILE))], "x-sdk-codes": rows}
    schemas = {"Kind": kind, "Answer": {"type": "object", "description": "\n\n".join(HOSTILE), "properties": members}}
    reply = {
        "description": HOSTILE[0],
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
    }
    texts = {"summary": HOSTILE[0], "description": "\n\n".join(HOSTILE)}
    call = {"operationId": "Ask", **texts, "responses": {"200": reply}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": HOSTILE[1], "version": HOSTILE[0], "description": "\n\n".join(HOSTILE)},
        "x-sdk-source": [{"page": text, "note": text} for text in HOSTILE],
        "servers": [{"url": "https://desk.example", "description": HOSTILE[0]}],
        "paths": {"/ask": {"get": call}},
        "components": {"schemas": schemas},
    }
    entries = [
        {"id": f"D-{number}", "at": "/m0", "conflict": text, "decision": text} for number, text in enumerate(HOSTILE)
    ]
    (folder / "schemas" / "desk").mkdir(parents=True)
    for name, value in (("openapi", document), ("documented", {"pages": []}), ("ledger", entries)):
        (folder / "schemas" / "desk" / f"{name}.yaml").write_text(
            yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    return folder / "schemas"


def run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    schemas, codegen = hostile(folder), ROOT / ".venv/bin/invoice-codegen"
    run(codegen, "rows", "desk", "--schemas", schemas)
    run(codegen, "site", folder / "docs", "--schemas", schemas)
    run(ROOT / ".venv-docs/bin/sphinx-build", "-q", "-W", "-b", "html", folder / "docs" / "en", folder / "site")
    return folder / "site"


@pytest.mark.parametrize("name", ["index", "desk/index", "desk/Ask.response", "codes", "ledger"])
def test_hostile_text_stays_text(name: str, hostile_site: Path, windows: Windows) -> None:
    page = windows.open(hostile_site / f"{name}.html")
    if name != "index":
        shown = [label(text) for text in HOSTILE]
        assert page.evaluate(MISSING.replace(".textContent", ".textContent.replace(/\\s+/g, ' ')"), shown) == []
    assert (
        page.locator("article script, article img[src*='x'], article a[href^='javascript'], article div.note").count()
        == 0
    )
    assert "root:" not in page.text_content("body")


def test_the_picture_in_the_pages_is_small() -> None:
    assert all(file.stat().st_size < 150_000 for file in (ROOT / "codegen" / "pictures").glob("*.png"))
