"""The sources of the reference site: a page for each contract, safe to write, and cut alike for the index and the question."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from invoice_codegen import ir
from invoice_codegen.emit import site as package
from invoice_codegen.emit.render import TEMPLATES
from invoice_codegen.emit.site import site
from invoice_codegen.emit.site.guides import guides
from invoice_codegen.emit.site.members import indexed
from invoice_codegen.emit.site.python_names import python_names
from invoice_codegen.emit.site.words import WORDS, text
from invoice_codegen.emit.site.words_and_bigrams import WordsAndBigrams
from invoice_codegen.package_name import DEFAULT
from invoice_codegen.pipeline import read_apis
from invoice_codegen.runtime.jsontext.pointer import split
from support.emitted import SCHEMAS
from toolkit.case import invoke

OTHERS = Path(__file__).parent / "other_apis"


@cache
def pages(schemas: Path = SCHEMAS) -> dict[str, str]:
    return {path: content.decode() for path, content in site(read_apis(schemas), DEFAULT).items()}


def test_every_public_contract_has_a_page_in_both_languages() -> None:
    apis = read_apis(SCHEMAS)
    tree = site(apis, DEFAULT)
    for api in apis:
        for contract in (contract for contract in api.contracts if contract.is_public):
            for lang in ("en", "zh"):
                page = tree[f"{lang}/{api.name}/{contract.name}.md"].decode()
                assert page.startswith(f"# `{contract.id}`\n")
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
    assert invoke("site", target, "--schemas", SCHEMAS).exit_code == 0
    assert (target / "zh" / "conf.py").is_file()
    assert invoke("site", target, "--schemas", SCHEMAS).exit_code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years", encoding="utf-8")
    refused = invoke("site", tmp_path / "mine", "--schemas", SCHEMAS)
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


def test_every_word_is_used_and_every_one_that_is_used_is_there() -> None:
    files = [*Path(str(package.__file__)).parent.glob("*.py"), *(TEMPLATES / "site").glob("*.jinja")]
    used = {name for file in files for name in re.findall(r'\bword\([\'"]([a-z_]+)[\'"]', file.read_text("utf-8"))}
    assert used | {"conflict", "decision"} == WORDS.keys()  # these two are names of what an entry says


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_members_are_found_by_their_titles_in_both_languages(lang: str) -> None:
    page = pages()[f"{lang}/huawei_bssintl/ListInvoices.response.md"]
    titles = {"en": ("Invoicing state", "开票状态"), "zh": ("开票状态", "Invoicing state")}[lang]
    anchor = "at-huawei-bssintl-listinvoices-response-invoices-invoicestate"
    entries, _, section = page.partition(f"```{{found-by}}\n:name: {anchor}\n")[2].partition(
        "```\n### `invoiceState`\n"
    )
    first = [f"!single: {entry}" for entry in (*titles, "invoice_state")]
    assert entries.splitlines()[:3] == first
    assert {"!single: Draft", "!single: 草稿"} <= {*entries.splitlines()}
    assert re.match(
        r"\n`/invoices/\*/invoiceState`[;；](?:in Python|Python 名称) `invoice_state`[;；]", section.replace("; ", ";")
    )


def test_every_field_of_a_model_and_every_argument_has_its_python_name() -> None:
    for schemas in (SCHEMAS, OTHERS):
        for api in read_apis(schemas):
            contracts = {contract.id: contract for contract in api.contracts}
            expected = {
                (model.contract, f"/{field.wire}"): field.name
                for model in api.models
                if not model.is_root and model.contract in contracts
                for field in model.fields
                if "/" not in field.wire and "~" not in field.wire
            }
            expected |= {
                (f"{operation.descriptor.id}.request", parameter.pointer): parameter.name
                for operation in api.operations
                for parameter in operation.descriptor.parameters
                if parameter.is_given
            }
            names = {id: python_names(api, contract) for id, contract in contracts.items()}
            found = {(id, pointer): names[id].get(pointer, split(pointer)[-1]) for id, pointer in expected}
            assert found == expected


@pytest.mark.parametrize(
    ("id", "pointer", "name"),
    [
        ("huawei_bssintl/ListInvoices.response", "/invoices/*/addressInfo/zipCode", "zip_code"),
        ("huawei_bssintl/ListInvoices.response", "/invoices/*", ""),
        ("huawei_bssintl/ListInvoices.response", "/nothing/here", ""),
        ("huawei_bssintl/ListInvoices.response", "", ""),
    ],
)
def test_python_names_are_found_inside_records(id: str, pointer: str, name: str) -> None:
    api = next(api for api in read_apis(SCHEMAS) if api.name == id.partition("/")[0])
    contract = next(contract for contract in api.contracts if contract.id == id)
    assert python_names(api, contract).get(pointer, "") == name


def test_labels_of_codes_are_in_both_languages_on_the_english_site() -> None:
    assert "| `0` | Draft · 草稿 |" in pages()["en/huawei_bssintl/Invoice.md"]


@pytest.mark.parametrize(
    ("titles", "entry"),
    [(["a; b", "c"], "a b; c"), (["```{note}"], "{note}"), (["`"], ""), (["one\ntwo", ""], "one two")],
)
def test_a_title_ends_no_entry_of_the_index(titles: list[str], entry: str) -> None:
    assert "; ".join(indexed(titles)) == entry


@pytest.mark.parametrize("path", [path for path in pages() if path.endswith(("/index.md", "/codes.md", "/ledger.md"))])
def test_code_in_a_text_stays_code(path: str) -> None:
    assert "\\`" not in pages()[path]


def test_the_chinese_site_is_chinese() -> None:
    page = pages()["zh/huawei_bssintl/index.md"]
    assert "[厂商页面](" in page
    assert "示例：`10`。" in page
    for words in ("Vendor page", "Example:", "required", "List the invoice applications of a period"):
        assert words not in page
    every = "\n".join(content for path, content in pages().items() if re.match("zh/(?!guides/)", path))
    assert re.findall(r"(?:结果判定|涉及|版本|来源|效果|矛盾|决定)\*{0,2}:", every) == []
    notes = re.findall(r"^\| `[^|]*` \| [^|]* \| ([^|]*) \|$", pages()["zh/codes.md"], re.M)
    assert [note for note in notes if "The English page" in note] == []
    assert "来源" not in pages()["zh/codes.md"]  # sources of labels are English
    assert "| Source: Chinese label: Chinese edition |" in pages()["en/codes.md"]
    assert "| 代码 | 含义 |\n|---|---|\n| `0` | 草稿 |\n" in pages()["zh/huawei_bssintl/Invoice.md"]  # no empty column


def test_webhooks_have_their_page_and_their_sources() -> None:
    page = pages(OTHERS)["en/hook_desk/index.md"].partition("## Webhooks\n")[2].partition("## Contracts\n")[0]
    assert page.count("\n### ") == 2
    assert "`hook_desk/InvoicePaid.webhook`, [Paid invoices](https://hooks.example.com/docs/paid)" in page
    assert "Source: Hooks: Shown in the overview only; Withdrawals" in page
    assert "## Webhooks" not in pages()["en/huawei_bssintl/index.md"]


def test_notes_about_a_whole_payload_stand_below_its_members() -> None:
    page = pages()["en/huawei_bssintl/ListInvoices.response.md"]
    assert page.index("## Members\n") < page.index("- [HW-40](#hw-40)") > page.index("\n## Ledger\n")


def test_a_title_is_said_once() -> None:
    for api in read_apis(SCHEMAS):
        assert pages()[f"en/{api.name}/index.md"].count(str(text(api.title))) == 1


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("作为\n安全方案", "作为安全方案"),
        ("相邻接口、 数据模型", "相邻接口、数据模型"),
        ("加密钥。 作为", "加密钥。作为"),
        ("按 offset 翻页\nby page", "按 offset 翻页 by page"),
    ],
)
def test_lines_of_chinese_are_joined_without_a_blank(written: str, line: str) -> None:
    assert ir.one_line(written) == line
    assert text(written) == line


def test_guides_have_the_order_of_the_package_s_table_and_the_chinese_site_one_of_its_own(tmp_path: Path) -> None:
    overview = tmp_path / "mine.md"
    overview.write_text("# 概述\n", encoding="utf-8")
    (tmp_path / "schemas").symlink_to(SCHEMAS)
    (tmp_path / "README.zh-CN.md").write_text("```{raw} html\n```\n", encoding="utf-8")
    for options, first in (((), []), (("--overview-zh", overview), ["guides/readme-zh.md"])):
        assert invoke("site", tmp_path / "docs", "--schemas", tmp_path / "schemas", *options).exit_code == 0
        for lang, own in (("en", []), ("zh", first)):
            index = (tmp_path / "docs" / lang / "index.md").read_text("utf-8")
            shown = re.findall(r"^guides/.*$", index, re.M)
            assert shown[: len(own) + 3] == [*own, "guides/overview.md", "guides/validate.md", "guides/archives.md"]
            assert [
                f"guides/{file.name}" for file in (tmp_path / "docs" / lang / "guides").iterdir()
            ].sort() == shown.sort()
            assert not any("{raw}" in file.read_text("utf-8") for file in (tmp_path / "docs").rglob("*.md"))


def test_docs_prints_and_site_writes() -> None:
    assert invoke("docs", "forms", "--site", "out").exit_code == 2
    assert invoke("docs", "--schemas", "nowhere").exit_code == 2
    assert invoke("site").exit_code == 2
    assert invoke("site", "forms", "out").exit_code == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "does not exist"),
        (b"\xff\xfe# \x00", "is not UTF-8; save it as UTF-8"),
        ("# 概述".encode("gb18030"), "is not UTF-8; save it as UTF-8"),
    ],
)
def test_an_overview_that_is_no_text_is_a_wrong_option(content: bytes | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / "overview.md"
    if content is not None:
        file.write_bytes(content)
    refused = invoke("site", tmp_path / "docs", "--schemas", SCHEMAS, "--overview-zh", file)
    assert refused.exit_code == 2
    assert "Invalid value for '--overview-zh'" in refused.stderr
    assert message in refused.stderr
    assert not (tmp_path / "docs").exists()


def test_a_refused_place_is_one_for_the_site() -> None:
    refused = invoke("site", SCHEMAS, "--schemas", SCHEMAS)
    assert refused.exit_code == 2
    assert refused.stderr.endswith("choose another place for the site\n")
