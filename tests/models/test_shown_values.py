"""Values in messages: masked, cut or whole, and never such that a terminal obeys them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.jsontext import pointer
from invoice_apis.jsontext.pointer import split
from support.emitted import Payload, payloads
from support.mutate import replaced

SAMPLES = [payload for payload in payloads("samples") if payload.contract.direction == "response"]
NUMBER = 71717171717171
EVIL = "\u202egnp\u2066\x1b[31m\r\nerror[type] /forged: \u200bx\u009b"
LANGS = pytest.mark.parametrize("lang", ["en", "zh"])


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Places of the texts in a value."""
    if isinstance(value, str):
        yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from texts(member, (*path, name))


def spoilt(sample: Payload, instead: Any) -> Iterator[tuple[ia.Contract, str, dict[str, Any]]]:
    """The sample with each text in turn replaced, and the pointer pattern of the place."""
    value = sample.contract.read(sample.raw)
    for path in texts(value):
        pattern = "".join("/*" if isinstance(part, int) else f"/{part}" for part in path)
        yield sample.contract, pattern, replaced(value, path, instead)


def told(report: ia.Report) -> str:
    return "\n".join(finding.message for finding in report.findings)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
@LANGS
def test_sensitive_values_are_told_only_when_asked_for(sample: Payload, lang: Any) -> None:
    """A number in the place of each text is a wrong type."""
    sensitive = 0
    for contract, pattern, payload in spoilt(sample, NUMBER):
        member = contract.guide.member(pattern)
        assert member is not None
        shown = str(NUMBER) in told(contract.check(payload, lang=lang))
        assert not (member.sensitive and shown), pattern
        if member.sensitive:
            sensitive += 1
            assert str(NUMBER) in told(contract.check(payload, lang=lang, show_values=True))
    assert sensitive


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
@pytest.mark.parametrize("show_values", [False, True])
@LANGS
def test_no_value_reaches_a_terminal_as_it_is(sample: Payload, show_values: bool, lang: Any) -> None:
    for contract, _, payload in spoilt(sample, EVIL):
        message = told(contract.check({**payload, EVIL: EVIL}, lang=lang, show_values=show_values))
        assert all(char == "\n" or char.isprintable() for char in message)


@LANGS
def test_values_that_are_shown_are_whole_and_exact(lang: Any) -> None:
    documented = {"type": "object", "properties": {"n": {"maximum": 0}, "t": {"pattern": "^a$"}}}
    data = {"documented": documented, "compatible": {}, "fast": None, "encoded": [], "sensitive": ["/n"], "known": []}
    contract = ia.Contract("toy/Call.response", lambda: json.dumps(data | {"outcomes": {}}).encode())
    raw = b'{"n": 1234567890.12345678901234567890, "t": "' + b"x" * 200 + b'"}'
    shown = told(contract.check(raw, lang=lang, show_values=True))
    assert "1234567890.12345678901234567890" in shown
    assert "x" * 200 in shown
    hidden = told(contract.check(raw, lang=lang))
    assert "123456789" not in hidden
    assert "x" * 58 in hidden
    assert "x" * 61 not in hidden


def test_masked_places_are_those_of_the_contract() -> None:
    """The guide and the verdict agree on what is sensitive."""
    for contract in ia.contracts():
        members = contract.guide.members.values()
        patterns = {tuple(split(member.pointer)) for member in members if member.sensitive}
        assert patterns == {pointer.split(pattern) for pattern in contract.rules["sensitive"]}
