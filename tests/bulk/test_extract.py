"""Rows that hold the reply at a place, and HAR files: the same verdict as on the reply, at the place of the row."""

from __future__ import annotations

import base64
import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.bulk.report import BulkReport
from support import cli
from support.mutate import dumps
from support.slow import all_but_first

from .lines import mixed
from .test_commands import CONTRACT

RESPONSES = [contract for contract in ia.contracts() if contract.direction == "response"]
each_response = pytest.mark.parametrize("contract", RESPONSES, ids=lambda contract: contract.id)
BROKEN = CONTRACT.example(1, damage="wrong-type")
DRIFTED = {**CONTRACT.example(1), "newMember": 47114711}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(report: BulkReport) -> list[tuple[Any, ...]]:
    return [
        (found.kind, found.count, replace(found, first=found.first._replace(source="")).first)
        for found in report.findings
    ]


WRAPPED: dict[str, tuple[bytes, Any]] = {
    "/response": (b'{"id": 1, "response": %b, "status": 200}', False),
    "/a~1b/0/c": (b'{"a/b": [{"c": 1, "c": %b}, 2]}', False),
    "/text": (b'{"text": %b, "id": "\\u4e2d"}', True),
    "/message/body": (b'{"message": %b}', None),
    "/twice": (b'{"twice": %b}', "twice"),
}
"""Pointers, with rows that hold a reply there: as JSON, as JSON text, or within JSON text."""


def row(place: str, reply: bytes) -> bytes:
    template, is_text = WRAPPED[place]
    if is_text is None:
        reply = b'{"body": %b}' % reply
    elif is_text == "twice":
        reply = json.dumps(reply.decode()).encode()
    return template % (reply if is_text is False else json.dumps(reply.decode(), ensure_ascii=False).encode())


@each_response
@pytest.mark.parametrize("place", all_but_first(WRAPPED))
def test_a_reply_in_a_row_gets_its_own_verdict(place: str, contract: ia.Contract) -> None:
    replies = [line for line in mixed(contract, random.Random(contract.id), 60) if is_json(line)]
    alone = contract.check_lines(io.BytesIO(b"\n".join(replies)))
    rows = contract.check_lines(io.BytesIO(b"\n".join(row(place, reply) for reply in replies)), at=place)
    assert findings(rows) == findings(alone)
    assert (rows.documents, rows.valid, rows.rejected) == (alone.documents, alone.valid, alone.rejected)


