"""Positions point at the start of a value, in any layout of the text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.jsontext import Unreadable, read
from invoice_apis.jsontext.pointer import join
from invoice_apis.jsontext.positions import positions

NAMES = st.text(max_size=4) | st.sampled_from(["a", "a/b", "~", "é", '"', "\\", "0", "日本", "😀"])
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
GAPS = st.text(alphabet=" \t\r\n", max_size=3)


def written(value: Any, draw: Any) -> str:
    """JSON text with any white space and any of the escapes that it may have."""
    gap = lambda: draw(GAPS)  # noqa: E731
    if isinstance(value, dict):
        pairs = [f"{gap()}{string(name, draw)}{gap()}:{written(member, draw)}" for name, member in value.items()]
        return f"{gap()}{{{','.join(pairs) or gap()}}}{gap()}"
    if isinstance(value, list):
        return f"{gap()}[{','.join(written(item, draw) for item in value) or gap()}]{gap()}"
    return f"{gap()}{string(value, draw) if isinstance(value, str) else json.dumps(value)}{gap()}"


def string(text: str, draw: Any) -> str:
    return json.dumps(text, ensure_ascii=draw(st.booleans()))


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = [found for name, member in members for found in places(member, (*path, name))]
    return [(join(path), value), *below]


def at(text: str, line: int, column: int) -> Any:
    """The value that begins at a place."""
    rest = "".join(text.split("\n")[line - 1][column - 1 :] + "\n") + "\n".join(text.split("\n")[line:])
    return json.JSONDecoder().raw_decode(rest)[0]


def failure(raw: bytes) -> tuple[int, int] | None:
    """Where reading fails."""
    try:
        read(raw)
    except Unreadable as error:
        return error.place(raw)
    return None


def places_in(raw: bytes, pointers: list[str]) -> list[tuple[int, int]]:
    """The place of each pointer, or the place of the error in a text that can't be read."""
    failed = failure(raw)
    return positions(raw, pointers) if failed is None else [failed] * len(pointers)


@pytest.mark.slow
@given(st.data())
def test_each_position_points_at_text_that_parses_to_the_value(data: st.DataObject) -> None:
    value = data.draw(VALUES)
    text = written(value, data.draw)
    asked = data.draw(st.lists(st.sampled_from(places(value)), min_size=1, max_size=6))
    raw = text.encode("utf-8", "surrogatepass")
    found = places_in(raw, [pointer for pointer, _ in asked])
    if failure(raw) is None:
        assert [at(text, *place) for place in found] == [wanted for _, wanted in asked]


@given(st.binary(max_size=40) | st.text(alphabet='[]{}",:\\01eE+-. \n', max_size=40).map(str.encode))
def test_any_bytes_have_a_place_within_them(raw: bytes) -> None:
    lines = raw.decode(errors="replace").split("\n")
    for line, column in places_in(raw, ["", "/a/0", "/0"]):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        pytest.param('{"a": {"b": 1}}', "/a/c", (1, 7), id="a missing member: the object"),
        pytest.param('{"a": [1]}', "/a/7/x", (1, 7), id="a missing item: the list"),
        pytest.param('{"a": "W10="}', "/a/0/b", (1, 7), id="inside of encoded text: that text"),
        pytest.param('{"a": 1, "a": 2}', "/a", (1, 15), id="a member that stands twice: the last one"),
        pytest.param('{"a": {"b": 1}, "a": {}}', "/a/b", (1, 22), id="below the first of two: the last one"),
        pytest.param('{"a": {"b": 1}, "a": {"b": 2}}', "/a/b", (1, 28), id="below both: in the last one"),
        pytest.param('{"a\\u0062": 1}', "/ab", (1, 13), id="an escaped name"),
        pytest.param('{"日本": "😀", "x": 1}', "/x", (1, 18), id="characters, not bytes or UTF-16 units"),
        pytest.param('{\r\n "a": 1,\r\n "b": 2}', "/b", (3, 7), id="CRLF"),
        pytest.param('{"a/b": {"~": 1}}', "/a~1b/~0", (1, 15), id="an escaped pointer"),
        pytest.param('{"x": "]}\\"", "a": 1}', "/a", (1, 20), id="brackets and quotes in a string"),
        pytest.param("[" * 200 + "7" + "]" * 200, "/0" * 200, (1, 201), id="200 levels"),
        pytest.param('{"a":' * 190 + "[7]" + "}" * 190, "/a" * 190 + "/0", (1, 952), id="190 objects"),
    ],
)
def test_places(text: str, pointer: str, place: tuple[int, int]) -> None:
    assert places_in(text.encode(), [pointer]) == [place]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        pytest.param(b"", (1, 1), id="nothing"),
        pytest.param(b" \n ", (1, 1), id="white space"),
        pytest.param(b'{"a": 1', (1, 8), id="ends too early"),
        pytest.param(b"[" * 199, (1, 200), id="ends deep inside"),
        pytest.param('{"日本": nope}'.encode(), (1, 8), id="a wrong word"),
        pytest.param(b'{"a": 1}\n{"a": 2}\n', (2, 1), id="a second document"),
        pytest.param(b'{\n"a": "\xc3\xa9\xff"}', (2, 8), id="not UTF-8"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', (1, 1), id="byte order mark"),
        pytest.param('{"a": 1}'.encode("utf-16"), (1, 1), id="UTF-16"),
        pytest.param(b'{"a": 1e400}', (1, 7), id="beyond a double"),
        pytest.param('["é",'.encode() + b"[" * 300 + b"]" * 301, (1, 206), id="too deep: columns in characters"),
        pytest.param(b"[" * 100_000, (1, 202), id="much too deep"),
    ],
)
def test_what_can_not_be_read_has_the_place_where_reading_fails(raw: bytes, place: tuple[int, int]) -> None:
    assert places_in(raw, ["", "/a"]) == [place, place]


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ['"ab",', '{"a":"b\\n"},', "1,", '[[],{"a":[{}]}],', '"' + "\\\\" * 50 + '",'],
    ids=["texts", "objects", "numbers", "nested", "escapes"],
)
def test_long_texts_are_read_in_one_pass(part: str) -> None:
    count = 2_000_000 // len(part)
    text = '{"x": [' + part * count + '0], "y": 1}'
    asked = ["/y", f"/x/{count}", *(f"/x/{index}" for index in range(0, count, max(1, count // 1000)))]
    places = places_in(text.encode(), asked)
    assert places[0] == (1, len(text) - 1)
    assert places[1] == (1, len('{"x": [') + len(part) * count + 1)
    assert places[2:] == [(1, 8 + index * len(part)) for index in range(0, count, max(1, count // 1000))]
