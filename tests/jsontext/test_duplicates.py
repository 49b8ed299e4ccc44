"""Two members of one name are never missed."""

from __future__ import annotations

import orjson
from hypothesis import example, given
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.jsontext.duplicates import is_surely_unique

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
