"""What the verdict on a text must be, found without the package: its schemas, two schema engines, and the standard library.

The profile of texts is held here a second time, by other means. It is the only thing in which a tool that knows no more
than the schemas may differ: `fault` says which part of it a text breaks. Formats only ever make drift; the engines, which
know but one of them, are told the others.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
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
ODD = object()
"""A number that no decimal holds."""
Json = Any


class Faulty(Exception):
    """The text breaks the profile."""


@dataclass(frozen=True, slots=True)
class Verdict:
    ok: bool
    is_clean: bool
    """Nothing at all is to be said of it."""
    fault: str | None
    """What no tool that sees only values can know."""
    value: Json = None
    """The logical value, where there is no fault."""


def verdict(contract: ia.Contract, raw: bytes) -> Verdict:
    """Raises AssertionError when the two engines disagree."""
    try:
        value, doubles = _opened(contract, raw)
    except Faulty as fault:
        return Verdict(False, False, str(fault))
    if doubles and contract.direction == "request":
        return Verdict(False, False, "a name stands twice")
    ok = _judged(contract, "compatible", value)
    return Verdict(ok, ok and not doubles and _judged(contract, "documented", value), None, value)


def _judged(contract: ia.Contract, profile: str, value: Json) -> bool:
    python, rust = _engines(contract, profile)
    by_python, by_rust = bool(python.is_valid(value)), bool(rust.is_valid(value))
    assert by_python is by_rust, (profile, value)
    return by_rust


@cache
def _engines(contract: ia.Contract, profile: Any) -> tuple[Any, Any]:
    schema = contract.schema(profile)
    named = {name: formats.format_checker(name) for name in formats.PARSERS}
    checker = jsonschema.FormatChecker(())
    for name, format_checker in named.items():
        checker.checks(name)(format_checker)
    rust = jsonschema_rs.Draft202012Validator(schema, formats=named, validate_formats=True)
    return ExactValidator(schema, format_checker=checker), rust


def _opened(contract: ia.Contract, raw: bytes) -> tuple[Json, bool]:
    """The logical value, and whether a name stands twice anywhere."""
    value, doubles = _read(raw)
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        try:
            member = at(value, path)
        except (KeyError, TypeError, IndexError):
            continue
        if isinstance(member, str):
            inner, more = _read(_unwrapped(member)) if member else (None, False)
            value, doubles = replaced(value, path, inner), doubles or more
    return value, doubles


def _unwrapped(member: str) -> bytes:
    try:
        raw = base64.b64decode(member, validate=True)
    except ValueError:
        raise Faulty("no base64") from None
    return raw or b"null"


def _read(raw: bytes) -> tuple[Json, bool]:
    try:
        letters = raw.decode()
    except UnicodeDecodeError:
        raise Faulty("not UTF-8") from None
    if letters.startswith("\ufeff"):
        raise Faulty("a byte order mark")
    if _brackets(letters) > DEEPEST_TEXT:
        raise Faulty("too deep")
    doubles: list[str] = []

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        for pair in pairs:
            _encoded([*pair])
        doubles.extend({name for name, _ in pairs} if len(dict(pairs)) < len(pairs) else ())
        return dict(pairs)

    try:
        value = json.loads(
            letters, object_pairs_hook=members, parse_constant=_constant, parse_float=_fraction, parse_int=_integer
        )
        _encoded([value])
        if ODD in _scalars(value, 0):
            raise Faulty("no decimal")
    except UnicodeEncodeError:
        raise Faulty("half of a surrogate pair") from None
    except (ValueError, RecursionError):
        raise Faulty("not JSON") from None
    return value, bool(doubles)


def _encoded(values: list[Json]) -> None:
    """Raises UnicodeEncodeError for strings that no UTF-8 holds; objects have been here before."""
    for value in values:
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, list):
            _encoded(value)


def _scalars(value: Json, depth: int) -> list[Json]:
    if depth > DEPTH:
        raise Faulty("too deep")
    if isinstance(value, dict):
        return [part for member in value.values() for part in _scalars(member, depth + 1)]
    if isinstance(value, list):
        return [part for item in value for part in _scalars(item, depth + 1)]
    return [value]


def _brackets(letters: str) -> int:
    """How deep brackets outside of strings go."""
    deepest = depth = 0
    in_string = is_escaped = False
    for char in letters:
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
    raise Faulty("no number")


def _bounded(token: str, number: Callable[[str], Any]) -> Any:
    try:
        if float(token) in (float("inf"), float("-inf")):
            raise Faulty("beyond a double")
        return number(token)
    except InvalidOperation:
        return ODD


def _fraction(token: str) -> Decimal:
    return _bounded(token, Decimal)


def _integer(token: str) -> int:
    return _bounded(token, int)
