"""The first errors of a value, made without making all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import invoice_apis as ia
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_apis.jsontext import pointer
from invoice_apis.validation import bounded
from invoice_apis.validation.bounded import first_errors, max_items

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["a"],
    "properties": {
        "a": {"type": "array", "minItems": 2, "maxItems": 9, "items": {"$ref": "#/$defs/item"}},
        "b": {"type": "object", "properties": {"c": {"type": "array", "items": {"type": "string", "maxLength": 2}}}},
    },
    "additionalProperties": False,
    "$defs": {
        "item": {
            "type": "object",
            "properties": {
                "n": {"type": "integer", "minimum": 3},
                "l": {"type": "array", "items": {"type": "boolean"}},
            },
            "required": ["n"],
        }
    },
}
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 5), st.sampled_from(["", "x", "long"]))
ITEMS = st.one_of(SCALARS, st.fixed_dictionaries({}, optional={"n": SCALARS, "l": st.lists(SCALARS, max_size=60)}))
VALUES = st.fixed_dictionaries(
    {}, optional={"a": st.lists(ITEMS, max_size=60), "b": st.fixed_dictionaries({"c": st.lists(SCALARS, max_size=60)})}
)


def keys(errors: Any) -> set[tuple[str, str, str]]:
    return {(pointer.join(it.instance_path), it.kind.name, getattr(it.kind, "property", "")) for it in errors}


@settings(max_examples=300)
@given(VALUES)
def test_parts_have_the_errors_of_the_whole(value: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "SMALL", 8)
        patch.setattr(bounded, "LEAST", 2)
        errors, has_more = first_errors(VALIDATOR, value, 4, max_items(SCHEMA))
        everything = keys(VALIDATOR.iter_errors(value))
        assert set(errors) <= everything
        assert len(errors) == min(4, len(everything))
        assert has_more is (len(everything) > 4)
        for key, located in errors.items():
            assert pointer.join(located.path) == key[0]


class Counting:
    """A validator that counts the errors it makes."""

    def __init__(self) -> None:
        self.made = 0
        self.is_valid = VALIDATOR.is_valid

    def iter_errors(self, value: Any) -> list[Any]:
        errors = list(VALIDATOR.iter_errors(value))
        self.made += len(errors)
        return errors


@pytest.mark.parametrize(
    "value",
    [
        {"a": [{}] * 200_000},
        {"a": [{"n": 3}] * 200_000 + [{"n": 1}]},
        {"b": {"c": ["long"] * 200_000}, "a": [{"n": 3}] * 3},
        {"a": [{"n": 3, "l": [1] * 200_000}] * 2},
    ],
    ids=["all", "the last", "in an object", "in items"],
)
def test_few_errors_are_made_of_a_large_value(value: Any) -> None:
    validator = Counting()
    errors, _ = first_errors(validator, value, 100, max_items(SCHEMA))
    assert errors
    assert validator.made < 3000


NOTHING = {"scan": None, "encoded": [], "sensitive": [], "known": [], "outcomes": ""}
ANY_NAMES = {
    "type": ["object", "array", "integer"],
    "additionalProperties": {"$ref": "#/$defs/any"},
    "items": {"$ref": "#/$defs/any"},
}
NAMES = st.sampled_from(["", "7", "007", "+7", "0", "a", "~1"])
"""The engine gives an empty name no place in a path, and makes a number of a name of digits."""


def texts_in(value: Any, place: str = "") -> Iterator[str]:
    """The pointers of the texts in a value, which the schema does not allow."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, (dict, list)):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_in(part, f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}")


@given(
    st.recursive(
        st.sampled_from(["x", "x", "y", 1]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=12,
    )
)
def test_each_error_stands_at_its_member_for_any_name(value: Any) -> None:
    schema = {**ANY_NAMES, "$defs": {"any": ANY_NAMES}}
    raw = json.dumps({**NOTHING, "documented": schema, "compatible": schema, "maps": []}).encode()
    own = ia.Contract("toy/Call.response", lambda: raw)
    for payload in (value, json.dumps(value)):
        assert sorted(finding.pointer for finding in own.check(payload).errors) == sorted(texts_in(value))
