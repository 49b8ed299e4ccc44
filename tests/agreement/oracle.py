"""The expected verdict on a text, without the package: its schemas, two schema engines and the standard library.

This is a second implementation of the JSON profile. `fault` names the rule of the profile that a text breaks; there a
tool with only the schemas may differ. Formats only make drift; the engines, which know one of them, get the others.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import invoice_apis as ia
import jsonschema
import jsonschema_rs
from invoice_apis.validation import formats
from support.emitted import ExactValidator, encoded
from support.mutate import at, replaced

DEPTH = 200
DEEPEST_TEXT = 1024
NO_DECIMAL = object()
"""A number beyond every Decimal."""
Json = Any


class ProfileError(Exception):
    """The text breaks the profile."""


@dataclass(frozen=True, slots=True)
class Verdict:
    ok: bool
    is_clean: bool
    """Whether there is no finding."""
    fault: str | None
    """The broken rule of the profile, which values alone do not show."""
    value: Json = None
    """The logical value, where there is no fault."""


def verdict(contract: ia.Contract, raw: bytes) -> Verdict:
    """Raises AssertionError when the two engines disagree."""
    try:
        value, duplicates, irregular = _decode(contract, raw)
    except ProfileError as fault:
        return Verdict(False, False, str(fault))
    if contract.direction == "request" and (duplicates or irregular):
        return Verdict(False, False, "duplicate names" if duplicates else "odd base64")
    found = list(identifiers(contract, value))
    if any(isinstance(each, (Decimal, float)) for each in found) and _is_valid(contract, "compatible", value):
        return Verdict(False, False, "an identifier with a fraction", value)
    ok = _is_valid(contract, "compatible", value) and not _ends_before_it_starts(contract, value)
    is_clean = ok and not duplicates and not irregular and not any(map(looks_rounded, found))
    return Verdict(ok, is_clean and _is_valid(contract, "documented", value), None, value)


def identifiers(contract: ia.Contract, value: Json) -> Iterator[Json]:
    """The values of the identifiers of digits; one item may stand in place of its list."""
    for pattern in contract.rules["identifiers"]:
        found = [value]
        for part in pattern.split("/")[1:]:
            if part == "*":
                found = [item for each in found for item in (each if isinstance(each, list) else [each])]
            else:
                found = [each[part] for each in found if isinstance(each, dict) and part in each]
        yield from found


def looks_rounded(value: Json) -> bool:
    """Whether an identifier is written as only a program with doubles writes it."""
    if isinstance(value, str):
        return re.fullmatch(r"\d+(\.\d+([eE]\+?\d+)?|[eE]\+\d+)", value, re.ASCII) is not None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) <= 2**53 or abs(value) > 10**300:
        return False
    shortest = Decimal(repr(float(value)))
    return shortest == value and len(shortest.normalize().as_tuple().digits) < len(str(abs(value)))


def _is_valid(contract: ia.Contract, profile: str, value: Json) -> bool:
    python, rust = _engines(contract, profile)
    by_python, by_rust = bool(python.is_valid(value)), bool(rust.is_valid(value))
    assert by_python is by_rust, (profile, value)
    return by_rust


def _ends_before_it_starts(contract: ia.Contract, value: Json) -> bool:
    """Whether a period of times is reversed, in a value that satisfies the schema otherwise."""
    for period in contract.rules.get("periods", ()):
        try:
            texts = [at(value, tuple(period[end].split("/")[1:])) for end in ("start", "end")]
            start, end = (datetime.fromisoformat(text) for text in texts if text)
        except (KeyError, TypeError, IndexError, ValueError):
            continue
        if start > end:
            return True
    return False


@cache
def _engines(contract: ia.Contract, profile: Any) -> tuple[Any, Any]:
    schema = contract.schema(profile)
    named = {name: formats.format_checker(name) for name in formats.PARSERS}
    checker = jsonschema.FormatChecker(())
    for name, format_checker in named.items():
        checker.checks(name)(format_checker)
    rust = jsonschema_rs.Draft202012Validator(schema, formats=named, validate_formats=True)
    return ExactValidator(schema, format_checker=checker), rust


def _decode(contract: ia.Contract, raw: bytes) -> tuple[Json, bool, bool]:
    """The logical value, whether any object has duplicate names, and whether base64 has another form."""
    value, duplicates = _read(raw)
    irregular = False
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        try:
            member = at(value, path)
        except (KeyError, TypeError, IndexError):
            continue
        if isinstance(member, str):
            content, is_odd = _decode_base64(member)
            inner, more = _read(content) if member else (None, False)
            value, duplicates, irregular = replaced(value, path, inner), duplicates or more, irregular or is_odd
    return value, duplicates, irregular


def _decode_base64(member: str) -> tuple[bytes, bool]:
    """The content, and whether the base64 has white space at its ends, line breaks, the URL-safe alphabet or odd padding."""
    lines = [line for line in member.strip(" \t\r\n").replace("\r", "\n").split("\n") if line]
    if all(line[0] in " \t" for line in lines[1:]):
        lines = [line.strip("\t") if index == 0 else line.lstrip(" \t") for index, line in enumerate(lines)]
    plain = "".join(lines).replace("\t", "").replace("-", "+").replace("_", "/")
    if plain and not plain.strip("="):
        raise ProfileError("padding alone")
    if len(plain.rstrip("=")) % 4 == 0:
        plain = plain.rstrip("=")
    elif "=" not in plain:
        plain += "=" * (-len(plain) % 4)
    try:
        raw = base64.b64decode(plain, validate=True)
    except ValueError:
        raise ProfileError("no base64") from None
    return raw or b"null", plain != member


def _read(raw: bytes) -> tuple[Json, bool]:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise ProfileError("not UTF-8") from None
    if text.startswith("\ufeff"):
        raise ProfileError("a byte order mark")
    if _brackets(text) > DEEPEST_TEXT:
        raise ProfileError("too deep")
    duplicates: list[str] = []

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        for pair in pairs:
            _encoded([*pair])
        duplicates.extend({name for name, _ in pairs} if len(dict(pairs)) < len(pairs) else ())
        return dict(pairs)

    try:
        value = json.loads(
            text, object_pairs_hook=members, parse_constant=_constant, parse_float=_fraction, parse_int=_integer
        )
        _encoded([value])
        if NO_DECIMAL in _scalars(value, 0):
            raise ProfileError("no decimal")
    except UnicodeEncodeError:
        raise ProfileError("half of a surrogate pair") from None
    except (ValueError, RecursionError):
        raise ProfileError("not JSON") from None
    return value, bool(duplicates)


def _encoded(values: list[Json]) -> None:
    """Raises UnicodeEncodeError for strings that UTF-8 lacks; the members of objects are checked already."""
    for value in values:
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, list):
            _encoded(value)


def _scalars(value: Json, depth: int) -> list[Json]:
    if depth > DEPTH:
        raise ProfileError("too deep")
    if isinstance(value, dict):
        return [part for member in value.values() for part in _scalars(member, depth + 1)]
    if isinstance(value, list):
        return [part for item in value for part in _scalars(item, depth + 1)]
    return [value]


def _brackets(text: str) -> int:
    """The depth of brackets outside of strings."""
    deepest = depth = 0
    in_string = is_escaped = False
    for char in text:
        if in_string:
            in_string, is_escaped = is_escaped or char != '"', not is_escaped and char == "\\"
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _constant(name: str) -> Json:
    raise ProfileError("no number")


def _bounded(token: str, number: Callable[[str], Any]) -> Any:
    try:
        if float(token) in (float("inf"), float("-inf")):
            raise ProfileError("beyond a double")
        return number(token)
    except InvalidOperation:
        return NO_DECIMAL


def _fraction(token: str) -> Decimal:
    return _bounded(token, Decimal)


def _integer(token: str) -> int:
    return _bounded(token, int)
