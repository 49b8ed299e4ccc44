"""The scanner as Python sees it: one text, a block of lines, a column; what it takes, and what it refuses."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from array import array
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import invoice_apis as ia
import pytest
from agreement.payloads import texts
from invoice_apis import scanner
from invoice_apis.jsontext import MAX_BYTES

pytestmark = pytest.mark.skipif(not scanner.native, reason="the extension is not built")

CONTRACT = ia.contract("huawei_bssintl/ListInvoices.response")
KINGDEE = ia.contract("kingdee_invoice/QueryBillInvoices.response")
CLEAN = b'{"count":1,"invoices":[{"requestId":"IV1","invoiceState":8,"invoiceAmount":102.00}]}'
FAILURE = b'{"error_code":"CBC.0100","error_msg":"no"}'
BROKEN = b'{"count":1}'


def scanner_of(contract: ia.Contract) -> scanner.Scanner:
    own = scanner.load(contract.rules)
    assert own is not None
    return own


def scan(raw: Any, contract: ia.Contract = CONTRACT) -> Any:
    return scanner_of(contract).scan(raw)


def reported(raw: bytes, contract: ia.Contract = CONTRACT) -> tuple[int, list[tuple[str, int, bytes]]]:
    own = scanner_of(contract)
    outcome, deviations = own.scan(raw)  # type: ignore[misc]
    return outcome, [(own.paths[node], kind, token) for node, kind, token in deviations]


def test_a_text_without_findings_is_a_clean_success_or_failure() -> None:
    assert scan(CLEAN) == scanner.SUCCESS
    assert scan(FAILURE) == scanner.FAILURE
    assert scan(BROKEN) == scanner.UNSURE


@pytest.mark.parametrize(
    ("member", "deviation"),
    [
        (b'"invoiceState":null', ("/invoices/*/invoiceState", scanner.TYPE, b"null")),
        (b'"invoiceState":"8"', ("/invoices/*/invoiceState", scanner.TYPE, b'"8"')),
        (b'"invoiceState":99', ("/invoices/*/invoiceState", scanner.VALUE, b"99")),
        (b'"billCycle":"202413"', ("/invoices/*/billCycle", scanner.VALUE, b'"202413"')),
        (b'"new":{"a":[1,2]}', ("/invoices/*", scanner.MEMBER, b"new")),
    ],
)
def test_what_only_the_documented_schema_rejects_is_told_with_its_token(
    member: bytes, deviation: tuple[str, int, bytes]
) -> None:
    raw = b'{"count":1,"invoices":[{"requestId":"IV1",%b}]}' % member
    assert reported(raw) == (scanner.SUCCESS, [deviation])


def test_an_integer_that_looks_rounded_is_told_also_where_it_is_not() -> None:
    raw = b'{"errorCode":"0","success":true,"data":[{"billNo":"B","invoiceList":[{"billNo":"B","id":%d}]}]}'
    place = "/data/*/invoiceList/*/id"
    assert reported(raw % 1223726550327785500, KINGDEE)[1] == [(place, scanner.ROUNDED, b"1223726550327785500")]
    assert scan(raw % 1223726550327785510, KINGDEE) == scanner.SUCCESS


def test_an_encoded_member_is_judged_as_what_it_carries() -> None:
    inner = json.dumps([{"billNo": "B", "invoiceList": [{"billNo": "B", "invoiceStatus": None}]}]).encode()
    raw = b'{"errorCode":"0","success":true,"data":"%b"}' % base64.b64encode(inner)
    assert reported(raw, KINGDEE) == (scanner.SUCCESS, [("/data/*/invoiceList/*/invoiceStatus", scanner.TYPE, b"null")])
    assert scan(raw.replace(b"W", b"W\\n", 1), KINGDEE) == scanner.UNSURE
    assert scan(b'{"errorCode":"0","success":true,"data":""}', KINGDEE) == scanner.UNSURE


@pytest.mark.parametrize("escaped", [True, False])
def test_an_escaped_slash_in_base64_is_read(escaped: bool) -> None:
    inner = '[{"billNo":"ÿÿÿ?????>>>>","invoiceList":[{"billNo":"??>?"}]}]'.encode()
    text = base64.b64encode(inner)
    assert b"/" in text
    raw = b'{"errorCode":"0","success":true,"data":"%b"}' % (text.replace(b"/", rb"\/") if escaped else text)
    assert scan(raw, KINGDEE) == scanner.SUCCESS


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"\xef\xbb\xbf" + CLEAN,
        CLEAN + b"x",
        CLEAN[:-1],
        CLEAN.replace(b"IV1", b"\xff"),
        CLEAN.replace(b"IV1", b"\xed\xa0\x80"),
        CLEAN.replace(b"IV1", b"\xc0\xaf"),
        CLEAN.replace(b"IV1", b"\xf4\x90\x80\x80"),
        CLEAN.replace(b"IV1", rb"\ud800"),
        CLEAN.replace(b"IV1", b"a\x00b"),
        CLEAN.replace(b'"count":1', b'"count":01'),
        CLEAN.replace(b'"count":1', b'"count":1e0'),
        CLEAN.replace(b'"count":1', b'"count":1,"count":1'),
        CLEAN.replace(b'"count":1', b'"count":1,"x":{"a":1,"a":1}'),
        CLEAN.replace(b'"count":1', b'"c\\u006funt":1'),
        CLEAN.replace(b"102.00", b"1e400"),
        CLEAN.replace(b"102.00", b"1" * 400),
        CLEAN.replace(b'"count":1', b'"count":1,"x":' + b"[" * 150 + b"]" * 150),
    ],
)
def test_what_is_odd_is_left_to_the_full_validation(raw: bytes) -> None:
    assert scan(raw) == scanner.UNSURE


def test_more_deviations_than_it_tells_are_left_to_the_full_validation() -> None:
    drifted = b'{"count":1,"invoices":[%b]}'
    assert len(reported(drifted % b",".join([b'{"invoiceState":99}'] * 1000))[1]) == 1000
    assert scan(drifted % b",".join([b'{"invoiceState":99}'] * 1001)) == scanner.UNSURE


def test_a_text_beyond_the_limit_is_left_to_the_full_validation() -> None:
    assert scan(CLEAN + b" " * (MAX_BYTES - len(CLEAN))) == scanner.SUCCESS
    assert scan(CLEAN + b" " * (MAX_BYTES - len(CLEAN) + 1)) == scanner.UNSURE


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_buffer_is_taken(kind: Any) -> None:
    assert scan(kind(CLEAN)) == scanner.SUCCESS
    assert scanner_of(CONTRACT).judge(kind(CLEAN)) == scanner.SUCCESS


def test_text_is_no_buffer() -> None:
    with pytest.raises(TypeError):
        scan(CLEAN.decode())


def documents() -> list[bytes]:
    return [raw.replace(b"\n", b" ") for raw in texts(CONTRACT, 400, 2) if raw.strip()] + [CLEAN, FAILURE, BROKEN]


def test_judge_says_the_same_without_the_deviations() -> None:
    own = scanner_of(CONTRACT)
    for raw in documents():
        result = own.scan(raw)
        assert own.judge(raw) == (result[0] + 2 if isinstance(result, tuple) else result)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \n"])
@pytest.mark.parametrize("last", [b"", b"\n", b"\n\n \t\r\n"])
def test_lines_are_judged_like_texts(end: bytes, last: bytes) -> None:
    own, lines = scanner_of(CONTRACT), [b"", *documents(), b" \t"]
    block = end.join(lines) + last
    count, blank, listed = own.lines(block)
    every = block.split(b"\n")[: -1 if block.endswith(b"\n") else None]
    assert count == len(every)
    assert blank == sum(not line.strip(b" \t\r") for line in every)
    found = {index: result for index, _, _, result in listed}
    assert all(block[start:stop] == every[index] for index, start, stop, _ in listed)
    for index, line in enumerate(every):
        if line.strip(b" \t\r"):
            assert found.get(index, scanner.SUCCESS) == own.scan(line)
        else:
            assert index not in found


def test_a_part_of_a_block_is_judged_without_a_copy() -> None:
    own, block = scanner_of(CONTRACT), CLEAN + b"\n" + BROKEN + b"\n" + FAILURE
    start = len(CLEAN) + 1
    assert own.lines(block, start) == (
        2,
        0,
        [(0, start, start + len(BROKEN), 0), (1, start + len(BROKEN) + 1, len(block), 2)],
    )
    assert own.lines(block, 0, start) == (1, 0, [])
    assert own.lines(block, start, start) == (0, 0, [])
    for wrong in ((-1, 2), (3, 2), (0, len(block) + 1)):
        with pytest.raises(ValueError, match="within the block"):
            own.lines(block, *wrong)


def test_deviations_of_lines_with_encoded_members_keep_their_tokens() -> None:
    own, lines = scanner_of(KINGDEE), []
    for number in range(50):
        inner = b'[{"billNo":"B","invoiceList":[{"billNo":"B","new%d":1}]}]' % number
        lines.append(b'{"errorCode":"0","success":true,"data":"%b"}' % base64.b64encode(inner))
    _, _, listed = own.lines(b"\n".join(lines))
    assert [result[1][0][2] for *_, result in listed] == [b"new%d" % number for number in range(50)]  # type: ignore[index]


@pytest.mark.parametrize(("width", "code"), [(4, "i"), (8, "q")])
def test_a_column_is_judged_in_place(width: int, code: str) -> None:
    own, rows = scanner_of(CONTRACT), documents()
    offsets = array(code, [0])
    for row in rows:
        offsets.append(offsets[-1] + len(row))
    out = bytearray(len(rows) - 3)
    clean = own.column(b"".join(rows), offsets, width, 2, len(rows) - 3, out)
    assert list(out) == [own.judge(row) for row in rows[2:-1]]
    assert clean == out.count(1)


@pytest.mark.parametrize(
    ("offsets", "width", "offset", "length", "room"),
    [
        ([0, 5, 3], 4, 0, 2, 2),
        ([0, 5, 99], 4, 0, 2, 2),
        ([-1, 5, 6], 4, 0, 2, 2),
        ([0, 5, 6], 4, 0, 3, 3),
        ([0, 5, 6], 4, 1, 2, 2),
        ([0, 5, 6], 4, 0, 2, 1),
        ([0, 5, 6], 3, 0, 1, 1),
        ([0, 5, 6], 4, -1, 1, 1),
        ([0, 5, 6], 4, 0, -1, 1),
        ([], 4, 0, 0, 0),
    ],
)
def test_a_column_with_wrong_sizes_is_refused(
    offsets: list[int], width: int, offset: int, length: int, room: int
) -> None:
    with pytest.raises(ValueError, match=r"buffers|outside"):
        scanner_of(CONTRACT).column(b"{}{}{}", array("i", offsets), width, offset, length, bytearray(room))


def test_threads_scan_at_the_same_time() -> None:
    own, block = scanner_of(CONTRACT), b"\n".join(documents())
    expected = own.lines(block)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(lambda _: own.lines(block), range(16)))


@pytest.mark.parametrize("program", [b"", b"x", b"SCAN" + bytes(44), bytes(4096)])
def test_a_damaged_program_is_refused(program: bytes) -> None:
    from invoice_apis.scanner import _scanner

    with pytest.raises(ValueError, match="damaged"):
        _scanner.Program(program)


def test_the_environment_turns_it_off() -> None:
    code = "import invoice_apis as ia; from invoice_apis import scanner; print(scanner.load(ia.contracts()[0].rules))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={scanner.OFF: "0"}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "None\n"


def test_a_module_that_was_built_for_other_programs_is_not_used() -> None:
    """As after an update of an editable installation without a C compiler."""
    code = """
import sys, types
sys.modules["invoice_apis.scanner._scanner"] = old = types.ModuleType("_scanner")
old.VERSION = 0
import invoice_apis as ia
contract = ia.contracts()[0]
print(ia.native, contract.accepts(b"{}"), contract.check(b"7").ok)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split()[0] == "False"
    assert ran.stdout.split()[2] == "False"
