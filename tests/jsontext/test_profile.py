"""The JSON profile, which no schema can express: all functions agree, with a clear message and no exception."""

from __future__ import annotations

import json
import math
from datetime import datetime
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis import jsontext
from support.emitted import exact, fingerprint, payloads, reply_class
from support.mutate import dumps

SAMPLES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]

LEXICAL = {
    "empty": (b"", "empty"),
    "only spaces": (b" \n\t ", "empty"),
    "byte order mark": (b"\xef\xbb\xbf{}", "byte order mark"),
    "UTF-16": ('{"a":1}'.encode("utf-16"), "UTF-16"),
    "Latin-1": ('{"a":"é"}'.encode("latin-1"), "not UTF-8 at byte 6"),
    "overlong UTF-8": (b'{"a":"\xc0\xaf"}', "not UTF-8"),
    "surrogate in UTF-8": (b'{"a":"\xed\xa0\x80"}', "not UTF-8"),
    "half a surrogate pair": (b'{"a":"\\ud800"}', "not JSON"),
    "NaN": (b'{"a":NaN}', "not JSON"),
    "Infinity": (b'{"a":-Infinity}', "not JSON"),
    "number too large": (b'{"a":1e400}', "beyond the range of a double"),
    "integer too large": (b'{"a":' + b"9" * 400 + b"}", "beyond the range of a double"),
    "integer of very many digits": (b'{"a":' + b"9" * 5000 + b"}", "beyond the range of a double"),
    "exponent of many digits": (b'{"a":1e-99999999999999999999}', "exponent"),
    "zero with an exponent of many digits": (b'{"a":0e99999999999999999999}', "exponent"),
    "too deep": (b'{"a":' + b"[" * 250 + b"]" * 250 + b"}", "deeper than 200"),
    "far too deep": (b"[" * 100_000, "deeper than 200"),
    "trailing text": (b"{} {}", "not JSON"),
    "truncated": (b'{"a": [1, 2', "not JSON"),
    "trailing comma": (b'{"a":1,}', "not JSON"),
    "single quotes": (b"{'a':1}", "not JSON"),
    "comment": (b"{} // no", "not JSON"),
    "control character in a string": (b'{"a":"\x01"}', "not JSON"),
    "leading zero": (b'{"a":01}', "not JSON"),
    "Arabic digits": ('{"a":٣}'.encode(), "not JSON"),
    "a NUL after the value": (b"{}\x00", "not JSON"),
}


@pytest.mark.parametrize("name", LEXICAL)
@pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)
def test_text_outside_of_the_profile_is_one_error(contract: ia.Contract, name: str) -> None:
    raw, words = LEXICAL[name]
    report = contract.check(raw)
    assert [finding.keyword for finding in report.findings] == ["json"]
    assert words in report.findings[0].message
    assert report.outcome is None
    assert not contract.accepts(raw)
    if contract.direction == "response":
        with pytest.raises(ia.InvalidResponse, match="json"):
            reply_class(contract).from_json(raw)


def test_too_many_bytes_are_rejected_before_parsing() -> None:
    report = ia.contracts()[1].check(b" " * (jsontext.MAX_BYTES + 1))
    assert "more than the limit" in report.errors[0].message


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_accepts_rejects_a_depth_that_the_fast_path_could_read(sample: Any) -> None:
    """orjson reads 1,000 levels; the profile allows 200, also in undocumented members."""
    deep = sample.raw.rstrip().removesuffix(b"}") + b',"unheardOf":' + b"[" * 250 + b"]" * 250 + b"}"
    assert not sample.contract.accepts(deep)
    assert not sample.contract.check(deep).ok
    shallow = sample.raw.rstrip().removesuffix(b"}") + b',"unheardOf":' + b"[" * 150 + b"]" * 150 + b"}"
    assert sample.contract.accepts(shallow)
    assert sample.contract.check(shallow).ok


@pytest.mark.parametrize("number", ["1e-99999999999999999999", "-1E-99999999999999999999", "0e99999999999999999999"])
@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_accepts_rejects_an_exponent_that_the_fast_path_would_round(sample: Any, number: str) -> None:
    for member in ("unheardOf", *exact(sample.raw)):
        raw = f'{dumps(exact(sample.raw))[:-1]},"{member}":{number}}}'
        assert not sample.contract.accepts(raw.encode())
        assert not sample.contract.check(raw).ok


