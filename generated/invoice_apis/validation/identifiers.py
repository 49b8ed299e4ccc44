"""Identifiers made of digits, such as invoice numbers: signs that a program with doubles has rounded one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..i18n.message import Message

EXACT = 2**53
"""Up to here every integer is exact as a double."""
_ROUNDED_TEXT = re.compile(r"[0-9]+\.[0-9]+([eE]\+?[0-9]+)?|[0-9]+[eE]\+[0-9]+")
"""A number with a fraction or an exponent, as spreadsheets and data frames write it."""


def is_number_with_fraction(value: Any) -> bool:
    """Whether an identifier is a number token with a fraction or an exponent."""
    return isinstance(value, (float, Decimal))


def is_error(value: Any, is_request: bool) -> bool:
    """Whether the form of an identifier is an error: in a request every sign of rounding is one."""
    return is_number_with_fraction(value) or (is_request and rounding(value, "") is not None)


def rounding(value: Any, what: str | Message) -> Message | None:
    """Why an identifier may have lost digits; None where nothing speaks for it. `what` is the value as text."""
    if is_number_with_fraction(value):
        return Message("{what} has a fraction or an exponent: an identifier written so may have lost digits", what=what)
    if isinstance(value, str) and _ROUNDED_TEXT.fullmatch(value):
        return Message("the text {what} is a number with a fraction or an exponent: digits may be lost", what=what)
    if isinstance(value, int) and abs(value) > EXACT and _is_padded(value):
        return Message("{what} ends as integers do that were rounded to a double: digits may be lost", what=what)
    return None


def _is_padded(value: int) -> bool:
    """Whether an integer is the shortest form of its nearest double, padded with zeros."""
    try:
        shortest = repr(float(abs(value)))
    except OverflowError:
        return False
    digits = shortest.partition("e")[0].replace(".", "").rstrip("0")
    text = str(abs(value))
    return len(digits) < len(text) and text == digits.ljust(len(text), "0")
