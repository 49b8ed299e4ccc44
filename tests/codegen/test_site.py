"""The sources of the reference site: a page for each contract, safe to write, and cut alike for the index and the question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invoice_codegen.emit.site import site
from invoice_codegen.emit.site.guides import guides
from invoice_codegen.emit.site.words import text
from invoice_codegen.emit.site.words_and_bigrams import WordsAndBigrams
from invoice_codegen.package_name import DEFAULT
from invoice_codegen.pipeline import read_apis
from support.emitted import SCHEMAS
from toolkit.case import invoke


def test_every_public_contract_has_a_page_in_both_languages() -> None:
    apis = read_apis(SCHEMAS)
    tree = site(apis, DEFAULT)
    for api in apis:
        for contract in (contract for contract in api.contracts if contract.is_public):
            for lang in ("en", "zh"):
                page = tree[f"{lang}/{api.name}/{contract.name}.md"].decode()
                assert page.startswith(f"# `{contract.name}`")
                assert page.count("\n### ") >= len(contract.documentation["members"]) - 6
    assert tree == site(read_apis(SCHEMAS), DEFAULT)


def test_the_ledger_has_every_entry() -> None:
    page = site(read_apis(SCHEMAS), DEFAULT)["en/ledger.md"].decode()
    ids = [
        id for file in SCHEMAS.glob("*/ledger.yaml") for id in re.findall("^- id: (.*)$", file.read_text("utf-8"), re.M)
    ]
    assert len(ids) > 100
    assert page.count("\n### ") == len(ids)
    assert all(f"\n### {id}\n" in page for id in ids)


def test_docs_writes_a_folder_of_its_own_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "docs"
    assert invoke("docs", "--site", target, "--schemas", SCHEMAS).exit_code == 0
    assert (target / "zh" / "conf.py").is_file()
    assert invoke("docs", "--site", target, "--schemas", SCHEMAS).exit_code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years", encoding="utf-8")
    refused = invoke("docs", "--site", tmp_path / "mine", "--schemas", SCHEMAS)
    assert refused.exit_code == 2
    assert "did not write" in refused.stderr
    assert (tmp_path / "mine" / "thesis.txt").read_text("utf-8") == "years"


@pytest.mark.parametrize(
    ("written", "placed"),
    [
        ("% not a comment", "\\% not a comment"),
        ("(target)=", "\\(target)="),
        (":::{note}", "\\:::\\{note\\}"),
        ("`data` holds {it}", "`data` holds \\{it\\}"),
        ("a `b|c` d", "a <code>b&#124;c</code> d"),
        ("<b>", "&lt;b&gt;"),
        ("one\n# two", "one \\# two"),
    ],
)
def test_a_text_of_a_contract_opens_nothing(written: str, placed: str) -> None:
    assert text(written) == placed


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("invoiceState", ["invoiceState"]),
        ("HW-01, decided", ["HW-01", "decided"]),
        ("开票状态", ["开", "票", "状", "态", "开票", "票状", "状态"]),
        ("按 offset 翻页", ["按", "offset", "翻", "页", "翻页"]),
        ("/invoices/*/email", ["invoices", "email"]),
    ],
)
def test_names_stay_whole_and_chinese_is_cut_into_pairs(written: str, words: list[str]) -> None:
    assert WordsAndBigrams({}).split(written) == words


def test_links_of_guides_lead_to_pages_of_the_site_or_are_text() -> None:
    pages = {
        "docs/a.md": "[b](b.md#x) [c](../LICENSE) [d](https://example.com)\n```sh\n[e](b.md)\n```\n",
        "docs/b.md": "",
    }
    found = guides(pages, "[a](generated/docs/a.md)")
    assert found["guides/a.md"].startswith("[b](b.md#x) c [d](https://example.com)\n```sh\n[e](b.md)")
    assert found["guides/readme-zh.md"] == "[a](a.md)"
