"""What is probably meant: each slip that people make is told for every contract, and nothing is told without reason."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.jsontext.pointer import get, set_path
from invoice_apis.validation.hints import hints
from support.emitted import Payload, payloads

SAMPLES = payloads("samples")
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=str)


def told(contract: ia.Contract, payload: Any) -> list[str]:
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


SLIPS: dict[str, tuple[Callable[[bytes], Any], str]] = {
    "in body": (lambda raw: {"body": value(raw)}, 'what stands in "/body" fits: give that alone'),
    "in response and data": (
        lambda raw: {"status": 200, "response": {"data": value(raw)}},
        'what stands in "/response/data" fits: give that alone',
    ),
    "in a list": (lambda raw: [value(raw)], 'what stands in "/0" fits: give that alone'),
    "as text in a member": (
        lambda raw: {"result": raw.decode()},
        'what stands in "/result" as encoded text fits: decode it',
    ),
    "encoded twice": (
        lambda raw: json.dumps(raw.decode()).encode(),
        "this is JSON text in a JSON string, encoded twice: decode it once more",
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
        "this starts with a byte order mark: leave out its first three bytes",
    ),
    "GBK": (lambda raw: '{"名称": 1}'.encode("gb18030"), "this is GBK: convert it to UTF-8"),
    "lines": (
        lambda raw: text(raw) + b"\n" + text(raw) + b"\n",
        "this is NDJSON, a document on each line: judge each line by itself",
    ),
    "a Python literal": (lambda raw: repr(value(raw)).encode(), "this is a Python literal: write it with json.dumps"),
    "single quotes": (lambda raw: b"{'a': true}", "this has single quotes: JSON has double ones"),
    "HTML": (
        lambda raw: b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>",
        "this is an HTML page, such as a proxy or a login shows: the service did not answer",
    ),
    "XML": (lambda raw: b'<?xml version="1.0"?><a/>', "this is XML, not JSON"),
}


@EVERY
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_by_name(sample: Payload, slip: str) -> None:
    spoil, hint = SLIPS[slip]
    assert told(sample.contract, spoil(sample.raw))[0] == hint


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
def test_literals_that_python_can_not_make_have_no_hint(literal: bytes) -> None:
    for contract in ia.contracts():
        assert told(contract, literal) == []


@EVERY
@pytest.mark.parametrize("other", ia.contracts(), ids=lambda contract: contract.id)
def test_the_payload_of_another_contract_is_named(sample: Payload, other: ia.Contract) -> None:
    mine = sample.contract
    if other.id == mine.id:
        assert told(other, sample.raw) == []
    elif (other.api, other.operation) == (mine.api, mine.operation):
        assert told(other, sample.raw) == [f"this is the {mine.direction} of the call: it fits {mine.id}"]
    else:
        assert told(other, sample.raw) == [f"this belongs to another contract: it fits {mine.id}"]


@EVERY
def test_a_part_without_what_belongs_around_it_is_placed(sample: Payload) -> None:
    """The largest parts of each documented payload, alone."""
    contract, whole = sample.contract, sample.contract.read(sample.raw)
    parts = {
        name: part
        for name, part in whole.items()
        if isinstance(part, (dict, list)) and len(json.dumps(part, default=str)) > 60
    }
    assert parts
    for name, part in parts.items():
        assert told(contract, part) == [f'this is what stands in "/{name}", without what belongs around it']
        if isinstance(part, list):
            assert told(contract, part[0]) == [f'this is one item of "/{name}", without what belongs around it']


@pytest.mark.parametrize("contract", [known for known in ia.contracts() if known.encoded], ids=lambda known: known.id)
def test_encoded_members_that_are_badly_encoded(contract: ia.Contract) -> None:
    sample = next(sample for sample in SAMPLES if sample.contract.id == contract.id)
    whole = json.loads(json.dumps(contract.read(sample.raw), default=float))
    for place in contract.encoded:
        inner = json.dumps(get(whole, place)).encode()
        plain = base64.b64encode(inner).decode()

        def hint(member: str, place: str = place) -> str:
            return "".join(told(contract, set_path(whole, place, member)))

        assert hint(plain) == ""
        assert hint(inner.decode()) == f'"{place}" holds JSON as plain text: give it as base64, or decoded'
        standard = "has line breaks, the URL-safe alphabet or no padding: give standard base64"
        assert hint(base64.encodebytes(inner).decode()) == f'the base64 text of "{place}" {standard}'
        assert hint(base64.b64encode(plain.encode()).decode()).startswith(f'"{place}" is base64 text of base64 text')
        assert "decrypt it first" in hint(base64.b64encode(bytes(range(128, 256))).decode())
        assert hint("no base64 at all!") == ""


def test_one_object_where_a_list_belongs() -> None:
    seen = 0
    for sample in SAMPLES:
        whole = json.loads(sample.raw)
        for name, member in whole.items():
            if isinstance(member, list) and not sample.contract.accepts({**whole, name: member[0]}):
                assert told(sample.contract, {**whole, name: member[0]}) == [
                    f'"/{name}" holds one item: put it into a list'
                ]
                seen += 1
    assert seen


def test_misspelt_arguments_are_told_with_the_documented_name() -> None:
    seen = 0
    for sample in SAMPLES:
        if sample.contract.direction == "request":
            for group, members in json.loads(sample.raw).items():
                for name in members:
                    wrong = {**members, f"{name[0].upper()}{name[1:]}_": members[name]}
                    del wrong[name]
                    found = told(sample.contract, {**json.loads(sample.raw), group: wrong})
                    assert f'"{name[0].upper()}{name[1:]}_" is not documented: is "{name}" meant?' in found
                    seen += 1
    assert seen


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"[1,", b"\xff\xff\xff", b'{"a": NaN}', {}, [], 1, None, "x", b"[" * 9999]
)
def test_nothing_is_guessed_without_a_sign(payload: Any) -> None:
    for contract in ia.contracts():
        assert told(contract, payload) == []


@EVERY
def test_no_value_stands_in_a_hint(sample: Payload) -> None:
    contract = sample.contract
    secrets = [secret for secret in contract.sensitive_values(contract.read(sample.raw)) if len(secret) > 6]
    for spoil, _ in SLIPS.values():
        shown = "".join(told(contract, spoil(sample.raw)))
        assert not [secret for secret in secrets if secret in shown]
