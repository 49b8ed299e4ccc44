"""A member of each kind with numbers and texts of any spelling: what the scanner is sure of, the schemas say too."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invoice_apis import jsontext, native, scanner
from invoice_apis.validation.formats import PARSERS
from invoice_codegen.lower.scan import compile_scan
from invoice_codegen.lower.scan.text import FORMATS
from support.slow import all_but_first

pytestmark = pytest.mark.skipif(not native, reason="the scanner was not built, or is turned off")
MEMBERS = [
    {"type": "integer"},
    {"type": "integer", "enum": [0, 1, 2]},
    {"type": ["integer", "null"], "enum": [0, 1, 2]},
    {"type": ["integer", "string"], "enum": [0, 1]},
    {"type": "integer", "const": 1},
    {"type": "number"},
    {"type": "number", "enum": [1, 2]},
    {"type": "number", "maximum": jsontext.read(b"0.1")},
    {"type": "number", "minimum": 0, "maximum": 9007199254740993},
    {"type": "number", "minimum": 1},
    {"type": "integer", "minimum": -1, "maximum": 10**18},
    {"type": "string", "maxLength": 2},
    {"type": ["string", "number", "null"]},
    {"type": "array", "items": {"type": "integer"}},
    {"type": "object"},
]
DIGITS = st.text("0123456789", min_size=1, max_size=25)
NUMBERS = st.builds(
    lambda sign, whole, rest, exponent: f"{sign}{int(whole)}{rest}{exponent}",
    st.sampled_from(["", "-"]),
    st.one_of(st.sampled_from(["0", "1", "2", "9007199254740993"]), DIGITS),
    st.one_of(st.just(""), st.builds(lambda zeros, digit: f".{zeros}{digit}", st.text("09", max_size=25), DIGITS)),
    st.one_of(st.just(""), st.sampled_from(["e0", "E-1", "e-30", "e-99999999999999999999", "e30"])),
)
TEXTS = st.one_of(
    NUMBERS, st.sampled_from(["true", "false", "null", '""', '"1"', '"abc"', "[]", "[1.0]", "{}", '{"a":1}'])
)


def rules(documented: Any, compatible: Any) -> dict[str, Any]:
    rest = ("encoded", "identifiers", "single_items", "known", "periods")
    return {"documented": documented, "compatible": compatible, **{key: [] for key in rest}}


def scanner_of(documented: Any, compatible: Any) -> scanner.Scanner:
    found = scanner.load({"scan": compile_scan(rules(documented, compatible), is_request=False)})
    assert found is not None
    return found


@pytest.mark.parametrize("member", all_but_first(MEMBERS, kind=lambda member: str(member["type"])), ids=str)
def test_the_scanner_accepts_no_more(member: dict[str, Any]) -> None:
    documented = {"type": "object", "properties": {"a": member}, "required": ["a"]}
    compatible = {"type": "object", "properties": {"a": {}}}
    scan, scan_both = (scanner_of(documented, wide).scan for wide in (documented, compatible))
    exact = jsonschema_rs.Draft202012Validator(documented).is_valid

    @given(TEXTS)
    @example("0.1000000000000000000000001")
    @example("0.9999999999999999999999999")
    @example("1.00000000000000000000000001")
    def holds(text: str) -> None:
        raw = f'{{"a":{text}}}'.encode()
        if scan(raw) != scanner.UNSURE:
            assert exact(jsontext.read(raw)), text
        result = scan_both(raw)
        if result != scanner.UNSURE:
            assert exact(jsontext.read(raw)) is (result == scanner.SUCCESS), text

    holds()


def test_members_of_a_failure_are_not_new_in_a_success() -> None:
    """The compatible schema knows their types, and refuses others."""
    documented = {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": False}
    compatible = {"type": "object", "properties": {"a": {"type": "integer"}, "error": {"type": "string"}}}
    scan = scanner_of(documented, compatible).scan
    assert scan(b'{"a": 1, "other": 1}') == (scanner.SUCCESS, ((1, scanner.MEMBER, b"other"),))
    assert scan(b'{"a": 1, "error": "x"}') == (scanner.SUCCESS, ((1, scanner.MEMBER, b"error"),))
    assert scan(b'{"a": 1, "error": 1}') == scanner.UNSURE


@pytest.mark.parametrize("word", ["multipleOf", "patternProperties", "oneOf", "uniqueItems"])
def test_the_scanner_is_unsure_of_an_unknown_keyword(word: str) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "object", word: []}}}
    found = compile_scan(rules(schema, schema), is_request=False)
    scan = scanner.load({"scan": found})
    assert scan is None or scan.scan(b'{"a": {}}') == scanner.UNSURE


@pytest.mark.parametrize("name", PARSERS)
def test_every_text_of_a_pattern_has_the_format(name: str) -> None:
    @given(st.from_regex(FORMATS[name][0], fullmatch=True))
    def holds(text: str) -> None:
        if text.isascii():
            assert PARSERS[name](text) is not None

    holds()
