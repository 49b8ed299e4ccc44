"""Patterns: portable between regex engines, and without catastrophic backtracking."""

from __future__ import annotations

import re

from pydantic_core import SchemaError, SchemaValidator, core_schema

from ..problem import Message

_UNPORTABLE = re.compile(
    r"\\[A-Za-z0-9]|\(\?(?!:)|\(\*|(?<!\\)\$(?!$)|(?<![\[\\])(?!^)\^"  # escapes, flags and look-around, inner anchors
    r"|(?<!\\)[*+?}]\+|\{,"  # possessive in some engines, text in others
)
_ODD_SET = re.compile(r"\[\^?\]|\[[^\]]*(\[|&&|--|~~|\|\|)")
"""Sets that start with `]`, hold a set, or compute with sets: engines differ in their meaning."""
_GROUP, _ENDLESS = re.compile(r"\((?:\?:)?([^()]*)\)([*+{]?)"), re.compile(r"[*+]|\{[0-9]+,\}")
_ANCHORED = re.compile(r"\^.*(?<!\\)(\\\\)*\$", re.DOTALL)


def pattern_problem(pattern: str) -> Message | None:
    """The problem of a pattern, if it has one."""
    if not _ANCHORED.fullmatch(pattern) or _UNPORTABLE.search(pattern) or not _is_plain(pattern):
        remedy = "anchor it with ^ and $, use sets such as [0-9]; no look-around, \\d, flags or nested repetition"
        return f"the pattern {pattern!r} is not portable between regex engines", remedy
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return f"pydantic can't compile the pattern {pattern!r}", "simplify the pattern"
    return None


def _is_plain(pattern: str) -> bool:
    """Whether sets have only characters and ranges, repetitions are not nested, and every `|` is in a group.

    Outside a group an anchor applies to one branch only. Nested repetitions cause catastrophic backtracking.
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
