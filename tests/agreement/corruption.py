"""Corrupt or odd JSON texts: changes of tokens and bytes that no change of values makes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}\[\],:]')
STRING, NUMBER, LITERAL = re.compile(r'"'), re.compile(r"[-\d]"), re.compile(r"[a-z]")
NUMBERS = [
    *("1.0", "1e0", "1E+2", "-0", "-0.0", "0.10", "1e-400", "0e-10", "10E-1", "9" * 30, "1." + "0" * 40 + "1"),
    *(
        "1e400",
        "-1e400",
        "9" * 400,
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "NaN",
        "Infinity",
        "-Infinity",
    ),
    *("01", "1.", ".5", "+1", "0x10", "1_000", "1e", "--1", "٣", "true", '"1"', "null"),
]
LITERALS = ["True", "None", "nul", "NULL", "undefined", "1", "0", '"true"', "true", "false", "null"]
ODD_TEXT = [
    *("\\n", "\\u0000", "\\u202e", "\\ud83e\\uddfe", "\\/", "\\u00e9", "é", "中", "🧾", "\\r\\n", " ", "\\u2028"),
    *("\\ud800", "\\udfff", "\\x41", "\\", "\n", "\t", "\x00", '"', "\\u12", "'"),
]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DROPPED = [
    *NUMBERS,
    *LITERALS[-3:],
    "[]",
    '{"a":1,"a":2}',
    "[" * 205 + "1e-99999999999999999999" + "]" * 205,
    '"\\ud800"',
]
"""Values of members that a later member of the same name replaces."""
WHITE_SPACE = [" ", "\t", "\r\n", "\n\n", "\f", "\u00a0", "\ufeff", "// x\n", "/* */", ","]
BYTES = [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x00", b"\xef\xbb\xbf", b"\x80"]

Change = Callable[[str, random.Random], str]


def corrupted(text: str, rng: random.Random) -> bytes:
    """The text with one to three changes; the bytes may not be text."""
    for _ in range(rng.choice([1, 1, 2, 3])):
        text = rng.choice(TEXT_CHANGES)(text, rng)
    raw = text.encode("utf-8", "surrogatepass")
    return rng.choice(BYTE_CHANGES)(raw, rng) if rng.random() < 0.25 else raw


def _at_token(text: str, kind: re.Pattern[str] | None, rng: random.Random, change: Callable[[str], str]) -> str:
    """The text with one token of a kind changed, where it has one."""
    found = [token for token in TOKEN.finditer(text) if kind is None or kind.match(token[0])]
    if not found:
        return text
    token = rng.choice(found)
    return text[: token.start()] + change(token[0]) + text[token.end() :]


def other_number(text: str, rng: random.Random) -> str:
    return _at_token(text, NUMBER, rng, lambda _: rng.choice(NUMBERS))


def same_number(text: str, rng: random.Random) -> str:
    """The same number, spelled otherwise."""
    forms = ["{}.0", "{}e0", "{}E+00", "{}.000000000000000000000000000001"]
    return _at_token(text, NUMBER, rng, lambda token: rng.choice(forms).format(token))


def other_literal(text: str, rng: random.Random) -> str:
    return _at_token(text, LITERAL, rng, lambda _: rng.choice(LITERALS))


def odd_characters(text: str, rng: random.Random) -> str:
    """Insert characters at the start, in the middle or at the end of a string or name."""

    def change(token: str) -> str:
        at = rng.choice([1, len(token) - 1, rng.randrange(1, len(token))])
        return token[:at] + rng.choice(ODD_TEXT) + token[at:]

    return _at_token(text, STRING, rng, change)


def other_digits(text: str, rng: random.Random) -> str:
    return _at_token(text, STRING, rng, lambda token: token.translate(DIGITS))


def in_escapes(text: str, rng: random.Random) -> str:
    """The same string or name, with every character as an escape."""

    def change(token: str) -> str:
        return token if "\\" in token else '"' + "".join(f"\\u{ord(char):04x}" for char in token[1:-1]) + '"'

    return _at_token(text, STRING, rng, change)


def duplicate_name(text: str, rng: random.Random) -> str:
    """Insert a member before one of the same name."""
    found = [*re.finditer(r'("(?:[^"\\]|\\.)*")\s*:', text)]
    if not found:
        return text
    name = rng.choice(found)
    return f"{text[: name.start()]}{name[1]}:{rng.choice(DROPPED)},{text[name.start():]}"


def odd_white_space(text: str, rng: random.Random) -> str:
    blank = rng.choice(WHITE_SPACE)
    return _at_token(text, None, rng, lambda token: rng.choice([blank + token, token + blank]))


def missing_token(text: str, rng: random.Random) -> str:
    return _at_token(text, None, rng, lambda _: "")


def trailing_text(text: str, rng: random.Random) -> str:
    return text + rng.choice(["{}", "\n", " ", "]", "null", "\x00", ",", "\u2028"])


def deeper(text: str, rng: random.Random) -> str:
    """Nest a value in lists, near the maximum depth."""
    depth = rng.choice([1, 2, 195, 199, 200, 205, 2000])
    return _at_token(text, re.compile(r"[-\da-z]"), rng, lambda token: "[" * depth + token + "]" * depth)


def cut(raw: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randrange(len(raw) + 1)]


def flipped(raw: bytes, rng: random.Random) -> bytes:
    if not raw:
        return raw
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]


def inserted_bytes(raw: bytes, rng: random.Random) -> bytes:
    at = rng.choice([0, len(raw), rng.randrange(len(raw) + 1)])
    return raw[:at] + rng.choice(BYTES) + raw[at:]


TEXT_CHANGES: list[Change] = [
    *(other_number, same_number, same_number, other_literal, odd_characters, odd_characters, other_digits, in_escapes),
    *(duplicate_name, odd_white_space, missing_token, trailing_text, deeper),
]
BYTE_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [cut, flipped, inserted_bytes]
