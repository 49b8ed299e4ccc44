"""Charts of report pages: rows that a reader can tell apart, without colours, and notes on what is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from support import cli
from support.mutate import dumps
from support.reports import RECORD, record

BILLS = "kingdee_invoice/QueryBillInvoices.response"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page_of(contract: str, documents: list[Any]) -> str:
    Path("a.ndjson").write_text("".join(f"{dumps(document)}\n" for document in documents))
    return cli.run("validate", contract, "a.ndjson", "--format", "html").stdout.decode()


def rows(page: str) -> list[tuple[str, str, str]]:
    """Title in English, kind and count of each row of the chart of kinds."""
    chart = page.partition('id="chart-kinds"')[2].partition("</table>")[0].partition("<tbody>")[2]
    found = re.findall(r'<bdi>(.*?)</bdi></a><div class="note">(.*?)</div></th>.*?class="number">(.*?)</td>', chart)
    return [(english(title), english(kind), count) for title, kind, count in found]


def english(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="t" lang="zh">.*?</span>', "", markup))


def test_rows_say_severity_keyword_and_place_in_the_order_of_the_kinds() -> None:
    known = [record(cancelReason=None)] * 5
    drift = [record(invoiceState=99)] * 2 + [record(email=None)] * 3
    page = page_of(RECORD.id, [*known, *drift, record(invoiceAmount={}), record(invoiceAmount="1")])
    assert rows(page) == [
        ("Invoiced amount", "error type /invoiceAmount", "1"),
        ("Mailbox for electronic invoices", "drift type /email", "3"),
        ("Invoicing state", "drift enum /invoiceState", "2"),
        ("Invoiced amount", "drift type /invoiceAmount", "1"),
        ("Rejection reason", "known type /cancelReason", "5"),
    ]
    links = re.findall(r'href="#(kind-\d)"', page)
    assert links == re.findall(r'<article[^>]* id="(kind-\d)"', page)


def test_long_names_leave_room_for_the_chart() -> None:
    name = "x" * 400
    page = page_of(RECORD.id, [record(**{name: 1})])
    ((title, kind, _),) = rows(page)
    assert 20 < len(title) <= 80
    assert 20 < len(kind) < 120
    assert len(re.findall("x{290,}", page)) > 0, "the group has more of it"


def test_members_without_a_title_have_the_first_sentence_about_them() -> None:
    bill = ia.contract(BILLS).example(1)
    invoice = next(each for item in bill["data"] for each in item["invoiceList"])
    invoice["includeTaxAmount"] = {}
    invoice["goods"] = [{**invoice["goods"][0], "includeTaxAmount": {}}] if invoice.get("goods") else []
    page = page_of(BILLS, [bill])
    titles = [title for title, _, _ in rows(page)]
    assert "Total of the invoice including tax" in titles
    assert len(set(titles)) == len(titles)
    articles = page.split("<article")[1:]
    for article in articles:
        meaning = re.search(r"<dt>.*?Documented.*?</dt><dd>(.*?)</dd>", article)
        title = re.search(r"<bdi>(.*?)</bdi>", article)
        assert meaning
        assert title
        assert english(meaning[1]).count(english(title[1])) == 1, "no sentence twice"


@pytest.mark.parametrize(
    ("months", "heading", "notes"),
    [
        (["2026-01", "2026-02"], "Findings by month of the record", []),
        (["2026-01", "", ""], "Findings by month of the record", ["2 findings have no time."]),
        (["2026-01", ""], "Findings by month of the record", ["1 finding has no time."]),
        (["2020-01", "2026-01"], "Findings by year of the record", []),
        (["0001-01", *["2026-01"] * 12], "Findings by month of the record", ["1 finding is from another time."]),
        (
            ["1901-01", "1902-01", *["2020-01", "2026-01"] * 2, ""],
            "Findings by year of the record",
            ["2 findings are from other times.", "1 finding has no time."],
        ),
    ],
)
def test_the_chart_over_time_says_what_it_leaves_out(months: list[str], heading: str, notes: list[str]) -> None:
    times: list[dict[str, Any]] = [{"applyTime": f"{month}-05T08:00:00Z"} if month else {} for month in months]
    page = page_of(RECORD.id, [record(colour=1, **time) for time in times])
    chart = page.partition('id="months-title">')[2].partition("</section>")[0]
    assert english(chart.partition("</h2>")[0]) == heading
    assert [english(note) for note in re.findall(r'<p class="note">(.*?)</p>', chart)] == notes


@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_a_page_is_named_as_the_published_documents_are(contract: ia.Contract) -> None:
    Path("a.json").write_bytes(b"{}")
    page = cli.run("validate", contract.id, "a.json", "--format", "html").stdout.decode()
    heading = re.search(r"<h1>(.*?)</h1>", page)
    assert heading
    names = dict(re.findall(r'lang="(en|zh)">(.*?)</span>', heading[1]))
    published = Path(__file__).parents[3] / "generated" / "openapi"
    for lang in ("en", "zh"):
        document = json.loads((published / f"{contract.api}.{lang}.json").read_text("utf-8"))
        assert names.get(lang, heading[1]) == document["info"]["title"]
