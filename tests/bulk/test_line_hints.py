"""Files that are not NDJSON, or not of replies: one hint for a file says what it is."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invoice_apis.contract import contract, contracts
from invoice_apis.testing.examples.schemas import records_pointer
from invoice_apis.validation.hints import line_hints
from support import cli
from support.calling import OPERATIONS
from support.mutate import dumps

OPERATION = next(operation for operation in OPERATIONS if operation.walk)
CONTRACT = contract(f"{OPERATION.id}.response")
REPLIES = [json.loads(dumps(CONTRACT.example(seed))) for seed in range(3)]
LINES = b"".join(json.dumps(reply).encode() + b"\n" for reply in REPLIES)
Mistake = tuple[Callable[[], bytes], str]


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("a.ndjson")
        member.size = len(LINES)
        archive.addfile(member, io.BytesIO(LINES))
    return file.getvalue()


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, LINES)
    return file.getvalue()


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"payload": LINES.decode().splitlines()}), file)
    return file.getvalue()


def snake(value: Any) -> Any:
    if isinstance(value, list):
        return [snake(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): snake(member) for name, member in value.items()}


def records() -> list[Any]:
    place = records_pointer(OPERATION)
    assert place
    found: Any = REPLIES[0]
    for name in place.split("/")[1:]:
        found = found[name]
    return list(found)


def of(*values: Any, **options: Any) -> bytes:
    return b"".join(json.dumps(value, **options).encode() + b"\n" for value in values)


MISTAKES: dict[str, Mistake] = {
    "utf-16": (lambda: LINES.decode().encode("utf-16"), "UTF-16"),
    "utf-16 without a mark": (lambda: LINES.decode().encode("utf-16-le"), "UTF-16"),
    "carriage returns": (lambda: LINES.replace(b"\n", b"\r"), "carriage return"),
    "an array on one line": (lambda: of(REPLIES), "array of documents"),
    "an array": (lambda: of(REPLIES, indent=1), "array of documents"),
    "glued": (lambda: LINES.replace(b"\n", b""), "one behind the other"),
    "pretty-printed": (lambda: of(*REPLIES, indent=2), "over several lines"),
    "one document": (lambda: of(REPLIES[0], indent=2), "--input-format json"),
    "gzip in gzip": (lambda: gzip.compress(gzip.compress(LINES)), "compressed with gzip"),
    "bzip2": (lambda: bz2.compress(LINES), "compressed with bzip2"),
    "xz": (lambda: lzma.compress(LINES), "compressed with xz"),
    "tar": (tar, "tar archive"),
    "tar in gzip": (lambda: gzip.compress(tar()), "tar archive"),
    "zip": (lambda: zipped("a.ndjson"), "zip archive"),
    "xlsx": (lambda: zipped("xl/workbook.xml"), "Excel workbook"),
    "parquet": (parquet, "Parquet file"),
    "csv": (lambda: b"id,amount,state\n1,2.00,ok\n2,3.00,ok\n", "CSV"),
    "csv with JSON": (lambda: b'id;payload\n1;"{""count"": 1}"\n', "CSV"),
    "records in snake_case": (lambda: of(*map(snake, records())), "snake_case"),
    "a callback": (lambda: of(*[{"event": "made", "content": records()}] * 3), "callback"),
    "a callback with text": (lambda: of(*[{"event": "made", "content": json.dumps(records())}] * 3), "callback"),
    "records": (lambda: of(*records() * 3), "one item of"),
    "wrapped": (lambda: of(*({"id": 1, "body": reply} for reply in REPLIES)), '"/body"'),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + LINES, "byte order mark"),
    "commas": (lambda: LINES.replace(b"\n", b",\n"), "a comma stands behind the document"),
    "record separators": (lambda: b"".join(b"\x1e" + line + b"\n" for line in LINES.splitlines()), "RFC 7464"),
    "HTML": (lambda: b"<html>\n<body>\n", "HTML"),
    "Python": (lambda: b"".join(f"{reply!r}\n".encode() for reply in REPLIES), "json.dumps"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hints(name: str, *words: str) -> list[str]:
    ran = cli.run("validate", CONTRACT.id, name, "--format", "json", *words)
    assert ran.returncode == 1
    return [hint["hint"] for hint in json.loads(ran.stdout)["hints"]]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_file_gets_its_hint_once(mistake: str, jobs: str) -> None:
    make, words = MISTAKES[mistake]
    Path("a.ndjson").write_bytes(make())
    found = hints("a.ndjson", "--jobs", jobs)
    assert [words in hint for hint in found].count(True) == 1, found
    assert len(set(found)) == len(found) <= 3


@pytest.mark.parametrize("mistake", [name for name in MISTAKES if name not in ("one document", "pretty-printed")])
def test_a_document_gets_the_same_hint(mistake: str) -> None:
    make, words = MISTAKES[mistake]
    content = make().rstrip(b"\n")
    Path("a.json").write_bytes(
        content if content.count(b"\n") == 0 or mistake not in PER_LINE else content.split(b"\n")[0]
    )
    assert any(words in hint for hint in hints("a.json"))


PER_LINE = {"records in snake_case", "a callback", "a callback with text", "records", "wrapped", "Python"}
"""Mistakes of each line by itself."""


def test_a_reply_in_snake_case_is_named() -> None:
    seen = 0
    for response in (each for each in contracts() if each.direction == "response"):
        line = json.dumps(snake(json.loads(dumps(response.example(1))))).encode()
        if not response.accepts(line):
            seen += 1
            assert any("snake_case" in hint for hint in line_hints(response, line))
    assert seen


def test_a_mistake_that_begins_later_gets_its_hint_too() -> None:
    Path("a.ndjson").write_bytes(LINES * 50 + of(*({"id": 1, "body": reply} for reply in REPLIES)) + LINES)
    assert ['"/body"' in hint for hint in hints("a.ndjson")] == [True]


UNHINTED = (b'{"a": 1}\n', b"[]\n", b"7\n")
"""Rejected lines that get no hint."""


def test_lines_without_a_hint_do_not_hide_the_one_that_has_one() -> None:
    wrapped = of({"id": 1, "body": REPLIES[0]})
    Path("a.ndjson").write_bytes(b"".join(UNHINTED) * 200 + LINES + wrapped)
    for jobs in ("1", "2"):
        assert ['"/body"' in hint for hint in hints("a.ndjson", "--jobs", jobs)] == [True]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_lines_that_are_looked_at_are_bounded(jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from invoice_apis.bulk import suspects
    from invoice_apis.validation import hints as module

    looked: list[bytes] = []
    own = module.line_hints
    monkeypatch.setattr(module, "line_hints", lambda *words: looked.append(words[1]) or own(*words))
    Path("a.ndjson").write_bytes(b"".join(b'{"a%d": {"b": 1}}\n{"%s": 7}\n' % (n, b"x" * n) for n in range(5000)))
    assert hints("a.ndjson", "--jobs", jobs) == []
    assert 0 < len(looked) <= suspects.MOST_OF_SOURCE


def test_all_rows_that_hold_the_reply_are_told_the_option() -> None:
    for value in (REPLIES[0], json.dumps(REPLIES[0])):
        Path("a.ndjson").write_bytes(of({"id": 1, "the reply": value}) * 3)
        assert hints("a.ndjson") == ["the value at \"/the reply\" is valid: add `--at '/the reply'`"]
        assert cli.run("validate", CONTRACT.id, "a.ndjson", "--at", "/the reply").returncode == 0
        said = cli.run("detect", "a.ndjson").stdout.decode()
        assert said.endswith(f"fits {CONTRACT.id}: add `--at '/the reply'`\n")
        Path("b.ndjson").write_bytes(of({"row": {"body": value}}) * 3)
        assert hints("b.ndjson", "--at", "/row") == ['the value at "/body" is valid: add `--at /row/body`']


def test_what_the_option_does_not_open_is_to_be_decoded() -> None:
    text = base64.b64encode(json.dumps(REPLIES[0]).encode()).decode()
    Path("a.ndjson").write_bytes(of({"body": text}) * 3)
    assert hints("a.ndjson") == ['the text at "/body" is valid once decoded: pass the decoded value']


DUMP = {"count": 1, "invoices": [{"request_id": "1", "invoice_amount": 3.5, "email": "x"}]}
DUMPS: list[tuple[str, Any]] = [
    ("huawei_bssintl/ListInvoices.response", DUMP),
    ("huawei_bssintl/Invoice", DUMP["invoices"][0]),  # type: ignore[index]
]


@pytest.mark.parametrize(("id", "value"), DUMPS, ids=["response", "record"])
def test_a_dump_in_snake_case_gets_its_hint_without_an_error(id: str, value: Any) -> None:
    Path("a.ndjson").write_bytes(of(value) * 50)
    Path("a.json").write_bytes(of(value))
    for name in ("a.ndjson", "a.json"):
        ran = cli.run("validate", id, name, "--format", "json")
        assert ran.returncode == 0
        (hint,) = [each["hint"] for each in json.loads(ran.stdout)["hints"]]
        assert "snake_case" in hint
    assert "snake_case" in cli.run("detect", "a.json").stdout.decode()


def test_a_full_dump_of_an_sdk_gets_its_hint_too() -> None:
    for response in contracts():
        if response.direction == "record":
            record = json.loads(dumps(response.example(1)))
            line = json.dumps(snake(record)).encode()
            found = line_hints(response, line)
            is_same = snake(record) == record  # names of one word each
            assert is_same or not response.accepts(line) or any("snake_case" in hint for hint in found)


def test_new_members_with_an_underscore_are_no_dump() -> None:
    record, *_ = records()
    Path("a.ndjson").write_bytes(of({**record, "new_member": 1, "other_member": 2}))
    each = next(each for each in contracts() if each.direction == "record" and each.accepts(record))
    ran = cli.run("validate", each.id, "a.ndjson", "--format", "json")
    assert (ran.returncode, json.loads(ran.stdout)["hints"]) == (0, [])


@pytest.mark.parametrize("content", [b"{\n" * 5, b"[]\n", b'{"a": 1}\n', b"\x00\x01\x02\n", b"a b\nc d\n"])
def test_what_is_not_known_gets_none(content: bytes) -> None:
    Path("a.ndjson").write_bytes(content)
    assert hints("a.ndjson") == []
