"""Documented limits as sentences; a limit that the description already states is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .. import ir
from ..parse.schema import Schema


@dataclass(frozen=True)
class _Unit:
    """A pair of limits and its wording: both, the lower one, the upper one, both the same."""

    lower: str
    upper: str
    en: tuple[str, str, str, str]
    zh: tuple[str, str, str, str]


_UNITS = (
    _Unit(
        "min_length",
        "max_length",
        ("{} to {} characters.", "At least {} characters.", "At most {} characters.", "Exactly {} characters."),
        ("{} 至 {} 个字符。", "至少 {} 个字符。", "最多 {} 个字符。", "{} 个字符。"),
    ),
    _Unit(
        "min_items",
        "max_items",
        ("{} to {} items.", "At least {} items.", "At most {} items.", "Exactly {} items."),
        ("{} 至 {} 项。", "至少 {} 项。", "最多 {} 项。", "{} 项。"),
    ),
    _Unit(
        "minimum",
        "maximum",
        ("From {} to {}.", "At least {}.", "At most {}.", "Exactly {}."),
        ("{} 至 {}。", "最小 {}。", "最大 {}。", "固定为 {}。"),
    ),
)
_LOWER = r"(?:at least|from|minimum|不少于|至少|最少|最小|从)\s*{}(?!\d|\.\d)"
_UPPER = r"(?:at most|up to|to|maximum|不超过|至多|最多|最长|最大|至)\s*{}(?!\d|\.\d)"
_BOTH = r"(?<!\d){}\s*(?:to|and|-|–|至|到)\s*{}(?!\d|\.\d)"


def with_limits(text: ir.Text, schema: Schema, beside: ir.Text) -> ir.Text:
    """A text with the limits of its schema, unless it or the text `beside` it states them.

    Chinese limits only stand beside Chinese text.
    """
    limits = [(unit, getattr(schema, unit.lower), getattr(schema, unit.upper)) for unit in _UNITS]
    en = " ".join(filter(None, (_sentence(unit.en, low, high, beside.en + text.en) for unit, low, high in limits)))
    zh = "".join(filter(None, (_sentence(unit.zh, low, high, beside.zh + text.zh) for unit, low, high in limits)))
    return replace(text, en=_appended(text.en, en, " "), zh=_appended(text.zh, zh, "") if beside.zh or text.zh else "")


def _sentence(wording: tuple[str, str, str, str], low: object, high: object, text: str) -> str:
    both, lower, upper, exactly = wording
    if low is not None and low == high:
        return exactly.format(low)
    if low is not None and high is not None:
        stated = _states(_BOTH, text, low, high) or (low in (0, 1) and _states(_UPPER, text, high))
        return "" if stated else both.format(low, high)
    if low is not None:
        return "" if _states(_LOWER, text, low) else lower.format(low)
    return "" if high is None or _states(_UPPER, text, high) else upper.format(high)


def _states(phrase: str, text: str, *numbers: object) -> bool:
    """Whether a text states a limit in its own words."""
    return re.search(phrase.format(*map(re.escape, map(str, numbers))), text, re.IGNORECASE) is not None


def _appended(text: str, more: str, space: str) -> str:
    if not text or not more:
        return text or more
    return f"{text}\n\n{more}" if "\n\n" in text else f"{text}{space}{more}"