VALUES = {
    "NaN": (math.nan, "NaN and Infinity"),
    "infinite Decimal": (Decimal("Infinity"), "NaN and Infinity"),
    "signalling NaN": (Decimal("sNaN"), "NaN and Infinity"),
    "too large": (10**400, "beyond the range"),
    "too large Decimal": (Decimal("1E+400"), "beyond the range"),
    "a date": (datetime(2026, 1, 1), "a datetime is not a JSON value"),
    "a set": ({1}, "a set is not a JSON value"),
    "bytes inside": (b"x", "a bytes is not a JSON value"),
    "half a pair": ("\ud800", "half of a surrogate pair"),
    "a number as name": ({1: 2}, "a member name is a int"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_that_are_not_json_are_findings_with_a_pointer(name: str) -> None:
    value, words = VALUES[name]
    for contract in ia.contracts():
        report = contract.check({"a/b": [value]})
        assert [finding.keyword for finding in report.errors] == ["json"]
        assert report.errors[0].pointer == "/a~1b/0"
        assert words in report.errors[0].message
        assert not contract.accepts({"a/b": [value]})


def test_a_value_that_contains_itself_is_too_deep() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert "deeper than" in ia.contracts()[0].check({"loop": loop}).errors[0].message


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_duplicate_key_is_drift_and_the_last_one_counts(sample: Any) -> None:
    value = exact(sample.raw)
    name = next(iter(value))
    raw = (json.dumps({name: "first"})[:-1] + "," + dumps(value)[1:]).encode()
    report = sample.contract.check(raw)
    assert [(finding.pointer, finding.keyword) for finding in report.drift] == [(f"/{name}", "duplicate-key")]
    assert report.ok
    assert sample.contract.accepts(raw)
    assert fingerprint(reply_class(sample.contract).from_json(raw).to_json()) == fingerprint(
        reply_class(sample.contract).from_json(sample.raw).to_json()
    )


def test_a_duplicate_key_in_a_request_is_an_error() -> None:
    for sample in payloads("samples") + payloads("cases"):
        if sample.contract.direction == "request" and not sample.is_bad:
            group = next(iter(exact(sample.raw)))
            raw = (f'{{"{group}": {{}}, ' + dumps(exact(sample.raw))[1:]).encode()
            assert [finding.keyword for finding in sample.contract.check(raw).errors] == ["duplicate-key"]
            assert not sample.contract.accepts(raw)


json_numbers = st.integers(min_value=-(10**60), max_value=10**60) | st.decimals(
    allow_nan=False, allow_infinity=False
).filter(lambda number: abs(number.adjusted()) < 300 and number.as_tuple().exponent != 0)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | json_numbers | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_what_is_written_reads_back_with_every_digit(value: Any) -> None:
    assert fingerprint(jsontext.read(jsontext.write(value))) == fingerprint(value)
    assert fingerprint(exact(jsontext.write(value))) == fingerprint(value)


@given(json_values)
def test_reading_agrees_with_the_standard_library(value: Any) -> None:
    assert fingerprint(jsontext.read(dumps(value).encode())) == fingerprint(exact(dumps(value)))


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_verdict(raw: bytes) -> None:
    for contract in ia.contracts():
        report = contract.check(raw)
        assert contract.accepts(raw) is report.ok
        assert str(report).isprintable() or "\n" in str(report)


@given(st.text(max_size=60))
def test_any_text_gives_a_verdict(text: str) -> None:
    for contract in ia.contracts():
        assert contract.accepts(text) is contract.check(text).ok


@pytest.mark.slow
@given(
    st.recursive(
        st.none() | st.floats() | st.binary() | st.text() | st.integers(),
        lambda x: st.lists(x) | st.dictionaries(st.text() | st.integers(), x),
    )
)
def test_any_python_value_gives_a_verdict(value: Any) -> None:
    for contract in ia.contracts():
        assert contract.accepts(value) is contract.check(value).ok
