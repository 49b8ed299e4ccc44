"""Text, numbers and booleans: their limits, formats, patterns and codes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import ValidationError

from .. import naming
from ..lint.limits import limits
from ..lint.patterns import pattern_problem
from ..parse.formats import FORMATS
from ..parse.schema import Schema
from ..runtime.jsontext import read, write
from .flat import Flat
from .limits import bounds, counts, only_codes
from .words import clean, numbered

_LENGTHS = ("minLength", "maxLength")
_SHORTHANDS = {r"\d": "[0-9]", r"\w": "[A-Za-z0-9_]"}
_INSIDE = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}
_SILENT = {"number", "integer", "string"}
"""Formats that a JSON type says."""
_UNESCAPED = re.compile(r"\\([-/:;,@#%&=<>~'\"!` _])")
MOST_CODES = 2_000


_CONSTANTS = {"string": str, "integer": int, "boolean": bool}


def scalar(flat: Flat) -> dict[str, Any]:
    """A text, number or boolean: the limits, or the codes; without description and null."""
    found = {**_limited(flat), **codes(flat)}
    const = flat.words.get("const")
    if has_const(flat):
        only_codes(flat, dict(found), [const])
        return {"type": flat.type}
    if const is not None:
        flat.lose("rule", flat.place, "const")
    if "enum" in found:
        only_codes(flat, found, found["enum"])
    return found


def has_const(flat: Flat) -> bool:
    """Whether the one value is one that a contract can name."""
    return type(flat.words.get("const")) is _CONSTANTS.get(flat.type)


def _limited(flat: Flat) -> dict[str, Any]:
    """The limits without those that leave no value."""
    kind = flat.type
    found: dict[str, Any] = {"type": kind}
    words = flat.words
    stated = words.get("format")
    if isinstance(stated, str) and kind in FORMATS.get(stated, {}):
        found["format"] = stated
    if kind == "string":
        found |= counts(flat, dict.fromkeys(_LENGTHS, 2**31 - 1))
        if isinstance(words.get("pattern"), str):
            _pattern(flat, found, words["pattern"])
    if kind in ("integer", "number"):
        found |= bounds(flat)
    return _agreeing(flat, found)


def stated_format(flat: Flat) -> str:
    """The sentence about a format that the language lacks."""
    stated = flat.words.get("format")
    if not isinstance(stated, str) or not stated or stated in _SILENT or flat.type in FORMATS.get(stated, {}):
        return ""
    return f"Format: {stated}."


def default_text(flat: Flat) -> str:
    """The sentence about a default."""
    value = flat.words.get("default")
    if value is None or isinstance(value, (dict, list)) or value == "":
        return ""
    shown = clean(str(value).lower() if isinstance(value, bool) else str(value))
    return f"Default: {shown[:80]}."


def codes(flat: Flat) -> dict[str, Any]:
    """`enum`, and names of codes that can't be made of them; nothing if there is no list that a contract takes."""
    listed = flat.words.get("enum")
    if not isinstance(listed, list) or flat.type == "boolean":
        return {}
    values = list(dict.fromkeys(code for code in listed if code is not None and isinstance(code, (str, int))))
    kind = {"string": str, "integer": int}.get(flat.type)
    odd = [code for code in listed if code is not None and type(code) is not kind]
    odd += [code for code in values if isinstance(code, str) and not code.isprintable()]
    if odd or kind is None or not 0 < len(values) <= MOST_CODES:
        if listed:
            flat.lose("codes", flat.place, f"{len(listed)} values, of a kind that has no codes")
        return {}
    rows = _rows(values)
    return {"enum": values} | ({"x-sdk-codes": rows} if rows else {})


def _rows(values: list[Any]) -> list[dict[str, Any]]:
    """Names for codes whose own name is none, or that of another code."""
    seen: set[str] = set()
    rows: list[dict[str, Any]] = []
    own = {naming.code_name(value) for value in values}
    for value in values:
        name = naming.code_name(value)
        if name in seen or not naming.is_code(name):
            base = name if naming.is_code(name) else "CODE_OTHER"
            name = next(choice for choice in numbered(base, joint="_") if choice not in seen and choice not in own)
            rows.append({"value": value, "name": name})
        seen.add(name)
    return rows


def _pattern(flat: Flat, found: dict[str, Any], pattern: str) -> None:
    rewritten = portable(pattern)
    if rewritten is None:
        flat.lose("rule", flat.place, "pattern")
    elif rewritten:
        found["pattern"] = rewritten


@cache
def portable(pattern: str) -> str | None:
    """The pattern in the syntax of contracts; "" if it takes every text, None if it can't be said."""
    if pattern in ("", ".*", "^.*$", "^.*", "^", "$"):
        return ""
    text = _shorthands(_UNESCAPED.sub(lambda found: found[0] if found[1] in "-/" else found[1], pattern))
    if len(text) > 500 or pattern_problem(text) is not None:
        return None
    return text


def _shorthands(pattern: str) -> str:
    parts, is_set, index = [], False, 0
    while index < len(pattern):
        pair = pattern[index : index + 2]
        if pair[0] == "\\":
            known = (_INSIDE if is_set else _SHORTHANDS).get(pair, pair)
            parts.append(known)
            index += 2
            continue
        is_set = (is_set or pair[0] == "[") and pair[0] != "]"
        parts.append(pair[0])
        index += 1
    return "".join(parts)


def _agreeing(flat: Flat, found: dict[str, Any]) -> dict[str, Any]:
    """The limits of which some value keeps all."""
    for left_out in ((), ("pattern",), ("format", "pattern"), tuple(found.keys() - {"type"})):
        kept = {name: value for name, value in found.items() if name not in left_out}
        if len(kept) < 2 or _have_value(write(kept)):
            for name in sorted(found.keys() - kept.keys()):
                flat.lose("rule", flat.place, name)
            return kept
    return {"type": found["type"]}


@cache
def _have_value(schema: bytes) -> bool:
    """Whether some value keeps the limits, by the rules of `check`."""
    try:
        return not list(limits(Schema.model_validate(read(schema))))
    except ValidationError:
        return False
