"""Patterns: portable between regex engines, and read in few ways, so that none backtracks for long."""

from __future__ import annotations

import re

from pydantic_core import SchemaError, SchemaValidator, core_schema

from ..problem import Message
from ..runtime.validation.engine import END, compile_schema
from .automaton import Automaton, Endless, TooBig
from .regex import Unportable, parse

MOST_WAYS = 1_000
"""Ways to read a text. Our engine takes one step a character; others take one for each way."""
_UNPORTABLE = re.compile(
    r"\\[A-Za-z0-9]|\(\?(?!:)|\(\*|(?<!\\)\$(?!$)|(?<![\[\\])(?!^)\^"  # escapes, flags and look-around, inner anchors
    r"|(?<!\\)[*+?}]\+|\{,"  # possessive in some engines, text in others
)
_ODD_SET = re.compile(r"\[\^?\]|\[[^\]]*(\[|&&|--|~~|\|\|)")
"""Sets that start with `]`, hold a set, or compute with sets: engines differ in their meaning."""
_GROUP = re.compile(r"\((?:\?:)?[^()]*\)")
_ANCHORED = re.compile(r"\^.*(?<!\\)(\\\\)*\$", re.DOTALL)


def pattern_problem(pattern: str) -> Message | None:
    """The problem of a pattern, if it has one."""
    unportable = (
        f"the pattern {pattern!r} is not portable between regex engines",
        "anchor it with ^ and $, use sets such as [0-9], escape signs only; no look-around, \\d or flags, | only in groups",
    )
    if not _ANCHORED.fullmatch(pattern) or _UNPORTABLE.search(pattern) or not _is_plain(pattern):
        return unportable
    if not _compiles(pattern):
        return f"the validators can't compile the pattern {pattern!r}", "simplify the pattern"
    remedy = "let each choice and each repetition end where another character begins, as in ^[a-z]+(-[a-z]+)*$"
    try:
        if Automaton(parse(pattern)).is_read_in(MOST_WAYS):
            return None
    except Unportable:
        return unportable
    except Endless:
        return f"the pattern {pattern!r} repeats without an end what may be empty", remedy
    except TooBig:
        remedy = "write shorter repetitions, and fewer choices that begin alike; or document it in the description"
        return f"the pattern {pattern!r} is too big to tell how engines read it", remedy
    return f"the pattern {pattern!r} reads a text in too many ways: engines that backtrack may take for ever", remedy


def _compiles(pattern: str) -> bool:
    """Whether both engines of the emitted package take it: that of the models, and that of the validator."""
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
        compile_schema({"pattern": pattern.removesuffix("$") + END})
    except (SchemaError, ValueError):
        return False
    return True


def _is_plain(pattern: str) -> bool:
    """Whether sets have only characters and ranges, and every `|` is in a group: else an anchor is of one branch only."""
    rest = re.sub(r"\\.", "x", pattern)
    if _ODD_SET.search(rest):
        return False
    rest = re.sub(r"\[[^\]]*\]", "x", rest)
    while (flat := _GROUP.sub("x", rest)) != rest:
        rest = flat
    return "|" not in rest
