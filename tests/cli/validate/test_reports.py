"""Report pages, JUnit XML, Code Quality and Markdown: they say what was found, and stay small whatever comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from invoice_apis.bulk.months import months
from invoice_apis.contract import contract
from support import cli
from support.reports import EVIL, RECORD, REPLY, SECRET, archive, hostile, record, write

LARGEST = 2_000_000
"""Bytes of a page."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Reader(HTMLParser):
    """Texts and elements of a page, as a browser reads it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._is_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._is_style else data


def validated(*words: object, form: str = "html") -> str:
    return cli.run("validate", RECORD.id, *words, "--format", form).stdout.decode()


def test_a_page_says_what_was_found_in_both_languages() -> None:
    page = Reader(validated(write(Path("a.ndjson"), archive())))
    for words in (
        "4 of 16 documents can't be used: 4 errors.",
        "共 16 份中有 4 份无法使用：错误 4。",
        "Invoicing state",
        "开票状态",
        "found object, documented: number",
        "实际为对象，文档规定为数字",
        "a.ndjson:10:",
        "null is known here.",
        "台账",
    ):
        assert words in page.text


def test_a_page_has_no_script_and_fetches_nothing() -> None:
    page = validated(write(Path("a.ndjson"), hostile()))
    tags = Reader(page).tags
    assert {tag for tag, _ in tags} & {"script", "img", "iframe", "object", "embed", "form", "base", "b"} == set()
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    sources = [attributes.get(name) for _, attributes in tags for name in ("src", "href") if name in attributes]
    assert all(source is not None and source.startswith(("#", "data:,")) for source in sources)
    assert sum(tag == "style" for tag, _ in tags) == 1


@pytest.mark.parametrize("form", ["html", "markdown", "junit", "gitlab"])
def test_sensitive_values_are_shown_only_on_request(form: str) -> None:
    name = write(Path("a.ndjson"), iter([record(email=int(SECRET), addressInfo={"mobilePhone": int(SECRET)})]))
    masked = validated(name, "--fail-on", "drift", form=form)
    assert "email" in masked
    assert SECRET not in masked
    assert SECRET in validated(name, "--show-values", form=form)
    if form == "html":
        assert "keep it accordingly" in validated(name, "--show-values")
        assert "keep it accordingly" not in masked


def test_a_page_is_small_whatever_comes() -> None:
    def documents() -> Any:
        for number in range(1200):
            name = f"<&\"'{number}" + "<" * 300
            yield record(**{name: 1, f"x{number}": "&" * 300}, applyTime=f"{number + 1:04}-01-01T00:00:00Z")

    page = validated(write(Path("a.ndjson"), documents()))
    assert len(page.encode()) < LARGEST
    assert re.search(r"more kinds with [0-9,]+ findings are left out", Reader(page).text)
    assert "2,400" in Reader(page).text
    assert len(validated("a.ndjson", form="markdown").encode()) < 200_000
    assert len(validated("a.ndjson", "--fail-on", "drift", form="junit").encode()) < 500_000


def test_a_page_of_a_comparison_is_small_in_any_script() -> None:
    """A character has up to four bytes, and a comparison many sections."""

    def documents(first: int) -> Iterator[dict[str, Any]]:
        for number in range(first, first + 600):
            yield record(**{f"{number}" + "\U0001f600" * 190: "\U0001f600" * 300}, invoiceState="\U0001f600" * 20)

    before, after = write(Path("\U0001f600" * 40), documents(0)), write(Path("\U0001f601" * 40), documents(300))
    words = ("drift", RECORD.id, "--input-format", "ndjson")
    cli.run(*words, before, "--output", "before.json")
    cli.run(*words, after, "--since", "before.json", "--format", "html", "--output", "page.html")
    page = Path("page.html").read_text("utf-8")
    assert 1_500_000 < len(page.encode()) < LARGEST
    for name in ("new", "recurring", "resolved"):
        section = page.partition(f'id="{name}-kinds"')[2].partition("</section>")[0]
        assert section.count("<article") > 50, "each has its share"


def test_a_page_says_the_same_for_several_jobs() -> None:
    write(Path("a.ndjson"), (document for _ in range(100) for document in archive()))
    alone, shared = (validated("a.ndjson", "--jobs", jobs) for jobs in ("1", "2"))
    assert re.sub(r"\d\d:\d\d UTC", "", alone) == re.sub(r"\d\d:\d\d UTC", "", shared)


def test_what_was_not_validated_is_said() -> None:
    write(Path("a.ndjson"), archive())
    for form in ("html", "markdown", "junit"):
        printed = validated("a.ndjson", "nowhere.json", form=form)
        assert "no such file" in printed
    assert "没有可校验的文档" in validated(write(Path("empty.ndjson"), iter([])))


@pytest.mark.parametrize(
    ("words", "sentence", "state"),
    [
        ([], "The document agrees with the documentation.", "passed"),
        (["--profile", "compatible"], "The document can be used.", "passed"),
    ],
)
def test_a_clean_run_passes(words: list[str], sentence: str, state: str) -> None:
    page = validated(write(Path("a.ndjson"), iter([record()])), *words)
    assert sentence in Reader(page).text
    assert f'class="card verdict {state}"' in page


def test_drift_is_no_failure_unless_asked() -> None:
    write(Path("a.ndjson"), iter([record(colour=1)]))
    assert 'class="card verdict drift"' in validated("a.ndjson")
    assert 'class="card verdict failed"' in validated("a.ndjson", "--fail-on", "drift")
    assert "passed" in Reader(validated("a.ndjson")).text


@pytest.mark.parametrize(
    ("id", "value", "place", "month"),
    [
        ("huawei_bssintl/Invoice", {"applyTime": "2026-03-31T23:59:59Z"}, "/colour", "2026-03"),
        ("huawei_bssintl/Invoice", {"applyTime": "soon"}, "/colour", ""),
        ("huawei_bssintl/Invoice", {"applyTime": 7, "taxList": [{}]}, "/taxList/0/taxRate", ""),
        (
            "huawei_bssintl/ListInvoices.response",
            {"invoices": [{"applyTime": "2026-01-01T00:00:00Z"}, {"applyTime": "2025-12-31T00:00:00+08:00"}]},
            "/invoices/1/taxList/0/taxAmount",
            "2025-12",
        ),
        ("huawei_bssintl/ListInvoices.response", {"invoices": [{"applyTime": "2026-01-01T00:00:00Z"}]}, "/count", ""),
        ("kingdee_invoice/Invoice", {"invoiceDate": 1769875200000}, "/goods/0/price", "2026-02"),
        ("kingdee_invoice/Invoice", {"invoiceDate": True}, "/id", ""),
        *(
            ("kingdee_invoice/Invoice", {"invoiceDate": number}, "/id", "")
            for number in (20210301, 1614528000, 0, -1, 99_999_999_999, Decimal("20210301.0"))
        ),
        ("kingdee_invoice/Invoice", {"invoiceDate": 100_000_000_000}, "/id", "1973-03"),
        ("kingdee_invoice/Invoice", {"invoiceDate": 10**30}, "/id", ""),
        ("alibaba_bss/CustomerInvoice", {"GmtCreate": "2020-05-06 07:08:09"}, "/Id", "2020-05"),
    ],
)
def test_the_month_of_a_finding_is_that_of_its_record(id: str, value: Any, place: str, month: str) -> None:
    """1769875200000 is the first instant of February in Shanghai, and still January in UTC."""
    assert months(contract(id), value)(place) == month


def test_a_drift_page_has_new_known_and_resolved_kinds() -> None:
    write(Path("before.ndjson"), iter([record(invoiceState=99, old=1)]))
    write(Path("after.ndjson"), archive())
    assert cli.run("drift", RECORD.id, "before.ndjson", "--format", "json", "--output", "before.json").returncode == 1
    words = ("drift", RECORD.id, "after.ndjson", "--since", "before.json")
    ran = cli.run(*words, "--format", "html", "--output", "report.html")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode().startswith(f"{RECORD.id}: 16 documents")
    page = Path("report.html").read_text("utf-8")
    assert "Errors: 2 kinds. New drift: 2 kinds." in Reader(page).text
    for name, count in {"errors": 2, "new": 2, "known": 1, "resolved": 1}.items():
        section = page.partition(f'id="{name}-kinds"')[2].partition("</section>")[0]
        assert section.count("<article") == count, name
    markdown = cli.run(*words, "--format", "markdown").stdout.decode()
    assert "### Resolved drift" in markdown
    assert "before&#46;ndjson&#58;1" in markdown


def test_a_summary_is_a_table_and_nothing_in_it_is_markup() -> None:
    markdown = validated(write(Path("a.ndjson"), hostile()), form="markdown")
    MarkdownIt = pytest.importorskip("markdown_it").MarkdownIt
    rendered = Reader(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    assert {tag for tag, _ in rendered.tags} == {
        "h2",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
    }
    assert {attribute for _, attributes in rendered.tags for attribute in attributes} <= {"style"}
    rows = sum(tag == "tr" for tag, _ in rendered.tags) - 1
    assert sum(tag == "td" for tag, _ in rendered.tags) == 5 * rows
    assert EVIL[0] in rendered.text


def test_every_finding_of_code_quality_is_complete_and_has_its_own_fingerprint(folder: Path) -> None:
    name = write(folder / "a.ndjson", (document for _ in range(3) for document in archive()))
    issues = json.loads(validated(name, form="gitlab"))
    assert len(issues) == len({issue["fingerprint"] for issue in issues}) > 20
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] == "a.ndjson", "from the folder of the job"
        assert issue["location"]["lines"]["begin"] >= 1
    shifted = json.loads(
        validated(
            write(folder / "a.ndjson", (d for n in range(4) for d in (archive() if n else [record()]))), form="gitlab"
        )
    )
    assert {issue["fingerprint"] for issue in shifted} == {issue["fingerprint"] for issue in issues}


def test_a_junit_case_is_a_kind_and_only_rejects_fail() -> None:
    write(Path("a.ndjson"), archive())
    for words, failing in (((), 2), (("--fail-on", "drift"), 4)):
        suites = ElementTree.fromstring(validated("a.ndjson", *words, form="junit"))
        (suite,) = suites
        assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == str(failing)
        assert suite.get("tests") == str(len(suite.findall("testcase")))
    failure = suites.find("testsuite/testcase[@name='error[type] /invoiceAmount']/failure")
    assert failure is not None
    assert failure.get("message") == "a.ndjson:10:39: found object, documented: number (at /invoiceAmount)"
    (suite,) = ElementTree.fromstring(validated(write(Path("b.ndjson"), iter([record()])), form="junit"))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("1", "0", "0")


def test_outcomes_that_were_not_expected_are_said() -> None:
    Path("a.json").write_bytes(REPLY.example(seed=1, wire=True))
    for form in ("html", "markdown", "junit"):
        ran = cli.run("validate", REPLY.id, "a.json", "--expect", "failure", "--format", form)
        assert ran.returncode == 1
        assert "expected failure" in ran.stdout.decode()
