"""Values in messages: masked, cut or whole, and without control characters."""

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
    """Paths of the texts in a value."""
    if isinstance(value, str):
        yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from texts(member, (*path, name))


def with_each_text_replaced(sample: Payload, instead: Any) -> Iterator[tuple[ia.Contract, str, dict[str, Any]]]:
    """The sample with each text replaced in turn, and the pointer pattern of that text."""
    value = sample.contract.read(sample.raw)
    for path in texts(value):
        pattern = "".join("/*" if isinstance(part, int) else f"/{part}" for part in path)
        yield sample.contract, pattern, replaced(value, path, instead)


def messages_of(report: ia.Report) -> str:
    return "\n".join(finding.message for finding in report.findings)


def has_sensitive_texts(sample: Payload) -> bool:
    members = (sample.contract.documentation.member(pattern) for _, pattern, _ in with_each_text_replaced(sample, ""))
    return any(member is not None and member.sensitive for member in members)


@pytest.mark.parametrize("sample", list(filter(has_sensitive_texts, SAMPLES)), ids=str)
@LANGS
def test_sensitive_values_are_shown_only_with_show_values(sample: Payload, lang: Any) -> None:
    """A number in place of text has the wrong type."""
    sensitive = 0
    for contract, pattern, payload in with_each_text_replaced(sample, NUMBER):
        member = contract.documentation.member(pattern)
        assert member is not None
        shown = str(NUMBER) in messages_of(contract.check(payload, lang=lang))
        assert not (member.sensitive and shown), pattern
        if member.sensitive:
            sensitive += 1
            assert str(NUMBER) in messages_of(contract.check(payload, lang=lang, show_values=True))
    assert sensitive


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
@pytest.mark.parametrize("show_values", [False, True])
@LANGS
def test_values_are_escaped(sample: Payload, show_values: bool, lang: Any) -> None:
    for contract, _, payload in with_each_text_replaced(sample, EVIL):
        message = messages_of(contract.check({**payload, EVIL: EVIL}, lang=lang, show_values=show_values))
        assert all(char == "\n" or char.isprintable() for char in message)


@LANGS
def test_shown_values_are_whole_and_exact(lang: Any) -> None:
    documented = {"type": "object", "properties": {"n": {"maximum": 0}, "t": {"pattern": "^a$"}}}
    data = {"documented": documented, "compatible": {}, "scan": None, "encoded": [], "sensitive": ["/n"], "known": []}
    contract = ia.Contract("toy/Call.response", lambda: json.dumps(data | {"outcomes": {}}).encode())
    raw = b'{"n": 1234567890.12345678901234567890, "t": "' + b"x" * 200 + b'"}'
    shown = messages_of(contract.check(raw, lang=lang, show_values=True))
    assert "1234567890.12345678901234567890" in shown
    assert "x" * 200 in shown
    hidden = messages_of(contract.check(raw, lang=lang))
    assert "123456789" not in hidden
    assert "x" * 58 in hidden
    assert "x" * 61 not in hidden


def test_documentation_and_rules_agree_on_sensitive_members() -> None:
    for contract in ia.contracts():
        members = contract.documentation.members.values()
        patterns = {tuple(split(member.pointer)) for member in members if member.sensitive}
        assert patterns == {pointer.split(pattern) for pattern in contract.rules["sensitive"]}
