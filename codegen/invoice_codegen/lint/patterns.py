"""Regular expressions that mean the same in every engine, and that none of them runs for ever on."""

from __future__ import annotations

import re

from pydantic_core import SchemaError, SchemaValidator, core_schema

from ..problem import Message

_UNPORTABLE = re.compile(
    r"\\[A-Za-z0-9]|\(\?(?!:)|\(\*|(?<!\\)\$(?!$)|(?<![\[\\])(?!^)\^"  # escapes, flags and look-around, inner anchors
    r"|(?<!\\)[*+?}]\+|\{,"  # possessive in some engines, text in others
)
_ODD_SET = re.compile(r"\[\^?\]|\[[^\]]*(\[|&&|--|~~|\|\|)")
"""Sets that start with `]`, hold a set, or compute with sets: each engine has its own opinion on them."""
_GROUP, _ENDLESS = re.compile(r"\((?:\?:)?([^()]*)\)([*+{]?)"), re.compile(r"[*+]|\{[0-9]+,\}")
_ANCHORED = re.compile(r"\^.*(?<!\\)(\\\\)*\$", re.DOTALL)


def pattern_problem(pattern: str) -> Message | None:
    """What is wrong with a pattern."""
    if not _ANCHORED.fullmatch(pattern) or _UNPORTABLE.search(pattern) or not _is_plain(pattern):
        remedy = "anchor it with ^ and $, use sets such as [0-9]; no look-around, \\d, flags or nested repetition"
        return f"the pattern {pattern!r} is not portable between regex engines", remedy
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return f"pydantic can't compile the pattern {pattern!r}", "simplify the pattern"
    return None


def _is_plain(pattern: str) -> bool:
    """Whether sets hold just characters and ranges, repetitions are not nested, and no `|` stands outside of groups.

    Outside of groups an anchor holds for one branch only; nested repetitions keep backtracking engines busy for ever.
    """
    rest = re.sub(r"\\.", "x", pattern)
    if _ODD_SET.search(rest):
        return False
    rest = re.sub(r"\[[^\]]*\]", "x", rest)
    while group := _GROUP.search(rest):
        is_endless = bool(_ENDLESS.search(group[1]))
        if is_endless and group[2]:
            return False
        rest = f"{rest[:group.start()]}{'x+' if is_endless else 'x'}{group[2]}{rest[group.end():]}"
    return "|" not in rest
