"""The schema engine: no pattern makes it wait, no end of a text escapes it, and a message explains each of its errors."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import jsonschema_rs
import pytest
from invoice_apis.i18n.message import Message
from invoice_apis.validation.engine import END, compile_schema
from invoice_apis.validation.messages import describe, undocumented

BACKTRACKS = ["^(a|a)*", "^(a{1,60}){1,60}b", "^(a*)*", "^(a?){30}a{30}", "^a*a*a*a*a*b", "^([a-z]+)+"]
KINDS = {
    name: kind for name, kind in vars(jsonschema_rs.ValidationErrorKind).items() if isinstance(kind, type) and name[0] != "_"
}  # fmt: skip
ARGUMENTS: dict[str, Any] = {
    "limit": 3,
    "unexpected": ["x"],
    "context": [],
    "types": ["string", "null"],
    "options": ["a"],
    "multiple_of": 2,
}


@pytest.mark.parametrize("pattern", BACKTRACKS)
def test_no_pattern_backtracks(pattern: str) -> None:
    schema = {"type": "string", "pattern": pattern + END}
    text = "a" * 100_000 + "!"
    assert [error.kind.as_dict() for error in compile_schema(schema).iter_errors(text)] == [{"pattern": pattern + "$"}]


@pytest.mark.parametrize("text", ["a\n", "a\r", "a\r\n", "a\u2028", "\na", "a "])
def test_a_pattern_is_about_the_whole_text(text: str) -> None:
    schema = {"properties": {"pattern": {"type": "string", "pattern": "^a" + END}}}
    is_valid = compile_schema(schema).is_valid
    assert is_valid({"pattern": "a"})
    assert not is_valid({"pattern": text})


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_error_has_a_message(name: str) -> None:
    value = [1] if "Items" in name else "text"
    kind = KINDS[name](*(ARGUMENTS.get(argument, "x") for argument in KINDS[name].__match_args__))
    for word in (describe, undocumented):
        message = word(SimpleNamespace(kind=kind), value, "(found)")
        assert isinstance(message, Message)
        assert message.text("en") != message.text("zh")
