"""A document that the strict schema accepts after rounding has no finding on the exact path."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.bulk.fast_schema import Tolerated, UnsupportedSchema, strict_schema
from invoice_apis.jsontext.duplicates import is_surely_unique
from support.slow import all_but_first

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


@pytest.mark.parametrize("member", all_but_first(MEMBERS, kind=lambda member: str(member["type"])), ids=str)
@pytest.mark.parametrize("tolerated", [None, Tolerated({("a",): ["1", 7, None, True]}, {(): ["b"]})], ids=["", "more"])
def test_the_strict_schema_accepts_no_more(member: dict[str, Any], tolerated: Tolerated | None) -> None:
    documented = {"type": "object", "properties": {"a": member}, "required": ["a"]}
    passes = jsonschema_rs.Draft4Validator(strict_schema(documented, documented, tolerated)).is_valid
    exact = jsonschema_rs.Draft202012Validator(documented).is_valid

    @given(TEXTS)
    @example("0.1000000000000000000000001")
    @example("0.9999999999999999999999999")
    @example("1.00000000000000000000000001")
    def holds(text: str) -> None:
        raw = f'{{"a":{text}}}'.encode()
        try:
            read = orjson.loads(raw)
        except ValueError:
            return
        if passes(read):
            value = jsontext.read(raw)
            is_tolerated = tolerated and any(
                type(value["a"]) is type(it) and value["a"] == it for it in ["1", 7, None, True]
            )
            assert exact(value) or is_tolerated, text

    holds()


def test_members_of_a_failure_are_not_new_in_a_success() -> None:
    """The compatible schema knows their types, and refuses others."""
    documented = {"type": "object", "properties": {"a": {"type": "integer"}}}
    compatible = {"type": "object", "properties": {"a": {"type": "integer"}, "error": {"type": "string"}}}
    schema = strict_schema(documented, compatible, Tolerated({}, {(): ["error", "other"]}))
    passes = jsonschema_rs.Draft4Validator(schema).is_valid
    assert passes({"a": 1, "other": 1})
    assert not passes({"a": 1, "error": 1})


@pytest.mark.parametrize("word", ["multipleOf", "patternProperties", "oneOf", "uniqueItems"])
def test_an_unknown_keyword_has_no_strict_schema(word: str) -> None:
    with pytest.raises(UnsupportedSchema):
        strict_schema({"type": "object", word: []}, {})


NAMES = st.sampled_from(["a", "b", "a:b", 'a"', "\\", "é", "\\u003a"])
SPACE = st.sampled_from(["", " ", "\t"])
STRING = st.builds(
    lambda name, escapes: '"'
    + "".join(f"\\u{ord(it):04x}" if escapes else (f"\\{it}" if it in '\\"' else it) for it in name)
    + '"',
    NAMES,
    st.booleans(),
)
OBJECT = st.recursive(
    st.one_of(STRING, st.sampled_from(["1", "1.50", "null", '":":"'])),
    lambda inner: st.lists(st.tuples(STRING, SPACE, SPACE, inner), max_size=4).map(
        lambda members: "{" + ",".join(f"{name}{one}:{other}{value}" for name, one, other, value in members) + "}"
    ),
    max_leaves=8,
)


@given(OBJECT)
@example('{"a":1,"a":"\\u003a"}')
@example('{"a" :1,"a":1}')
@example('{"a:b":1,"a\\u003ab":2}')
def test_two_members_of_one_name_are_never_missed(text: str) -> None:
    raw = text.encode()
    try:
        value = orjson.loads(raw)
    except ValueError:
        return
    assert not (is_surely_unique(raw, value) and jsontext.has_duplicate_keys(raw))
    assert is_surely_unique(raw, value) or jsontext.has_duplicate_keys(raw) or "\\u003" in text
