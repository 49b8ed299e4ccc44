"""The verdicts of pages and summaries: one sentence, a mark, and counts that are the same wherever they stand."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import cli
from support.reports import RECORD, REPLY, record

MARKS = {"failed": "\u274c", "drift": "\u26a0\ufe0f", "passed": "\u2705"}
DENIED = {"error_code": "CBC.0151", "error_msg": "Access denied"}
CLEAN, DRIFTED, BROKEN = record(), record(colour=1), record(invoiceAmount={})
KNOWN = record(cancelReason=None)
CODES = [record(invoiceState=99), record(invoiceState=17)]
"""Two new codes of one member are one kind."""


class Case(NamedTuple):
    """Documents, options, and the verdict."""

    documents: list[dict[str, Any]]
    words: list[str]
    state: str
    sentence: str
    others: tuple[str, ...] = ()
    """What else the page says."""


VALIDATED = [
    Case([CLEAN], [], "passed", "The document agrees with the documentation."),
    Case([CLEAN, CLEAN], [], "passed", "All 2 documents agree with the documentation."),
    Case([CLEAN, CLEAN], ["--profile", "compatible"], "passed", "All 2 documents can be used."),
    Case([KNOWN], [], "passed", "The document can be used; what differs from the documentation is known."),
    Case(
        [CLEAN, DRIFTED],
        [],
        "drift",
        "All 2 documents can be used; the vendor sends what its documentation does not show: 1 finding.",
    ),
    Case([DRIFTED], ["--fail-on", "drift"], "failed", "1 of 1 document is rejected for drift: 1 finding."),
    Case(
        [DRIFTED, CLEAN, DRIFTED],
        ["--fail-on", "drift"],
        "failed",
        "2 of 3 documents are rejected for drift: 2 findings.",
        ("errors and drift",),
    ),
    Case(
        [BROKEN, CLEAN, DRIFTED],
        ["--fail-on", "drift"],
        "failed",
        "1 of 3 documents can't be used: 1 error; 1 more is rejected for drift.",
    ),
    Case(
        [BROKEN, DRIFTED, DRIFTED],
        ["--fail-on", "drift"],
        "failed",
        "1 of 3 documents can't be used: 1 error; 2 more are rejected for drift.",
    ),
    Case(
        [BROKEN, CLEAN, CLEAN],
        ["--max-reject-ratio", "0.5"],
        "drift",
        "1 of 3 documents can't be used: 1 error.",
        ("Accepted rejects", "50%", "passed"),
    ),
    Case([BROKEN, CLEAN, CLEAN], ["--max-reject-ratio", "0.25"], "failed", "1 of 3 documents can't be used: 1 error."),
    Case(
        [CLEAN, CLEAN], ["nothere.json"], "failed", "All 2 documents that were validated agree with the documentation."
    ),
    Case([CLEAN], ["nothere.json"], "failed", "The document that was validated agrees with the documentation."),
    Case([], [], "drift", "There was no document to validate.", ("nothing to validate",)),
]
REPLIED = [
    Case([DENIED], [], "drift", "The document agrees with the documentation; 1 response says failure."),
    Case([DENIED] * 3, [], "drift", "All 3 documents agree with the documentation; 3 responses say failure."),
    Case(
        [DENIED],
        ["--expect", "failure"],
        "passed",
        "The document agrees with the documentation; 1 response says failure.",
    ),
    Case(
        [DENIED],
        ["--expect", "success"],
        "failed",
        "The document agrees with the documentation; 1 response says failure.",
        ("expected success, found something else: 1 of 1 document",),
    ),
    Case(
        [{"count": 0, "invoices": []}, {"count": 1, "invoices": [{"invoiceAmount": {}}]}],
        [],
        "failed",
        "1 of 2 documents can't be used: 1 error.",
        ("Successes (1 with errors)",),
    ),
]
DRIFT = [
    Case(CODES, [], "failed", "New drift: 1 kind."),
    Case([*CODES, BROKEN, DRIFTED], [], "failed", "Errors: 1 kind. New drift: 2 kinds."),
    Case(CODES, ["--since"], "passed", "Nothing new."),
    Case([*CODES, DRIFTED], ["--since"], "failed", "New drift: 1 kind."),
    Case(CODES, ["--since", "nothere.json"], "failed", "Nothing new in what was validated."),
    Case([], [], "drift", "There was no document to validate."),
]
DENIALS = [
    Case([DENIED] * 2, [], "drift", "Nothing new; 2 responses say failure."),
    Case([DENIED] * 2, ["--expect", "failure"], "passed", "Nothing new; 2 responses say failure."),
    Case([DENIED] * 2, ["--expect", "success"], "failed", "Nothing new; 2 responses say failure."),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, documents: list[dict[str, Any]]) -> str:
    Path(name).write_text("".join(f"{json.dumps(document)}\n" for document in documents))
    return name


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page))


def agree(command: str, contract: str, case: Case) -> str:
    """Check the verdicts of the page and of the Markdown. Returns the page."""
    words = [command, contract, write("a.ndjson", case.documents), *case.words]
    page, markdown = (cli.run(*words, "--format", form).stdout.decode() for form in ("html", "markdown"))
    assert f'class="card verdict {case.state}"' in page
    assert all(text in text_of(page) for text in (case.sentence, *case.others))
    assert f"{MARKS[case.state]} **{case.sentence}**" in html.unescape(markdown)
    return page


@pytest.mark.parametrize("case", VALIDATED)
def test_the_verdict_on_records(case: Case) -> None:
    agree("validate", RECORD.id, case)


@pytest.mark.parametrize("case", REPLIED)
def test_the_verdict_on_replies(case: Case) -> None:
    agree("validate", REPLY.id, case)


def counts(page: str) -> dict[str, tuple[int, int]]:
    """The counts of a drift page, by tile and by the kinds that follow."""
    tiles = {name: int(count) for name, count in re.findall(r'id="count-(\w+)"><dt>.*?</dt><dd[^>]*>(\d+)</dd>', page)}
    names = [name for name in tiles if name not in ("documents", "successes", "failures")]
    sections = {name: page.partition(f'id="{name}-kinds"')[2].partition("</section>")[0] for name in names}
    return {name: (tiles[name], sections[name].count("<article")) for name in names}


@pytest.mark.parametrize("case", DRIFT)
def test_the_verdict_on_drift_has_the_counts_of_the_page(case: Case) -> None:
    cli.run("drift", RECORD.id, write("before.ndjson", CODES), "--output", "before.json")
    words = [word for each in case.words for word in ((each, "before.json") if each == "--since" else (each,))]
    page = agree("drift", RECORD.id, case._replace(words=words))
    found = counts(page)
    assert all(tile == kinds for tile, kinds in found.values())
    for name, count in re.findall(r"(Errors|New drift): (\d+) kind", case.sentence):
        assert found[{"Errors": "errors", "New drift": "new"}[name]][0] == int(count)


@pytest.mark.parametrize("case", DENIALS)
def test_the_verdict_on_drift_of_replies(case: Case) -> None:
    page = agree("drift", REPLY.id, case)
    assert "Fails on" not in page, "an option of `validate`"


def test_drift_that_the_earlier_report_has_too_is_listed() -> None:
    cli.run("drift", RECORD.id, write("before.ndjson", CODES), "--output", "before.json")
    words = ["drift", RECORD.id, write("after.ndjson", [*CODES, DRIFTED]), "--since", "before.json", "--format"]
    page = cli.run(*words, "html").stdout.decode()
    assert counts(page) == {"errors": (0, 0), "new": (1, 1), "recurring": (1, 1), "known": (0, 0), "resolved": (0, 0)}
    assert "after.ndjson:2:" in page.partition('id="recurring-kinds"')[2]
    assert "- Recurring drift: 1 kind." in html.unescape(cli.run(*words, "markdown").stdout.decode())
    assert "recurring" not in counts(cli.run(*words[:3], "--format", "html").stdout.decode()), "compared with nothing"


@pytest.mark.parametrize("command", ["validate", "drift"])
def test_drift_beyond_the_limit_is_no_drift_of_the_payload(command: str) -> None:
    name = write("a.ndjson", [record(invoiceState=1000 + number) for number in range(1500)])
    ran = {form: cli.run(command, RECORD.id, name, "--format", form).stdout.decode() for form in ("html", "markdown")}
    page, markdown = text_of(ran["html"]), html.unescape(ran["markdown"])
    for text in (page, markdown):
        assert "Some keywords have too many distinct findings; the rest is only counted (…)." in text
        assert "further kinds" in text
    rest = ran["html"].partition('id="kind-2"')[2].partition("</article>")[0]
    assert "further kinds" in rest
    assert "500 findings" in rest
    assert "Documented" not in rest
    assert "Invoice application" not in markdown
    assert "… x" not in markdown
