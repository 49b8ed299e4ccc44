"""Damage: changes to a valid payload that its contract refuses, in its value or in its text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from ... import jsontext
from ...jsontext import MAX_DEPTH, pointer
from ...validation.contract import Contract
from .drift import OF_EACH
from .encoding import encoded
from .places import replaced, shuffled
from .shapes import kinds

Damage = Literal[
    "wrong-type",
    "null-item",
    "null-member",
    "missing",
    "empty",
    "empty-success",
    "in-a-list",
    "bad-base64",
    "bad-json-inside",
    "truncated",
    "trailing-text",
    "no-text",
    "invalid-utf8",
    "half-a-character",
    "byte-order-mark",
    "not-a-number",
    "too-large-number",
    "too-deep",
    "html-page",
]
"""Each is one thing wrong. Up to `bad-json-inside` the value is; from `truncated` on the text, which is no JSON then."""


def damaged(contract: Contract, value: Any, damage: Damage, dice: random.Random) -> Any:
    """A payload with something wrong that its contract refuses: a value, or bytes where no value can show it.

    Raises LookupError when this payload can't be damaged so.
    """
    if damage in _TEXTS:
        return _TEXTS[damage](jsontext.write(value), dice)
    for changed in _VALUES[damage](contract, value, dice):
        if not contract.accepts(changed):
            return changed
    raise LookupError(f"{contract.id}: no damage {damage!r} makes this payload unusable")


def _wrong_type(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    for place in shuffled(contract, value, dice):
        for kind in dice.sample(list(OF_EACH), len(OF_EACH)):
            if kind not in kinds(place.compatible):
                yield replaced(value, place.path, OF_EACH[kind])


def _null_item(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    for place in shuffled(contract, value, dice):
        if isinstance(place.value, list):
            index = dice.randint(0, len(place.value))
            yield replaced(value, place.path, [*place.value[:index], None, *place.value[index:]])


def _null_member(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    for place in shuffled(contract, value, dice):
        if place.path and isinstance(place.path[-1], str):
            yield replaced(value, place.path, None)


def _missing(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    for place in shuffled(contract, value, dice):
        if isinstance(place.value, dict):
            for name in dice.sample(list(place.value), len(place.value)):
                rest = {own: part for own, part in place.value.items() if own != name}
                yield replaced(value, place.path, rest)


def _empty(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    yield {}


def _empty_success(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    """What says that all went well, and nothing of what was asked for."""
    if contract.outcome(value) == "success":
        yield {name: part for name, part in value.items() if not isinstance(part, (dict, list))}


def _in_a_list(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    yield [value]


def _bad_base64(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    yield from _with_encoded(contract, value, "*not base64*")


def _bad_json_inside(contract: Contract, value: Any, dice: random.Random) -> Iterator[Any]:
    for place in contract.encoded:
        raw = jsontext.write(pointer.get(value, place)) if pointer.get(value, place) is not pointer.MISSING else b"{"
        yield from _with_encoded(contract, value, encoded(raw[:-1]))


def _with_encoded(contract: Contract, value: Any, text: str) -> Iterator[Any]:
    for place in contract.encoded:
        if pointer.get(value, place) is not pointer.MISSING:
            yield pointer.set_path(value, place, text)


def _with_last(member: bytes) -> Callable[[bytes, random.Random], bytes]:
    """One more member at the end of an object that has some."""
    return lambda raw, dice: raw.removesuffix(b"}") + b',"added":' + member + b"}"


Values = Callable[[Contract, Any, random.Random], Iterable[Any]]
_VALUES: dict[str, Values] = {
    "wrong-type": _wrong_type,
    "null-item": _null_item,
    "null-member": _null_member,
    "missing": _missing,
    "empty": _empty,
    "empty-success": _empty_success,
    "in-a-list": _in_a_list,
    "bad-base64": _bad_base64,
    "bad-json-inside": _bad_json_inside,
}
_TEXTS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": lambda raw, dice: raw[: dice.randrange(1, len(raw))],
    "trailing-text": lambda raw, dice: raw + b" done",
    "no-text": lambda raw, dice: b"",
    "invalid-utf8": lambda raw, dice: raw.replace(b'":', b'\xff":', 1),
    "half-a-character": _with_last(b'"\\ud83e"'),
    "byte-order-mark": lambda raw, dice: b"\xef\xbb\xbf" + raw,
    "not-a-number": _with_last(b"NaN"),
    "too-large-number": _with_last(b"1e400"),
    "too-deep": _with_last(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)),
    "html-page": lambda raw, dice: b"<!DOCTYPE html><title>502 Bad Gateway</title>",
}
ON_TEXT = frozenset(_TEXTS)
"""Those that are done to the text, and so give bytes."""
