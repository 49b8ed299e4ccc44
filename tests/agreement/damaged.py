"""JSON texts with something wrong, or merely odd, in their letters and bytes: what no change of values can make."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}\[\],:]')
STRING, NUMBER, WORD = re.compile(r'"'), re.compile(r"[-\d]"), re.compile(r"[a-z]")
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
WORDS = ["True", "None", "nul", "NULL", "undefined", "1", "0", '"true"', "true", "false", "null"]
ODD_TEXT = [
    *("\\n", "\\u0000", "\\u202e", "\\ud83e\\uddfe", "\\/", "\\u00e9", "é", "中", "🧾", "\\r\\n", " ", "\\u2028"),
    *("\\ud800", "\\udfff", "\\x41", "\\", "\n", "\t", "\x00", '"', "\\u12", "'"),
]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DROPPED = [*NUMBERS, *WORDS[-3:], "[]", '{"a":1,"a":2}', "[" * 205 + "1e-99999999999999999999" + "]" * 205, '"\\ud800"']
"""What another member of the same name replaces."""
BLANKS = [" ", "\t", "\r\n", "\n\n", "\f", "\u00a0", "\ufeff", "// x\n", "/* */", ","]
BYTES = [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x00", b"\xef\xbb\xbf", b"\x80"]

Spoil = Callable[[str, random.Random], str]


def spoiled(text: str, dice: random.Random) -> bytes:
    """The text with one to three changes; the bytes may be no text any more."""
    for _ in range(dice.choice([1, 1, 2, 3])):
        text = dice.choice(LETTERS)(text, dice)
    raw = text.encode("utf-8", "surrogatepass")
    return dice.choice(RAW)(raw, dice) if dice.random() < 0.25 else raw


def _at_token(text: str, kind: re.Pattern[str] | None, dice: random.Random, change: Callable[[str], str]) -> str:
    """The text with one of its tokens changed, where it has one of that kind."""
    found = [token for token in TOKEN.finditer(text) if kind is None or kind.match(token[0])]
    if not found:
        return text
    token = dice.choice(found)
    return text[: token.start()] + change(token[0]) + text[token.end() :]


def other_number(text: str, dice: random.Random) -> str:
    return _at_token(text, NUMBER, dice, lambda _: dice.choice(NUMBERS))


def same_number(text: str, dice: random.Random) -> str:
    """The same number in another spelling."""
    forms = ["{}.0", "{}e0", "{}E+00", "{}.000000000000000000000000000001"]
    return _at_token(text, NUMBER, dice, lambda token: dice.choice(forms).format(token))


def other_word(text: str, dice: random.Random) -> str:
    return _at_token(text, WORD, dice, lambda _: dice.choice(WORDS))


def odd_letters(text: str, dice: random.Random) -> str:
    """Something at the beginning, in the middle or at the end of a string, or of a name."""

    def change(token: str) -> str:
        at = dice.choice([1, len(token) - 1, dice.randrange(1, len(token))])
        return token[:at] + dice.choice(ODD_TEXT) + token[at:]

    return _at_token(text, STRING, dice, change)


def other_digits(text: str, dice: random.Random) -> str:
    return _at_token(text, STRING, dice, lambda token: token.translate(DIGITS))


def in_escapes(text: str, dice: random.Random) -> str:
    """The same string or name, with every letter as an escape."""

    def change(token: str) -> str:
        return token if "\\" in token else '"' + "".join(f"\\u{ord(char):04x}" for char in token[1:-1]) + '"'

    return _at_token(text, STRING, dice, change)


def twice(text: str, dice: random.Random) -> str:
    """A member before another of the same name."""
    found = [*re.finditer(r'("(?:[^"\\]|\\.)*")\s*:', text)]
    if not found:
        return text
    name = dice.choice(found)
    return f"{text[: name.start()]}{name[1]}:{dice.choice(DROPPED)},{text[name.start():]}"


def odd_blank(text: str, dice: random.Random) -> str:
    blank = dice.choice(BLANKS)
    return _at_token(text, None, dice, lambda token: dice.choice([blank + token, token + blank]))


def no_token(text: str, dice: random.Random) -> str:
    return _at_token(text, None, dice, lambda _: "")


def more_after(text: str, dice: random.Random) -> str:
    return text + dice.choice(["{}", "\n", " ", "]", "null", "\x00", ",", "\u2028"])


def deeper(text: str, dice: random.Random) -> str:
    """A value in lists, around the depth that is allowed."""
    depth = dice.choice([1, 2, 195, 199, 200, 205, 2000])
    return _at_token(text, re.compile(r"[-\da-z]"), dice, lambda token: "[" * depth + token + "]" * depth)


def cut(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def flipped(raw: bytes, dice: random.Random) -> bytes:
    if not raw:
        return raw
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]


def foreign(raw: bytes, dice: random.Random) -> bytes:
    at = dice.choice([0, len(raw), dice.randrange(len(raw) + 1)])
    return raw[:at] + dice.choice(BYTES) + raw[at:]


LETTERS: list[Spoil] = [
    *(other_number, same_number, same_number, other_word, odd_letters, odd_letters, other_digits, in_escapes),
    *(twice, odd_blank, no_token, more_after, deeper),
]
RAW: list[Callable[[bytes, random.Random], bytes]] = [cut, flipped, foreign]
