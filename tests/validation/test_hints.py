"""Each common mistake gets its hint for every contract; other payloads get none."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import invoice_apis as ia
import pytest
from invoice_apis.jsontext.pointer import get, set_path
from invoice_apis.validation.hints import hints
from support.emitted import Payload, payloads

SAMPLES = payloads("samples")
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=str)


def hints_for(contract: ia.Contract, payload: Any) -> list[str]:
    decoded, report = contract.decode(payload), contract.check(payload)
    english = hints(contract, decoded, report)
    chinese = hints(contract, decoded, report, "zh")
    assert len(chinese) == len(english)
    assert all(one != other for one, other in zip(english, chinese, strict=True))
    return english


def value(raw: bytes) -> Any:
    return json.loads(raw)


def text(raw: bytes) -> bytes:
    return json.dumps(json.loads(raw), ensure_ascii=False).encode()


MISTAKES: dict[str, tuple[Callable[[bytes], Any], str]] = {
    "in body": (lambda raw: {"body": value(raw)}, 'the value at "/body" is valid: pass only that value'),
    "in response and data": (
        lambda raw: {"status": 200, "response": {"data": value(raw)}},
        'the value at "/response/data" is valid: pass only that value',
    ),
    "in a list": (lambda raw: [value(raw)], 'the value at "/0" is valid: pass only that value'),
    "as text in a member": (
        lambda raw: {"result": raw.decode()},
        'the text at "/result" is valid once decoded: pass the decoded value',
    ),
    "encoded twice": (
        lambda raw: json.dumps(raw.decode()).encode(),
        "this is JSON encoded twice, as text in a JSON string: decode it once more",
    ),
    "base64": (base64.b64encode, "this is base64 text of JSON: decode it first"),
    "base64 in lines": (base64.encodebytes, "this is base64 text of JSON: decode it first"),
    "base64 in a JSON string": (
        lambda raw: json.dumps(base64.b64encode(raw).decode()).encode(),
        "this is base64 text of JSON: decode it first",
    ),
    "gzip": (gzip.compress, "this is compressed with gzip: decompress it first"),
    "utf-16": (lambda raw: raw.decode().encode("utf-16"), "this is UTF-16: convert it to UTF-8"),
    "utf-16 without a mark": (lambda raw: raw.decode().encode("utf-16-le"), "this is UTF-16: convert it to UTF-8"),
    "a byte order mark": (
        lambda raw: b"\xef\xbb\xbf" + raw,
        "this starts with a byte order mark: remove its first three bytes",
    ),
    "GBK": (lambda raw: '{"名称": 1}'.encode("gb18030"), "this is GBK: convert it to UTF-8"),
    "lines": (
        lambda raw: text(raw) + b"\n" + text(raw) + b"\n",
        "this is NDJSON, one document per line: validate each line by itself",
    ),
    "a Python literal": (lambda raw: repr(value(raw)).encode(), "this is a Python literal: write it with json.dumps"),
    "a comma behind it": (
        lambda raw: text(raw) + b",\n",
        "a comma stands behind the document: write each document on a line of its own, without commas",
    ),
    "a record separator": (
        lambda raw: b"\x1e" + text(raw) + b"\n",
        "record separators stand before the documents (RFC 7464): remove them, as `tr -d '\\036'` does",
    ),
    "a Python literal and a comma": (
        lambda raw: repr({**value(raw), "one": None}).encode() + b",",
        "this is a Python literal: write it with json.dumps",
    ),
    "single quotes": (lambda raw: b"{'a': true}", "this has single quotes: JSON uses double quotes"),
    "HTML": (
        lambda raw: b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>",
        "this is an HTML page, as from a proxy or a login form: the service did not answer",
    ),
    "XML": (lambda raw: b'<?xml version="1.0"?><a/>', "this is XML, not JSON"),
}


@EVERY
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_its_hint(sample: Payload, mistake: str) -> None:
    change, hint = MISTAKES[mistake]
    assert hints_for(sample.contract, change(sample.raw))[0] == hint


@pytest.mark.parametrize(
    "literal",
    [
        b'{"a":{{}:1}}',
        b"{[1]:2}",
        b"{{1}}",
        b"[{1}, b'x', 1j, ...]",
        b"[" + b"-" * 99_000 + b"1]",
        b"[" + b"(" * 9_000 + b"1]",
        b"[" + b"9" * 9_000 + b",]",
    ],
    ids=lambda literal: literal[:12].decode(),
)
def test_invalid_python_literals_have_no_hint(literal: bytes) -> None:
    for contract in ia.contracts():
        assert hints_for(contract, literal) == []


@EVERY
@pytest.mark.parametrize("other", ia.contracts(), ids=lambda contract: contract.id)
def test_the_payload_of_another_contract_is_named(sample: Payload, other: ia.Contract) -> None:
    mine = sample.contract
    if other.id == mine.id:
        assert hints_for(other, sample.raw) == []
    elif (other.api, other.operation) == (mine.api, mine.operation):
        assert hints_for(other, sample.raw) == [f"this is the {mine.direction} of the call: it fits {mine.id}"]
    else:
        assert hints_for(other, sample.raw) == [f"this belongs to another contract: it fits {mine.id}"]


@EVERY
def test_a_part_of_a_payload_is_placed(sample: Payload) -> None:
    """The largest members of each documented payload, alone."""
    contract, whole = sample.contract, sample.contract.read(sample.raw)
    parts = {
        name: part
        for name, part in whole.items()
        if isinstance(part, (dict, list)) and len(json.dumps(part, default=str)) > 60
    }
    assert parts
    for name, part in parts.items():
        assert hints_for(contract, part) == [f'this is only the value of "/{name}": pass the whole payload']
        if isinstance(part, list):
            hint = f'this is only one item of "/{name}": pass the whole payload, or validate it by {contract.api}/'
            assert [each[: len(hint)] for each in hints_for(contract, part[0])] == [hint]


@pytest.mark.parametrize("contract", [known for known in ia.contracts() if known.encoded], ids=lambda known: known.id)
def test_wrongly_encoded_members(contract: ia.Contract) -> None:
    sample = next(sample for sample in SAMPLES if sample.contract.id == contract.id)
    whole = json.loads(json.dumps(contract.read(sample.raw), default=float))
    for place in contract.encoded:
        inner = json.dumps(get(whole, place)).encode()
        plain = base64.b64encode(inner).decode()

        def hint(member: str, place: str = place) -> str:
            return "".join(hints_for(contract, set_path(whole, place, member)))

        assert hint(plain) == ""
        assert hint(inner.decode()) == f'"{place}" is plain JSON text: encode it as base64, or pass the decoded value'
        standard = f'"{place}": the base64 text has line breaks: use standard base64'
        assert hint(base64.encodebytes(inner).decode()) == (standard if contract.direction == "request" else "")
        assert hint(base64.b64encode(plain.encode()).decode()).startswith(f'"{place}" is base64 text of base64 text')
        assert "decrypt it first" in hint(base64.b64encode(bytes(range(128, 256))).decode())
        assert hint("no base64 at all!") == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: base64.b64encode(raw).decode().replace("+", " "), "blanks where + belongs"),
        (lambda raw: quote(base64.b64encode(raw).decode(), safe=""), "percent signs of a URL"),
        (lambda raw: base64.b64encode(raw.decode().encode("gb18030")).decode(), "GBK"),
        (lambda raw: base64.b64encode(gzip.compress(raw)).decode(), "gzip"),
        (lambda raw: base64.b64encode(bytes(range(128, 256))).decode(), "aes_key"),
    ],
    ids=["blanks", "percent", "gbk", "gzip", "aes"],
)
def test_what_is_wrong_inside_of_an_encoded_member_is_named(change: Any, words: str) -> None:
    own = ia.contract("kingdee_invoice/QueryBillInvoices.response")
    raw = json.dumps([{"billNo": "测试>>>???"}], ensure_ascii=False).encode()
    reply = {"errorCode": "0", "success": True, "data": change(raw)}
    assert not own.check(reply).ok
    assert words in "".join(hints_for(own, reply))


def test_one_object_in_place_of_a_list() -> None:
    seen = 0
    for sample in SAMPLES:
        whole = json.loads(sample.raw)
        for name, member in whole.items():
            if isinstance(member, list) and not sample.contract.accepts({**whole, name: member[0]}):
                assert hints_for(sample.contract, {**whole, name: member[0]}) == [
                    f'"/{name}" is a single object: put it into a list'
                ]
                seen += 1
    assert seen


def test_misspelled_members_get_the_documented_name() -> None:
    seen = 0
    for sample in SAMPLES:
        if sample.contract.direction == "request":
            for group, members in json.loads(sample.raw).items():
                for name in members:
                    wrong = {**members, f"{name[0].upper()}{name[1:]}_": members[name]}
                    del wrong[name]
                    found = hints_for(sample.contract, {**json.loads(sample.raw), group: wrong})
                    assert f'"{name[0].upper()}{name[1:]}_" is not documented: did you mean "{name}"?' in found
                    seen += 1
    assert seen


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"[1,", b"\xff\xff\xff", b'{"a": NaN}', {}, [], 1, None, "x", b"[" * 9999]
)
def test_no_hint_without_evidence(payload: Any) -> None:
    for contract in ia.contracts():
        assert hints_for(contract, payload) == []


@EVERY
def test_hints_show_no_values(sample: Payload) -> None:
    contract = sample.contract
    secrets = [secret for secret in contract.sensitive_values(contract.read(sample.raw)) if len(secret) > 6]
    for change, _ in MISTAKES.values():
        shown = "".join(hints_for(contract, change(sample.raw)))
        assert not [secret for secret in secrets if secret in shown]