def is_json(line: bytes) -> bool:
    """Whether a line may stand within a row; a string there is JSON text."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return b"NaN" not in line and line.strip() != b"" and b"1e400" not in line and not line.startswith((b"[[[", b'"'))


def units(*words: str, code: int = 1) -> list[Any]:
    ran = cli.run("validate", CONTRACT.id, *words, "--format", "ndjson")
    assert ran.returncode == code, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.parametrize("place", WRAPPED)
def test_a_finding_points_at_the_line_and_where_it_stands_there(place: str) -> None:
    reply = dumps(DRIFTED).encode()
    Path("rows.ndjson").write_bytes(b"\n" + row(place, reply) + b"\n" + row(place, reply))
    found = units("rows.ndjson", "--at", place, code=0)
    assert [(unit["line"], unit["instanceLocation"]) for unit in found] == [(2, "/newMember"), (3, "/newMember")]
    line = row(place, reply).decode()
    start = line[found[0]["column"] - 1 :]
    beginning = {False: "47114711", "twice": r'"\"{'}.get(WRAPPED[place][1], '"{')
    assert start.startswith(beginning), start[:30]


def test_a_document_of_several_lines_keeps_its_lines() -> None:
    Path("a.json").write_text(json.dumps({"id": 1, "response": json.loads(dumps(DRIFTED))}, indent=1))
    (unit,) = units("a.json", "--at", "/response", code=0)
    text = Path("a.json").read_text().splitlines()[unit["line"] - 1]
    assert text[unit["column"] - 1 :].startswith("47114711")


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": 1}',
        b'{"response": {"a": 1}, "id": 2}',
        b"[]",
        b"7",
        b"{",
        b'{"response": {"body": "{"}}',
        b'{"response": "no JSON"}',
        b'{"response": {"body": ""}}',
        b'{"response": {"body": "  "}}',
        b'{"response": {"body": "\\"\\""}}',
    ],
)
def test_a_row_without_a_reply_is_a_finding(line: bytes) -> None:
    Path("rows.ndjson").write_bytes(line + b"\n")
    (unit,) = units("rows.ndjson", "--at", "/response/body")
    assert (unit["line"], unit["severity"], unit["keyword"]) == (1, "error", "json")
    assert cli.run("drift", CONTRACT.id, "rows.ndjson", "--at", "/response/body").returncode == 1
    report = CONTRACT.check_lines("rows.ndjson", at="/response/body")
    assert (report.documents, report.rejected, report.blank) == (1, 1, 0)


def test_only_an_empty_row_is_blank() -> None:
    report = CONTRACT.check_lines(io.BytesIO(b'\n  \n{"r": ""}\n'), at="/r")
    assert (report.documents, report.rejected, report.blank) == (1, 1, 2)
    assert [found.kind.keyword for found in report.findings] == ["json"]


@pytest.mark.parametrize("at", ["response", "/a~", "/a~2b", " /a"])
def test_other_texts_are_no_pointers(at: str) -> None:
    Path("rows.ndjson").write_bytes(b"{}\n")
    for words in (["validate", CONTRACT.id], ["drift", CONTRACT.id], ["detect"]):
        ran = cli.run(*words, "rows.ndjson", "--at", at)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"not a JSON Pointer" in ran.stderr
    with pytest.raises(ValueError, match="not a JSON Pointer"):
        CONTRACT.check_lines(io.BytesIO(b"{}"), at=at)


def test_a_reject_of_a_row_has_its_reply_and_its_offset() -> None:
    lines = [row("/response", dumps(value).encode()) for value in (CONTRACT.example(1), BROKEN)]
    Path("rows.ndjson").write_bytes(b"\n".join(lines))
    CONTRACT.check_lines("rows.ndjson", at="/response", rejects="rejects")
    masked = json.loads(Path("rejects").read_bytes())
    assert (masked["line"], masked["offset"]) == (2, len(lines[0]) + 1)
    assert masked["value"].keys() == BROKEN.keys()
    CONTRACT.check_lines("rows.ndjson", at="/response", rejects="rejects", show_values=True)
    assert json.loads(Path("rejects").read_bytes())["raw"] == lines[1].decode()


def test_detect_looks_into_the_first_row() -> None:
    Path("rows.ndjson").write_bytes(row("/text", dumps(CONTRACT.example(1)).encode()) + b"\n{}\n")
    assert cli.run("detect", "rows.ndjson", "--at", "/text").stdout.startswith(CONTRACT.id.encode())
    ran = cli.run("detect", "rows.ndjson", "--at", "/nothing")
    assert ran.returncode == 1
    assert b'no value at "/nothing"' in ran.stdout


def entry(value: Any, mime: str = "application/json", encoding: str | None = None) -> dict[str, Any]:
    text = value if isinstance(value, str) else dumps(value)
    content = {"mimeType": mime, "text": base64.b64encode(text.encode()).decode() if encoding else text}
    return {
        "request": {"method": "GET"},
        "response": {"status": 200, "content": content | ({"encoding": encoding} if encoding else {})},
    }


HAR = {
    "log": {
        "version": "1.2",
        "entries": [
            entry(CONTRACT.example(1)),
            entry("<html></html>", "text/html"),
            entry(BROKEN),
            entry(BROKEN, "text/plain"),
            entry(BROKEN, "application/json;charset=utf-8", "base64"),
            entry("not JSON"),
            {"request": {}, "response": {"content": {"mimeType": "application/json"}}},
            {"request": {}},
            7,
        ],
    }
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("name", "words"), [("calls.har", []), ("calls.json", []), ("calls", ["--input-format", "har"])]
)
def test_the_json_bodies_of_recorded_calls_are_validated(name: str, words: list[str], indent: int | None) -> None:
    text = json.dumps(HAR, indent=indent)
    Path(name).write_text(text)
    found = units(name, *words)
    own = [
        (finding.pointer, finding.message) for finding in CONTRACT.check(BROKEN).findings if finding.severity == "error"
    ]
    errors = [unit for unit in found if unit["severity"] == "error"]
    for index in (2, 3, 4):
        of_entry = [unit for unit in errors if unit["entry"] == f"/log/entries/{index}"]
        assert [(unit["instanceLocation"], unit["error"]) for unit in of_entry] == own
        line = text.splitlines()[of_entry[0]["line"] - 1][of_entry[0]["column"] - 1 :]
        assert json.JSONDecoder().raw_decode(line)[0] == HAR["log"]["entries"][index]["response"]["content"]["text"]  # type: ignore[index]
    assert [unit["keyword"] for unit in errors if unit["entry"] == "/log/entries/5"] == ["json"]
    assert {unit["entry"] for unit in found} <= {f"/log/entries/{index}" for index in (0, 2, 3, 4, 5)}
    said = cli.run("validate", CONTRACT.id, name, *words).stdout.decode()
    assert " of /log/entries/2)" in said
    assert "5 documents" in said
    assert b"5 documents" in cli.run("drift", CONTRACT.id, name, *words).stdout


def test_a_folder_gives_its_recorded_calls_and_detect_looks_into_the_first() -> None:
    Path("calls.har").write_text(json.dumps(HAR))
    assert {unit["source"] for unit in units(".")} == {"calls.har"}
    assert cli.run("detect", "calls.har").stdout.startswith(CONTRACT.id.encode())


def test_a_pointer_into_a_har_file_selects_one_reply() -> None:
    Path("calls.har").write_text(json.dumps(HAR))
    said = cli.run("validate", CONTRACT.id, "calls.har", "--at", "/log/entries/2/response/content/text").stdout
    assert b"1 document, 0 without error" in said


def test_a_file_without_recorded_bodies_has_no_document() -> None:
    Path("calls.har").write_text('{"log": {"entries": []}}')
    ran = cli.run("validate", CONTRACT.id, "calls.har")
    assert (ran.returncode, b"no document" in ran.stderr) == (0, True)
