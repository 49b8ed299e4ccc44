"""Query parameters and forms: what is written reads back the same, and what has no text is refused."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.client.forms import Undecodable, Unencodable, decode, encode, form_body, read_form, scalar_text

Json = dict[str, Any]
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]"), min_size=1, max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS: list[tuple[Json, st.SearchStrategy[Any]]] = [
    ({"type": "string"}, TEXTS),
    ({"type": "integer"}, st.integers(-(10**20), 10**20)),
    ({"type": "number"}, st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)),
    ({"type": "boolean"}, st.booleans()),
]  # fmt: skip


@st.composite
def typed(draw: st.DrawFn, depth: int = 3) -> tuple[Json, Any]:
    """A schema, and a value of it with nothing empty in it."""
    kind = draw(st.sampled_from(["scalar", "list", "object"] if depth else ["scalar"]))
    if kind == "scalar":
        schema, values = draw(st.sampled_from(SCALARS))
        return schema, draw(values)
    if kind == "list":
        items, first = draw(typed(depth - 1))
        return {"type": "array", "items": items}, [first, first][: draw(st.integers(1, 2))]
    members = draw(st.dictionaries(NAMES, typed(depth - 1), min_size=1, max_size=3))
    schemas = {name: schema for name, (schema, _) in members.items()}
    return {"type": "object", "properties": schemas}, {name: value for name, (_, value) in members.items()}


@given(st.dictionaries(NAMES, typed(), max_size=4))
def test_objects_and_lists_read_back_the_same(members: dict[str, tuple[Json, Any]]) -> None:
    styles: Any = {
        name: ("deepObject" if schema["type"] in ("object", "array") else "form", True)
        for name, (schema, _) in members.items()
    }
    schema = {"properties": {name: own for name, (own, _) in members.items()}}
    value = {name: member for name, (_, member) in members.items()}
    raw = form_body(pair for name, member in value.items() for pair in encode(name, member, *styles[name]))
    assert raw.isascii()
    assert b" " not in raw
    assert decode(read_form(raw), styles, schema) == value


@given(st.sampled_from(SCALARS), st.data(), st.sampled_from(["form", "spaceDelimited", "pipeDelimited"]), st.booleans())
def test_lists_read_back_the_same_or_are_refused(
    kind: tuple[Json, st.SearchStrategy[Any]], data: st.DataObject, style: Any, explode: bool
) -> None:
    schema, values = kind
    items = data.draw(st.lists(values, min_size=1, max_size=4))
    try:
        pairs = [*encode("a", items, style, explode)]
    except Unencodable:
        assert not explode
        assert any({",", " ", "|"} & set(str(item)) for item in items)
        return
    wanted = {"properties": {"a": {"type": "array", "items": schema}}}
    assert decode(read_form(form_body(pairs)), {"a": (style, explode)}, wanted) == {"a": items}


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_no_pairs_break_the_reader(pairs: list[tuple[str, str]]) -> None:
    schema = {"properties": {"a": {"type": "object"}, "b": {"type": "array", "items": {"type": "integer"}}}}
    with suppress(Undecodable):
        assert decode(pairs, {"a": ("deepObject", True), "b": ("deepObject", True)}, schema).keys() <= {
            *dict(pairs),
            "a",
            "b",
        }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (2.5, "2.5"),
        (3.0, "3"),
        (True, "true"),
        (-7, "-7"),
        ("ä", "ä"),
    ],
)
def test_numbers_are_written_with_their_digits(value: Any, text: str) -> None:
    assert scalar_text(value) == text


@pytest.mark.parametrize("value", [None, {"a": None}, {"a[b]": 1}, {"": 1}, [[]], [{}], {"a": [{"b": 1}, {}]}])
def test_what_has_no_text_is_refused(value: Any) -> None:
    with pytest.raises(Unencodable):
        list(encode("a", value, "deepObject", True))


def test_what_is_empty_is_not_sent() -> None:
    for style in ("form", "deepObject", "pipeDelimited"):
        assert [*encode("a", [], style, True), *encode("a", [], style, False)] == []  # type: ignore[arg-type]
    assert [*encode("a", {}, "deepObject", True)] == []


def test_every_decoder_reads_a_form() -> None:
    pairs = [("a b", "c d+e&f=g"), ("ä[0]", "ü"), ("~", "*")]
    assert parse_qsl(form_body(pairs).decode()) == pairs
