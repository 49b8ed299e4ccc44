"""The program of the scanner: automata that read as regular expressions do, formats, and what is left out."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from invoice_apis.validation import formats
from invoice_codegen.lint import regex
from invoice_codegen.lower.scan import automaton, compile_scan
from invoice_codegen.lower.scan.shape import Unsupported, shape_of
from invoice_codegen.lower.scan.text import BROKEN, FORMATS, MAYBE, OK, text_automaton

PATTERNS = [
    "[0-9]{1,2}-?[0-9]?",
    "(?:a|bc)*d",
    "[^/]+",
    "x{2,4}",
    "(?:ab?){0,3}c?",
    ".",
    "[a-é]+",
    "[中-文x]{1,2}",
    "[^a中]*",
    "[\u0080-\U0001f9fe]?",
    "",
    r"\.\*|a+?",
]
ALPHABET = "abcdx0129-./*é中文龥\u0080߿ࠀ\uffff🧾\U0010ffff\n"


def run(automat: automaton.Automaton, raw: bytes) -> int:
    state = 0
    for byte in raw:
        state = automat.next[state][automat.classes[byte]]
    return automat.verdicts[state]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_automaton_reads_as_a_regular_expression_does(pattern: str) -> None:
    rng = random.Random(pattern)
    automat = automaton.automaton([regex.parse(f"^{pattern}$")], lambda matched: len(matched))
    hits = 0
    for _ in range(4000):
        text = "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(6)))
        matches = re.fullmatch(pattern, text) is not None
        assert run(automat, text.encode()) == matches, text
        hits += matches
    assert hits > 0


@pytest.mark.parametrize(("first", "last"), [(0, 0x10FFFF), (0x41, 0x7FF), (0x7FE, 0x10001), (0xD000, 0xE100), (9, 9)])
def test_ranges_of_bytes_spell_exactly_the_characters_of_a_range(first: int, last: int) -> None:
    spelled = 0
    for parts in automaton.utf8_ranges(first, last):
        count = 1
        for low, high in parts:
            count *= high - low + 1
        spelled += count
        assert (
            first
            <= ord(bytes(low for low, _ in parts).decode())
            <= ord(bytes(high for _, high in parts).decode())
            <= last
        )
    surrogates = max(0, min(last, 0xDFFF) - max(first, 0xD800) + 1)
    assert spelled == last - first + 1 - surrogates


def test_a_pattern_of_too_many_states_is_left_out() -> None:
    with pytest.raises(Unsupported):
        automaton.automaton([regex.parse("^[01]*1[01]{12}$")], len)
    with pytest.raises(Unsupported):
        automaton.automaton([regex.parse("^(?:[a-z]{100}){100}$")], len)


TEXTS = [
    *("", "0", "-1.50", "+1", "1e5", "1E-12345", "1.", ".5", "٣", "12\n", "202002", "202013", "000001", "999912"),
    *("2019-12-28T07:02:03Z", "2019-12-28t07:02:03z", "2019-02-30T07:02:03Z", "2020-02-29T24:00:00Z"),
    *("2019-12-28T07:02:03.1234567+08:00", "2019-12-28 07:02:03", "2019-12-28 07:02", "0000-01-01 00:00:00"),
    *("2020-02-29 00:00:00", "2021-02-29 00:00:00", "2019-06-31 00:00:00", "2019-12-28T07:02:03-14:59"),
]


@pytest.mark.parametrize("name", FORMATS)
def test_what_an_automaton_says_of_a_format_is_so(name: str) -> None:
    automat, checks, rng = (
        text_automaton([shape_of([{"format": name}])]),
        formats.format_checker(name),
        random.Random(name),
    )
    assert automat is not None
    said = set()
    for number in range(20_000):
        text = rng.choice(TEXTS)
        if number >= len(TEXTS) and text:
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice("0123456789-+TZ: .eE") + text[at + rng.randrange(2) :]
        verdict = run(automat, text.encode())
        assert verdict == MAYBE or checks(text) == (verdict == OK), text
        said.add(verdict)
    assert {OK, BROKEN} <= said


def compiled(documented: Any, compatible: Any, **data: Any) -> Any:
    empty: dict[str, Any] = {"encoded": [], "identifiers": [], "periods": [], "known": []}
    return compile_scan({"documented": documented, "compatible": compatible, **empty, **data}, is_request=False)


def test_the_same_schemas_give_the_same_program() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string", "enum": ["x", "y"]}},
        "additionalProperties": False,
    }
    assert compiled(schema, {"type": "object"}) == compiled(schema, {"type": "object"})
    assert compiled(schema, {"type": "object"})["paths"] == ["", "", "/a"]


def test_an_envelope_that_can_not_be_compiled_gives_no_program() -> None:
    test = {"properties": {"a": {"minimum": 3}}}
    schema = {"type": "object", "if": test, "then": {}, "else": {"anyOf": [test]}}
    assert compiled(schema, schema) is None
