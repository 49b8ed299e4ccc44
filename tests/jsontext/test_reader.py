"""jiter reads most texts alone: whatever is read, a second strict parser accepts too."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.jsontext.duplicates import read_repeated
from invoice_apis.jsontext.pointer import MISSING
from support.emitted import exact, fingerprint, payloads

DAMAGE = [
    *(b'"', b"\\", b"\\u", b"d800", b"dc00", b"\\u003a", b"{", b"}", b"[", b"]", b",", b":", b"/*", b"'"),
    *(b"e", b"E", b"+", b"-", b".", b"0", b"9" * 120, b"1e", b"400", b"308", b"NaN", b"-Infinity", b"null"),
    *(b"\n", b"\x0c", b"\x00", b"\x1f", b"\xc0\x80", b"\xed\xa0\x80", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf"),
    *(b"[" * 120, b"]" * 120),
]
NUMBERS = [b'{"a":1.5,"b":[12345678901234567890,-0,1E5,1e-400]}', b"[1e308,123e306,0e400,1E+0308]", b'"e1234"']
TEXTS = [payload.raw for payload in payloads("samples") if len(payload.raw) < 1500] + NUMBERS


@settings(max_examples=500)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from(DAMAGE))))
def test_what_is_read_is_accepted_by_a_second_parser(raw: bytes, damage: list[tuple[float, int, bytes]]) -> None:
    for share, replaced, inserted in damage:
        at = round(share * len(raw))
        raw = raw[:at] + inserted + raw[at + replaced :]
    try:
        value = jsontext.read(raw)
    except jsontext.Unreadable:
        return
    orjson.loads(raw)
    assert fingerprint(value) == fingerprint(exact(raw))


REPEATED = [
    b'{"a":{"b":1,"b":2.50},"a":[{"c":1e-400,"c":-0.0},{"d":12345678901234567890,"d":[-0,1E5]}],"a":"x"}',
    b'{"a":1e-99999999999999999999,"b":[{"c":1,"c":1}],"a":1}',
    b'{"a":' + b"[" * 199 + b'{"b":1,"b":' + b"[" * 30 + b"0" + b"]" * 30 + b"}" + b"]" * 199 + b',"a":{}}',
]


@settings(max_examples=500)
@given(
    st.sampled_from([*REPEATED, *TEXTS]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from([*DAMAGE, b'"a":1,', b',"a":[1.50]']))),
)
def test_one_parser_for_value_and_repeated_names_reads_the_same(
    raw: bytes, damage: list[tuple[float, int, bytes]]
) -> None:
    for share, replaced, inserted in damage:
        at = round(share * len(raw))
        raw = raw[:at] + inserted + raw[at + replaced :]
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError:
        return
    value, repeated = read_repeated(raw)
    if value is MISSING:
        with pytest.raises(jsontext.Unreadable):
            jsontext.parse(raw)
    else:
        parsed = jsontext.parse(raw)
        assert fingerprint(parsed.value) == fingerprint(value)
        assert (jsontext.duplicate_keys(raw) if parsed.repeated is None else parsed.repeated) == repeated


@pytest.mark.parametrize(
    "number",
    ["1e309", "1E+309", "123e307", "1.5e0000400", "9" * 309, "9" * 220 + "e90", "-1e400", "0.1e310", "12345.6e305"],
)
def test_a_number_beyond_a_double_is_rejected_in_a_replaced_member_too(number: str) -> None:
    for text in (f"[{number}]", number, f'{{"a":{number},"a":1}}'):
        with pytest.raises(jsontext.Unreadable, match="beyond the range of a double"):
            jsontext.read(text.encode())


@pytest.mark.parametrize("number", ["1e308", "1E-400", "1.7976931348623157e308", "0.0000001e310", "9" * 308, "0e400"])
def test_a_number_within_a_double_is_read(number: str) -> None:
    assert fingerprint(jsontext.read(f"[{number}]".encode())) == fingerprint(exact(f"[{number}]"))
