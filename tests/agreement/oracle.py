"""The expected verdict on a text, without the package: its schemas, two schema engines and the standard library.

This is a second implementation of the JSON profile. `fault` names the rule of the profile that a text breaks; there a
tool with only the schemas may differ. Formats only make drift; the engines, which know one of them, get the others.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
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
        value, duplicates = _decode(contract, raw)
    except ProfileError as fault:
        return Verdict(False, False, str(fault))
    if duplicates and contract.direction == "request":
        return Verdict(False, False, "duplicate names")
    ok = _is_valid(contract, "compatible", value) and not _ends_before_it_starts(contract, value)
    return Verdict(ok, ok and not duplicates and _is_valid(contract, "documented", value), None, value)


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


def _decode(contract: ia.Contract, raw: bytes) -> tuple[Json, bool]:
    """The logical value, and whether any object has duplicate names."""
    value, duplicates = _read(raw)
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        try:
            member = at(value, path)
        except (KeyError, TypeError, IndexError):
            continue
        if isinstance(member, str):
            inner, more = _read(_decode_base64(member)) if member else (None, False)
            value, duplicates = replaced(value, path, inner), duplicates or more
    return value, duplicates


def _decode_base64(member: str) -> bytes:
    try:
        raw = base64.b64decode(member, validate=True)
    except ValueError:
        raise ProfileError("no base64") from None
    return raw or b"null"


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
