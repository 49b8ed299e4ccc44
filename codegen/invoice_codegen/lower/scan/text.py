"""The strings of a place as one automaton: codes, pattern and format."""

from __future__ import annotations

from functools import lru_cache

from ...lint import regex
from ...runtime.validation.engine import END
from .automaton import Automaton, automaton
from .shape import Shape, Unsupported

OK, BROKEN, MAYBE = range(3)

_YEAR = "[1-9][0-9]{3}"
_DAY = f"{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_OFFSET = "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_ANY_DAY, _ANY_TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_DECIMAL = r"[+\-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]{1,4})?"
_YEAR_MONTH = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})(?:0[1-9]|1[0-2])"
FORMATS = {
    "date-time": (
        rf"{_DAY}T{_TIME}(?:\.[0-9]{{1,6}})?{_OFFSET}",
        rf"{_ANY_DAY}[Tt]{_ANY_TIME}(?:\.[0-9]+)?(?:[Zz]|[+\-][0-9]{{2}}:[0-9]{{2}})",
    ),
    "local-date-time": (f"{_DAY} {_TIME}", f"{_ANY_DAY} {_ANY_TIME}"),
    "decimal": (_DECIMAL, _DECIMAL),
    "year-month": (_YEAR_MONTH, _YEAR_MONTH),
    "date": (_DAY, _ANY_DAY),
    "ms-json-date": (
        r"/Date\((?:[0-9]{1,14}|-[0-9]{1,13})(?:[+\-][0-9]{4})?\)/",
        r"/Date\(-?[0-9]{1,17}(?:[+\-][0-9]{4})?\)/",
    ),
}
"""For each format of `runtime/validation/formats.py` a pattern whose texts surely have it, and one that all its texts match.

The empty text has every format.
"""
_NOTHING = regex.Sequence(())
Patterns = tuple[regex.Node, ...]


def text_automaton(shapes: list[Shape]) -> Automaton | None:
    """The automaton for the strings of a place; None where every string is good. Raises Unsupported."""
    exact = [_codes(shape) for shape in shapes if shape.codes]
    exact += [_pattern(pattern) for shape in shapes for pattern in shape.limits.get("pattern", ())]
    formats = list(dict.fromkeys(name for shape in shapes for name in shape.limits.get("format", ())))
    inner, outer = ([_format(name, index) for name in formats] for index in (0, 1))
    if not exact and not formats:
        return None
    return _automaton(tuple(exact), tuple(outer), tuple(inner))


@lru_cache(maxsize=256)
def _automaton(exact: Patterns, outer: Patterns, inner: Patterns) -> Automaton:
    """Texts that match all exact and outer patterns are not broken, and surely good if all inner ones match, too."""
    all_exact = frozenset(range(len(exact)))
    all_outer = frozenset(range(len(exact), len(exact) + len(outer)))
    all_inner = frozenset(each + len(outer) for each in all_outer)

    def verdict(matched: frozenset[int]) -> int:
        if not all_exact | all_outer <= matched:
            return BROKEN
        return OK if all_inner <= matched else MAYBE

    return automaton([*exact, *outer, *inner], verdict)


def _codes(shape: Shape) -> regex.Node:
    """The texts among the codes."""
    codes = shape.common_codes(str)
    return regex.Choice(tuple(regex.Sequence(tuple(map(_char, code))) for code in codes))


def _char(char: str) -> regex.Chars:
    return regex.Chars(((ord(char), ord(char)),))


def _pattern(pattern: str) -> regex.Node:
    if not pattern.startswith("^") or not pattern.endswith((END, "$")):
        raise Unsupported("a pattern without anchors")
    return _parsed(pattern.removeprefix("^").removesuffix(END).removesuffix("$"))


def _format(name: str, index: int) -> regex.Node:
    if name not in FORMATS:
        raise Unsupported(f"format {name}")
    return regex.Choice((_NOTHING, _parsed(FORMATS[name][index])))


def _parsed(pattern: str) -> regex.Node:
    try:
        return regex.parse(f"^{pattern}$")
    except (regex.Unportable, IndexError) as error:
        raise Unsupported(f"pattern {pattern}") from error
